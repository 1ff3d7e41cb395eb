import type { Chained } from '../record/event.ts'
import type { By, CalendarTask, PageTask, SettledBy, Task, TaskState } from './types.ts'

/** What a task is about, as its events tell it. */
export type About = Pick<PageTask, 'kind' | 'unit' | 'item' | 'revision' | 'finding' | 'edition'> | Pick<CalendarTask, 'kind' | 'unit' | 'year'>

/** The opening or the closing of a task; its chain is `task#<id>`. */
export type TaskEvent = Chained & About & {
  readonly type: 'task_opened' | 'task_closed'
  readonly actor: By
  readonly dueAt: string
  /** for a closing: how */
  readonly state: TaskState
  readonly how?: SettledBy
  readonly words?: string
}

export function taskChain(id: string): string {
  return `task#${id}`
}

/** What of a task its events tell: nothing that readers wrote, for an event stays for ever. */
export function aboutOf(task: Task): About {
  if (task.kind === 'calendar') return { kind: task.kind, unit: task.unit, year: task.year }
  const { kind, unit, item, revision, finding, edition } = task
  return { kind, unit, item, revision, ...(finding && { finding }), ...(edition !== undefined && { edition }) }
}
