import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import type { Digest } from '../workflow/types.ts'

/** How far an edition has come. `activated` is the second administrator's. */
export type LexiconStage = 'proposed' | 'activated' | 'rejected'

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

export type LexiconEventBody = Omit<LexiconEvent, 'v' | 'salt' | 'hash'>

/** The chain of all editions. */
export const LEXICON_CHAIN = 'lexicon#editions'

export function isLexiconEvent(event: object): event is LexiconEvent {
  return isOf(event, 'lexicon#') && 'digest' in event && 'edition' in event
}
