import { describe, expect, test } from 'vitest'
import { checkTasks } from '../../../cdk/check-tasks.ts'
import { settings } from '../../../cdk/settings.ts'
import { openCalendar, shippedCalendar } from '../../../shared/calendar/index.ts'
import { dueOfTask, dueOfYear } from '../../../shared/tasks/due.ts'
import type { PageTask } from '../../../shared/tasks/index.ts'

const { tasks } = settings.body
const FRIDAY = '2026-11-27T03:00:00.000Z'
const finding = (level: 'block' | 'warn'): NonNullable<PageTask['finding']> =>
  ({ id: 'f', kind: 'mobile', level, span: { block: 0, start: 0, end: 1 }, rule: 'r', basis: 'b', masked: '*' })

describe('a task is due', () => {
  test.each<[string, Pick<PageTask, 'kind' | 'finding'>, string]>([
    ['a grave finding on the next working day', { kind: 'sweep', finding: finding('block') }, '2026-11-30T16:00:00.000Z'],
    ['a lesser finding in five', { kind: 'sweep', finding: finding('warn') }, '2026-12-04T16:00:00.000Z'],
    ['a report of a reader in three', { kind: 'public_report' }, '2026-12-02T16:00:00.000Z'],
    ['a notice from above on the next one', { kind: 'superior' }, '2026-11-30T16:00:00.000Z'],
    ['an own check in three', { kind: 'self_check' }, '2026-12-02T16:00:00.000Z'],
  ])('%s, counted from the day after, to the end of the day in Shanghai', (_, task, due) => {
    expect(dueOfTask(task, FRIDAY, shippedCalendar, tasks.dueDays)).toBe(due)
  })

  test('in as many days as the body allows', () => {
    expect(dueOfTask({ kind: 'public_report' }, FRIDAY, shippedCalendar, { ...tasks.dueDays, public_report: 1 })).toBe('2026-11-30T16:00:00.000Z')
  })

  test('early rather than late where the holidays of the year are not known', () => {
    expect(dueOfTask({ kind: 'public_report' }, FRIDAY, openCalendar([]), tasks.dueDays)).toBe('2026-11-30T03:00:00.000Z')
  })
})

describe('the holidays of a year are to be loaded', () => {
  const due = (openedAt: string, needed: boolean, calendar = shippedCalendar): string => dueOfYear({ year: 2027, needed }, openedAt, calendar)

  test('where something waits for them, within three working days, by the days that are known', () => {
    expect(due(FRIDAY, true)).toBe('2026-12-02T16:00:00.000Z')
    expect(due('2026-12-30T03:00:00.000Z', true), 'its third day is not known').toBe('2027-01-02T03:00:00.000Z')
    expect(due('2027-02-01T03:00:00.000Z', true)).toBe('2027-02-04T03:00:00.000Z')
  })

  test('where nothing does, ten working days into December, after the latest notice that is known', () => {
    expect(due('2026-11-01T00:00:00.000Z', false)).toBe('2026-12-14T16:00:00.000Z')
    expect(shippedCalendar.notices.map(({ issuedOn }) => issuedOn.slice(5)).every((day) => day < '12-14')).toBe(true)
  })

  test('never at a time that is over when the task is opened', () => {
    expect(due('2026-12-22T03:00:00.000Z', false)).toBe('2026-12-25T16:00:00.000Z')
  })

  test('ten days into December where not even that year is known', () => {
    expect(due('2026-11-01T00:00:00.000Z', false, openCalendar([]))).toBe('2026-12-09T16:00:00.000Z')
  })
})

describe('the settings of tasks', () => {
  const check = (more: Partial<typeof tasks>) => () => checkTasks({ ...tasks, ...more })

  test('that ship are taken, and so are the first and the last hour', () => {
    for (const sweepHour of [tasks.sweepHour, 0, 23]) expect(check({ sweepHour })).not.toThrow()
  })

  test.each([-1, 24, 2.5, Number.NaN, Infinity])('are refused with a sweep at %s', (sweepHour) => {
    expect(check({ sweepHour })).toThrow('settings.body.tasks.sweepHour')
  })

  test.each(['block', 'warn', 'public_report', 'superior', 'self_check'] as const)('are refused with no day, half a day or too many for %s', (kind) => {
    for (const days of [0, -1, 1.5, 21, Number.NaN]) expect(check({ dueDays: { ...tasks.dueDays, [kind]: days } })).toThrow(`dueDays.${kind}`)
    expect(check({ dueDays: { ...tasks.dueDays, [kind]: 1 } })).not.toThrow()
  })

  test('let a reader wait three working days at most', () => {
    expect(check({ dueDays: { ...tasks.dueDays, public_report: 4 } })).toThrow('dueDays.public_report')
  })
})
