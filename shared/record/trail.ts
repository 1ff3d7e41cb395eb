import { QueryCommand } from '@aws-sdk/client-dynamodb'
import type { Instant } from '../workflow/types.ts'
import { chainRows, eventOf } from './chains.ts'
import { cursorOf, startOf } from './cursor.ts'
import type { PeopleEvent, PeopleRefused } from '../identity/change.ts'
import { isPeopleEvent, isPeopleRefused } from '../identity/change.ts'
import type { DelegationEvent, DelegationRefused } from '../identity/delegation.ts'
import { isDelegationEvent, isDelegationRefused } from '../identity/delegation.ts'
import type { LexiconEvent, LexiconRefused } from '../lexicon/event.ts'
import { isLexiconEvent, isLexiconRefused } from '../lexicon/event.ts'
import type { RefusalEvent, TrailEvent } from './event.ts'
import { isRefusalEvent, isTrailEvent, itemChain } from './event.ts'
import { readRows } from './lists.ts'
import type { Tables } from './tables.ts'
import { fromWireRow, toWireRow } from './wire.ts'

/** Any event of any chain; `type` tells which. */
export type AnyEvent = TrailEvent | RefusalEvent | PeopleEvent | PeopleRefused | LexiconEvent | LexiconRefused | DelegationEvent | DelegationRefused

/** One page of events, latest first; `cursor` leads to the next one. */
export interface EventPage { readonly events: readonly AnyEvent[], readonly cursor?: string }

const PAGE = 50

/** The whole trail of an item, in its order. */
export async function readTrail(tables: Tables, itemId: string): Promise<TrailEvent[]> {
  return (await chainRows(tables, itemChain(itemId))).map((row) => eventOf(row, isTrailEvent))
}

/** What a person did or was refused, from a time on and before another. */
export function readEventsBy(
  tables: Tables, person: string, range: { readonly from: Instant, readonly before: Instant }, cursor?: string,
): Promise<EventPage> {
  return eventPage(tables, 'byPerson', 'person', person, range, cursor)
}

/** What happened in a month (UTC, YYYY-MM). */
export function readEventsIn(tables: Tables, month: string, cursor?: string): Promise<EventPage> {
  return eventPage(tables, 'byMonth', 'month', month, { from: month, before: `${month}~` }, cursor)
}

function isAnyEvent(event: object): event is AnyEvent {
  return isTrailEvent(event) || isRefusalEvent(event) || isPeopleEvent(event) || isLexiconEvent(event)
    || isPeopleRefused(event) || isLexiconRefused(event) || isDelegationEvent(event) || isDelegationRefused(event)
}

async function eventPage(
  tables: Tables, IndexName: string, key: string, value: string,
  { from, before }: { readonly from: string, readonly before: string }, cursor: string | undefined,
): Promise<EventPage> {
  const { Items = [], LastEvaluatedKey } = await tables.client.send(new QueryCommand({
    TableName: tables.name('events'), IndexName, Limit: PAGE, ScanIndexForward: false,
    KeyConditionExpression: '#pk = :pk AND #at BETWEEN :from AND :before',
    ExpressionAttributeNames: { '#pk': key, '#at': 'at' },
    ExpressionAttributeValues: toWireRow({ ':pk': value, ':from': from, ':before': before }),
    ExclusiveStartKey: startOf(cursor),
  }))
  const keys = Items.map(fromWireRow).map((row) => ({ chain: row['chain'], seq: row['seq'] }))
  const rows = await readRows(tables, 'events', keys)
  const events = rows.map((row) => eventOf(row, isAnyEvent)).toSorted((one, other) =>
    one.at === other.at ? other.seq - one.seq : one.at < other.at ? 1 : -1)
  const next = cursorOf(LastEvaluatedKey)
  return { events, ...(next !== undefined && { cursor: next }) }
}
