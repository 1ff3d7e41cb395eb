import { RegisterMoved, writeRegisters } from '../record/registers.ts'
import type { Tables, Variables } from '../record/tables.ts'
import { tablesOf } from '../record/tables.ts'
import type { Actor } from '../workflow/types.ts'
import type { LexiconAnswer, ProposalForm } from './changes.ts'
import { activate, propose, readHistory, reject } from './changes.ts'
import type { LexiconEvent, LexiconRefusal } from './event.ts'
import { recorded, recordRefused } from './refused.ts'
import type { Draft, EditionProposal } from './rows.ts'
import { draftWrite, readDraft, readProposal, readProposals } from './rows.ts'

export type { LexiconAnswer, ProposalForm } from './changes.ts'
export type { EditionRef, LexiconCommand, LexiconEvent, LexiconRefusal, LexiconRefused, LexiconStage } from './event.ts'
export { isLexiconEvent, LEXICON_CHAIN } from './event.ts'
export type { Base, Draft, EditionProposal } from './rows.ts'
export type { Lineage, OwnLexicon } from './shipped.ts'
export { newerLists, shippedOf, withNewer } from './shipped.ts'

/** Editions of the lexicon: the one that is prepared, those that wait, and what became of them. */
export class Editions {
  readonly #tables: Tables

  constructor(variables: Variables) {
    this.#tables = tablesOf(variables)
  }

  /** The edition that administrators prepare, where there is one, and the version of its register. */
  draft(): Promise<{ readonly draft?: Draft, readonly version: number }> { return readDraft(this.#tables) }

  /**
   * Puts a draft, or none, in the place of the one of this version.
   * @returns whether it was still there
   */
  async putDraft(draft: Draft | undefined, version: number): Promise<boolean> {
    try {
      await writeRegisters(this.#tables, [draftWrite(draft, version + 1)])
      return true
    } catch (error) {
      if (error instanceof RegisterMoved) return false
      throw error
    }
  }

  /** Makes the draft a proposal; see {@link propose}. @throws RecordBusy */
  async propose(actor: Actor, form: ProposalForm): Promise<LexiconAnswer> {
    return recorded(this.#tables, actor, { command: 'propose' }, await propose(this.#tables, actor, form))
  }

  /** Gives the draft of this version up. @returns why it is still there */
  async discard(actor: Actor, version: number): Promise<LexiconRefusal | undefined> {
    if (await this.putDraft(undefined, version)) return undefined
    await recordRefused(this.#tables, actor, { command: 'discard' }, 'draft_moved')
    return 'draft_moved'
  }

  /** Puts another administrator's proposal in force; see {@link activate}. @throws RecordBusy */
  async activate(actor: Actor, id: string, edition: string, commandId: string): Promise<LexiconAnswer> {
    return recorded(this.#tables, actor, { command: 'activate', proposal: id }, await activate(this.#tables, actor, id, edition, commandId))
  }

  /** Settles a proposal without effect. @throws RecordBusy */
  async reject(actor: Actor, id: string, commandId: string): Promise<LexiconAnswer> {
    return recorded(this.#tables, actor, { command: 'reject', proposal: id }, await reject(this.#tables, actor, id, commandId))
  }

  /** What waits for a second administrator, oldest first. */
  proposals(): Promise<EditionProposal[]> { return readProposals(this.#tables) }

  /** One that waits; none where it is settled or never was. */
  proposal(id: string): Promise<EditionProposal | undefined> { return readProposal(this.#tables, id) }

  /** Every edition that was proposed or settled, in their order. */
  history(): Promise<LexiconEvent[]> { return readHistory(this.#tables) }

  /** Closes every socket; for those that end before their process does. */
  close(): void { this.#tables.destroy() }
}

/** @param variables where the tables' names are read from; a function's own environment unless given */
export function openEditions(variables: Variables = process.env): Editions {
  return new Editions(variables)
}
