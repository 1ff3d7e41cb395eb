import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import type { ChainEnd } from '../record/chains.ts'
import { endOf, isWritten, later } from '../record/chains.ts'
import { CONDITIONS, namesIn } from '../record/conditions.ts'
import { seal } from '../record/event.ts'
import { backOff, failureOf, RecordBusy } from '../record/failures.ts'
import type { Tables } from '../record/tables.ts'
import { eventPut } from '../record/transaction.ts'
import { toWireRow } from '../record/wire.ts'
import type { Actor, Instant } from '../workflow/types.ts'
import { stayChecks } from './administrators.ts'
import { applied, notByThemselves } from './apply.ts'
import type { ChangeRefusal } from './apply.ts'
import type { Change, PeopleEventBody, Stage } from './change.ts'
import { needsSecond, peopleChain } from './change.ts'
import { readPerson } from './people.ts'
import type { Person } from './person.ts'
import { personWrites } from './person-writes.ts'
import type { Proposal } from './proposals.ts'
import { proposalIdKey, proposalIdPut, proposalKey, proposalPut, proposalRemoval, readProposal } from './proposals.ts'

/** What became of a change: done, waiting for a second administrator, taken back, or refused. */
export type ChangeAnswer =
  | { readonly kind: 'done', readonly person: Person }
  | { readonly kind: 'proposed', readonly proposal: Proposal }
  | { readonly kind: 'rejected', readonly proposal: Proposal }
  | { readonly kind: 'refused', readonly code: ChangeRefusal }

/**
 * Changes something about a person, or proposes it where a second administrator is needed.
 *
 * @param commandId stands in the event, and is the id of the proposal and of a new person: so the same form makes one of each
 * @throws RecordBusy where others came first too often: send it again
 */
export async function propose(tables: Tables, actor: Actor, change: Change, commandId: string): Promise<ChangeAnswer> {
  const person = change.kind === 'create_person' ? commandId : change.person
  const self = notByThemselves(actor.person, change)
  if (self) return refused(self)
  if (!needsSecond(change)) return commit(tables, { actor, change, person, stage: 'done', commandId })
  const proposal: Proposal = {
    id: commandId, person, change, at: now().toISOString(), by: { person: actor.person, name: actor.name, unit: actor.unit },
  }
  return commit(tables, { actor, change, person, stage: 'proposed', proposal, commandId })
}

/** Lets a proposal of another administrator take effect. @throws RecordBusy */
export function confirm(tables: Tables, actor: Actor, id: string, commandId: string): Promise<ChangeAnswer> {
  return settle(tables, actor, id, 'confirmed', commandId)
}

/** Takes a proposal back: anybody's, for whoever gives nobody a say needs no second. @throws RecordBusy */
export function reject(tables: Tables, actor: Actor, id: string, commandId: string): Promise<ChangeAnswer> {
  return settle(tables, actor, id, 'rejected', commandId)
}

async function settle(
  tables: Tables, actor: Actor, id: string, stage: 'confirmed' | 'rejected', commandId: string,
): Promise<ChangeAnswer> {
  const proposal = await readProposal(tables, id)
  if (!proposal) return refused('unknown_proposal')
  if (stage === 'confirmed' && proposal.by.person === actor.person) return refused('not_second_person')
  return commit(tables, { actor, change: proposal.change, person: proposal.person, stage, proposal, commandId })
}

interface Step {
  readonly actor: Actor
  readonly change: Change
  /** id of whom it is about */
  readonly person: string
  readonly stage: Exclude<Stage, 'bootstrapped'>
  readonly proposal?: Proposal
  readonly commandId: string
}

interface Part {
  readonly purpose: 'administrator' | 'event' | 'proposal' | 'person' | 'grant' | 'sign_in' | 'staying'
  readonly key?: { readonly pk: string, readonly sk: string }
  readonly write: TransactWriteItem
}

const ATTEMPTS = 8

