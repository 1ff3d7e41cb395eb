import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { endOf, later } from '../record/chains.ts'
import { CONDITIONS } from '../record/conditions.ts'
import { cursorOf, startOf } from '../record/cursor.ts'
import type { Sealed } from '../record/event.ts'
import { NO_HASH, seal } from '../record/event.ts'
import { backOff, failureOf, RecordBusy } from '../record/failures.ts'
import { keyIs, readRows } from '../record/lists.ts'
import type { Tables } from '../record/tables.ts'
import { checkOf, putIfAbsent } from '../record/transaction.ts'
import type { Row } from '../record/wire.ts'
import { fromWireRow, toWireRow } from '../record/wire.ts'
import type { Role } from '../workflow/states.ts'
import type { Digest } from '../workflow/types.ts'
import type { About, TaskEvent } from './event.ts'
import { aboutOf, taskChain } from './event.ts'
import { closedTask } from './rule.ts'
import type { Closing } from './rule.ts'
import type { By, CalendarTask, Closed, PageTask, Task } from './types.ts'

/** One page of tasks; `cursor` leads to the next one. */
export interface TaskPage { readonly tasks: readonly Task[], readonly cursor?: string }

/** A task as it is to be opened. */
export type NewTask = NewPageTask | New<CalendarTask>
export type NewPageTask = New<PageTask>
type New<T extends Task> = Omit<T, 'state' | 'seq' | 'head' | 'closed'>

/** Whose post a closing rests on: it must hold at the moment of writing. */
export interface Post { readonly person: string, readonly unit: string, readonly roles: readonly Role[] }

const PAGE = 50
const ATTEMPTS = 6

/** A consistent read of a task. */
export async function readTask(tables: Tables, id: string): Promise<Task | undefined> {
  const row = await tables.row('tasks', { id })
  return row && taskOf(row)
}

/** Open tasks of a unit, the next due first, or closed ones, the last closed first. @throws BadCursor */
export async function readTasks(tables: Tables, unit: string, list: 'open' | 'closed', cursor?: string): Promise<TaskPage> {
  const key = listKey(unit, list)
  const { Items = [], LastEvaluatedKey } = await tables.client.send(new QueryCommand({
    TableName: tables.name('tasks'), IndexName: 'list', ...keyIs('list', key), Limit: PAGE,
    ScanIndexForward: list === 'open', ExclusiveStartKey: startOf(cursor),
  }))
  const ids = Items.map((row) => String(fromWireRow(row)['id']))
  const rows = new Map((await readRows(tables, 'tasks', ids.map((id) => ({ id })))).map((row) => [row['id'], row]))
  // The index may be behind: what has been closed since is left out.
  const tasks = ids.flatMap((id) => {
    const row = rows.get(id)
    return row && row['list'] === key ? [taskOf(row)] : []
  })
  const next = cursorOf(LastEvaluatedKey)
  return { tasks, ...(next !== undefined && { cursor: next }) }
}

/**
 * Opens a task and begins its chain, both or neither.
 *
 * @returns whether it is new; a task of this id, open or closed, stays as it is
 * @throws RecordBusy
 */
export async function openTask(tables: Tables, task: NewTask, by: By): Promise<boolean> {
  const { parts, head } = opening(tables, task, by)
  return await write(tables, parts, { id: task.id, head })
}

/** What opens a task: its row and the first event of its chain, whose hash is the row's head. */
export function opening(tables: Tables, task: NewTask, by: By): { readonly parts: TransactWriteItem[], readonly head: Digest } {
  const first: Task = { ...task, state: 'open', seq: 1, head: NO_HASH }
  const { sealed } = seal({ ...eventBody(first, by, task.openedAt), type: 'task_opened' as const, prev: NO_HASH })
  const opened: Task = { ...first, head: sealed.hash }
  const put = putIfAbsent(tables.name('tasks'), rowOf(opened), 'id')
  return { parts: [put, eventPutUnlisted(tables, sealed, task.openedAt)], head: sealed.hash }
}

/**
 * Closes a task and says so in its chain, both or neither.
 *
 * @param post whose post must still hold; none for what the system finds settled
 * @returns the closed task; nothing where somebody else was faster, or the post is gone
 * @throws RecordBusy
 */
export async function closeTask(tables: Tables, task: Task, state: Closing, closed: Closed, post?: Post): Promise<Task | undefined> {
  const end = await endOf(tables, taskChain(task.id))
  const at = later(closed.at, end.at)
  const next: Task = { ...task, state, seq: task.seq + 1 }
  const { sealed } = seal({
    ...eventBody(next, closed.by, at), type: 'task_closed' as const, prev: task.head, how: closed.how, ...(closed.words !== undefined && { words: closed.words }),
  })
  const after: Task = { ...closedTask(task, state, { ...closed, at }), seq: sealed.seq, head: sealed.hash }
  const put: TransactWriteItem = { Put: {
    TableName: tables.name('tasks'), Item: toWireRow(rowOf(after)), ConditionExpression: '#head = :head',
    ExpressionAttributeNames: { '#head': 'head' }, ExpressionAttributeValues: toWireRow({ ':head': task.head }),
  } }
  const parts = [put, eventPutUnlisted(tables, sealed, at), ...(post ? [checkOf(CONDITIONS.grant({ kind: 'grant', ...post }), tables)] : [])]
  return await write(tables, parts, after) ? after : undefined
}

/**
 * Writes the parts together, trying again where others were in the way.
 *
 * @param after id and head of the task once they are written
 * @returns whether they are; not where a condition does not hold
 * @throws RecordBusy
 */
export async function write(
  tables: Tables, TransactItems: TransactWriteItem[], after: Pick<Task, 'id' | 'head'>,
): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems }))
      return true
    } catch (error) {
      const failure = failureOf(error)
      // An answer that was lost looks like somebody else: the head tells, for every event has a salt of its own.
      if (failure.kind !== 'conflict' && (await readTask(tables, after.id))?.head === after.head) return true
      if (failure.kind === 'failed') return false
    }
    await backOff(attempt)
  }
  throw new RecordBusy(taskChain(after.id))
}

// Out of the lists of what people did to items: a new edition may open hundreds in one night.
function eventPutUnlisted(tables: Tables, sealed: Sealed, at: string): TransactWriteItem {
  return putIfAbsent(tables.name('events'), { ...sealed, at }, 'chain')
}

function eventBody(task: Task, { person, name }: By, at: string): About & Pick<TaskEvent, 'chain' | 'seq' | 'at' | 'actor' | 'dueAt' | 'state'> {
  const { id, dueAt, state, seq } = task
  return { ...aboutOf(task), chain: taskChain(id), seq, at, actor: { person, name }, dueAt, state }
}

function rowOf(task: Task): Row {
  const open = task.state === 'open'
  return {
    ...task, list: listKey(task.unit, open ? 'open' : 'closed'), sortId: `${open ? task.dueAt : task.closed?.at ?? ''}#${task.id}`,
  }
}

function listKey(unit: string, list: 'open' | 'closed'): string {
  return `${unit}#${list}`
}

function taskOf(row: Row): Task {
  const task = Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'list' && name !== 'sortId'))
  if (!isTask(task)) throw new TypeError('A row of the tasks is no task')
  return task
}

// Rows are written by this room alone, so it is enough to tell a task from something else.
function isTask(value: object): value is Task {
  return 'id' in value && 'kind' in value && ('item' in value || 'year' in value) && 'state' in value && 'dueAt' in value && 'seq' in value
}
