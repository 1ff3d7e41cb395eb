import { defineConfig } from 'vitest/config'

/** What mutants run against: the sentences of the rule. The model test walks long and finds the same. */
export default defineConfig({
  test: { include: ['tests/unit/workflow/*.test.ts'], exclude: ['**/model.test.ts'], isolate: false },
})
