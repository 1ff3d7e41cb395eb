import type { CodeAnswer } from '../identity/index.ts'
import type { Problem } from './fields.ts'
import { clockTime } from './time.ts'
import type { Lang } from './words.ts'

/** What is wrong with a code that came in a field; nothing where it is right. */
export function codeProblem(answer: CodeAnswer, field: string, lang: Lang): Problem | undefined {
  if (answer.kind === 'right') return undefined
  if (answer.kind === 'locked') return { field, code: 'code_locked', values: { until: clockTime(answer.until, lang) } }
  return { field, code: answer.kind === 'closed' ? 'code_closed' : 'code' }
}