async function commit(tables: Tables, step: Step): Promise<ChangeAnswer> {
  if (!step.actor.roles.includes('administrator')) return refused('not_granted')
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    // The end of the chain first: whoever changes the person in between takes the number that this event wants.
    const end = await endOf(tables, peopleChain(step.person))
    const before = await readPerson(tables, step.person)
    const at = later(now().toISOString(), end.at)
    const after = applied(before, step.change, step.person, at)
    if (typeof after === 'string' && step.stage !== 'rejected') return refused(after)
    const takesEffect = typeof after !== 'string' && isEffective(step.stage)
    const staying = takesEffect ? await stayChecks(tables, before, after) : []
    if (typeof staying === 'string') return refused(staying)
    const { sealed } = seal(bodyOf(step, end, at))
    const parts = withChecks(tables, [
      { purpose: 'event', write: eventPut({ sealed, person: step.actor.person, at }, tables) },
      ...proposalParts(tables, step),
      ...(takesEffect ? personWrites(tables, before, after) : []),
      ...staying.map((one): Part => ({ purpose: 'staying', ...one })),
    ], administrators(step))
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: parts.map(({ write }) => write) }))
      return answerOf(step, after)
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'unknown' && await isWritten(tables, sealed)) return answerOf(step, after)
      if (failure.kind === 'failed') {
        const failed = new Set(failure.at.map((index) => parts[index]?.purpose))
        if (failed.has('administrator')) return refused('not_granted')
        if (failed.has('proposal')) return repeated(tables, step)
        if (!failed.has('event') && failed.has('sign_in')) return refused('sign_in_taken')
      }
      await backOff(attempt)
    }
  }
  throw new RecordBusy(peopleChain(step.person))
}

// The same form sent again finds its proposal; a proposal that has been settled cannot be settled again.
async function repeated(tables: Tables, { stage, proposal, actor }: Step): Promise<ChangeAnswer> {
  const waiting = stage === 'proposed' && proposal ? await readProposal(tables, proposal.id) : undefined
  return waiting?.by.person === actor.person ? { kind: 'proposed', proposal: waiting } : refused('unknown_proposal')
}

function bodyOf({ actor, change, person, stage, proposal, commandId }: Step, end: ChainEnd, at: Instant): PeopleEventBody {
  return {
    chain: peopleChain(person), seq: end.seq + 1, prev: end.hash, type: 'person_changed', stage, change, at, actor, commandId,
    ...(proposal && { proposal: proposal.id }),
    ...(proposal && stage !== 'proposed' && { proposedBy: { person: proposal.by.person, name: proposal.by.name } }),
  }
}

function proposalParts(tables: Tables, { stage, proposal }: Step): Part[] {
  if (!proposal) return []
  const key = proposalKey(proposal.id)
  if (stage !== 'proposed') return [{ purpose: 'proposal', key, write: proposalRemoval(tables, proposal.id) }]
  return [
    { purpose: 'proposal', key, write: proposalPut(tables, proposal) },
    { purpose: 'proposal', key: proposalIdKey(proposal.id), write: proposalIdPut(tables, proposal) },
  ]
}

/** Whose post the change rests on: of whoever acts and, once it takes effect, of whoever proposed it. */
function administrators({ actor, stage, proposal }: Step): readonly { person: string, unit: string }[] {
  return stage === 'confirmed' && proposal ? [actor, proposal.by] : [actor]
}

// A transaction names each row once, so the check of a row that is also written becomes a condition of that write.
function withChecks(tables: Tables, parts: readonly Part[], who: readonly { person: string, unit: string }[]): Part[] {
  return who.reduce<Part[]>((all, { person, unit }) => {
    const { key: condition, expression, values = {} } = CONDITIONS.grant({ kind: 'grant', person, unit, roles: ['administrator'] })
    const key = { pk: String(condition?.['pk']), sk: String(condition?.['sk']) }
    const check = {
      ConditionExpression: expression, ExpressionAttributeNames: namesIn(expression),
      ExpressionAttributeValues: toWireRow(Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]))),
    }
    const written = all.find((part) => part.key?.pk === key.pk && part.key.sk === key.sk)
    if (!written) {
      const TableName = tables.name('access')
      return [...all, { purpose: 'administrator', key, write: { ConditionCheck: { TableName, Key: toWireRow(key), ...check } } }]
    }
    const { Put, Delete } = written.write
    const write = Put ? { Put: { ...Put, ...check } } : Delete ? { Delete: { ...Delete, ...check } } : written.write
    return all.map((part): Part => part === written ? { purpose: 'administrator', key, write } : part)
  }, [...parts])
}

function isEffective(stage: Stage): boolean {
  return stage === 'done' || stage === 'confirmed'
}

function answerOf({ stage, proposal }: Step, after: Person | ChangeRefusal): ChangeAnswer {
  if (proposal && stage === 'proposed') return { kind: 'proposed', proposal }
  if (proposal && stage === 'rejected') return { kind: 'rejected', proposal }
  return typeof after === 'string' ? refused(after) : { kind: 'done', person: after }
}

function refused(code: ChangeRefusal): ChangeAnswer {
  return { kind: 'refused', code }
}
