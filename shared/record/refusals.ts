import { createHash } from 'node:crypto'
import { TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { PeopleRefused } from '../identity/change.ts'
import { isPeopleRefused } from '../identity/change.ts'
import type { DelegationRefused } from '../identity/delegation.ts'
import { isDelegationRefused } from '../identity/delegation.ts'
import type { LexiconRefused } from '../lexicon/event.ts'
import { isLexiconRefused } from '../lexicon/event.ts'
import type { CommandName } from '../workflow/commands.ts'
import type { Actor, Instant, Refused } from '../workflow/types.ts'
import { chainRows, endOf, eventOf, isWritten, later } from './chains.ts'
import type { Channel, RefusalEvent } from './event.ts'
import { canonical, isRefusalEvent, isUnlisted, seal } from './event.ts'
import { backOff, failureOf, isNamed, RecordBusy } from './failures.ts'
import { partition } from './people.ts'
import type { Tables } from './tables.ts'
import { eventPut, putIfAbsent } from './transaction.ts'
import { toWireRow } from './wire.ts'

/** Who was refused what. */
export interface Refusal {
  readonly itemId: string
  readonly command: CommandName
  readonly actor: Actor
  readonly channel: Channel
  readonly refused: Refused
  readonly at: Instant
}

/** A refusal with how often it happened that day. */
export interface CountedRefusal { readonly event: RefusalEvent | PeopleRefused | LexiconRefused | DelegationRefused, readonly times: number }

const ATTEMPTS = 4

/**
 * Records a refusal in the chain of its person and day. One that equals an earlier one is only counted there: whoever
 * presses a button a hundred times neither fills the trail nor holds up the item, whose row is not touched.
 *
 * @throws RecordBusy, and what the tables throw; the caller still has the refusal to show
 */
export function recordRefusal(tables: Tables, refusal: Refusal): Promise<void> {
  const { actor, refused: { code, values }, itemId, command, channel, at } = refusal
  return recordCounted(tables, {
    chain: refusalChain(actor.person, at.slice(0, 10)), actor, at, same: { itemId, command, code, values },
    body: { type: 'refused', itemId, command, channel, code, values },
  })
}

/** Something that may happen often in a day and stands in a chain only once. */
export interface Counted {
  readonly chain: string
  readonly actor: Pick<Actor, 'person' | 'name'>
  readonly at: Instant
  /** what makes two of them equal */
  readonly same: object
  readonly body: object
}

/** Adds an event to a chain, or counts it where an equal one stands there. @throws RecordBusy, and what the tables throw */
export async function recordCounted(tables: Tables, { chain, actor, at: time, same, body }: Counted): Promise<void> {
  const counter = { pk: chain, sk: createHash('sha256').update(canonical(same)).digest('hex') }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await backOff(attempt)
    const found = await count(tables, counter)
    if (found === 'counted') return
    if (found === 'again') continue
    const end = await endOf(tables, chain)
    const at = later(time, end.at)
    const { sealed } = seal({ ...body, chain, seq: end.seq + 1, prev: end.hash, at, actor })
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: [
        isUnlisted(chain) ? putIfAbsent(tables.name('events'), { ...sealed, at }, 'chain') : eventPut({ sealed, person: actor.person, at }, tables),
        putIfAbsent(tables.name('access'), { ...counter, seq: sealed.seq, times: 1 }, 'pk'),
      ] }))
      return
    } catch (error) {
      if (failureOf(error).kind === 'unknown' && await isWritten(tables, sealed)) return
    }
  }
  throw new RecordBusy(chain)
}

/** The refusals of a person on a day (UTC, YYYY-MM-DD), in their order. */
export async function readRefusals(tables: Tables, person: string, day: string): Promise<CountedRefusal[]> {
  const chain = refusalChain(person, day)
  const [rows, counters] = await Promise.all([chainRows(tables, chain), partition(tables, chain)])
  const times = new Map(counters.map((row) => [Number(row['seq']), Number(row['times'])]))
  return rows.map((row) => {
    const event = eventOf(row, isRefusal)
    return { event, times: times.get(event.seq) ?? 1 }
  })
}

function isRefusal(event: object): event is CountedRefusal['event'] {
  return isRefusalEvent(event) || isPeopleRefused(event) || isLexiconRefused(event) || isDelegationRefused(event)
}

export function refusalChain(person: string, day: string): string {
  return `refusal#${person}#${day}`
}

async function count(
  tables: Tables, counter: { readonly pk: string, readonly sk: string },
): Promise<'counted' | 'new' | 'again'> {
  try {
    await tables.writer.send(new UpdateItemCommand({
      TableName: tables.name('access'), Key: toWireRow(counter), UpdateExpression: 'ADD #times :one',
      ConditionExpression: 'attribute_exists(#pk)', ExpressionAttributeNames: { '#times': 'times', '#pk': 'pk' },
      ExpressionAttributeValues: toWireRow({ ':one': 1 }),
    }))
    return 'counted'
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return 'new'
    // Counted once too few where no answer came, rather than once too many.
    return failureOf(error).kind === 'unknown' ? 'counted' : 'again'
  }
}
