import type { Openness } from '../document/content.ts'
import type { HoldCode, ItemType, ReminderStep, RemovalReason, Review, WithholdingGround } from './states.ts'
import type { Digest, Disposition, Instant, Published, ReportRef } from './types.ts'

/** What the row keeps of a revision that is being stored: its digest and what lists of people show. */
export interface RevisionRef {
  readonly digest: Digest
  readonly title: string
  readonly column: string
  readonly openness: Openness
  /** set when the content has a change note */
  readonly hasChangeNote?: true
  /** for a 公示: when it ends and the page goes down by itself */
  readonly publicUntil?: Instant
}

/** What a decision saw: it is refused when the item has moved on. */
export interface Seen {
  readonly revision: Digest
  /** from the screening review on */
  readonly report?: Digest
}

/** Every command with its values. Texts are trimmed, NFC and within limits before they come here. */
export type Command =
  // drafting
  | { readonly name: 'create', readonly id: string, readonly unit: string, readonly type: ItemType, readonly revision: RevisionRef, readonly via: 'form' | 'import' | 'copy' }
  | { readonly name: 'save', readonly base: Digest, readonly revision: RevisionRef, readonly via: 'form' | 'import' }
  | { readonly name: 'submit', readonly revision: Digest, readonly urgent: boolean, readonly note?: string, readonly wishAt?: Instant }
  | { readonly name: 'recall' }
  | { readonly name: 'void', readonly reason: string }
  // reviews
  | { readonly name: 'pass', readonly review: Review, readonly seen: Seen, readonly opinion?: string, readonly dispositions?: { readonly digest: Digest, readonly list: readonly Disposition[] } }
  | { readonly name: 'approve', readonly review: Review, readonly seen: Seen, readonly opinion?: string, readonly releaseAt?: Instant }
  | { readonly name: 'return', readonly review: Review, readonly seen: Seen, readonly opinion: string, readonly findings?: readonly string[] }
  | { readonly name: 'suggest', readonly review: Review, readonly seen: Seen, readonly text: string }
  | { readonly name: 'refer', readonly seen: Seen, readonly question: string, readonly to: string, readonly findings?: readonly string[] }
  | { readonly name: 'resume', readonly seen: Seen, readonly rulings: readonly { readonly finding: string, readonly text: string, readonly authority: string }[], readonly text: string }
  | { readonly name: 'withhold', readonly seen: Seen, readonly ground: WithholdingGround, readonly reason: string, readonly nextLook: string }
  | { readonly name: 'reopen', readonly reason: string }
  // after publication
  | { readonly name: 'correct' }
  | { readonly name: 'withdraw', readonly reason: RemovalReason }
  | { readonly name: 'take_down', readonly reason: RemovalReason, readonly note: string }
  | { readonly name: 'confirm_take_down' }
  | { readonly name: 'restore', readonly note: string }
  | { readonly name: 'set_banner' }
  | { readonly name: 'confirm_banner' }
  | { readonly name: 'clear_banner' }
  | { readonly name: 'ask_unseal', readonly reason: string }
  | { readonly name: 'confirm_unseal' }
  // the system's
  | { readonly name: 'screen', readonly report: ReportRef, readonly undisposed: number }
  | { readonly name: 'publish', readonly published: Published, readonly files: Readonly<Record<string, Digest>>, readonly template: string, readonly positions: Readonly<Record<string, number>> }
  /** `seq`: number of the item's last event when it was read for writing its files */
  | { readonly name: 'deliver', readonly seq: number, readonly files: Readonly<Record<string, Digest>> }
  | { readonly name: 'lapse' }
  /** `to`: the people who are told; `calendar`: edition of the calendar that the due time was counted by */
  | { readonly name: 'remind', readonly step: ReminderStep, readonly dueAt: Instant, readonly calendar: string, readonly to: readonly string[] }
  | { readonly name: 'unreached', readonly person: string, readonly notice: string }
  /** a later notice has reached somebody who could not be reached */
  | { readonly name: 'reached', readonly person: string, readonly notice: string }
  | { readonly name: 'hold', readonly code: HoldCode }
  | { readonly name: 'expire' }

export type CommandName = Command['name']
export type CommandOf<N extends CommandName> = Extract<Command, { readonly name: N }>
