import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { partition } from '../record/people.ts'
import type { RegisterWrite } from '../record/registers.ts'
import { readRegister, registerPut } from '../record/registers.ts'
import type { Tables } from '../record/tables.ts'
import { putIfAbsent } from '../record/transaction.ts'
import type { Row } from '../record/wire.ts'
import { toWireRow } from '../record/wire.ts'
import type { Digest, Instant } from '../workflow/types.ts'
import type { EditionRef } from './event.ts'

/** What was in force when work on an edition began: the same has to be in force when it is activated. */
export interface Base {
  readonly edition: string
  /** digest of the stored lexicon; absent for the shipped one */
  readonly terms?: Digest
}

/** The edition that administrators prepare together. */
export interface Draft extends EditionRef {
  readonly base: Base
  /** who changed it last */
  readonly by: { readonly person: string, readonly name: string }
  readonly at: Instant
}

/** An edition that waits for a second administrator. */
export interface EditionProposal extends EditionRef {
  readonly id: string
  readonly base: Base
  readonly note: string
  readonly at: Instant
  /** who proposed it, in the unit whose post let them */
  readonly by: { readonly person: string, readonly name: string, readonly unit: string }
}

const DRAFT = { pk: 'lexicon', sk: 'draft' } as const
const PROPOSALS = 'lexicon-proposals'

/** The draft, where there is one, and the version of its register. */
export async function readDraft(tables: Tables): Promise<{ readonly draft?: Draft, readonly version: number }> {
  const { value, version = 0 } = await readRegister(tables, DRAFT.pk, DRAFT.sk) ?? {}
  return isDraft(value) ? { draft: value, version } : { version }
}

/** A draft, or none, in the place of the one of the version before. */
export function draftWrite(draft: Draft | undefined, version: number): RegisterWrite {
  return { ...DRAFT, value: draft ?? null, version }
}

export function draftPut(tables: Pick<Tables, 'name'>, draft: Draft | undefined, version: number): TransactWriteItem {
  return registerPut(draftWrite(draft, version), tables.name('registers'))
}

/** What waits, oldest first. */
export async function readProposals(tables: Tables): Promise<EditionProposal[]> {
  return (await partition(tables, PROPOSALS)).map(proposalOf)
}

export async function readProposal(tables: Tables, id: string): Promise<EditionProposal | undefined> {
  const row = await tables.row('access', { pk: PROPOSALS, sk: id })
  return row && proposalOf(row)
}

export function proposalPut(tables: Pick<Tables, 'name'>, proposal: EditionProposal): TransactWriteItem {
  return putIfAbsent(tables.name('access'), { pk: PROPOSALS, sk: proposal.id, proposal }, 'pk')
}

/** Takes a proposal out, if it still waits: it takes effect once. */
export function proposalRemoval(tables: Pick<Tables, 'name'>, id: string): TransactWriteItem {
  return { Delete: {
    TableName: tables.name('access'), Key: toWireRow({ pk: PROPOSALS, sk: id }),
    ConditionExpression: 'attribute_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' },
  } }
}

function proposalOf({ proposal }: Row): EditionProposal {
  if (!isProposal(proposal)) throw new TypeError('A row of the proposals is none')
  return proposal
}

// Both are written by this room alone: telling kinds is enough.
function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && 'digest' in value && 'base' in value && 'by' in value
}

function isProposal(value: unknown): value is EditionProposal {
  return isDraft(value) && 'id' in value && 'note' in value
}
