import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { ulid } from 'ulid'
import { now } from '../now.ts'
import { chainRows, endOf, eventOf, isWritten, later } from '../record/chains.ts'
import type { ChainEnd } from '../record/chains.ts'
import { absenceKey, delegationKey, grantKey, namesIn } from '../record/conditions.ts'
import { seal } from '../record/event.ts'
import { backOff, CommandReused, failureOf, isNamed, RecordBusy } from '../record/failures.ts'
import { candidatesIn, partition, rolesIn } from '../record/people.ts'
import { recordCounted, refusalChain } from '../record/refusals.ts'
import type { Tables } from '../record/tables.ts'
import { eventPut, putIfAbsent } from '../record/transaction.ts'
import type { Row } from '../record/wire.ts'
import { toWireRow } from '../record/wire.ts'
import type { Role } from '../workflow/states.ts'
import type { Actor, Candidate, Instant } from '../workflow/types.ts'
import type { Absence, Delegation, DelegationCommand, DelegationEvent, DelegationRefusal } from './delegation.ts'
import {
  absenceOf, absenceRow, delegationChain, delegationOf, delegationRow, isDelegationEvent,
} from './delegation.ts'
import type { DelegationStep, GrantCheck, UnitState } from './delegation-rule.ts'
import { judge } from './delegation-rule.ts'

/** What became of a step: what its event says, or why it was refused. */
export type DelegationAnswer =
  | { readonly kind: 'done', readonly event: DelegationEvent, readonly repeated: boolean }
  | { readonly kind: 'refused', readonly code: DelegationRefusal }

const ATTEMPTS = 8
/** How long an answer is kept for repeats. */
const KEPT_SECONDS = 90 * 24 * 3600

/** Who is away and who stands in, unit by unit. */
export class Delegations {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** A unit as it stands: its people, absences and delegations, those that are over for up to a month. */
  async of(unit: string): Promise<UnitState> {
    return stateOf(unit, await partition(this.#tables, `unit#${unit}`))
  }

  /** A consistent read of one delegation, whatever became of it. */
  async one(unit: string, id: string): Promise<Delegation | undefined> {
    const row = await this.#tables.row('access', delegationKey(unit, id))
    return row && delegationOf(row)
  }

  /** The people of a unit as they will be at these times, by what is known now. */
  async foreseen(unit: string, times: readonly Instant[]): Promise<{ readonly at: Instant, readonly people: readonly Candidate[] }[]> {
    const rows = await partition(this.#tables, `unit#${unit}`)
    return times.map((at) => ({ at, people: candidatesIn(rows, at) }))
  }

  /** Whether somebody has been told what waited as a delegation began, or as it ended; `id` names which. */
  async isTold(id: string): Promise<boolean> {
    return await this.#tables.row('access', toldKey(id)) !== undefined
  }

  /** Remembers that they have been told; twice is the same as once. */
  async setTold({ id, until }: Pick<Delegation, 'id' | 'until'>): Promise<void> {
    const Item = toWireRow({ ...toldKey(id), expiresAt: Math.ceil(Date.parse(until) / 1000) + KEPT_SECONDS })
    await this.#tables.client.send(new PutItemCommand({
      TableName: this.#tables.name('access'), Item,
      ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': 'pk' },
    })).catch((error: unknown) => {
      if (!isNamed(error, 'ConditionalCheckFailedException')) throw error
    })
  }

