import type { Calendar, Day, NotLoaded } from './calendar.ts'
import { dayAt, yearThatMayMove } from './calendar.ts'
import type { LocalDate } from './dates.ts'
import { dateOfNumber, dayNumber } from './dates.ts'

/** The last day of a period. */
export interface LastDay {
  readonly ok: true
  readonly date: LocalDate
  /** the notice for this year is not loaded and could still move the day; see `yearThatMayMove` */
  readonly mayMove?: number
}

/**
 * The last day of a period of working days. The start day is not counted (民法典 201), so it need not be a working day
 * nor in a loaded year; make-up days count, days off do not, and so the last day is never a day off.
 *
 * @param start the day of receipt
 * @param n working days, a whole number from 1
 * @throws RangeError when `start` is no date or `n` no such number
 */
export function addWorkingDays(start: LocalDate, n: number, calendar: Calendar): LastDay | NotLoaded {
  requireWhole(n)
  let number = dayNumber(start)
  for (let left = n; left > 0;) {
    const day = dayAt(++number, calendar)
    if ('ok' in day) return day
    if (day.working) left--
  }
  return lastDay(number, calendar)
}

/**
 * Working days after `from` up to and with `to`: how long something has waited, or by how much it is overdue. The same
 * day gives 0. With `to` before `from` the count is negative, as in days left until a due date that has passed.
 *
 * @throws RangeError when one of them is no date
 */
export function workingDaysBetween(
  from: LocalDate, to: LocalDate, calendar: Calendar,
): { readonly ok: true, readonly days: number } | NotLoaded {
  if (to < from) {
    const back = workingDaysBetween(to, from, calendar)
    return back.ok ? { ok: true, days: 0 - back.days } : back
  }
  const last = dayNumber(to)
  let days = 0
  for (let number = dayNumber(from) + 1; number <= last; number++) {
    const day = dayAt(number, calendar)
    if ('ok' in day) return day
    if (day.working) days++
  }
  return { ok: true, days }
}

/**
 * The last day of a period of natural days, such as a 公示期: the start day is not counted, and an end on a day off
 * moves to the next working day (民法典 201, 203).
 *
 * @param n days, a whole number from 1
 * @returns the last day, with the days off that it was moved past
 */
export function addNaturalDays(
  start: LocalDate, n: number, calendar: Calendar,
): (LastDay & { readonly moved: readonly Day[] }) | NotLoaded {
  requireWhole(n)
  const moved: Day[] = []
  for (let number = dayNumber(start) + n; ; number++) {
    const day = dayAt(number, calendar)
    if ('ok' in day) return day
    if (day.working) return { ...lastDay(number, calendar), moved }
    moved.push(day)
  }
}

/** @throws RangeError unless `n` is a whole number from 1 */
export function requireWhole(n: number): void {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`Not a number of days from 1: ${n}`)
}

function lastDay(number: number, calendar: Calendar): LastDay {
  const mayMove = yearThatMayMove(number, calendar)
  return { ok: true, date: dateOfNumber(number), ...(mayMove === undefined ? {} : { mayMove }) }
}
