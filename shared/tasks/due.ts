import type { Calendar } from '../calendar/index.ts'
import { addWorkingDays, dateOf, endOf } from '../calendar/index.ts'
import type { DueDays } from '../names.ts'
import type { Instant } from '../workflow/types.ts'
import type { Task } from './types.ts'

/**
 * When a task is due: the end of its last working day in Shanghai; the day of opening is not counted.
 *
 * @param dueDays working days that the body allows
 */
export function dueOfTask(
  { kind, finding }: Pick<Task, 'kind' | 'finding'>, openedAt: Instant, calendar: Calendar, dueDays: DueDays,
): Instant {
  const days = dueDays[kind === 'sweep' ? finding?.level === 'warn' ? 'warn' : 'block' : kind]
  const last = addWorkingDays(dateOf(openedAt), days, calendar)
  // Where the holidays of that year are not known yet, as many days of any kind: early rather than late.
  return last.ok ? endOf(last.date) : new Date(Date.parse(openedAt) + days * 86_400_000).toISOString()
}
