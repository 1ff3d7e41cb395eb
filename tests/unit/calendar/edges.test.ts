import { describe, expect, it } from 'vitest'
import type { Notice } from '../../../shared/calendar/index.ts'
import {
  NOTICES, addNaturalDays, addWorkingDays, dayOf, deadline, isWorkingDay, openCalendar, shippedCalendar, workingDaysBetween,
} from '../../../shared/calendar/index.ts'

const notLoaded = (year: number) => ({ ok: false, reason: 'not_loaded', year })
const until2025 = openCalendar(NOTICES.filter(({ year }) => year < 2026))

describe('Spring Festival 春节', () => {
  it.each([
    ['2022-01-28', 1, '2022-01-29'], ['2022-01-28', 3, '2022-02-07'],
    ['2023-01-20', 1, '2023-01-28'], ['2023-01-20', 2, '2023-01-29'],
    // 除夕 2024 was no day off by the notice
    ['2024-02-08', 1, '2024-02-09'], ['2024-02-08', 2, '2024-02-18'],
    ['2025-01-27', 1, '2025-02-05'], ['2025-01-27', 4, '2025-02-08'],
    ['2026-02-13', 1, '2026-02-14'], ['2026-02-13', 2, '2026-02-24'], ['2026-02-23', 5, '2026-02-28'],
  ])('received %s, %i working days: until %s', (start, n, date) => {
    expect(addWorkingDays(start, n, shippedCalendar)).toEqual({ ok: true, date })
  })

  it('something that came in on its eve has waited no working day until it is over', () => {
    expect(workingDaysBetween('2026-02-14', '2026-02-23', shippedCalendar)).toEqual({ ok: true, days: 0 })
    expect(workingDaysBetween('2026-02-14', '2026-02-24', shippedCalendar)).toEqual({ ok: true, days: 1 })
  })

  it('shows each day counted, and each skipped with its reason and notice', () => {
    const notice = '国办发明电〔2025〕7号'
    const off = (date: string) => ({ date, working: false, kind: 'holiday', name: '春节', notice, skipped: 'holiday' })
    expect(deadline('2026-02-12', 4, shippedCalendar)).toEqual({
      ok: true, start: '2026-02-12', due: '2026-02-25', workingDays: 4,
      days: [
        { date: '2026-02-13', working: true, kind: 'weekday', counted: 1 },
        { date: '2026-02-14', working: true, kind: 'make_up', name: '春节', notice, counted: 2 },
        ...[15, 16, 17, 18, 19, 20, 21, 22, 23].map((day) => off(`2026-02-${day}`)),
        { date: '2026-02-24', working: true, kind: 'weekday', counted: 3 },
        { date: '2026-02-25', working: true, kind: 'weekday', counted: 4 },
      ],
      calendar: shippedCalendar.edition, notices: [notice],
    })
  })
})

describe('a plain weekend', () => {
  it('is skipped as such, and the working holds nothing that it does not need', () => {
    const weekend = (date: string) => ({ date, working: false, kind: 'weekend', skipped: 'weekend' })
    expect(deadline('2026-03-13', 1, shippedCalendar)).toStrictEqual({
      ok: true, start: '2026-03-13', due: '2026-03-16', workingDays: 1,
      days: [
        weekend('2026-03-14'), weekend('2026-03-15'),
        { date: '2026-03-16', working: true, kind: 'weekday', counted: 1 },
      ],
      calendar: shippedCalendar.edition, notices: ['国办发明电〔2025〕7号'],
    })
    expect(addWorkingDays('2026-03-13', 1, shippedCalendar)).toStrictEqual({ ok: true, date: '2026-03-16' })
  })
})

