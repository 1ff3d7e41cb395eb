import { BrokenTrail, evolve } from '../workflow/evolve.ts'
import type { Digest, Item } from '../workflow/types.ts'
import { chainRows, eventOf } from './chains.ts'
import { canonical, hashOf, isOf, isTrailEvent, isUnlisted, itemChain, NO_HASH } from './event.ts'
import type { Chained, TrailEvent } from './event.ts'
import { readItem } from './execute.ts'
import type { Tables } from './tables.ts'
import type { Row } from './wire.ts'

/**
 * What is wrong with an event:
 * - `missing`: none has this number · `unreadable`: its bytes are no event
 * - `hash`: its bytes are not those that were hashed · `place`: it says of itself another chain or number
 * - `prev`: it does not follow on the event before · `order`: it is earlier than the one before
 * - `index`: the attributes by which it is found are not its own
 * - `replay`: what it says cannot have happened then · `row`: the item is not what its trail leads to
 * - `extra`: the item does not know it
 */
export type TrailProblem =
  | 'missing' | 'unreadable' | 'hash' | 'place' | 'prev' | 'order' | 'index' | 'replay' | 'row' | 'extra'

export type Verified =
  | { readonly ok: true, readonly events: number }
  | { readonly ok: false, readonly seq: number, readonly problem: TrailProblem }

/** Checks an item's whole trail and that its row is what the trail leads to. @returns the first bad event */
export async function verifyTrail(tables: Tables, itemId: string): Promise<Verified> {
  // The row first: events that are added in between are then behind it, which is told apart from a gap.
  const item = await readItem(tables, itemId)
  return judge(itemId, await chainRows(tables, itemChain(itemId)), item)
}

/** Checks a chain that leads to no row: refusals, people. @returns the first bad event */
export async function verifyChain(tables: Tables, chain: string): Promise<Verified> {
  return judgeChain(chain, await chainRows(tables, chain), isChained)
}

/** The judgement of a trail alone, on its rows in their order and the item that they should lead to. */
export function judge(itemId: string, rows: readonly Row[], item: Item | undefined): Verified {
  let replayed: Item | undefined
  const verified = judgeChain(itemChain(itemId), rows, isTrailEvent, (event) => {
    if (event.seq > (item?.seq ?? 0)) return 'extra'
    try {
      replayed = evolve(replayed, { ...event, itemId })
    } catch (error) {
      if (error instanceof BrokenTrail) return 'replay'
      throw error
    }
    return undefined
  })
  if (!verified.ok) return verified
  if (rows.length < (item?.seq ?? 0)) return { ok: false, seq: rows.length + 1, problem: 'missing' }
  if (item && canonical(replayed) !== canonical(item)) return { ok: false, seq: item.seq, problem: 'row' }
  return verified
}

/** @param follow what an event of this kind must be besides, given one after another */
function judgeChain<E extends Chained | TrailEvent>(
  chain: string, rows: readonly Row[], is: (event: object) => event is E, follow?: (event: E) => TrailProblem | undefined,
): Verified {
  let expected = { chain, seq: 1, prev: NO_HASH, at: '' }
  for (const row of rows) {
    const { seq } = expected
    const event = row['seq'] === seq ? eventIn(row, is) : 'missing'
    const problem = typeof event === 'string' ? event : problemOf(event, row, expected) ?? follow?.(event)
    if (problem !== undefined || typeof event === 'string') return { ok: false, seq, problem: problem ?? 'unreadable' }
    expected = { chain, seq: seq + 1, prev: event.hash, at: event.at }
  }
  return { ok: true, events: rows.length }
}

function eventIn<E extends object>(row: Row, is: (event: object) => event is E): E | 'hash' | 'unreadable' {
  if (hashOf(String(row['text'])) !== row['hash']) return 'hash'
  try {
    return eventOf(row, is)
  } catch {
    return 'unreadable'
  }
}

function problemOf(
  event: Chained | TrailEvent, row: Row, expected: { readonly chain: string, readonly seq: number, readonly prev: Digest, readonly at: string },
): TrailProblem | undefined {
  if (event.chain !== expected.chain || event.seq !== expected.seq) return 'place'
  if (event.prev !== expected.prev) return 'prev'
  if (event.at < expected.at) return 'order'
  const [person, month] = isUnlisted(event.chain) ? [] : [event.actor.person, event.at.slice(0, 7)]
  const found = row['person'] === person && row['at'] === event.at && row['month'] === month
  return found ? undefined : 'index'
}

function isChained(event: object): event is Chained {
  return isOf(event, '')
}
