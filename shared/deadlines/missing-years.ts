import type { Calendar } from '../calendar/index.ts'
import { dateOf } from '../calendar/index.ts'
import type { Instant } from '../workflow/types.ts'

/** A year whose holidays are not loaded. */
export interface MissingYear {
  readonly year: number
  /** something cannot be counted without it; the year is asked for ahead of need where not */
  readonly needed: boolean
}

/** The month from which on the next year is asked for: most of the known notices came out by the middle of it. */
const ASKED_FROM = 11

/**
 * The years whose holidays are to be loaded now: the present one, those that something waits for and, from November on,
 * the next one.
 *
 * @param waitedFor years that due times lie in
 * @returns them in their order
 */
export function missingYears(at: Instant, waitedFor: Iterable<number>, { years }: Pick<Calendar, 'years'>): readonly MissingYear[] {
  const [year = 0, month = 0] = dateOf(at).split('-').map(Number)
  const needed = new Set([year, ...waitedFor])
  const asked = new Set([...needed, ...month >= ASKED_FROM ? [year + 1] : []])
  return [...asked].filter((one) => !years.includes(one)).toSorted((one, other) => one - other)
    .map((one) => ({ year: one, needed: needed.has(one) }))
}
