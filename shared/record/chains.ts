import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { QueryCommand } from '@aws-sdk/client-dynamodb'
import type { Digest, Instant } from '../workflow/types.ts'
import type { Sealed } from './event.ts'
import { NO_HASH } from './event.ts'
import type { Tables } from './tables.ts'
import type { Row } from './wire.ts'
import { fromWireRow, toWireRow } from './wire.ts'

/** The stored rows of a chain in their order, read consistently. */
export async function chainRows(tables: Tables, chain: string): Promise<Row[]> {
  const rows: Row[] = []
  let from: Record<string, AttributeValue> | undefined
  do {
    const page = await tables.client.send(new QueryCommand({ ...chainQuery(tables, chain), ExclusiveStartKey: from }))
    rows.push(...(page.Items ?? []).map(fromWireRow))
    from = page.LastEvaluatedKey
  } while (from)
  return rows
}

/** Where a chain ends: number, hash and time of its last event, or what stands before its first. */
export interface ChainEnd { readonly seq: number, readonly hash: Digest, readonly at: Instant }

/** Where a chain ends, read consistently. */
export async function endOf(tables: Tables, chain: string): Promise<ChainEnd> {
  const { Items } = await tables.client.send(new QueryCommand({
    ...chainQuery(tables, chain), ScanIndexForward: false, Limit: 1,
  }))
  const last = Items?.[0] && fromWireRow(Items[0])
  return last
    ? { seq: Number(last['seq']), hash: String(last['hash']), at: String(last['at']) }
    : { seq: 0, hash: NO_HASH, at: '' }
}

/** Whether this very event is in its chain: its salt makes its hash its own. For when an answer was lost. */
export async function isWritten(tables: Tables, { chain, seq, hash }: Sealed): Promise<boolean> {
  return (await tables.row('events', { chain, seq }))?.['hash'] === hash
}

/** The later of two times: chains only go forward, whatever the clocks of two machines say. */
export function later(one: Instant, other: Instant): Instant {
  return one < other ? other : one
}

/**
 * The event of a stored row, as its bytes say it; whether they belong to the hash is for `verify` to tell.
 *
 * @param is tells the kind of event that the chain should hold
 * @throws TypeError where the bytes are no such event
 */
export function eventOf<E extends object>(row: Row, is: (event: object) => event is E): E {
  const event = { ...parsed(row['text']), hash: row['hash'] }
  if (!is(event)) throw new TypeError(`Not an event: ${String(row['chain'])} ${String(row['seq'])}`)
  return event
}

function chainQuery(tables: Tables, chain: string) {
  return {
    TableName: tables.name('events'), ConsistentRead: true, KeyConditionExpression: '#chain = :chain',
    ExpressionAttributeNames: { '#chain': 'chain' }, ExpressionAttributeValues: toWireRow({ ':chain': chain }),
  }
}

function parsed(text: unknown): object {
  const value: unknown = JSON.parse(String(text))
  if (typeof value !== 'object' || value === null) throw new TypeError('Not an event')
  return value
}
