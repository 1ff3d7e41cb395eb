import type { Record } from '../../shared/record/index.ts'
import { settledBy } from '../../shared/tasks/rule.ts'
import type { Tasks } from '../../shared/tasks/index.ts'

const SYSTEM = { person: 'system:clock', name: 'system:clock' } as const

/**
 * Closes the open tasks that what became of their pages has settled.
 *
 * @returns how many
 * @throws what the record throws; whatever was closed stays closed
 */
export async function settleTasks(
  { record, tasks, at, units, hasTime }: {
    readonly record: Pick<Record, 'items'>
    readonly tasks: Pick<Tasks, 'open' | 'close'>
    readonly at: Date
    readonly units: readonly string[]
    readonly hasTime: () => boolean
  },
): Promise<number> {
  let closed = 0
  for (const unit of units) {
    let cursor: string | undefined
    do {
      if (!hasTime()) return closed
      const page = await tasks.open(unit, cursor)
      const items = new Map((await record.items([...new Set(page.tasks.map(({ item }) => item))])).map((item) => [item.id, item]))
      for (const task of page.tasks) {
        const item = items.get(task.item)
        const how = item && settledBy(task, item)
        if (how && await tasks.close(task, 'fixed', { at: at.toISOString(), by: SYSTEM, how })) closed += 1
      }
      cursor = page.cursor
    } while (cursor !== undefined)
  }
  return closed
}
