import { dateOf } from '../calendar/index.ts'
import type { Task } from '../tasks/index.ts'
import { isOwner } from '../tasks/rule.ts'
import type { Role } from '../workflow/states.ts'
import type { Candidate, Instant } from '../workflow/types.ts'
import type { Draft } from './types.ts'

/** Who is told of a problem besides whoever saved the page last: those who can take it down; when it is late, the head too. */
const TOLD: Readonly<Record<'task_opened' | 'task_late', readonly Role[]>> = {
  task_opened: ['screening_reviewer'], task_late: ['screening_reviewer', 'head'],
}

/**
 * Whom open tasks of a unit are to be told. What a sweep has found, and what is late, is told once a day, however much it is.
 *
 * @param from, until the time that is looked at: what was opened, or became late, in it
 */
export function noticesOfTasks(
  tasks: readonly Task[], people: readonly Candidate[], { from, until }: { readonly from: Instant, readonly until: Instant },
): Draft[] {
  const drafts = tasks.flatMap((task) => {
    const opened = task.openedAt > from && task.openedAt <= until ? [draftsOf('task_opened', task, people)] : []
    const late = task.dueAt > from && task.dueAt <= until ? [draftsOf('task_late', task, people)] : []
    return [...opened, ...late].flat()
  })
  return [...new Map(drafts.map((draft) => [`${draft.kind} ${draft.person} ${draft.mark}`, draft])).values()]
}

function draftsOf(kind: 'task_opened' | 'task_late', task: Task, people: readonly Candidate[]): Draft[] {
  const owners = people.filter(({ roles }) => isOwner(roles))
  const to = owners.filter(({ person, roles }) => person === task.editor || roles.some((role) => TOLD[kind].includes(role)))
  const daily = kind === 'task_late' || task.kind === 'sweep'
  const day = dateOf(kind === 'task_late' ? task.dueAt : task.openedAt)
  return (to.length > 0 ? to : owners).map(({ person }): Draft => ({
    kind, channel: 'mail', unit: task.unit, person, ...(daily ? { mark: day } : { mark: task.id, task: task.id, dueAt: task.dueAt }),
  }))
}