describe('a year without data', () => {
  it('is told, never guessed', () => {
    expect(isWorkingDay('2027-01-04', shippedCalendar)).toEqual(notLoaded(2027))
    expect(dayOf('2021-12-31', shippedCalendar)).toEqual(notLoaded(2021))
    expect(addWorkingDays('2026-12-04', 20, shippedCalendar)).toEqual(notLoaded(2027))
    expect(deadline('2026-12-04', 20, shippedCalendar)).toEqual(notLoaded(2027))
    expect(workingDaysBetween('2026-12-31', '2027-01-01', shippedCalendar)).toEqual(notLoaded(2027))
    expect(workingDaysBetween('2027-01-01', '2026-12-31', shippedCalendar)).toEqual(notLoaded(2027))
    expect(addNaturalDays('2026-12-31', 1, shippedCalendar)).toEqual(notLoaded(2027))
  })

  it('is the first one that is missing', () => {
    const gap = openCalendar(NOTICES.filter(({ year }) => year !== 2023 && year !== 2025))
    expect(gap.years).toEqual([2022, 2024, 2026])
    expect(addWorkingDays('2022-12-20', 400, gap)).toEqual(notLoaded(2023))
    expect(workingDaysBetween('2022-12-20', '2026-01-05', gap)).toEqual(notLoaded(2023))
  })

  it('does not matter where only the start day lies in it, for that day is not counted', () => {
    expect(addWorkingDays('2021-12-31', 1, shippedCalendar)).toEqual({ ok: true, date: '2022-01-04' })
    expect(addWorkingDays('2021-12-30', 1, shippedCalendar)).toEqual(notLoaded(2021))
  })

  it('does not matter to natural days that only pass through it', () => {
    const gap = openCalendar(NOTICES.filter(({ year }) => year !== 2023))
    expect(addNaturalDays('2022-12-20', 400, gap)).toEqual({ ok: true, date: '2024-01-24', moved: [] })
  })

  it('puts a proviso on the days before it that its notice may still change', () => {
    expect(addWorkingDays('2026-12-03', 20, shippedCalendar)).toEqual({ ok: true, date: '2026-12-31', mayMove: 2027 })
    expect(deadline('2026-12-28', 1, shippedCalendar)).toMatchObject({ due: '2026-12-29', mayMove: 2027 })
    expect(addWorkingDays('2026-12-25', 1, shippedCalendar)).toEqual({ ok: true, date: '2026-12-28' })
    expect(addNaturalDays('2026-12-25', 5, shippedCalendar)).toMatchObject({ date: '2026-12-30', mayMove: 2027 })
    expect(addWorkingDays('2025-12-28', 2, shippedCalendar)).toEqual({ ok: true, date: '2025-12-30' })
    expect(addWorkingDays('2025-12-28', 2, until2025)).toEqual({ ok: true, date: '2025-12-30', mayMove: 2026 })
  })

  it('is answered as soon as its notice is loaded', () => {
    expect(addWorkingDays('2025-12-31', 1, until2025)).toEqual(notLoaded(2026))
    expect(addWorkingDays('2025-12-31', 1, shippedCalendar)).toEqual({ ok: true, date: '2026-01-04' })
  })
})

describe('the turn of a year', () => {
  it('keeps the day that the next year\'s notice names, and says by which notice', () => {
    expect(dayOf('2022-12-31', shippedCalendar)).toEqual({
      ok: true, day: { date: '2022-12-31', working: false, kind: 'holiday', name: '元旦', notice: '国办发明电〔2022〕16号' },
    })
    const got = deadline('2022-12-30', 1, shippedCalendar)
    expect(got).toMatchObject({ due: '2023-01-03', notices: ['国办发明电〔2021〕11号', '国办发明电〔2022〕16号'] })
  })

  it('names the next year\'s notice also where the period ends before that year, on a make-up day of it', () => {
    const invented: Notice = {
      year: 2027, number: '试〔2026〕2号', issuedOn: '2026-11-30', url: 'https://example.invalid/',
      holidays: [{ name: '元旦', from: '2026-12-30', to: '2027-01-01', makeUp: ['2026-12-27'] }],
    }
    const got = deadline('2026-12-25', 1, openCalendar([...NOTICES, invented]))
    expect(got).toMatchObject({ due: '2026-12-27', notices: ['国办发明电〔2025〕7号', '试〔2026〕2号'] })
    expect(deadline('2026-12-25', 1, shippedCalendar)).toMatchObject({ due: '2026-12-28', notices: ['国办发明电〔2025〕7号'] })
  })
})

