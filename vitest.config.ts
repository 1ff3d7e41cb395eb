import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // The rule has no branch that no test takes; `npm test` ends with this (test:rule).
    coverage: {
      include: ['shared/workflow/**'], exclude: ['shared/workflow/commands.ts'], reporter: ['text-summary'], reportsDirectory: '.cache/coverage',
      thresholds: { branches: 100, functions: 100 },
    },
    projects: [
      // Speed is measured in tests/bench: a busy machine makes no test wrong.
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], maxWorkers: 2, testTimeout: 60_000 } },
      { test: { name: 'stack', include: ['tests/stack/**/*.test.ts'], maxWorkers: 2, testTimeout: 120_000, hookTimeout: 180_000 } },
      { test: { name: 'local', include: ['tests/local/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 180_000, maxWorkers: 2 } },
      { test: { name: 'browser', include: ['tests/browser/**/*.test.ts'], globalSetup: ['tests/browser/start.ts'], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false } },
    ],
  },
})
