import type { Calendar } from '../calendar/index.ts'
import { isUnconfirmed } from '../workflow/due.ts'
import type { Role } from '../workflow/states.ts'
import type { Actor, Instant, Item } from '../workflow/types.ts'
import type { CalendarTask, Closed, PageTask, SettledBy, Task, TaskRefusal, TaskState } from './types.ts'

/** Who sees to tasks, and who may say that nothing is wrong. */
export const OWNERS = ['editor', 'first_reviewer', 'screening_reviewer', 'approver', 'head'] as const satisfies readonly Role[]
const JUDGES = ['first_reviewer', 'screening_reviewer', 'approver', 'head'] as const satisfies readonly Role[]

export type Closing = Exclude<TaskState, 'open'>

/** Whether a task is about a published page. */
export function isOfPage(task: Task): task is PageTask {
  return task.kind !== 'calendar'
}

/** The roles of which a person needs one to close a task so. */
export function rolesToClose(closing: Closing): readonly Role[] {
  return closing === 'fixed' ? OWNERS : JUDGES
}

/** Whether somebody belongs to those who see to tasks. */
export function isOwner(roles: readonly Role[]): boolean {
  return holds(roles, OWNERS)
}

/**
 * Why a person may not close a task so; nothing where they may.
 * - A finding of the sweep is fixed by what becomes of its page, never by a word.
 * - That nothing is wrong is said by a reviewer, and not by whoever wrote the page; never of a secrecy mark.
 * - The holidays of a year are loaded, or they are not: no word changes that.
 * - It takes words: what was done, why nothing is wrong, or the answer to the reader.
 *
 * @param words those of the closing; without them, whether there is a way to close it so at all
 */
export function mayClose(
  task: Task, actor: Pick<Actor, 'person' | 'roles'>, closing: Closing, words?: string,
): TaskRefusal | undefined {
  if (task.state !== 'open') return 'task_closed'
  if (task.kind === 'calendar') return 'task_calendar'
  if (!isOwner(actor.roles)) return 'task_not_granted'
  if (words?.trim() === '') return 'task_words_required'
  if (closing === 'fixed') return task.kind === 'sweep' ? 'task_settles_itself' : undefined
  if (!holds(actor.roles, JUDGES)) return 'task_not_granted'
  if (task.editor === actor.person) return 'task_own_page'
  return task.finding?.kind === 'secrecy_mark' ? 'task_secrecy' : undefined
}

/**
 * How a task has been settled by what became of its item; nothing while it has to stay open.
 *
 * A take-down counts once a second person has confirmed it, for without that the same bytes come back. A correction
 * settles a finding: its publication took a screening by the edition in force with nothing left to dispose of. What
 * people have reported in words is corrected when a person says so, and a reader gets an answer in any case.
 */
export function settledBy(task: PageTask, item: Item): SettledBy | undefined {
  if (task.state !== 'open' || task.kind === 'public_report') return undefined
  if (item.presence === 'withdrawn') return 'withdrawn'
  if (item.presence === 'taken_down') return isUnconfirmed(item) ? undefined : 'taken_down'
  return task.kind === 'sweep' && item.presence === 'live' && item.published?.revision !== task.revision ? 'corrected' : undefined
}

/** Whether the holidays of a year have been loaded since; nothing while they are missing. */
export function loadedBy(task: CalendarTask, { years }: Pick<Calendar, 'years'>): SettledBy | undefined {
  return task.state === 'open' && years.includes(task.year) ? 'loaded' : undefined
}

/**
 * The task once it is closed; number and hash of the event are the record's. How a reader could be reached was for
 * asking back while it was open, and is not kept.
 */
export function closedTask(task: Task, state: Closing, closed: Closed): Task {
  if (task.kind === 'calendar') return { ...task, state, closed }
  const { contact: _, ...kept } = task
  return { ...kept, state, closed }
}

/** Whether a task is late. */
export function isLate({ state, dueAt, closed }: Task, now: Instant): boolean {
  return (state === 'open' ? now : closed?.at ?? now) >= dueAt
}

function holds(roles: readonly Role[], wanted: readonly Role[]): boolean {
  return roles.some((role) => wanted.includes(role))
}
