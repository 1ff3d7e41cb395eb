import { expect, test } from 'vitest'
import { openCalendar, shippedCalendar } from '../../../shared/calendar/index.ts'
import { isPressing, nextDigest, nextTry } from '../../../shared/notices/times.ts'

const at = (text: string): Date => new Date(`${text}+08:00`)
const china = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16)

test.each([
  ['before half past eight on a working day', '2026-11-24T08:29:59', '2026-11-24T08:30'],
  ['at half past eight', '2026-11-24T08:30:00', '2026-11-25T08:30'],
  ['on a Friday after it', '2026-11-27T09:00:00', '2026-11-30T08:30'],
  ['before the days off of the National Day', '2026-09-30T12:00:00', '2026-10-08T08:30'],
  ['before a Sunday that is worked', '2026-09-19T12:00:00', '2026-09-20T08:30'],
])('the daily mail, %s', (_, now, next) => {
  expect(china(nextDigest(at(now), shippedCalendar))).toBe(next)
})

test('where the days off of a year are not known, daily mails go out from Monday to Friday', () => {
  expect(china(nextDigest(at('2031-01-03T09:00:00'), openCalendar([])))).toBe('2031-01-06T08:30')
})

test('a notice is tried after 1, 5 and 30 minutes, 2 and 6 hours, and given up then', () => {
  const now = at('2026-11-24T10:00:00')
  const waits = [1, 2, 3, 4, 5, 6].map((attempts) => nextTry(attempts, now)).map((next) => next && (Date.parse(next) - now.getTime()) / 60_000)
  expect(waits).toEqual([1, 5, 30, 120, 360, undefined])
})

test('what is urgent, overdue or taken down does not wait for the daily mail', () => {
  const draft = { channel: 'mail', unit: 'u', person: 'p' } as const
  expect(isPressing({ ...draft, kind: 'act', ask: 'first_review' }, {})).toBe(false)
  expect(isPressing({ ...draft, kind: 'act', ask: 'first_review' }, { urgent: true })).toBe(true)
  expect(isPressing({ ...draft, kind: 'act', ask: 'confirm_take_down' }, {})).toBe(true)
  expect(isPressing({ ...draft, kind: 'remind', step: 'before' }, {})).toBe(false)
  expect(isPressing({ ...draft, kind: 'remind', step: 'due' }, {})).toBe(true)
  expect(isPressing({ ...draft, kind: 'published' }, undefined)).toBe(false)
})