describe('a later notice that amends a year', () => {
  const extended: Notice = {
    year: 2026, number: '试〔2026〕1号', issuedOn: '2026-02-20', url: 'https://example.invalid/', amends: true,
    holidays: [{ name: '春节', from: '2026-02-24', to: '2026-02-25', makeUp: ['2026-10-07'] }],
  }
  const amended = openCalendar([...NOTICES, extended])

  it('makes another edition and moves what is due, with its number beside the first one\'s', () => {
    expect(amended.edition).not.toBe(shippedCalendar.edition)
    const got = deadline('2026-02-14', 1, amended)
    expect(got).toMatchObject({ due: '2026-02-26', notices: ['国办发明电〔2025〕7号', '试〔2026〕1号'] })
  })

  it('may let a day off be worked after all', () => {
    expect(addWorkingDays('2026-09-30', 1, amended)).toEqual({ ok: true, date: '2026-10-07' })
  })

  it('does not load a year by itself', () => {
    expect(isWorkingDay('2026-02-24', openCalendar([extended]))).toEqual(notLoaded(2026))
  })
})

describe('a pause that has not ended', () => {
  it('leaves no due date, and says since when and how many days remain', () => {
    const got = deadline('2026-03-02', 5, shippedCalendar, [{ asked: '2026-03-04' }])
    expect(got).toEqual({ ok: false, reason: 'paused', since: '2026-03-04', left: 3 })
  })

  it('counts from the day of its question, also after one that has ended, also where it began before the start', () => {
    const ended = { asked: '2026-03-03', answered: '2026-03-06' }
    expect(deadline('2026-03-02', 5, shippedCalendar, [{ asked: '2026-03-09' }, ended]))
      .toEqual({ ok: false, reason: 'paused', since: '2026-03-09', left: 3 })
    expect(deadline('2026-03-02', 5, shippedCalendar, [{ asked: '2026-02-28' }, { asked: '2026-02-27' }]))
      .toEqual({ ok: false, reason: 'paused', since: '2026-02-27', left: 5 })
  })

  it('comes too late on the due day itself', () => {
    expect(deadline('2026-03-02', 5, shippedCalendar, [{ asked: '2026-03-09' }])).toMatchObject({ due: '2026-03-09' })
  })

  it('is told before a year that is not loaded', () => {
    expect(deadline('2026-12-30', 5, shippedCalendar, [{ asked: '2026-12-31' }])).toMatchObject({ reason: 'paused', left: 4 })
  })
})

describe('values that are none', () => {
  const none = ['2026-02-30', '2026-2-3', '', '2026-02', '2026', '2025-02-29', '2026-01-01T00:00:00Z', '20260101']
  it.each(none)('refuses %j as a date', (date) => {
    expect(() => addWorkingDays(date, 1, shippedCalendar)).toThrow(RangeError)
    expect(() => workingDaysBetween(date, '2026-01-05', shippedCalendar)).toThrow(RangeError)
    expect(() => workingDaysBetween('2026-01-05', date, shippedCalendar)).toThrow(RangeError)
    expect(() => deadline('2026-01-05', 1, shippedCalendar, [{ asked: date }])).toThrow(RangeError)
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d as a number of days', (n) => {
    expect(() => addWorkingDays('2026-01-05', n, shippedCalendar)).toThrow(RangeError)
    expect(() => addNaturalDays('2026-01-05', n, shippedCalendar)).toThrow(RangeError)
    expect(() => deadline('2026-01-05', n, shippedCalendar)).toThrow(RangeError)
  })

  it('refuses an answer before its question', () => {
    const pause = { asked: '2026-01-08', answered: '2026-01-07' }
    expect(() => deadline('2026-01-05', 1, shippedCalendar, [pause])).toThrow(RangeError)
  })
})
