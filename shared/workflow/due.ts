import { isReview } from './states.ts'
import type { Instant, Item, TakeDown } from './types.ts'

/**
 * When the clock has to look at the item again: a page not yet written, a report missing, a release, a take-down that
 * nobody confirmed, the end of a 公示.
 *
 * @returns the earliest of these, none where nothing is to be done
 */
export function dueOf(item: Item): Instant | undefined {
  return [pending(item), screening(item), release(item), lapse(item), periodEnd(item)]
    .filter((at) => at !== undefined).toSorted()[0]
}

function pending(item: Item): Instant | undefined {
  return item.portalPending && item.updatedAt
}

function screening(item: Item): Instant | undefined {
  const waits = isReview(item.round) || item.round === 'referred' || item.round === 'approved'
  return waits && item.report?.revision !== item.revision ? item.enteredAt : undefined
}

function release(item: Item): Instant | undefined {
  return item.round === 'approved' && !isSuspended(item) ? item.releaseAt ?? item.enteredAt : undefined
}

function lapse(item: Item): Instant | undefined {
  return unconfirmed(item)?.until
}

/** When what is public goes down by itself; nothing where it stays. */
export function periodEnd({ presence, publishedRef }: Pick<Item, 'presence' | 'publishedRef'>): Instant | undefined {
  return presence === 'live' ? publishedRef?.publicUntil : undefined
}

/** Whether the time for which a page was to be public is over. */
export function isOver({ publishedRef }: Pick<Item, 'publishedRef'>, at: Instant): boolean {
  return publishedRef?.publicUntil !== undefined && publishedRef.publicUntil <= at
}

/** Whether the page is taken down by one person whom no second has confirmed. */
export function isUnconfirmed(item: Pick<Item, 'takeDown'>): boolean {
  return unconfirmed(item) !== undefined
}

function unconfirmed({ takeDown }: Pick<Item, 'takeDown'>): TakeDown | undefined {
  return takeDown?.confirmedBy === undefined ? takeDown : undefined
}

/** Whether a release waits for the take-down to be settled; a withdrawal does not: it removes as well. */
export function isSuspended(item: Pick<Item, 'takeDown' | 'kind'>): boolean {
  return isUnconfirmed(item) && item.kind !== 'withdrawal'
}
