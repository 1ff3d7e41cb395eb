import { describe, expect, it } from 'vitest'
import type { Notice } from '../../../shared/calendar/index.ts'
import { NOTICES, checkNotice, isWorkingDay, netDaysOff, openCalendar, shippedCalendar } from '../../../shared/calendar/index.ts'
import { dates } from './second-count.ts'

const of2026 = NOTICES.find(({ year }) => year === 2026)
if (of2026 === undefined) throw new Error('no notice for 2026')
const withSpan = (name: string, change: Partial<Notice['holidays'][number]>): Notice => (
  { ...of2026, holidays: of2026.holidays.map((span) => (span.name === name ? { ...span, ...change } : span)) }
)

describe('the notices that are shipped', () => {
  it.each(NOTICES)('$year: nothing is wrong or unusual with it', (notice) => {
    expect(checkNotice(notice)).toEqual([])
    expect(notice.url.startsWith('https://www.gov.cn/')).toBe(true)
    expect(notice.number.includes(`〔${notice.year - 1}〕`)).toBe(true)
    expect(notice.issuedOn.startsWith(`${notice.year - 1}-`)).toBe(true)
  })

  it('give as many days off as the law', () => {
    expect(NOTICES.map(netDaysOff)).toEqual([11, 11, 11, 13, 13])
  })

  it.each([[2022, 249], [2023, 249], [2024, 251], [2025, 248], [2026, 248]])('%i has %i working days', (year, count) => {
    const days = dates.filter((date) => date.startsWith(`${year}-`)).map((date) => isWorkingDay(date, shippedCalendar))
    expect(days.filter((day) => day.ok && day.working)).toHaveLength(count)
  })
})

describe('a notice is judged before it is loaded', () => {
  it.each<[what: string, notice: Notice, code: string, at: string]>([
    ['a day that does not exist', withSpan('春节', { to: '2026-02-30' }), 'bad_date', '2026-02-30'],
    ['a make-up day that does not exist', withSpan('春节', { makeUp: ['2026-2-14'] }), 'bad_date', '2026-2-14'],
    ['no day of issue', { ...of2026, issuedOn: '' }, 'bad_date', ''],
    ['an end before its begin', withSpan('春节', { from: '2026-02-23', to: '2026-02-15' }), 'reversed', '春节'],
    ['a day of another year', withSpan('春节', { makeUp: ['2027-02-14'] }), 'out_of_year', '2027-02-14'],
    ['a day of the year before other than in December', withSpan('元旦', { from: '2025-11-30' }), 'out_of_year', '2025-11-30'],
    ['a span longer than a month', withSpan('春节', { to: '2026-03-23' }), 'out_of_year', '2026-03-23'],
    ['a make-up day inside a holiday', withSpan('春节', { makeUp: ['2026-02-21'] }), 'day_twice', '2026-02-21'],
    ['two holidays on a day', withSpan('清明节', { from: '2026-05-01', to: '2026-05-01' }), 'day_twice', '2026-05-01'],
    ['a make-up day on a weekday', withSpan('春节', { makeUp: ['2026-02-13'] }), 'make_up_on_weekday', '2026-02-13'],
    ['no number', { ...of2026, number: ' ' }, 'source_missing', ' '],
    ['no address', { ...of2026, url: 'gov.cn' }, 'source_missing', of2026.number],
    ['words before the address', { ...of2026, url: '见 https://www.gov.cn/' }, 'source_missing', of2026.number],
  ])('%s is wrong', (_what, notice, code, at) => {
    expect(checkNotice(notice)).toContainEqual({ code, level: 'wrong', at })
    expect(() => openCalendar([notice])).toThrow(RangeError)
  })

  it('a forgotten holiday, or days that do not add up, are to be checked but can be loaded', () => {
    const without = { ...of2026, holidays: of2026.holidays.filter(({ name }) => name !== '清明节') }
    expect(checkNotice(without)).toEqual([
      { code: 'holiday_missing', level: 'check', at: '清明节' }, { code: 'unusual_total', level: 'check', at: '12' },
    ])
    expect(checkNotice(withSpan('春节', { makeUp: ['2026-02-14'] }))).toEqual([{ code: 'unusual_total', level: 'check', at: '14' }])
    expect(openCalendar([without]).years).toEqual([2026])
  })

  it('an amendment need name neither every holiday nor the usual number of days', () => {
    expect(checkNotice({ ...of2026, amends: true, holidays: of2026.holidays.slice(0, 1) })).toEqual([])
  })

  it('a second notice for a year that does not amend is refused', () => {
    expect(() => openCalendar([of2026, of2026])).toThrow('2026')
  })
})

describe('the edition of a calendar', () => {
  it('lists its years in their order, in whatever order its notices came', () => {
    expect(openCalendar(NOTICES.toReversed()).years).toEqual([2022, 2023, 2024, 2025, 2026])
  })

  it('is the same for the same notices, however their keys are ordered', () => {
    const turned = NOTICES.map(({ holidays, url, issuedOn, number, year }) => ({ holidays, url, issuedOn, number, year }))
    expect(openCalendar(turned).edition).toBe(shippedCalendar.edition)
    expect(shippedCalendar.edition).toMatch(/^calendar@[0-9a-f]{16}$/u)
  })

  it('is another one for one make-up day less, another source, or a year more', () => {
    const editions = [
      NOTICES, NOTICES.slice(1), [...NOTICES.slice(0, 4), withSpan('春节', { makeUp: ['2026-02-14'] })],
      [...NOTICES.slice(0, 4), { ...of2026, url: 'https://www.gov.cn/' }],
      [...NOTICES.slice(0, 4), { ...of2026, amends: true as const }],
    ].map((notices) => openCalendar(notices).edition)
    expect(new Set(editions).size).toBe(editions.length)
  })
})
