import type { DaysOff } from '../../../shared/deadlines/index.ts'
import { daysOffAfter } from '../../../shared/deadlines/index.ts'
import { shippedCalendar } from '../../../shared/calendar/index.ts'

/** As far as anybody plans ahead. */
const LOOK_AHEAD_DAYS = 14

/** The days off that come next or have begun; the year where its holidays are not loaded. */
export function nextDaysOff(today: string): DaysOff | { readonly year: number } | undefined {
  // Who looks on a day off looks at the days that have begun.
  for (let back = LOOK_AHEAD_DAYS; back > 0; back -= 1) {
    const off = daysOffAfter(dateBy(today, -back), shippedCalendar)
    if (off && 'first' in off && off.first <= today && today <= off.last) return off
  }
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const off = daysOffAfter(dateBy(today, ahead), shippedCalendar)
    if (off) return off
  }
  return undefined
}

function dateBy(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
