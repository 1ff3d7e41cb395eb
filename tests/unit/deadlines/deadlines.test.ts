import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NOTICES, openCalendar, shippedCalendar } from '../../../shared/calendar/index.ts'
import { daysOffAfter, DEFAULT_TERMS, isOverdue, reminderDue, reminderTimes, reviewDue } from '../../../shared/deadlines/index.ts'
import type { ReminderStep } from '../../../shared/workflow/states.ts'
import { REMINDER_STEPS } from '../../../shared/workflow/states.ts'

const waiting = (enteredAt: string, more: { round?: 'first_review' | 'approval' | 'drafting', urgent?: boolean } = {}) =>
  ({ round: more.round ?? 'first_review' as const, enteredAt, ...more.urgent && { urgent: true } })

describe('a review', () => {
  test('is due at the end of its last working day in Shanghai, make-up days counted', () => {
    // Friday 2026-02-13; the 14th is a make-up day, the 15th to the 23rd are off.
    const due = reviewDue(waiting('2026-02-13T02:00:00.000Z'), DEFAULT_TERMS, shippedCalendar)
    expect(due).toMatchObject({ ok: true, by: 'days', dueAt: '2026-02-24T16:00:00.000Z', deadline: { due: '2026-02-24', calendar: shippedCalendar.edition } })
    expect(due?.ok && due.by === 'days' && due.deadline.days.filter((day) => 'skipped' in day)).toHaveLength(9)
  })

  test('counts from the day in Shanghai on which it came there', () => {
    const late = reviewDue(waiting('2026-03-02T15:59:59.999Z'), DEFAULT_TERMS, shippedCalendar)
    const next = reviewDue(waiting('2026-03-02T16:00:00.000Z'), DEFAULT_TERMS, shippedCalendar)
    expect([late, next].map((due) => due?.ok && due.dueAt)).toEqual(['2026-03-04T16:00:00.000Z', '2026-03-05T16:00:00.000Z'])
  })

  test('is due after hours where it is urgent, by night and on days off too', () => {
    expect(reviewDue(waiting('2026-02-15T18:00:00.000Z', { urgent: true }), DEFAULT_TERMS, shippedCalendar)).toMatchObject({ by: 'hours', dueAt: '2026-02-15T22:00:00.000Z' })
  })

  test('has no due time in a year that is not loaded, and none where nothing waits', () => {
    expect(reviewDue(waiting('2026-12-31T02:00:00.000Z'), DEFAULT_TERMS, openCalendar(NOTICES.filter(({ year }) => year < 2027)))).toEqual({ ok: false, year: 2027 })
    expect(reviewDue(waiting('2026-03-02T02:00:00.000Z', { round: 'drafting' }), DEFAULT_TERMS, shippedCalendar)).toBeUndefined()
    expect(reminderTimes({ ok: false, year: 2027 }, shippedCalendar)).toEqual([])
  })

  test('is late from its due time on', () => {
    const due = reviewDue(waiting('2026-03-02T02:00:00.000Z'), DEFAULT_TERMS, shippedCalendar)
    expect(isOverdue(due, '2026-03-04T15:59:59.999Z')).toBe(false)
    expect(isOverdue(due, '2026-03-04T16:00:00.000Z')).toBe(true)
    expect(isOverdue(undefined, '2026-03-04T16:00:00.000Z')).toBe(false)
    expect(isOverdue({ ok: false, year: 2027 }, '2027-03-04T16:00:00.000Z')).toBe(false)
  })
})