  /** All that has happened in a unit, in its order. */
  async history(unit: string): Promise<DelegationEvent[]> {
    return (await chainRows(this.#tables, delegationChain(unit))).map((row) => eventOf(row, isDelegationEvent))
  }

  /** Why a step would be refused as things stand now; whoever is told that was refused. Nothing where it could be taken. */
  async foresee(unit: string, actor: Actor, command: DelegationCommand): Promise<DelegationRefusal | undefined> {
    const step = judge(await this.of(unit), actor, command, { at: now().toISOString(), id: '' })
    if (typeof step !== 'string') return undefined
    await recordRefused(this.#tables, { unit, actor, command }, step)
    return step
  }

  /**
   * Takes a step, or refuses it and records that.
   *
   * @param actor in the unit; an administrator may be of another
   * @param commandId made when the form was shown: the same form gives the same answer, and a new delegation this id
   * @throws RecordBusy where others came first too often; CommandReused where the id belongs to something else
   */
  async take(unit: string, actor: Actor, command: DelegationCommand, commandId: string = ulid()): Promise<DelegationAnswer> {
    const answer = await take(this.#tables, { unit, actor, command, commandId })
    if (answer.kind === 'refused') await recordRefused(this.#tables, { unit, actor, command }, answer.code)
    return answer
  }
}

function stateOf(unit: string, rows: readonly Row[]): UnitState {
  const of = (prefix: string): readonly Row[] => rows.filter((row) => String(row['sk']).startsWith(prefix))
  return {
    unit,
    people: of('grant#').filter((row) => row['suspended'] === undefined)
      .map((row) => ({ person: String(row['person']), name: String(row['name']), roles: rolesIn(row['roles']) })),
    delegations: of('delegation#').map(delegationOf),
    absences: of('absence#').map(absenceOf),
  }
}

interface Taken {
  readonly unit: string
  readonly actor: Actor
  readonly command: DelegationCommand
  readonly commandId: string
}

async function take(tables: Tables, taken: Taken): Promise<DelegationAnswer> {
  const { unit, actor, command, commandId } = taken
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const first = await firstAnswer(tables, taken)
    if (first) return { kind: 'done', event: first, repeated: true }
    // The end of the chain first: whoever takes a step in between takes the number that this event wants.
    const end = await endOf(tables, delegationChain(unit))
    const state = stateOf(unit, await partition(tables, `unit#${unit}`))
    const at = later(now().toISOString(), end.at)
    const step = judge(state, actor, command, { at, id: commandId })
    if (typeof step === 'string') return { kind: 'refused', code: step }
    const { event, sealed } = seal({ ...bodyOf(taken, step, at), ...placeOf(taken, end) })
    const parts = partsOf(tables, taken, step, { at, seq: event.seq, put: eventPut({ sealed, person: actor.person, at }, tables) })
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: parts.map(({ write }) => write) }))
      return { kind: 'done', event, repeated: false }
    } catch (error) {
      const failure = failureOf(error)
      if (failure.kind === 'unknown' && await isWritten(tables, sealed)) return { kind: 'done', event, repeated: false }
      // Posts of this unit are read anew and judged; those of another unit are known only here.
      if (failure.kind === 'failed' && failure.at.some((index) => parts[index]?.foreign)) return { kind: 'refused', code: 'not_granted' }
      await backOff(attempt)
    }
  }
  throw new RecordBusy(delegationChain(unit))
}

function bodyOf({ unit, actor, commandId }: Taken, { stage, delegation, absence }: DelegationStep, at: Instant) {
  return { type: 'delegation_changed' as const, stage, at, actor, unit, commandId, ...(delegation && { delegation }), ...(absence && { absence }) }
}

function placeOf({ unit }: Taken, end: ChainEnd) {
  return { chain: delegationChain(unit), seq: end.seq + 1, prev: end.hash }
}

interface Part {
  readonly write: TransactWriteItem
  /** a post in another unit than the one that was read */
  readonly foreign?: boolean
}

function partsOf(
  tables: Tables, taken: Taken, step: DelegationStep, { at, seq, put }: { readonly at: Instant, readonly seq: number, readonly put: TransactWriteItem },
): Part[] {
  const { unit, actor, commandId } = taken
  const answer = {
    ...answerKey(commandId), chain: delegationChain(unit), seq, person: actor.person,
    expiresAt: Math.floor(Date.parse(at) / 1000) + KEPT_SECONDS,
  }
  return [
    { write: put },
    { write: putIfAbsent(tables.name('access'), answer, 'pk') },
    ...(step.delegation ? [{ write: delegationPut(tables, step.delegation, step.before) }] : []),
    ...(step.absence ? [{ write: absenceWrite(tables, unit, step.absence, step.stage === 'returned') }] : []),
    ...checksOf(tables, step.checks).map((check) => ({ write: check.write, foreign: check.unit !== unit })),
  ]
}

