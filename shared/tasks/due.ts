import type { Calendar } from '../calendar/index.ts'
import { addWorkingDays, dateOf, endOf } from '../calendar/index.ts'
import type { Instant } from '../workflow/types.ts'
import type { Task } from './types.ts'

/** Working days that a task may take, by where it comes from; for the sweep by how grave the finding is. */
export const DUE_DAYS = { block: 1, warn: 5, public_report: 3, superior: 1, self_check: 3 } as const

/** When a task is due: the end of its last working day in Shanghai; the day of opening is not counted. */
export function dueOfTask({ kind, finding }: Pick<Task, 'kind' | 'finding'>, openedAt: Instant, calendar: Calendar): Instant {
  const days = DUE_DAYS[kind === 'sweep' ? finding?.level === 'warn' ? 'warn' : 'block' : kind]
  const last = addWorkingDays(dateOf(openedAt), days, calendar)
  // Where the holidays of that year are not known yet, as many days of any kind: early rather than late.
  return last.ok ? endOf(last.date) : new Date(Date.parse(openedAt) + days * 86_400_000).toISOString()
}
