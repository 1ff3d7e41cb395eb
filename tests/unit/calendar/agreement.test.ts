import { describe, expect, it } from 'vitest'
import { addWorkingDays, deadline, isWorkingDay, shippedCalendar, workingDaysBetween } from '../../../shared/calendar/index.ts'
import { dates, secondBetween, secondLimit, worked } from './second-count.ts'

const PERIODS = [1, 3, 5, 7, 10, 15, 20]
const notLoaded = { ok: false, reason: 'not_loaded', year: 2027 }

describe('a second count, written apart from the first, agrees', () => {
  it('its line holds every day of 2022–2026', () => {
    expect([dates.length, worked.length, dates[0], dates.at(-1)]).toEqual([1826, 1826, '2022-01-01', '2026-12-31'])
  })

  it('on every day being one of work or not', () => {
    const got = dates.map((date) => isWorkingDay(date, shippedCalendar))
    expect(got).toEqual(worked.map((working) => ({ ok: true, working })))
  })

  it.each(PERIODS)('on the last day of %i working days from every start day', (n) => {
    const got = dates.map((start) => addWorkingDays(start, n, shippedCalendar)).map((last) => (last.ok ? last.date : last))
    expect(got).toEqual(dates.map((start) => secondLimit(start, n) ?? notLoaded))
  })

  it.each(PERIODS)('with the day-by-day working of %i working days from every start day', (n) => {
    for (const start of dates) {
      const got = deadline(start, n, shippedCalendar)
      const due = secondLimit(start, n)
      if (due === undefined) {
        expect(got).toEqual(notLoaded)
        continue
      }
      if (!got.ok) throw new Error(`no deadline from ${start}`)
      const wanted = dates.slice(dates.indexOf(start) + 1, dates.indexOf(due) + 1)
      expect(got.due).toBe(due)
      expect(got.days.map(({ date }) => date)).toEqual(wanted)
      expect(got.days.map((line) => 'counted' in line)).toEqual(wanted.map((date) => worked[dates.indexOf(date)]))
      expect(got.days.flatMap((line) => ('counted' in line ? [line.counted] : [])))
        .toEqual(Array.from({ length: n }, (_, i) => i + 1))
    }
  })

  it('on how long something has waited, from every day to days up to a year after it', () => {
    for (const span of [0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 365]) {
      const got = dates.slice(span).map((to, i) => workingDaysBetween(dates[i] ?? '', to, shippedCalendar))
      expect(got).toEqual(dates.slice(span).map((to, i) => ({ ok: true, days: secondBetween(dates[i] ?? '', to) })))
    }
  })
})
