import type { LocalDate } from '../calendar/index.ts'
import { dateOf } from '../calendar/index.ts'
import { tablesOf } from '../record/tables.ts'
import type { Tables, Variables } from '../record/tables.ts'
import type { Closing } from './rule.ts'
import type { Reported } from './report.ts'
import { fullOn, openReport, saltOf } from './report.ts'
import type { NewPageTask, NewTask, Post, TaskPage } from './store.ts'
import { closeTask, openTask, readTask, readTasks } from './store.ts'
import type { By, Closed, Task } from './types.ts'

export type { Reported } from './report.ts'
export { MOST_A_DAY } from './report.ts'
export type { NewPageTask, NewTask, Post, TaskPage } from './store.ts'
export type { By, CalendarTask, Closed, PageTask, SettledBy, Task, TaskFinding, TaskKind, TaskRefusal, TaskState } from './types.ts'
export { WHOLE_BODY } from './types.ts'

/** What has to be seen to, on published pages and for the whole body, each with a chain of its own: the only room that knows the table of tasks. */
export class Tasks {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** A consistent read. */
  task(id: string): Promise<Task | undefined> { return readTask(this.#tables, id) }

  /** Open tasks of a unit or of the whole body, the next due first. @throws BadCursor */
  open(unit: string, cursor?: string): Promise<TaskPage> { return readTasks(this.#tables, unit, 'open', cursor) }

  /** Closed tasks of a unit or of the whole body, the last closed first. @throws BadCursor */
  closed(unit: string, cursor?: string): Promise<TaskPage> { return readTasks(this.#tables, unit, 'closed', cursor) }

  /** Opens a task; see {@link openTask}. */
  add(task: NewTask, by: By): Promise<boolean> { return openTask(this.#tables, task, by) }

  /** Opens the task of a reader's report; see {@link openReport}. */
  report(task: NewPageTask, source: string): Promise<Reported> { return openReport(this.#tables, task, source) }

  /** The last day on which a page had more reports than a day takes; see {@link fullOn}. */
  reportsFull(item: string): Promise<LocalDate | undefined> { return fullOn(this.#tables, item) }

  /** Forgets which addresses sent reports on earlier days; see {@link saltOf}. */
  async forgetSources(at: Date): Promise<void> { await saltOf(this.#tables, dateOf(at.toISOString())) }

  /** Closes a task; see {@link closeTask}. */
  close(task: Task, state: Closing, closed: Closed, post?: Post): Promise<Task | undefined> {
    return closeTask(this.#tables, task, state, closed, post)
  }
}

/** The tasks that a function's variables lead to. */
export function openTasks(variables: Variables = process.env): Tasks {
  return new Tasks(tablesOf(variables))
}
