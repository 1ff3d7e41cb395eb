import type { Calendar } from '../../shared/calendar/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { isOfPage, loadedBy, settledBy } from '../../shared/tasks/rule.ts'
import type { SettledBy, Task, Tasks } from '../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../shared/tasks/index.ts'
import type { Item } from '../../shared/workflow/types.ts'

const SYSTEM = { person: 'system:clock', name: 'system:clock' } as const

/**
 * Closes the open tasks that what became of their pages has settled, and those of years that are loaded by now.
 *
 * @returns how many
 * @throws what the record throws; whatever was closed stays closed
 */
export async function settleTasks(
  { record, tasks, at, units, calendar, hasTime }: {
    readonly record: Pick<Record, 'items'>
    readonly tasks: Pick<Tasks, 'open' | 'close'>
    readonly at: Date
    readonly units: readonly string[]
    readonly calendar: Calendar
    readonly hasTime: () => boolean
  },
): Promise<number> {
  let closed = 0
  for (const unit of [...units, WHOLE_BODY]) {
    let cursor: string | undefined
    do {
      if (!hasTime()) return closed
      const page = await tasks.open(unit, cursor)
      const items = new Map((await record.items([...new Set(page.tasks.filter(isOfPage).map(({ item }) => item))])).map((item) => [item.id, item]))
      for (const task of page.tasks) {
        const how = settled(task, items, calendar)
        if (how && await tasks.close(task, 'fixed', { at: at.toISOString(), by: SYSTEM, how })) closed += 1
      }
      cursor = page.cursor
    } while (cursor !== undefined)
  }
  return closed
}

function settled(task: Task, items: ReadonlyMap<string, Item>, calendar: Calendar): SettledBy | undefined {
  if (!isOfPage(task)) return loadedBy(task, calendar)
  const item = items.get(task.item)
  return item && settledBy(task, item)
}