function delegationPut(tables: Tables, delegation: Delegation, before: Delegation | undefined): TransactWriteItem {
  const TableName = tables.name('access')
  const row = delegationRow(delegation)
  if (!before) return putIfAbsent(TableName, row, 'pk')
  return { Put: {
    TableName, Item: toWireRow(row), ConditionExpression: '#state = :before',
    ExpressionAttributeNames: { '#state': 'state' }, ExpressionAttributeValues: toWireRow({ ':before': before.state }),
  } }
}

function absenceWrite(tables: Tables, unit: string, absence: Absence, over: boolean): TransactWriteItem {
  const TableName = tables.name('access')
  return over ? { Delete: { TableName, Key: toWireRow(absenceKey(unit, absence.person)) } }
    : { Put: { TableName, Item: toWireRow(absenceRow(unit, absence)) } }
}

// A transaction names each row once, so what is asked of one grant is asked together.
function checksOf(tables: Tables, checks: readonly GrantCheck[]): { readonly unit: string, readonly write: TransactWriteItem }[] {
  return [...Map.groupBy(checks, ({ unit, person }) => JSON.stringify([unit, person])).values()].flatMap((same) => {
    const [one] = same
    if (!one) return []
    const all = [...new Set(same.flatMap((check) => check.all ?? []))]
    const none = [...new Set(same.flatMap((check) => check.none ?? []))]
    const expression = [
      'attribute_exists(#pk)', 'attribute_not_exists(#suspended)', ...all.map(holds), ...none.map((role) => `NOT ${holds(role)}`),
      ...same.flatMap(({ any = [] }) => any.length > 0 ? [`(${any.map(holds).join(' OR ')})`] : []),
    ].join(' AND ')
    const roles = [...new Set([...all, ...none, ...same.flatMap(({ any = [] }) => any)])]
    return [{ unit: one.unit, write: { ConditionCheck: {
      TableName: tables.name('access'), Key: toWireRow(grantKey(one.unit, one.person)),
      ConditionExpression: expression, ExpressionAttributeNames: namesIn(expression),
      ...(roles.length > 0 && { ExpressionAttributeValues: toWireRow(Object.fromEntries(roles.map((role) => [`:${role}`, role]))) }),
    } } }]
  })
}

function holds(role: Role): string {
  return `contains(#roles, :${role})`
}

async function firstAnswer(tables: Tables, { unit, actor, commandId }: Taken): Promise<DelegationEvent | undefined> {
  const row = await tables.row('access', answerKey(commandId))
  if (!row) return undefined
  const chain = delegationChain(unit)
  if (row['chain'] !== chain || row['person'] !== actor.person) throw new CommandReused(commandId)
  const event = await tables.row('events', { chain, seq: row['seq'] })
  return event && eventOf(event, isDelegationEvent)
}

function toldKey(id: string): { readonly pk: string, readonly sk: string } {
  return { pk: `delegation-told#${id}`, sk: 'told' }
}

function answerKey(commandId: string): { readonly pk: string, readonly sk: string } {
  return { pk: `command#${commandId}`, sk: 'answer' }
}

async function recordRefused(tables: Tables, { unit, actor, command }: Omit<Taken, 'commandId'>, code: DelegationRefusal): Promise<void> {
  const at = now().toISOString()
  const same = { type: 'delegation_refused', unit, command, code }
  await recordCounted(tables, { chain: refusalChain(actor.person, at.slice(0, 10)), actor, at, same, body: same })
    .catch(() => console.error(JSON.stringify({ level: 'ERROR', message: 'A refusal could not be recorded', code })))
}
