import { describe, expect, test } from 'vitest'
import { askForYears } from '../../../functions/clock/missing-years.ts'
import { settleTasks } from '../../../functions/clock/settle.ts'
import type { Calendar } from '../../../shared/calendar/index.ts'
import { openCalendar, shippedCalendar } from '../../../shared/calendar/index.ts'
import type { Notice } from '../../../shared/calendar/notice.ts'
import type { Task } from '../../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../../shared/tasks/index.ts'
import { digest } from '../workflow/world.ts'

const next: Notice = { year: 2027, number: '样例〔2026〕1号', issuedOn: '2026-11-10', url: 'https://example.org/2027', holidays: [] }
const withNext = openCalendar([...shippedCalendar.notices, next])

/** A clock whose minutes open and settle tasks; its list may lag behind. */
class Clock {
  readonly tasks = new Map<string, Task>()
  calendar: Calendar = shippedCalendar
  lags = false

  async minute(at: string, waitedFor: readonly number[] = []): Promise<{ readonly opened: number, readonly closed: number }> {
    const open = async (unit: string) => ({ tasks: this.lags ? [] : [...this.tasks.values()].filter((task) => task.unit === unit && task.state === 'open') })
    const opened = await askForYears({ at: new Date(at), calendar: this.calendar, waitedFor, tasks: {
      open, add: async (task) => {
        if (this.tasks.has(task.id)) return false
        this.tasks.set(task.id, { ...task, state: 'open', seq: 1, head: digest('h') })
        return true
      },
    } })
    const closed = await settleTasks({ at: new Date(at), units: ['dadui'], calendar: this.calendar, hasTime: () => true, record: { items: async () => [] }, tasks: {
      open, close: async (task, state, how) => {
        const after = { ...task, state, closed: how }
        this.tasks.set(task.id, after)
        return after
      },
    } })
    return { opened, closed }
  }

  get all(): Task[] { return [...this.tasks.values()] }
}

describe('the task of a year whose holidays are missing', () => {
  test('is opened once, whatever minutes are doubled, missed or late, and however much waits for it', async () => {
    const clock = new Clock()
    expect(await clock.minute('2026-10-30T00:00:00.000Z')).toEqual({ opened: 0, closed: 0 })
    expect(await clock.minute('2026-11-24T00:00:00.000Z')).toEqual({ opened: 1, closed: 0 })
    expect(await clock.minute('2026-11-24T00:00:00.000Z', [2027, 2027])).toEqual({ opened: 0, closed: 0 })
    clock.lags = true
    expect(await clock.minute('2026-11-23T23:00:00.000Z', [2027])).toEqual({ opened: 0, closed: 0 })
    expect(clock.all).toMatchObject([{ kind: 'calendar', unit: WHOLE_BODY, year: 2027, state: 'open', dueAt: '2026-12-14T16:00:00.000Z' }])
  })

  test('is due soon where a review already waits for it, months ahead', async () => {
    const clock = new Clock()
    await clock.minute('2026-09-01T00:00:00.000Z', [2027])
    expect(clock.all).toMatchObject([{ year: 2027, dueAt: '2026-09-04T16:00:00.000Z' }])
  })

  test('is settled by the first minute that finds the year loaded, and by no later one again', async () => {
    const clock = new Clock()
    await clock.minute('2026-11-24T00:00:00.000Z')
    clock.calendar = withNext
    expect(await clock.minute('2026-11-24T00:01:00.000Z')).toEqual({ opened: 0, closed: 1 })
    expect(clock.all).toMatchObject([{ state: 'fixed', closed: { how: 'loaded', by: { person: 'system:clock' } } }])
    expect(await clock.minute('2026-11-24T00:02:00.000Z')).toEqual({ opened: 0, closed: 0 })
  })
})
