import { randomUUID } from 'node:crypto'
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { PutItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { cursorOf, startOf } from '../record/cursor.ts'
import { backOff, failureOf, isNamed, RecordBusy } from '../record/failures.ts'
import { keyIs, readRows } from '../record/lists.ts'
import type { Tables } from '../record/tables.ts'
import { putIfAbsent } from '../record/transaction.ts'
import type { Row } from '../record/wire.ts'
import { fromWireRow, toWireRow } from '../record/wire.ts'
import type { Instant } from '../workflow/types.ts'
import { noticeId } from './ids.ts'
import { noticeOf, rowOf } from './rows.ts'
import type { Draft, Notice } from './types.ts'

/** How long whoever sends a notice has it for themselves; longer than an invocation lasts. */
export const LEASE_MS = 120_000
const ATTEMPTS = 6
/** As many notices as fit into a transaction beside the cursor. */
const TOGETHER = 90

/** A notice that waits for its turn. */
export function waiting(draft: Draft, at: Instant, later: { readonly nextAt: Instant, readonly digest?: true } = { nextAt: at }): Notice {
  return { ...draft, id: noticeId(draft), createdAt: at, attempts: 0, state: 'waiting', ...later }
}

/** What a notice says and to whom, without what became of it. */
export function draftOf({ id: _id, createdAt: _made, nextAt: _next, attempts: _tries, state: _state, holder: _holder, digest: _day, failure: _why, answer: _number, doneAt: _done, ...draft }: Notice): Draft {
  return draft
}

/** A consistent read of a notice. */
export async function readNotice(tables: Tables, id: string): Promise<Notice | undefined> {
  const row = await tables.row('notices', { id })
  return row && noticeOf(row)
}

/** Adds a notice unless it is there. @returns whether it is new */
export async function addNotice(tables: Tables, notice: Notice): Promise<boolean> {
  try {
    await tables.client.send(new PutItemCommand({
      TableName: tables.name('notices'), Item: toWireRow(rowOf(notice)),
      ConditionExpression: 'attribute_not_exists(#id)', ExpressionAttributeNames: { '#id': 'id' },
    }))
    return true
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return false
    throw error
  }
}

/** Number of the last event of an item that has been told. */
export async function readCursor(tables: Tables, item: string): Promise<number> {
  return Number((await tables.row('notices', cursorKey(item)))?.['seq'] ?? 0)
}

/**
 * Says that an event of an item has been told, together with what it gives to tell: both or neither.
 *
 * @param before number of the last event that had been told
 * @returns whether this was done here; not where somebody else has told the event
 * @throws RecordBusy
 */
export async function advance(tables: Tables, item: string, { before, after }: { readonly before: number, readonly after: number }, notices: readonly Notice[]): Promise<boolean> {
  const TableName = tables.name('notices')
  const key = cursorKey(item)
  const cursor: TransactWriteItem = before === 0 ? putIfAbsent(TableName, { ...key, seq: after }, 'id') : { Put: {
    TableName, Item: toWireRow({ ...key, seq: after }), ConditionExpression: '#seq = :before',
    ExpressionAttributeNames: { '#seq': 'seq' }, ExpressionAttributeValues: toWireRow({ ':before': before }),
  } }
  // What is too much for one transaction comes before it: told again, these are the same notices.
  for (const early of notices.slice(TOGETHER)) await addNotice(tables, early)
  let left = notices.slice(0, TOGETHER)
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      await tables.writer.send(new TransactWriteItemsCommand({
        TransactItems: [cursor, ...left.map((notice) => putIfAbsent(TableName, rowOf(notice), 'id'))],
      }))
      return true
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'failed' && failure.at.includes(0)) return false
      // A notice that is there already keeps what has become of it.
      if (failure.kind === 'failed') left = left.filter((_, at) => !failure.at.includes(at + 1))
      else await backOff(attempt)
    }
  }
  throw new RecordBusy(item)
}

