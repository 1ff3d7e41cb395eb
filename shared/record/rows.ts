import { dueOf } from '../workflow/due.ts'
import type { Item } from '../workflow/types.ts'
import type { Row } from './wire.ts'

/** How many partitions the index of due items is spread over. */
export const DUE_SHARDS = 4

/** Attributes that a row has besides the item's own: what its indexes and conditions need. */
const derived = ['queue', 'enteredAtId', 'due', 'dueAtId', 'mine', 'mineAt', 'deciders'] as const

type OptionalOf<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T]

// Complete by its type: an attribute that an item may lack has to be taken out of the row once the item lacks it.
const optional: Readonly<Record<OptionalOf<Item>, true>> = {
  changeNote: true, publicUntil: true, wishAt: true, reminded: true, unreached: true, held: true, submittedBy: true, urgent: true, report: true, referredFrom: true, withheld: true, releaseAt: true, removal: true,
  published: true, publishedRef: true, takeDown: true, banner: true, seal: true, portalPending: true, portalSeq: true,
}

/** What is due sorts by this. Absent where nothing is. */
export function dueAtIdOf(item: Item): string | undefined {
  const dueAt = dueOf(item)
  return dueAt === undefined ? undefined : `${dueAt}#${item.id}`
}

/** The row of an item. Attributes of an index that it does not stand in are absent. */
export function rowOf(item: Item): Row {
  const dueAtId = dueAtIdOf(item)
  return {
    ...item,
    deciders: decidersOf(item),
    queue: queueKey(item.unit, item.round), enteredAtId: `${item.enteredAt}#${item.id}`,
    ...(dueAtId !== undefined && { due: dueKey(shardOf(item.id)), dueAtId }),
    mine: item.editor,
    mineAt: `${item.updatedAt}#${item.id}`,
  }
}

/** Attributes that the row must not have any more once the item is as given. */
export function absentIn(row: Row): string[] {
  return [...Object.keys(optional), ...derived].filter((name) => row[name] === undefined)
}

/**
 * The item of a row.
 *
 * @throws TypeError where the row is none
 */
export function itemOf(row: Row): Item {
  const item: unknown = Object.fromEntries(Object.entries(row).filter(([name]) => !isDerived(name)))
  if (!isItem(item)) throw new TypeError('A row of the items is no item')
  return item
}

/** Everybody whose decision stands in this round: deciders and, for delegated decisions, their principals. */
export function decidersOf(item: Item): string[] {
  return [...new Set(item.decisions.flatMap(({ person, onBehalfOf }) => onBehalfOf ? [person, onBehalfOf] : [person]))]
}

export function queueKey(unit: string, round: string): string {
  return `${unit}#${round}`
}

export function dueKey(shard: number): string {
  return `due#${shard}`
}

function shardOf(id: string): number {
  return (id.charCodeAt(id.length - 1) || 0) % DUE_SHARDS
}

function isDerived(name: string): boolean {
  return derived.some((one) => one === name)
}

// Rows are written by this room alone, so it is enough to tell an item from something else.
function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null
    && 'id' in value && typeof value.id === 'string'
    && 'round' in value && typeof value.round === 'string'
    && 'seq' in value && typeof value.seq === 'number'
    && 'head' in value && typeof value.head === 'string'
    && 'contributors' in value && Array.isArray(value.contributors)
    && 'decisions' in value && Array.isArray(value.decisions)
}
