import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { DeleteItemCommand, PutItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TableName } from '../../shared/names.ts'
import { answerRow } from '../../shared/record/answers.ts'
import type { Conditions } from '../../shared/record/conditions.ts'
import { CONDITIONS, delegationKey, EDITION_KEY, grantKey } from '../../shared/record/conditions.ts'
import { itemChain, NO_HASH, seal } from '../../shared/record/event.ts'
import { loadFacts } from '../../shared/record/facts.ts'
import { RecordBucket } from '../../shared/record/bucket.ts'
import { ContentStore } from '../../shared/record/content-store.ts'
import type { Commit, Part } from '../../shared/record/transaction.ts'
import { transactionOf } from '../../shared/record/transaction.ts'
import type { Row } from '../../shared/record/wire.ts'
import { toWireRow } from '../../shared/record/wire.ts'
import type { Command } from '../../shared/workflow/commands.ts'
import { decide } from '../../shared/workflow/decide.ts'
import { APART } from '../../shared/workflow/stand-in.ts'
import { COMMANDS } from '../../shared/workflow/table.ts'
import { systemActor } from '../../shared/stage/system.ts'
import type { Actor, Guard } from '../../shared/workflow/types.ts'
import type { Client, Stores } from './record-stores.ts'
import { startStores } from './record-stores.ts'
import type { People } from './record-world.ts'
import { bringTo, contentOf, EDITION, Hand, people, refOf } from './record-world.ts'

let stores: Stores
let client: Client
let who: People
let items = 0

beforeAll(async () => {
  stores = await startStores()
  client = stores.client()
  who = await people(client.identity)
})

afterAll(async () => {
  await stores?.stop()
})

/** A transaction that is ready to be sent, with what it would be about. */
interface Ready { readonly id: string, readonly commit: Commit }

/** An approval, decided on the row as it is: it has every guard but the one of a new item. */
async function approval(): Promise<Ready> {
  await client.record.activateEdition(EDITION)
  items += 1
  const hand = await bringTo('approval', client.record, `G${items}`, who)
  return ready(hand, who.approver, await hand.passing())
}

async function creation(): Promise<Ready> {
  items += 1
  const hand = new Hand(client.record, `G${items}`)
  return ready(hand, who.editor, { name: 'create', id: hand.id, unit: 'dadui', type: 'notice', revision: refOf(contentOf('新')), via: 'form' })
}

/** An approval by somebody who stands in for the approver. */
async function delegated(): Promise<Ready> {
  await client.record.activateEdition(EDITION)
  items += 1
  await put('access', {
    ...delegation, principal: who.approver.person, principalName: who.approver.name, delegate: who.otherApprover.person, delegateName: who.otherApprover.name,
  })
  const hand = await bringTo('approval', client.record, `G${items}`, who)
  const { person, name } = who.approver
  return ready(hand, { ...who.otherApprover, onBehalfOf: { person, name, delegation: 'd1' } }, await hand.passing())
}

/** The publication of what was approved. */
async function publication(): Promise<Ready> {
  await client.record.activateEdition(EDITION)
  items += 1
  const hand = await bringTo('approval', client.record, `G${items}`, who)
  const { revision } = await hand.done(who.approver, await hand.passing())
  const at = new Date().toISOString()
  return ready(hand, systemActor('publish', 'dadui'), {
    name: 'publish', published: { revision, version: 1, indexNumber: 'LJ-1', firstAt: at, at, allotted: nobody }, files: {}, template: 't', positions: {},
  })
}

async function ready(hand: Hand, actor: Actor, command: Command): Promise<Ready> {
  const item = await client.record.item(hand.id)
  const now = new Date()
  const commandId = `ready-${hand.id}`
  const facts = await loadFacts(client.tables, new ContentStore(new RecordBucket({})), item, {
    unit: 'dadui', command: 'approve', commandId, now: now.toISOString(),
  })
  const outcome = decide(item, actor, command, facts)
  if (!outcome.accepted || 'unchanged' in outcome) throw new Error(JSON.stringify(outcome))
  const { event, sealed } = seal({
    ...outcome.event, chain: itemChain(hand.id), seq: (item?.seq ?? 0) + 1, prev: item?.head ?? NO_HASH, channel: 'page' as const,
  })
  return { id: hand.id, commit: {
    next: { ...outcome.next, seq: event.seq, head: event.hash }, guards: outcome.guards,
    event: { sealed, person: actor.person, at: event.at },
    answer: answerRow({ commandId, itemId: hand.id, command: command.name, actor }, event.seq, now),
    registers: [{ pk: 'test', sk: hand.id, value: 1, version: 1 }],
  } }
}

async function send(parts: readonly Part[]): Promise<'written' | readonly string[]> {
  try {
    await client.tables.writer.send(new TransactWriteItemsCommand({ TransactItems: parts.map(({ write }) => write) }))
    return 'written'
  } catch (error) {
    const reasons = error instanceof Error && 'CancellationReasons' in error && Array.isArray(error.CancellationReasons)
      ? error.CancellationReasons : []
    if (reasons.length === 0) throw error
    return parts.flatMap(({ purpose }, at) => reasons[at]?.Code === 'ConditionalCheckFailed' ? [purpose] : [])
  }
}