describe('reminders', () => {
  const days = reviewDue(waiting('2026-03-05T02:00:00.000Z'), DEFAULT_TERMS, shippedCalendar)

  test('come in the morning of the last day, at its end, and in the mornings of the next two working days', () => {
    expect(days && reminderTimes(days, shippedCalendar)).toEqual([
      { step: 'before', at: '2026-03-09T01:00:00.000Z' }, { step: 'due', at: '2026-03-09T16:00:00.000Z' },
      { step: 'deputy', at: '2026-03-10T01:00:00.000Z' }, { step: 'head', at: '2026-03-11T01:00:00.000Z' },
    ])
  })

  test('follow each other by half the term where hours are counted', () => {
    const due = reviewDue(waiting('2026-03-05T02:00:00.000Z', { urgent: true }), DEFAULT_TERMS, shippedCalendar)
    expect(due && reminderTimes(due, shippedCalendar).map(({ at }) => at)).toEqual([
      '2026-03-05T04:00:00.000Z', '2026-03-05T06:00:00.000Z', '2026-03-05T08:00:00.000Z', '2026-03-05T10:00:00.000Z',
    ])
  })

  test('of mornings that nobody can name yet are left out', () => {
    const calendar = openCalendar(NOTICES.filter(({ year }) => year < 2027))
    const due = reviewDue(waiting('2026-12-29T02:00:00.000Z'), DEFAULT_TERMS, calendar)
    expect(due && reminderTimes(due, calendar).map(({ step }) => step)).toEqual(['before', 'due'])
  })

  test('that were missed are not made up for: the last one is given', () => {
    expect(reminderDue(days, [], '2026-03-09T00:59:59.999Z', shippedCalendar)).toBeUndefined()
    expect(reminderDue(days, [], '2026-03-10T02:00:00.000Z', shippedCalendar)?.step).toBe('deputy')
    expect(reminderDue(days, ['deputy'], '2026-03-10T02:00:00.000Z', shippedCalendar)).toBeUndefined()
    expect(reminderDue(days, ['deputy'], '2026-03-09T20:00:00.000Z', shippedCalendar)).toBeUndefined()
    expect(reminderDue(undefined, [], '2026-03-10T02:00:00.000Z', shippedCalendar)).toBeUndefined()
  })

  test('are each given once and in order, whenever somebody looks', () => {
    const instant = fc.integer({ min: Date.parse('2022-01-03T00:00:00Z'), max: Date.parse('2026-11-30T00:00:00Z') })
    fc.assert(fc.property(instant, fc.boolean(), fc.array(fc.integer({ min: 1, max: 6_000 }), { maxLength: 40 }), (start, urgent, waits) => {
      const due = reviewDue(waiting(new Date(start).toISOString(), { urgent }), DEFAULT_TERMS, shippedCalendar)
      if (!due) throw new Error('waits at a review')
      const times = reminderTimes(due, shippedCalendar)
      expect(times.map(({ at }) => at)).toEqual(times.map(({ at }) => at).toSorted())
      let now = start
      const given: ReminderStep[] = []
      for (const minutes of waits) {
        now += minutes * 60_000
        const at = new Date(now).toISOString()
        const next = reminderDue(due, given, at, shippedCalendar)
        if (next) {
          expect(next.at <= at).toBe(true)
          given.push(next.step)
        }
        const over = times.filter((one) => one.at <= at).at(-1)
        expect(over === undefined || given.includes(over.step)).toBe(true)
      }
      expect(given).toEqual(REMINDER_STEPS.filter((step) => given.includes(step)))
    }))
  })
})

describe('days off', () => {
  test('are told on the last working day before them', () => {
    expect(daysOffAfter('2026-02-14', shippedCalendar)).toEqual({
      lastWorkingDay: '2026-02-14', first: '2026-02-15', last: '2026-02-23', from: '2026-02-14T16:00:00.000Z', until: '2026-02-23T16:00:00.000Z',
    })
    expect(daysOffAfter('2026-03-06', shippedCalendar)).toMatchObject({ first: '2026-03-07', last: '2026-03-08' })
  })

  test('are none where work goes on, and none begin on a day off', () => {
    expect(daysOffAfter('2026-03-05', shippedCalendar)).toBeUndefined()
    expect(daysOffAfter('2026-02-13', shippedCalendar)).toBeUndefined()
    expect(daysOffAfter('2026-02-16', shippedCalendar)).toBeUndefined()
  })

  test('are not guessed in a year that is not loaded', () => {
    const calendar = openCalendar(NOTICES.filter(({ year }) => year < 2027))
    expect(daysOffAfter('2026-12-31', calendar)).toEqual({ year: 2027 })
    expect(daysOffAfter('2027-01-04', calendar)).toEqual({ year: 2027 })
  })
})
