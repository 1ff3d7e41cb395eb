import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar, Notice, Pause } from '../../../shared/calendar/index.ts'
import {
  NOTICES, addNaturalDays, addWorkingDays, deadline, isWorkingDay, openCalendar, shippedCalendar, workingDaysBetween,
} from '../../../shared/calendar/index.ts'
import { dates, secondLimitPaused } from './second-count.ts'

const limitOf = (start: string, n: number, calendar: Calendar) => {
  const last = addWorkingDays(start, n, calendar)
  if (!last.ok) throw new Error(`no limit: ${last.year}`)
  return last.date
}
const works = (date: string, calendar: Calendar) => {
  const answer = isWorkingDay(date, calendar)
  return answer.ok && answer.working
}
const between = (from: string, to: string, calendar: Calendar) => {
  const count = workingDaysBetween(from, to, calendar)
  return count.ok ? count.days : Number.NaN
}

/** A later notice that makes single days days off, or days of work. */
function amendment(off: readonly string[], makeUp: readonly string[]): Notice[] {
  const days = [...new Set([...off, ...makeUp])].map((date) => ({
    date, year: Number(date.slice(0, 4)), off: off.includes(date),
  }))
  return [...new Set(days.map(({ year }) => year))].map((year) => {
    const own = days.filter((day) => day.year === year)
    const worked = own.filter((day) => !day.off).map(({ date }) => date)
    const spans = own.filter((day) => day.off).map(({ date }) => ({ name: '调整', from: date, to: date, makeUp: [] }))
    const first = own[0]?.date ?? ''
    const host = spans.length > 0 ? spans : [{ name: '调整', from: spare(year, own.map(({ date }) => date)), to: '', makeUp: [] }]
    return {
      year, number: `调整〔${year}〕${first}`, issuedOn: '2021-12-01', url: 'https://example.invalid/', amends: true as const,
      holidays: host.map((span, i) => ({ ...span, to: span.from, makeUp: i === 0 ? worked : [] })),
    }
  })
}

/** A day that is off anyway and not named, to hang make-up days on. */
function spare(year: number, taken: readonly string[]): string {
  const holidays = NOTICES.find((notice) => notice.year === year)?.holidays ?? []
  const off = holidays.map(({ to }) => to).find((date) => !taken.includes(date))
  if (off === undefined) throw new Error('no spare day')
  return off
}

const start = fc.constantFrom(...dates.slice(0, dates.indexOf('2026-07-01')))
const n = fc.integer({ min: 1, max: 40 })
const someDays = fc.array(fc.constantFrom(...dates), { maxLength: 8 })
/** The shipped calendar, or one with days moved about at random. */
const calendar = fc.oneof(
  fc.constant(shippedCalendar),
  fc.tuple(someDays, someDays).map(([off, makeUp]) => openCalendar([...NOTICES, ...amendment(off, makeUp)])),
)
const near = (from: string, reach: number) => dates[dates.indexOf(from) + reach] ?? ''

describe('the last day of n working days', () => {
  it('is a day of work, and the count after the start day up to it is exactly n', () => {
    fc.assert(fc.property(start, n, calendar, (from, count, days) => {
      const limit = limitOf(from, count, days)
      expect(works(limit, days)).toBe(true)
      expect(between(from, limit, days)).toBe(count)
      expect(between(limit, from, days)).toBe(-count)
    }))
  })

  it('never comes earlier for a later start, nor for more days', () => {
    fc.assert(fc.property(start, fc.nat(30), n, fc.nat(5), calendar, (from, later, count, more, days) => {
      expect(limitOf(near(from, later), count, days) >= limitOf(from, count, days)).toBe(true)
      expect(limitOf(from, count + more, days) >= limitOf(from, count, days)).toBe(true)
    }))
  })

  it('is the same in two steps as in one', () => {
    fc.assert(fc.property(start, n, n, calendar, (from, first, second, days) => {
      expect(limitOf(limitOf(from, first, days), second, days)).toBe(limitOf(from, first + second, days))
    }))
  })

  it('never moves later by one more make-up day, and earlier only where that day lies in the period', () => {
    fc.assert(fc.property(start, fc.integer({ min: 0, max: 70 }), n, (from, reach, count) => {
      const day = near(from, reach)
      const was = limitOf(from, count, shippedCalendar)
      const is = limitOf(from, count, openCalendar([...NOTICES, ...amendment([], [day])]))
      const gained = !works(day, shippedCalendar) && from < day && day < was
      expect(is < was).toBe(gained)
      expect(is <= was).toBe(true)
    }))
  })

  it('never moves earlier by one more day off, and later only where that day lies in the period', () => {
    fc.assert(fc.property(start, fc.integer({ min: 0, max: 70 }), n, (from, reach, count) => {
      const day = near(from, reach)
      const was = limitOf(from, count, shippedCalendar)
      const is = limitOf(from, count, openCalendar([...NOTICES, ...amendment([day], [])]))
      const lost = works(day, shippedCalendar) && from < day && day <= was
      expect(is > was).toBe(lost)
      expect(is >= was).toBe(true)
    }))
  })
})

describe('a pause', () => {
  it('of k working days moves the limit exactly k working days', () => {
    fc.assert(fc.property(start, n, fc.nat(40), fc.nat(60), calendar, (from, count, wait, length, days) => {
      const was = limitOf(from, count, days)
      const asked = near(from, wait)
      const answered = near(asked, length)
      const k = between(asked, answered, days)
      const got = deadline(from, count, days, [{ asked, answered }])
      const moved = asked < was ? k : 0
      if (!got.ok) throw new Error('no deadline')
      expect(got.due).toBe(moved === 0 ? was : limitOf(was, moved, days))
      expect(got.days.filter((line) => 'skipped' in line && line.skipped === 'pause')).toHaveLength(moved)
    }))
  })

  it('beside others leaves out each day once, in whatever order they are told', () => {
    const pause = fc.tuple(fc.nat(60), fc.nat(25))
    fc.assert(fc.property(start, n, fc.array(pause, { maxLength: 4 }), (from, count, told) => {
      const spans = told.map(([wait, length]) => [near(from, wait), near(from, wait + length)] as const)
      const pauses: Pause[] = spans.map(([asked, answered]) => ({ asked, answered }))
      const got = deadline(from, count, shippedCalendar, pauses)
      expect(got).toEqual(deadline(from, count, shippedCalendar, pauses.toReversed()))
      expect(got.ok && got.due).toBe(secondLimitPaused(from, count, spans))
    }))
  })
})

describe('the last day of n natural days', () => {
  it('is the n-th day after the start or, where that is off, the next day of work', () => {
    fc.assert(fc.property(start, fc.integer({ min: 1, max: 90 }), calendar, (from, count, days) => {
      const got = addNaturalDays(from, count, days)
      if (!got.ok) throw new Error('no last day')
      const plain = near(from, count)
      expect(works(got.date, days)).toBe(true)
      expect(got.moved.map(({ date }) => date)).toEqual(dates.slice(dates.indexOf(plain), dates.indexOf(got.date)))
      expect(got.moved.some(({ working }) => working)).toBe(false)
    }))
  })
})
