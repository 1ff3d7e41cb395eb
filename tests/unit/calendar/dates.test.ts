import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addHours, dateOf, endOf, hoursBetween, isLocalDate, startOf } from '../../../shared/calendar/index.ts'

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
const instants = fc.date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

describe('a time and its day in Asia/Shanghai', () => {
  it('agree with the time zone data of the machine, from 1992 on', () => {
    fc.assert(fc.property(instants, (at) => {
      expect(dateOf(at)).toBe(shanghai.format(new Date(at)))
    }))
  })

  it('the day begins at 16:00 UTC and ends 24 hours later', () => {
    expect(dateOf('2026-11-24T15:59:59.999Z')).toBe('2026-11-24')
    expect(dateOf('2026-11-24T16:00:00.000Z')).toBe('2026-11-25')
    expect(startOf('2026-11-25')).toBe('2026-11-24T16:00:00.000Z')
    expect(endOf('2026-12-31')).toBe('2026-12-31T16:00:00.000Z')
  })

  it('every time lies between the begin of its day and the end', () => {
    fc.assert(fc.property(instants, (at) => {
      expect(startOf(dateOf(at)) <= at && at < endOf(dateOf(at))).toBe(true)
    }))
  })

  it('a text is a date or it is none', () => {
    const none = ['2025-02-29', '2026-01', '2026', '2026-13-01', '2026-00-10', '2026-1-1', '2026-01-01 ', '', '2026/01/01', '+02026-01-01']
    expect(['2024-02-29', '2026-12-31'].filter(isLocalDate)).toHaveLength(2)
    expect(none.filter(isLocalDate)).toEqual([])
  })
})

describe('hours of something urgent', () => {
  it('run through the night and over days off', () => {
    expect(addHours('2026-02-14T09:30:00.000Z', 4)).toBe('2026-02-14T13:30:00.000Z')
    expect(addHours('2026-02-14T09:30:00.000Z', 24)).toBe('2026-02-15T09:30:00.000Z')
    expect(addHours('2026-02-14T09:30:00.000Z', 0.5)).toBe('2026-02-14T10:00:00.000Z')
  })

  it('are counted whole, and below zero once they are past', () => {
    expect(hoursBetween('2026-02-14T09:30:00.000Z', '2026-02-14T13:29:59.999Z')).toBe(3)
    expect(hoursBetween('2026-02-14T13:30:00.000Z', '2026-02-14T09:30:00.000Z')).toBe(-4)
    expect(hoursBetween('2026-02-14T13:30:00.000Z', '2026-02-14T13:00:00.000Z')).toBe(0)
  })

  it('refuse what is no number of hours or no time', () => {
    for (const hours of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addHours('2026-02-14T09:30:00.000Z', hours)).toThrow(RangeError)
    }
    expect(() => addHours('yesterday', 1)).toThrow(RangeError)
    expect(() => hoursBetween('yesterday', '2026-02-14T13:00:00.000Z')).toThrow(RangeError)
    expect(() => dateOf('')).toThrow(RangeError)
    expect(() => startOf('2026-02-30')).toThrow(RangeError)
  })
})