/** Changes a row past the record, in the one way that is said and no other. */
async function set(table: TableName, key: Row, path: string, value: unknown): Promise<void> {
  const names = path.split('.')
  await client.tables.client.send(new UpdateItemCommand({
    TableName: client.tables.name(table), Key: toWireRow(key),
    UpdateExpression: `SET ${names.map((_, at) => `#n${at}`).join('.')} = :value`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#n${at}`, name])),
    ExpressionAttributeValues: toWireRow({ ':value': value }),
  }))
}

async function put(table: TableName, row: Row): Promise<void> {
  await client.tables.client.send(new PutItemCommand({ TableName: client.tables.name(table), Item: toWireRow(row) }))
}

const onItem = (path: string, value: unknown) => ({ id }: Ready) => set('items', { id }, path, value)
const grantOf = (actor: Actor) => grantKey('dadui', actor.person)
const restoreGrant = (): Promise<void> => put('access', {
  ...grantOf(who.approver), person: who.approver.person, name: who.approver.name, roles: ['approver'],
})
const nobody = 'f'.repeat(64)
const delegation = {
  ...delegationKey('dadui', 'd1'), id: 'd1', unit: 'dadui', roles: ['approver'], from: '2026-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z', state: 'active',
}

function changesOfDelegation(): readonly (readonly [when: string, path: string, value: unknown])[] {
  return [
    ['the delegation was taken back', 'state', 'revoked'], ['the delegation is over', 'until', '2026-01-02T00:00:00.000Z'],
    ['the delegation has not begun', 'from', '2098-01-01T00:00:00.000Z'], ['the delegation is another person’s', 'delegate', 'somebody'],
    ['the delegation is for another absent', 'principal', 'somebody'], ['the delegation is of another post', 'roles', ['first_reviewer']],
    ['the delegation is of other columns', 'columns', ['budget']],
  ]
}

interface Case {
  readonly kind: Guard['kind']
  readonly when: string
  readonly ready?: () => Promise<Ready>
  readonly change: (ready: Ready) => Promise<unknown>
  readonly fails: Part['purpose']
  readonly undo?: () => Promise<unknown>
  /** The condition without the part that the case is about; the whole condition is taken away where none is given. */
  readonly weakened?: Partial<Conditions>
}

const cases: readonly Case[] = [
  {
    kind: 'item_absent', when: 'an item has that id already', ready: creation, fails: 'item',
    change: async ({ id }) => put('items', { id }),
  },
  {
    kind: 'item_head', when: 'the item has got another event of that number', change: onItem('head', nobody), fails: 'item',
    weakened: { item_head: ({ seq }) => ({ table: 'items', expression: '#seq = :seq', values: { seq } }) },
  },
  {
    kind: 'item_head', when: 'the item has more events', change: onItem('seq', 99), fails: 'item',
    weakened: { item_head: ({ head }) => ({ table: 'items', expression: '#head = :head', values: { head } }) },
  },
  { kind: 'round', when: 'the round stands elsewhere', change: onItem('round', 'drafting'), fails: 'item' },
  { kind: 'presence', when: 'the public sees something else', change: onItem('presence', 'live'), fails: 'item' },
  { kind: 'revision', when: 'another revision is in work', change: onItem('revision', nobody), fails: 'item' },
  { kind: 'report', when: 'there is another report', change: onItem('report.digest', nobody), fails: 'item' },
  {
    kind: 'not_contributor', when: 'who decides has contributed', fails: 'item',
    change: ({ id }) => set('items', { id }, 'contributors', [who.editor.person, who.approver.person]),
  },
  {
    kind: 'not_decider', when: 'who decides has decided before', fails: 'item',
    change: ({ id }) => set('items', { id }, 'deciders', [who.approver.person]),
  },
  {
    kind: 'grant', when: 'who decides has lost the post', fails: 'grant', undo: restoreGrant,
    change: () => set('access', grantOf(who.approver), 'roles', ['editor']),
    weakened: { grant: (guard) => ({ ...CONDITIONS.grant(guard), expression: 'attribute_not_exists(#suspended)', values: undefined }) },
  },
  {
    kind: 'grant', when: 'who decides is suspended', fails: 'grant', undo: restoreGrant,
    change: () => set('access', grantOf(who.approver), 'suspended', '2026-01-01T00:00:00.000Z'),
    weakened: { grant: (guard) => ({ ...CONDITIONS.grant(guard), expression: 'contains(#roles, :role0)' }) },
  },
  {
    kind: 'grant', when: 'who decides is gone from the unit', fails: 'grant', undo: restoreGrant,
    change: () => client.tables.client.send(new DeleteItemCommand({
      TableName: client.tables.name('access'), Key: toWireRow(grantOf(who.approver)),
    })),
  },
  {
    kind: 'approver', when: 'whoever approved has lost the post', ready: publication, fails: 'grant', undo: restoreGrant,
    change: () => set('access', grantOf(who.approver), 'roles', ['editor']),
  },
  {
    kind: 'present', when: 'the stand-in is suspended', ready: delegated, fails: 'grant',
    change: () => set('access', grantOf(who.otherApprover), 'suspended', '2026-01-01T00:00:00.000Z'),
    undo: () => put('access', { ...grantOf(who.otherApprover), person: who.otherApprover.person, name: who.otherApprover.name, roles: ['approver'] }),
  },
  ...APART.map((role): Case => ({
    kind: 'present', when: `the stand-in has become ${role}`, ready: delegated, fails: 'grant',
    change: () => set('access', grantOf(who.otherApprover), 'roles', ['approver', role]), undo: () => set('access', grantOf(who.otherApprover), 'roles', ['approver']),
  })),
  ...changesOfDelegation().map(([when, path, value]): Case => ({
    kind: 'delegation', when, ready: delegated, fails: 'grant', change: () => set('access', delegationKey('dadui', 'd1'), path, value),
  })),
  {
    kind: 'edition', when: 'another edition is in force', fails: 'edition',
    change: () => set('registers', EDITION_KEY, 'value', 'lexicon@newer'), undo: () => set('registers', EDITION_KEY, 'value', EDITION),
  },
]

