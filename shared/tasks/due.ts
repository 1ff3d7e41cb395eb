import type { Calendar } from '../calendar/index.ts'
import { addWorkingDays, dateOf, endOf, startOf } from '../calendar/index.ts'
import type { MissingYear } from '../deadlines/index.ts'
import type { DueDays } from '../names.ts'
import type { Instant } from '../workflow/types.ts'
import type { PageTask } from './types.ts'

/**
 * When a task about a page is due: the end of its last working day in Shanghai; the day of opening is not counted.
 *
 * @param dueDays working days that the body allows
 */
export function dueOfTask(
  { kind, finding }: Pick<PageTask, 'kind' | 'finding'>, openedAt: Instant, calendar: Calendar, dueDays: DueDays,
): Instant {
  return afterDays(openedAt, dueDays[kind === 'sweep' ? finding?.level === 'warn' ? 'warn' : 'block' : kind], calendar)
}

/** How soon a year that is missing has to be there where something waits for it, in working days. */
const SOON = 3
/** How far into December a year may be missing for which nothing waits, in working days. */
const IN_DECEMBER = 10

/**
 * By when the holidays of a year are to be loaded. Where nothing waits for them, some working days into December: of the
 * five notices that the system knows the earliest is of 25 October and the last of 8 December, and what arrives in
 * the last days of December is the first to need it.
 */
export function dueOfYear({ year, needed }: MissingYear, openedAt: Instant, calendar: Calendar): Instant {
  const soon = afterDays(openedAt, SOON, calendar)
  const december = needed ? soon : afterDays(startOf(`${year - 1}-11-30`), IN_DECEMBER, calendar)
  return december > soon ? december : soon
}

function afterDays(from: Instant, days: number, calendar: Calendar): Instant {
  const last = addWorkingDays(dateOf(from), days, calendar)
  // Where the holidays of that year are not known yet, as many days of any kind: early rather than late.
  return last.ok ? endOf(last.date) : new Date(Date.parse(from) + days * 86_400_000).toISOString()
}
