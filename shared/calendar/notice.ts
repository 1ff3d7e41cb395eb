import type { LocalDate } from './dates.ts'
import { dayNumber, isLocalDate, weekdayOf } from './dates.ts'

/** A span of days off, with the make-up days 调休 that are worked for it. */
export interface HolidaySpan {
  /** as the notice names it, such as 春节; two that fall together are joined by 、 */
  readonly name: string
  /** first and last day off, weekends inside included */
  readonly from: LocalDate
  readonly to: LocalDate
  /** Saturdays and Sundays that are worked; in an amendment also weekdays that are worked after all */
  readonly makeUp: readonly LocalDate[]
}

/** What a notice 放假安排 says of the days of one year. */
export interface Notice {
  readonly year: number
  /** 发文字号 */
  readonly number: string
  readonly issuedOn: LocalDate
  readonly url: string
  /** a later notice that changes single days of a year, such as an extended 春节; it does not load the year by itself */
  readonly amends?: true
  readonly holidays: readonly HolidaySpan[]
}

export const NOTICE_PROBLEMS = [
  'bad_date', 'reversed', 'out_of_year', 'day_twice', 'make_up_on_weekday', 'source_missing', 'holiday_missing', 'unusual_total',
] as const

export interface NoticeProblem {
  readonly code: (typeof NOTICE_PROBLEMS)[number]
  /** `wrong` cannot be used; `check` may be right, and a person should look at the notice again */
  readonly level: 'wrong' | 'check'
  /** the day or the holiday's name */
  readonly at: string
}

const HOLIDAYS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节']

/**
 * Judges a notice before it is loaded, so that a slip of the hand does not move due dates.
 *
 * @returns what is wrong with it, in the order of its days; nothing when it can be used as it is
 */
export function checkNotice(notice: Notice): NoticeProblem[] {
  const problems: NoticeProblem[] = []
  const wrong = (code: NoticeProblem['code'], at: string) => problems.push({ code, level: 'wrong', at })
  if (notice.number.trim() === '' || !/^https?:\/\//u.test(notice.url)) wrong('source_missing', notice.number)
  if (!isLocalDate(notice.issuedOn)) wrong('bad_date', notice.issuedOn)
  const seen = new Set<number>()
  const see = (day: number, date: LocalDate) => {
    if (seen.has(day)) wrong('day_twice', date)
    seen.add(day)
  }
  for (const { name, from, to, makeUp } of notice.holidays) {
    const bad = [from, to, ...makeUp].filter((date) => !isLocalDate(date))
    for (const date of bad) wrong('bad_date', date)
    if (bad.length > 0) continue
    for (const date of [from, to, ...makeUp]) if (!within(date, notice.year)) wrong('out_of_year', date)
    if (from > to) wrong('reversed', name)
    else if (dayNumber(to) - dayNumber(from) > 31) wrong('out_of_year', to)
    else for (let day = dayNumber(from); day <= dayNumber(to); day++) see(day, from)
    for (const date of makeUp) {
      if (notice.amends !== true && weekdayOf(dayNumber(date)) < 5) wrong('make_up_on_weekday', date)
      see(dayNumber(date), date)
    }
  }
  if (notice.amends !== true && problems.length === 0) problems.push(...doubts(notice))
  return problems
}

/**
 * Weekdays off less make-up days. The notices move days about; what is left is what the law gives: 11 days in each of
 * 2022–2024, 13 since 2025 (全国年节及纪念日放假办法, 国务院令第795号). That makes it a checksum.
 */
export function netDaysOff(notice: Notice): number {
  let net = 0
  for (const { from, to, makeUp } of notice.holidays) {
    for (let day = dayNumber(from); day <= dayNumber(to); day++) if (weekdayOf(day) < 5) net++
    net -= makeUp.length
  }
  return net
}

function doubts(notice: Notice): NoticeProblem[] {
  const named = notice.holidays.flatMap(({ name }) => name.split('、'))
  const missing = HOLIDAYS.filter((name) => !named.includes(name))
  const problems: NoticeProblem[] = missing.map((at) => ({ code: 'holiday_missing', level: 'check', at }))
  const net = netDaysOff(notice)
  if (net !== (notice.year < 2025 ? 11 : 13)) problems.push({ code: 'unusual_total', level: 'check', at: String(net) })
  return problems
}

/** A notice may reach back into the last days of December, as that for 2023 does. */
function within(date: LocalDate, year: number): boolean {
  return date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`)
}