function without(kind: Guard['kind']): Partial<Conditions> {
  return Object.fromEntries(Object.entries(CONDITIONS).filter(([name]) => name !== kind))
}

/** The row, the trail, the answer and the register that a transaction would have written. */
async function traces({ id, commit }: Ready): Promise<unknown> {
  return [
    (await client.tables.row('items', { id }))?.['updatedAt'] === commit.next.updatedAt,
    await client.tables.row('events', { chain: itemChain(id), seq: commit.next.seq }),
    await client.tables.row('access', { pk: commit.answer['pk'], sk: commit.answer['sk'] }),
    await client.tables.row('registers', { pk: 'test', sk: id }),
  ]
}
const none = [false, undefined, undefined, undefined]

describe('the conditions of the transaction', () => {
  test('are those of every guard that the rule knows', () => {
    const guards = new Set(Object.values(COMMANDS).flatMap(({ guards: some }): readonly string[] => some))
    expect(new Set(cases.map(({ kind }) => kind))).toEqual(guards)
    expect(new Set(Object.keys(CONDITIONS))).toEqual(guards)
  })

  test('hold where nothing has changed', async () => {
    expect(await send(transactionOf((await approval()).commit, client.tables))).toBe('written')
    expect(await send(transactionOf((await creation()).commit, client.tables))).toBe('written')
  })

  describe.each(cases)('$kind: when $when', ({ kind, change, fails, undo, weakened, ready: prepare = approval }) => {
    test('nothing is written, and that part says why', async () => {
      const made = await prepare()
      await change(made)
      expect(await send(transactionOf(made.commit, client.tables))).toEqual([fails])
      expect(await traces(made)).toEqual(none)
      await undo?.()
    })

    test('it is this condition alone that refuses: without it the same is written', async () => {
      const made = await prepare()
      await change(made)
      const conditions = weakened ? { ...CONDITIONS, ...weakened } : without(kind)
      expect(await send(transactionOf(made.commit, client.tables, conditions))).toBe('written')
      await undo?.()
    })
  })
})

describe('what is put is put where nothing is', () => {
  const puts: readonly { what: Part['purpose'], change: (ready: Ready) => Promise<unknown> }[] = [
    { what: 'event', change: ({ id, commit }) => put('events', { chain: itemChain(id), seq: commit.next.seq, text: 'an older event' }) },
    { what: 'answer', change: ({ commit }) => put('access', { pk: commit.answer['pk'], sk: commit.answer['sk'] }) },
    { what: 'register', change: ({ id }) => put('registers', { pk: 'test', sk: id, value: 5, version: 1 }) },
  ]

  describe.each(puts)('the $what', ({ what, change }) => {
    test('is not written over another, and nothing else is written either', async () => {
      const made = await approval()
      await change(made)
      const before = await traces(made)
      expect(await send(transactionOf(made.commit, client.tables))).toEqual([what])
      expect(await traces(made)).toEqual(before)
    })

    test('is kept by its condition alone: without it the same is written', async () => {
      const made = await approval()
      await change(made)
      const parts = transactionOf(made.commit, client.tables).map((part) => part.purpose === what ? { ...part, write: bare(part.write) } : part)
      expect(await send(parts)).toBe('written')
    })
  })

  test('a register that has moved on is not written over', async () => {
    const made = await approval()
    await put('registers', { pk: 'test', sk: made.id, value: 7, version: 3 })
    const commit: Commit = { ...made.commit, registers: [{ pk: 'test', sk: made.id, value: 8, version: 3 }] }
    expect(await send(transactionOf(commit, client.tables))).toEqual(['register'])
    const next: Commit = { ...commit, registers: [{ pk: 'test', sk: made.id, value: 8, version: 4 }] }
    expect(await send(transactionOf(next, client.tables))).toBe('written')
  })
})

function bare({ Put }: TransactWriteItem): TransactWriteItem {
  if (!Put) throw new Error('Not a put')
  return { Put: { TableName: Put.TableName, Item: Put.Item } }
}
