import type { AttributeValue, QueryCommandInput } from '@aws-sdk/client-dynamodb'
import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import type { TableName } from '../names.ts'
import type { Round } from '../workflow/states.ts'
import type { Instant, Item } from '../workflow/types.ts'
import { cursorOf, startOf } from './cursor.ts'
import { backOff, RecordBusy } from './failures.ts'
import { DUE_SHARDS, dueAtIdOf, dueKey, itemOf, queueKey, rowOf } from './rows.ts'
import type { Tables } from './tables.ts'
import type { Row } from './wire.ts'
import { fromWireRow, toWireRow } from './wire.ts'

/** One page of a list; `cursor` leads to the next one. */
export interface ItemPage { readonly items: readonly Item[], readonly cursor?: string }

const PAGE = 50
/** What DynamoDB gives in one batch. */
const BATCH = 100

/** How a queue is read where not as people do: the latest first, and how many at once. */
export interface QueueView { readonly latest?: boolean, readonly limit?: number }

/** What waits in a unit at a round, longest waiting first; with no round open, what was closed last comes first. */
export async function readQueue(
  tables: Tables, unit: string, round: Round, cursor?: string, { latest = round === 'none', limit = PAGE }: QueueView = {},
): Promise<ItemPage> {
  const key = queueKey(unit, round)
  const query = { IndexName: 'queue', ...keyIs('queue', key), ScanIndexForward: !latest, Limit: limit }
  return itemPage(tables, query, (item) => rowOf(item)['queue'] === key, cursor)
}

/** What a person saved last, latest change first. */
export async function readMine(tables: Tables, person: string, cursor?: string): Promise<ItemPage> {
  return itemPage(tables, { IndexName: 'mine', ...keyIs('mine', person), ScanIndexForward: false },
    (item) => item.editor === person, cursor)
}

/** Some of the items that are due, and where to go on; without `next` these were the last. */
export interface DuePage { readonly items: readonly Item[], readonly next?: string }

/**
 * Items that are due before a time, the most overdue first.
 *
 * @param after `next` of the page before
 */
export async function readDue(tables: Tables, before: Instant, limit: number, after = ''): Promise<DuePage> {
  const shards = await Promise.all(Array.from({ length: DUE_SHARDS }, (_, shard) => tables.client.send(new QueryCommand({
    TableName: tables.name('items'), IndexName: 'due', Limit: limit,
    KeyConditionExpression: '#due = :due AND #at BETWEEN :after AND :before',
    ExpressionAttributeNames: { '#due': 'due', '#at': 'dueAtId' },
    ExpressionAttributeValues: toWireRow({ ':due': dueKey(shard), ':after': `${after}!`, ':before': before }),
  }))))
  const keys = shards.flatMap(({ Items = [] }) => Items.map(fromWireRow))
    .toSorted((one, other) => compare(String(one['dueAtId']), String(other['dueAtId']))).slice(0, limit)
  const items = await readItems(tables, keys.map((row) => String(row['id'])))
  const last = keys.at(-1)
  return {
    items: items.filter((item) => compare(dueAtIdOf(item) ?? '~', before) < 0),
    ...(last && keys.length === limit && { next: String(last['dueAtId']) }),
  }
}

/** Consistent reads of items, in the order of the ids; those that are not there are left out. */
export async function readItems(tables: Tables, ids: readonly string[]): Promise<Item[]> {
  const rows = await readRows(tables, 'items', ids.map((id) => ({ id })))
  const byId = new Map(rows.map((row) => [row['id'], row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [itemOf(row)] : []
  })
}

/** Consistent reads of rows by their keys, in no order. */
export async function readRows(tables: Tables, table: TableName, keys: readonly Row[]): Promise<Row[]> {
  const name = tables.name(table)
  const rows: Row[] = []
  for (let at = 0; at < keys.length; at += BATCH) {
    let left: Record<string, AttributeValue>[] = keys.slice(at, at + BATCH).map(toWireRow)
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt > 0) await backOff(attempt)
      if (attempt > 5) throw new RecordBusy(table)
      const { Responses, UnprocessedKeys } = await tables.client.send(new BatchGetItemCommand({
        RequestItems: { [name]: { Keys: left, ConsistentRead: true } },
      }))
      rows.push(...(Responses?.[name] ?? []).map(fromWireRow))
      left = UnprocessedKeys?.[name]?.Keys ?? []
    }
  }
  return rows
}

/** Key condition of a query for one partition. */
export function keyIs(name: string, value: string) {
  return {
    KeyConditionExpression: '#pk = :pk', ExpressionAttributeNames: { '#pk': name },
    ExpressionAttributeValues: toWireRow({ ':pk': value }),
  }
}

// An index may be behind: what it names is read from the table, and what has moved on is left out.
async function itemPage(
  tables: Tables, query: Omit<QueryCommandInput, 'TableName'>, stands: (item: Item) => boolean, cursor?: string,
): Promise<ItemPage> {
  const { Items = [], LastEvaluatedKey } = await tables.client.send(new QueryCommand({
    TableName: tables.name('items'), Limit: PAGE, ExclusiveStartKey: startOf(cursor), ...query,
  }))
  const items = await readItems(tables, Items.map((row) => String(fromWireRow(row)['id'])))
  const next = cursorOf(LastEvaluatedKey)
  return { items: items.filter(stands), ...(next !== undefined && { cursor: next }) }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
