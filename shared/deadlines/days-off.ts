import type { Calendar, LocalDate } from '../calendar/index.ts'
import { addHours, dateOf, endOf, isWorkingDay, startOf } from '../calendar/index.ts'
import type { Instant } from '../workflow/types.ts'

/** Days off that follow each other, with the last working day before them. */
export interface DaysOff {
  readonly lastWorkingDay: LocalDate
  readonly first: LocalDate
  readonly last: LocalDate
  /** first moment of the days off, and first moment after them */
  readonly from: Instant
  readonly until: Instant
}

/** No holiday of the calendar is nearly as long. */
const LONGEST = 60

/**
 * The days off that begin on the day after.
 *
 * @param date a day in Shanghai
 * @returns nothing where the day is itself off, or work goes on the next day; `year` where one is not loaded
 */
export function daysOffAfter(date: LocalDate, calendar: Calendar): DaysOff | { readonly year: number } | undefined {
  const present = isWorkingDay(date, calendar)
  if (!present.ok) return { year: present.year }
  if (!present.working) return undefined
  let last: LocalDate | undefined
  const first = dayAfter(date)
  for (let day = first, left = LONGEST; left > 0; day = dayAfter(day), left -= 1) {
    const one = isWorkingDay(day, calendar)
    if (!one.ok) return { year: one.year }
    if (one.working) break
    last = day
  }
  return last === undefined ? undefined : { lastWorkingDay: date, first, last, from: startOf(first), until: endOf(last) }
}

function dayAfter(date: LocalDate): LocalDate {
  return dateOf(addHours(startOf(date), 24))
}