/** Notices whose turn has come, the longest waiting first. */
export async function readDue(tables: Tables, now: Instant, limit: number): Promise<Notice[]> {
  const { Items = [] } = await tables.client.send(new QueryCommand({
    TableName: tables.name('notices'), IndexName: 'due', Limit: limit,
    KeyConditionExpression: '#queue = :queue AND #at <= :now',
    ExpressionAttributeNames: { '#queue': 'queue', '#at': 'nextAtId' },
    ExpressionAttributeValues: toWireRow({ ':queue': 'waiting', ':now': `${now}~` }),
  }))
  const ids = Items.map((row) => String(fromWireRow(row)['id']))
  const rows = new Map((await readRows(tables, 'notices', ids.map((id) => ({ id })))).map((row) => [row['id'], row]))
  // The index may be behind: what somebody else is sending, or has sent, is left out.
  return ids.flatMap((id) => known(rows.get(id))).filter(({ state, nextAt }) => state === 'waiting' && nextAt <= now)
}

/** One page of notices that were given up, the last one first. */
export interface NoticePage { readonly notices: readonly Notice[], readonly cursor?: string }

/** Notices that were given up. @throws BadCursor */
export async function readFailed(tables: Tables, cursor?: string): Promise<NoticePage> {
  const { Items = [], LastEvaluatedKey } = await tables.client.send(new QueryCommand({
    TableName: tables.name('notices'), IndexName: 'due', ...keyIs('queue', 'failed'), Limit: 50, ScanIndexForward: false,
    ExclusiveStartKey: startOf(cursor),
  }))
  const ids = Items.map((row) => String(fromWireRow(row)['id']))
  const rows = new Map((await readRows(tables, 'notices', ids.map((id) => ({ id })))).map((row) => [row['id'], row]))
  const next = cursorOf(LastEvaluatedKey)
  return {
    notices: ids.flatMap((id) => known(rows.get(id))).filter(({ state }) => state === 'failed'),
    ...(next !== undefined && { cursor: next }),
  }
}

/**
 * Takes a notice for oneself for the time of {@link LEASE_MS}.
 *
 * @returns it as it is now; nothing where somebody else was faster
 */
export async function claim(tables: Tables, notice: Notice, now: Date): Promise<Notice | undefined> {
  const taken = { ...notice, attempts: notice.attempts + 1, nextAt: new Date(now.getTime() + LEASE_MS).toISOString(), holder: randomUUID() }
  return await replace(tables, notice, taken) ? taken : undefined
}

/**
 * Writes what has become of a notice.
 *
 * @param held the notice as it was when it was read or taken
 * @returns whether it was still so
 */
export async function replace(tables: Tables, held: Notice, after: Notice): Promise<boolean> {
  try {
    await tables.client.send(new PutItemCommand({
      TableName: tables.name('notices'), Item: toWireRow(rowOf(after)),
      ConditionExpression: '#state = :state AND #nextAt = :nextAt AND #attempts = :attempts',
      ExpressionAttributeNames: { '#state': 'state', '#nextAt': 'nextAt', '#attempts': 'attempts' },
      ExpressionAttributeValues: toWireRow({ ':state': held.state, ':nextAt': held.nextAt, ':attempts': held.attempts }),
    }))
    return true
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error
    // The SDK tries again by itself: where the first answer was lost, what is there is our own.
    const row = await tables.row('notices', { id: after.id })
    return row !== undefined && same(noticeOf(row), after)
  }
}

function same(one: Notice, other: Notice): boolean {
  return one.state === other.state && one.nextAt === other.nextAt && one.attempts === other.attempts && one.holder === other.holder
}

function known(row: Row | undefined): Notice[] {
  return row ? [noticeOf(row)] : []
}

function cursorKey(item: string): Row & { readonly id: string } {
  return { id: `cursor#${item}` }
}
