import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { partition } from '../record/people.ts'
import type { Tables } from '../record/tables.ts'
import { putIfAbsent } from '../record/transaction.ts'
import type { Row } from '../record/wire.ts'
import { toWireRow } from '../record/wire.ts'
import type { Instant } from '../workflow/types.ts'
import type { Change } from './change.ts'

/** A change that waits for a second administrator. */
export interface Proposal {
  readonly id: string
  /** id of whom it is about */
  readonly person: string
  readonly change: Change
  readonly at: Instant
  /** who proposed it, in the unit whose post let them */
  readonly by: { readonly person: string, readonly name: string, readonly unit: string }
}

const PROPOSALS = 'proposals'

/** What waits, oldest first. */
export async function readProposals(tables: Tables): Promise<Proposal[]> {
  return (await partition(tables, PROPOSALS)).map(proposalOf)
}

export async function readProposal(tables: Tables, id: string): Promise<Proposal | undefined> {
  const row = await tables.row('access', proposalKey(id))
  return row && proposalOf(row)
}

export function proposalKey(id: string): { readonly pk: string, readonly sk: string } {
  return { pk: PROPOSALS, sk: id }
}

export function proposalPut(tables: Pick<Tables, 'name'>, proposal: Proposal): TransactWriteItem {
  return putIfAbsent(tables.name('access'), { ...proposalKey(proposal.id), proposal }, 'pk')
}

/** The row that remembers an id for good. */
export function proposalIdKey(id: string): { readonly pk: string, readonly sk: string } {
  return { pk: `proposal-id#${id}`, sk: 'used' }
}

/** Takes an id for a proposal: whoever confirms names the proposal by it, so it never stands for another change later. */
export function proposalIdPut(tables: Pick<Tables, 'name'>, { id, person }: Pick<Proposal, 'id' | 'person'>): TransactWriteItem {
  return putIfAbsent(tables.name('access'), { ...proposalIdKey(id), person }, 'pk')
}

/** Takes a proposal out, if it still waits: it takes effect once. */
export function proposalRemoval(tables: Pick<Tables, 'name'>, id: string): TransactWriteItem {
  return { Delete: {
    TableName: tables.name('access'), Key: toWireRow(proposalKey(id)),
    ConditionExpression: 'attribute_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' },
  } }
}

function proposalOf(row: Row): Proposal {
  const { proposal } = row
  if (!isProposal(proposal)) throw new TypeError('A row of the proposals is none')
  return proposal
}

// Written by this room alone, from a change that was checked when it came in.
function isProposal(value: unknown): value is Proposal {
  return typeof value === 'object' && value !== null && 'id' in value && 'person' in value && 'change' in value && 'by' in value
}
