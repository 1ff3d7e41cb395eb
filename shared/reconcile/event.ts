import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import type { Digest, Instant } from '../workflow/types.ts'

/**
 * How the portal differs from the record:
 * - `missing`: what should be public is not there
 * - `stale`: other bytes lie there, or they are served otherwise than they were written
 * - `early`: something of an item that is not public, or of a revision that is not
 * - `extra`: something that the record knows nothing of
 * - `served`: readers get something else than lies in the bucket
 */
export const DIFFERENCES = ['missing', 'stale', 'early', 'extra', 'served'] as const
export type Difference = (typeof DIFFERENCES)[number]

/**
 * Why nothing was changed:
 * - `trail`: the item's trail does not lead to its row · `no_files`: no event names its files
 * - `content`: what should be written is not in the record as its digest says
 * - `unknown`: it lies where publishing writes nothing · `elsewhere`: readers get it from another place than the bucket
 * - `not_mended`: it was written, and is not there
 */
export const UNPROVEN = ['trail', 'no_files', 'content', 'unknown', 'elsewhere', 'not_mended'] as const
export type Unproven = (typeof UNPROVEN)[number]

/** One difference, at one address. */
export interface Found {
  readonly difference: Difference
  readonly path: string
  readonly item?: string
  readonly unit?: string
  /** SHA-256 of what the record names for this address */
  readonly expected?: Digest
  /** SHA-256 of what lies there */
  readonly lying?: Digest
}

/** What one comparison did. */
export interface Counts {
  readonly items: number
  readonly objects: number
  /** pages that belong to no item */
  readonly pages: number
  /** addresses that were fetched as readers do */
  readonly served: number
  readonly found: number
  readonly mended: number
  readonly unproven: number
  /** pages that an older template had made */
  readonly renewed: number
}

/** `found` and then `mended` or `unproven`; `settled` where what was not proven is gone; `ended` for the comparison itself. */
export type PortalEvent = Chained & { readonly type: 'portal_compared' } & (
  | { readonly stage: 'found', readonly found: Found }
  | { readonly stage: 'mended', readonly found: Found, readonly by: 'rewritten' | 'removed' }
  | { readonly stage: 'unproven', readonly found: Found, readonly code: Unproven }
  | { readonly stage: 'settled', readonly found: Found }
  | { readonly stage: 'ended', readonly began: Instant, readonly counts: Counts, readonly standing: readonly Found[] }
)

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** An event without its place in the chain and without what is the same in all of them. */
export type Said = Without<PortalEvent, keyof Chained | 'type'>

/** The chain of a month (UTC, YYYY-MM). */
export function portalChain(month: string): string {
  return `reconcile#${month}`
}

export function isPortalEvent(event: object): event is PortalEvent {
  return isOf(event, 'reconcile#') && 'stage' in event
}
