import type { Calendar, Day, NotLoaded } from './calendar.ts'
import { dayAt, yearThatMayMove } from './calendar.ts'
import { requireWhole } from './count.ts'
import type { LocalDate } from './dates.ts'
import { dayNumber } from './dates.ts'

/**
 * Time that the other side took (政府信息公开条例 art. 33: consulting others is not counted). Like the start of a
 * period the day of asking still counts as ours; the days after it, up to and with the day of the answer, do not.
 */
export interface Pause {
  readonly asked: LocalDate
  /** absent while the answer is still awaited */
  readonly answered?: LocalDate
}

/** One day of the working that a page shows: counted, with its place in the count, or skipped and why. */
export type DayLine =
  | (Day & { readonly counted: number })
  | (Day & { readonly skipped: 'weekend' | 'holiday' | 'pause' })

/** A due date with the whole of its working. */
export interface Deadline {
  readonly ok: true
  readonly start: LocalDate
  readonly due: LocalDate
  /** working days of the period, as asked for */
  readonly workingDays: number
  /** every day after `start` up to and with `due` */
  readonly days: readonly DayLine[]
  /** edition of the calendar */
  readonly calendar: string
  /** numbers of the notices of the years that the period touches, as loaded */
  readonly notices: readonly string[]
  /** the notice for this year is not loaded and could still move the due date; see `yearThatMayMove` */
  readonly mayMove?: number
}

/** The clock stands until the other side answers, so there is no due date yet. */
export interface Paused {
  readonly ok: false
  readonly reason: 'paused'
  /** the day of asking */
  readonly since: LocalDate
  /** working days that remain once the answer is there */
  readonly left: number
}

/**
 * The due date after a number of working days, with its working day by day. A pure function of its values: the same
 * ones give the same answer at any time, so a figure "in time" can be computed again years later.
 *
 * @param start the day of receipt, not counted
 * @param n working days, a whole number from 1
 * @param pauses in any order; where they overlap a day is left out once. A pause that begins on or after the due date
 *   comes too late to move it
 * @throws RangeError when a date is none, `n` no such number, or an answer is earlier than its question
 */
export function deadline(
  start: LocalDate, n: number, calendar: Calendar, pauses: readonly Pause[] = [],
): Deadline | NotLoaded | Paused {
  requireWhole(n)
  const spans = pauses.map(spanOf)
  const days: DayLine[] = []
  const first = dayNumber(start) + 1
  let number = first
  for (let counted = 0; ; number++) {
    const open = spans.filter(({ to, after }) => to === undefined && after < number)
      .toSorted((a, b) => a.after - b.after)[0]
    if (open !== undefined) return { ok: false, reason: 'paused', since: open.asked, left: n - counted }
    const day = dayAt(number, calendar)
    if ('ok' in day) return day
    if (!day.working) {
      days.push({ ...day, skipped: day.kind === 'holiday' ? 'holiday' : 'weekend' })
    } else if (spans.some(({ after, to }) => after < number && to !== undefined && number <= to)) {
      days.push({ ...day, skipped: 'pause' })
    } else {
      days.push({ ...day, counted: ++counted })
      if (counted === n) return withSources({ ok: true, start, due: day.date, workingDays: n, days }, number, calendar)
    }
  }
}

interface Span {
  readonly asked: LocalDate
  readonly after: number
  readonly to: number | undefined
}

function spanOf({ asked, answered }: Pause): Span {
  const after = dayNumber(asked)
  const to = answered === undefined ? undefined : dayNumber(answered)
  if (to !== undefined && to < after) throw new RangeError(`Answered on ${answered}, before it was asked on ${asked}`)
  return { asked, after, to }
}

function withSources(
  found: Pick<Deadline, 'ok' | 'start' | 'due' | 'workingDays' | 'days'>, last: number, calendar: Calendar,
): Deadline {
  const years = new Set(found.days.map(({ date }) => Number(date.slice(0, 4))))
  const named = new Set(found.days.map(({ notice }) => notice))
  const notices = calendar.notices.filter(({ year, number }) => years.has(year) || named.has(number))
  const mayMove = yearThatMayMove(last, calendar)
  return {
    ...found, calendar: calendar.edition, notices: notices.map(({ number }) => number),
    ...(mayMove === undefined ? {} : { mayMove }),
  }
}
