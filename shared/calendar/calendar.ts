import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { LocalDate } from './dates.ts'
import { dateOfNumber, dayNumber, weekdayOf } from './dates.ts'
import type { Notice } from './notice.ts'
import { checkNotice } from './notice.ts'
import { NOTICES } from './notices.ts'

/** What a day is: a plain weekday or weekend, or one that a notice names. */
export type DayKind = 'weekday' | 'make_up' | 'weekend' | 'holiday'

/** One day with the reason why it is worked or not. */
export interface Day {
  readonly date: LocalDate
  readonly working: boolean
  readonly kind: DayKind
  /** the holiday that a day off or a make-up day belongs to */
  readonly name?: string
  /** number of the notice that says so */
  readonly notice?: string
}

/** No notice is loaded for a year that the answer depends on (待录入放假安排). Never guessed; the work goes on. */
export interface NotLoaded {
  readonly ok: false
  readonly reason: 'not_loaded'
  /** the first such year */
  readonly year: number
}

/** An edition of the working calendar. Made by `openCalendar` and never changed: a new notice makes a new edition. */
export interface Calendar {
  /** `calendar@` and 16 hex digits of the digest of its notices */
  readonly edition: string
  /** years with a notice, ascending */
  readonly years: readonly number[]
  readonly notices: readonly Notice[]
  /** days that a notice names, by day number */
  readonly named: ReadonlyMap<number, Day>
}

/**
 * @param notices one for each year, and any that amend it; a later one of the list wins for the days that it names
 * @returns the edition that these notices make
 * @throws RangeError when a notice is wrong (see `checkNotice`), or a year has two that do not amend
 */
export function openCalendar(notices: readonly Notice[]): Calendar {
  const named = new Map<number, Day>()
  const years = new Set<number>()
  for (const notice of notices) {
    const wrong = checkNotice(notice).find(({ level }) => level === 'wrong')
    if (wrong !== undefined) throw new RangeError(`Notice ${notice.number}: ${wrong.code} at ${wrong.at}`)
    if (notice.amends !== true) {
      if (years.has(notice.year)) throw new RangeError(`Two notices for ${notice.year}; the later one must amend`)
      years.add(notice.year)
    }
    for (const day of namedDays(notice)) named.set(dayNumber(day.date), day)
  }
  const digest = bytesToHex(sha256(utf8ToBytes(JSON.stringify(notices.map(plain)))))
  return { edition: `calendar@${digest.slice(0, 16)}`, years: [...years].toSorted((a, b) => a - b), notices, named }
}

/** The calendar of the notices that the system is shipped with. */
export const shippedCalendar: Calendar = openCalendar(NOTICES)

/** @returns what the day is and why, or that its year is not loaded */
export function dayOf(date: LocalDate, calendar: Calendar): { readonly ok: true, readonly day: Day } | NotLoaded {
  const day = dayAt(dayNumber(date), calendar)
  return 'ok' in day ? day : { ok: true, day }
}

/** @returns whether people work on that day, or that its year is not loaded */
export function isWorkingDay(date: LocalDate, calendar: Calendar): { readonly ok: true, readonly working: boolean } | NotLoaded {
  const day = dayAt(dayNumber(date), calendar)
  return 'ok' in day ? day : { ok: true, working: day.working }
}

/** `dayOf` by day number, for counting. */
export function dayAt(number: number, calendar: Calendar): Day | NotLoaded {
  const date = dateOfNumber(number)
  const year = Number(date.slice(0, 4))
  if (!calendar.years.includes(year)) return { ok: false, reason: 'not_loaded', year }
  const named = calendar.named.get(number)
  if (named !== undefined) return named
  const working = weekdayOf(number) < 5
  return { date, working, kind: working ? 'weekday' : 'weekend' }
}

/**
 * The notice for a year may still change the last days of December before it: those for 2008 and 2019 reached back to
 * the 29th, none since 2007 further. Until it is loaded an answer that rests on these days holds with that proviso.
 *
 * @param last the last day that the answer rests on, as day number
 * @returns the year whose notice could move the answer
 */
export function yearThatMayMove(last: number, calendar: Calendar): number | undefined {
  const date = dateOfNumber(last)
  const next = Number(date.slice(0, 4)) + 1
  return date.slice(5) >= '12-29' && !calendar.years.includes(next) ? next : undefined
}

function* namedDays({ number: notice, holidays }: Notice): Generator<Day> {
  for (const { name, from, to, makeUp } of holidays) {
    for (let day = dayNumber(from); day <= dayNumber(to); day++) {
      yield { date: dateOfNumber(day), working: false, kind: 'holiday', name, notice }
    }
    for (const date of makeUp) yield { date, working: true, kind: 'make_up', name, notice }
  }
}

/** A notice as what is hashed: values in a fixed order, whatever the order of the object's keys. */
function plain({ year, number, issuedOn, url, amends, holidays }: Notice): unknown[] {
  const spans = holidays.map(({ name, from, to, makeUp }) => [name, from, to, [...makeUp]])
  return [year, number, issuedOn, url, amends === true, spans]
}
