import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import type { Digest } from '../workflow/types.ts'

/** How far an edition has come. `activated` is the second administrator's. */
export type LexiconStage = 'proposed' | 'activated' | 'rejected'

/**
 * Why nothing was done with an edition:
 * - `draft_moved`: another administrator changed the draft since it was shown, or there is none
 * - `lexicon_moved`: what is in force is not what the edition was made from
 */
export type LexiconRefusal = 'not_granted' | 'not_second_person' | 'unknown_proposal' | 'draft_moved' | 'lexicon_moved' | 'nothing_changed'

/** What administrators do with an edition: `discard` gives the draft up. */
export type LexiconCommand = 'propose' | 'discard' | 'activate' | 'reject'

/** What an edition is: the stored lexicon and the edition of the reports that are made with it. */
export interface EditionRef {
  /** digest of the stored lexicon */
  readonly digest: Digest
  readonly edition: string
}

/** An edition of the lexicon, proposed or settled. One chain holds them all, in their order. */
export interface LexiconEvent extends Chained, EditionRef {
  readonly type: 'lexicon_changed'
  readonly stage: LexiconStage
  /** the edition that it follows on */
  readonly before: string
  /** what changes and why, as the proposer wrote it */
  readonly note: string
  readonly commandId: string
  readonly proposal: string
  /** for what a second administrator decided: who had proposed it */
  readonly proposedBy?: { readonly person: string, readonly name: string }
}

/** That an administrator was refused a step, in the chain `refusal#<person>#<day>`. Equal ones of the same day are only counted. */
export interface LexiconRefused extends Chained {
  readonly type: 'lexicon_refused'
  readonly command: LexiconCommand
  readonly proposal?: string
  readonly code: LexiconRefusal
}

export type LexiconEventBody = Omit<LexiconEvent, 'v' | 'salt' | 'hash'>

/** The chain of all editions. */
export const LEXICON_CHAIN = 'lexicon#editions'

export function isLexiconRefused(event: object): event is LexiconRefused {
  return isOf(event, 'refusal#') && 'type' in event && event.type === 'lexicon_refused'
}

export function isLexiconEvent(event: object): event is LexiconEvent {
  return isOf(event, 'lexicon#') && 'digest' in event && 'edition' in event
}
