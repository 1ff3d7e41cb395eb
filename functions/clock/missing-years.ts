import type { Calendar } from '../../shared/calendar/index.ts'
import { missingYears } from '../../shared/deadlines/index.ts'
import { dueOfYear } from '../../shared/tasks/due.ts'
import { calendarTaskId } from '../../shared/tasks/ids.ts'
import type { Tasks } from '../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../shared/tasks/index.ts'

const SYSTEM = { person: 'system:clock', name: 'system:clock' } as const

/**
 * Opens the task of each year whose holidays are to be loaded: once, whatever minutes are doubled or missed. It is
 * settled by the first minute that finds the year loaded; see {@link settleTasks}.
 *
 * @param waitedFor years that due times of reviews lie in
 * @returns how many were opened
 * @throws RecordBusy
 */
export async function askForYears(
  { tasks, at, calendar, waitedFor }: {
    readonly tasks: Pick<Tasks, 'open' | 'add'>
    readonly at: Date
    readonly calendar: Calendar
    readonly waitedFor: Iterable<number>
  },
): Promise<number> {
  const openedAt = at.toISOString()
  const missing = missingYears(openedAt, waitedFor, calendar)
  if (missing.length === 0) return 0
  const known = new Set((await tasks.open(WHOLE_BODY)).tasks.map(({ id }) => id))
  let opened = 0
  for (const one of missing) {
    const id = calendarTaskId(one.year)
    if (known.has(id)) continue
    const task = { id, kind: 'calendar', unit: WHOLE_BODY, year: one.year, openedAt, dueAt: dueOfYear(one, openedAt, calendar) } as const
    if (await tasks.add(task, SYSTEM)) opened += 1
  }
  return opened
}
