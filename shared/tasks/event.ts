import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import type { Digest } from '../workflow/types.ts'
import type { By, SettledBy, TaskFinding, TaskKind, TaskState } from './types.ts'

/** The opening or the closing of a task; its chain is `task#<id>`. */
export interface TaskEvent extends Chained {
  readonly type: 'task_opened' | 'task_closed'
  readonly kind: TaskKind
  readonly unit: string
  readonly item: string
  readonly revision: Digest
  readonly actor: By
  readonly finding?: TaskFinding
  readonly edition?: string
  readonly dueAt: string
  /** for a closing: how */
  readonly state: TaskState
  readonly how?: SettledBy
  readonly words?: string
}

export function taskChain(id: string): string {
  return `task#${id}`
}

export function isTaskEvent(event: object): event is TaskEvent {
  return isOf(event, 'task#') && 'state' in event && 'item' in event
}
