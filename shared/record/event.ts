import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { CommandName } from '../workflow/commands.ts'
import type { Digest, EventBody, Instant, RefusalCode } from '../workflow/types.ts'

/** Through which door a command came. */
export type Channel = 'page' | 'email_link' | 'api' | 'clock' | 'stream'

/** Digest of what was shown to the person who acted, and when it was opened. */
export type Shown = Readonly<Record<string, string>>

/** What every event of every chain has. `hash` covers all the rest, so also the place in the chain. */
export interface Chained {
  readonly v: 1
  readonly chain: string
  /** 1 for the first event of the chain */
  readonly seq: number
  /** hash of the event before, or {@link NO_HASH} */
  readonly prev: Digest
  readonly hash: Digest
  readonly at: Instant
  readonly actor: { readonly person: string, readonly name: string }
  /** keeps the hash from being guessed where the event itself stays private */
  readonly salt: string
}

/** One event of an item's audit trail; its chain is `item#<id>`. */
export interface TrailEvent extends EventBody, Omit<Chained, 'at' | 'actor'> {
  readonly channel: Channel
  readonly shown?: Shown
  /** a person's own signature; nobody has one yet */
  readonly signature?: string
}

/** A refusal of a command on an item, in the chain `refusal#<person>#<day>`. Equal ones of the same day are only counted. */
export interface RefusalEvent extends Chained {
  readonly type: 'refused'
  readonly itemId: string
  readonly command: CommandName
  readonly code: RefusalCode
  readonly values: Readonly<Record<string, string | readonly string[]>>
  readonly channel: Channel
}

/** Chains that begin so stand in no index: lists of what people did to items are not to drown in them. */
export const UNLISTED = ['sign-in#', 'task#', 'reconcile#', 'view#', 'duty#'] as const

export function isUnlisted(chain: string): boolean {
  return UNLISTED.some((prefix) => chain.startsWith(prefix))
}

/** `prev` of the first event of a chain. */
export const NO_HASH: Digest = '0'.repeat(64)

const DOMAIN = 'sanshen/event/v1\n'

/** An event as it is stored: the exact bytes that its hash covers, and the hash. */
export interface Sealed {
  readonly chain: string
  readonly seq: number
  readonly text: string
  readonly hash: Digest
}

/**
 * Gives an event its salt, its canonical bytes (RFC 8785) and its hash: SHA-256 over the domain and those bytes.
 *
 * @returns the event and the form in which it is stored
 */
export function seal<B extends { readonly chain: string, readonly seq: number }>(
  body: B,
): { readonly event: B & { readonly v: 1, readonly salt: string, readonly hash: Digest }, readonly sealed: Sealed } {
  const salted = { ...body, v: 1 as const, salt: randomBytes(32).toString('base64url') }
  const text = canonical(salted)
  const hash = hashOf(text)
  return { event: { ...salted, hash }, sealed: { chain: body.chain, seq: body.seq, text, hash } }
}

/** The hash that belongs to an event's stored bytes. */
export function hashOf(text: string): Digest {
  return createHash('sha256').update(DOMAIN).update(text).digest('hex')
}

/** RFC 8785. @throws TypeError for what JSON cannot hold */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('Nothing to make canonical')
  return text
}

export function isTrailEvent(event: object): event is TrailEvent {
  return isOf(event, 'item#') && 'from' in event && 'to' in event
}

export function isRefusalEvent(event: object): event is RefusalEvent {
  return isOf(event, 'refusal#') && 'code' in event && 'itemId' in event
}

/** Whether something is an event of a chain whose name begins so: this room alone has written what it holds. */
export function isOf(event: object, prefix: string): boolean {
  return 'chain' in event && typeof event.chain === 'string' && event.chain.startsWith(prefix)
    && 'seq' in event && 'type' in event && 'at' in event && 'actor' in event
}

export function itemChain(itemId: string): string {
  return `item#${itemId}`
}
