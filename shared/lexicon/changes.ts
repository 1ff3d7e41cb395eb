import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import type { ChainEnd } from '../record/chains.ts'
import { chainRows, endOf, eventOf, isWritten, later } from '../record/chains.ts'
import { CONDITIONS } from '../record/conditions.ts'
import { seal } from '../record/event.ts'
import { backOff, failureOf, RecordBusy } from '../record/failures.ts'
import { activePut, readActive } from '../record/registers.ts'
import type { Tables } from '../record/tables.ts'
import { checkOf, eventPut } from '../record/transaction.ts'
import type { Actor, Instant } from '../workflow/types.ts'
import type { LexiconEvent, LexiconEventBody, LexiconRefusal, LexiconStage } from './event.ts'
import { isLexiconEvent, LEXICON_CHAIN } from './event.ts'
import type { Draft, EditionProposal } from './rows.ts'
import { draftPut, proposalPut, proposalRemoval, readDraft, readProposal } from './rows.ts'

export type LexiconAnswer =
  | { readonly kind: 'done', readonly event: LexiconEvent }
  | { readonly kind: 'refused', readonly code: LexiconRefusal }

/** What the draft shown to somebody was, and the form that it came with. */
export interface ProposalForm {
  readonly note: string
  /** of the draft's register */
  readonly version: number
  readonly commandId: string
}

/** Every edition that was proposed or settled, in their order. */
export async function readHistory(tables: Tables): Promise<LexiconEvent[]> {
  return (await chainRows(tables, LEXICON_CHAIN)).map((row) => eventOf(row, isLexiconEvent))
}

/** Makes the draft a proposal, for a second administrator to activate. @throws RecordBusy */
export async function propose(tables: Tables, actor: Actor, { note, version, commandId }: ProposalForm): Promise<LexiconAnswer> {
  const { draft, version: present } = await readDraft(tables)
  if (!draft || present !== version) return await eventOfForm(tables, commandId) ?? refused('draft_moved')
  if (draft.edition === draft.base.edition && draft.digest === draft.base.terms) return refused('nothing_changed')
  const proposal: EditionProposal = {
    id: commandId, digest: draft.digest, edition: draft.edition, base: draft.base, note, at: now().toISOString(),
    by: { person: actor.person, name: actor.name, unit: actor.unit },
  }
  return commit(tables, { actor, stage: 'proposed', proposal, edition: draft.edition, commandId }, async () => [
    { purpose: 'proposal', write: proposalPut(tables, proposal) },
    { purpose: 'draft', write: draftPut(tables, undefined, version + 1) },
  ])
}

/**
 * Puts a proposed edition in force: by another administrator than the one who proposed it.
 *
 * @param edition of the reports that the rules of today make with it
 * @throws RecordBusy
 */
export async function activate(tables: Tables, actor: Actor, id: string, edition: string, commandId: string): Promise<LexiconAnswer> {
  const proposal = await readProposal(tables, id)
  if (!proposal) return await eventOfForm(tables, commandId) ?? refused('unknown_proposal')
  if (proposal.by.person === actor.person) return refused('not_second_person')
  return commit(tables, { actor, stage: 'activated', proposal, edition, commandId }, async () => {
    const before = await readActive(tables)
    if (before.terms !== proposal.base.terms) return 'lexicon_moved'
    return [
      { purpose: 'proposal', write: proposalRemoval(tables, id) },
      { purpose: 'active', write: activePut({ edition, terms: proposal.digest, version: before.version + 1 }, tables) },
    ]
  })
}

/** Settles a proposal without effect, one's own or another's. It is the draft again where there is no other. @throws RecordBusy */
export async function reject(tables: Tables, actor: Actor, id: string, commandId: string): Promise<LexiconAnswer> {
  const proposal = await readProposal(tables, id)
  if (!proposal) return await eventOfForm(tables, commandId) ?? refused('unknown_proposal')
  return commit(tables, { actor, stage: 'rejected', proposal, edition: proposal.edition, commandId }, async () => {
    const { draft, version } = await readDraft(tables)
    const { digest, edition, base, by: { person, name }, at } = proposal
    const back: Draft = { digest, edition, base, by: { person, name }, at }
    return [
      { purpose: 'proposal', write: proposalRemoval(tables, id) },
      ...(draft ? [] : [{ purpose: 'draft', write: draftPut(tables, back, version + 1) } as const]),
    ]
  })
}

interface Step {
  readonly actor: Actor
  readonly stage: LexiconStage
  readonly proposal: EditionProposal
  readonly edition: string
  readonly commandId: string
}

interface Part {
  readonly purpose: 'administrator' | 'event' | 'proposal' | 'draft' | 'active'
  readonly write: TransactWriteItem
}

const ATTEMPTS = 8

async function commit(tables: Tables, step: Step, partsNow: () => Promise<readonly Part[] | LexiconRefusal>): Promise<LexiconAnswer> {
  if (!step.actor.roles.includes('administrator')) return refused('not_granted')
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const end = await endOf(tables, LEXICON_CHAIN)
    const at = later(now().toISOString(), end.at)
    const { event, sealed } = seal(bodyOf(step, end, at))
    const more = await partsNow()
    if (typeof more === 'string') return refused(more)
    const parts: readonly Part[] = [
      { purpose: 'event', write: eventPut({ sealed, person: step.actor.person, at }, tables) }, ...more,
      ...administrators(step).map((who): Part => ({ purpose: 'administrator', write: grantCheck(tables, who) })),
    ]
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: parts.map(({ write }) => write) }))
      return { kind: 'done', event }
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'unknown' && await isWritten(tables, sealed)) return { kind: 'done', event }
      if (failure.kind === 'failed') {
        const failed = new Set(failure.at.map((index) => parts[index]?.purpose))
        if (failed.has('administrator')) return refused('not_granted')
        // The same form may have been sent twice at once: the other one has done it.
        if (failed.has('proposal')) return await eventOfForm(tables, step.commandId) ?? refused('unknown_proposal')
        if (failed.has('draft') && step.stage === 'proposed') return refused('draft_moved')
      }
      await backOff(attempt)
    }
  }
  throw new RecordBusy(LEXICON_CHAIN)
}

async function eventOfForm(tables: Tables, commandId: string): Promise<LexiconAnswer | undefined> {
  const event = (await readHistory(tables)).find((one) => one.commandId === commandId)
  return event && { kind: 'done', event }
}

function bodyOf({ actor, stage, proposal, edition, commandId }: Step, end: ChainEnd, at: Instant): LexiconEventBody {
  const { person, name } = proposal.by
  return {
    chain: LEXICON_CHAIN, seq: end.seq + 1, prev: end.hash, type: 'lexicon_changed', stage, at, actor, commandId,
    digest: proposal.digest, edition, before: proposal.base.edition, note: proposal.note, proposal: proposal.id,
    ...(stage !== 'proposed' && { proposedBy: { person, name } }),
  }
}

/** Whose post it rests on: of whoever acts and, once it takes effect, of whoever proposed it. */
function administrators({ actor, stage, proposal }: Step): readonly { readonly person: string, readonly unit: string }[] {
  return stage === 'activated' ? [actor, proposal.by] : [actor]
}

function grantCheck(tables: Tables, { person, unit }: { readonly person: string, readonly unit: string }): TransactWriteItem {
  return checkOf(CONDITIONS.grant({ kind: 'grant', person, unit, roles: ['administrator'] }), tables)
}

function refused(code: LexiconRefusal): LexiconAnswer {
  return { kind: 'refused', code }
}
