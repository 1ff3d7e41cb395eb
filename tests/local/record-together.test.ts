import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FaultKind } from '../../cdk/local/gate/faults.ts'
import { CommandReused, RecordBusy, RegisterMoved } from '../../shared/record/index.ts'
import type { Answer, Request } from '../../shared/record/index.ts'
import type { Command } from '../../shared/workflow/commands.ts'
import { deciders } from '../../shared/workflow/separation.ts'
import type { Actor, Item } from '../../shared/workflow/types.ts'
import type { Client, Stores } from './record-stores.ts'
import { Dead, startStores } from './record-stores.ts'
import type { Name, People } from './record-world.ts'
import { bringTo, contentOf, EDITION, Hand, people, refOf } from './record-world.ts'

let stores: Stores
let setup: Client
let who: People
let items = 0

beforeAll(async () => {
  stores = await startStores()
  setup = stores.client()
  who = await people(setup.identity)
  await setup.record.activateEdition(EDITION)
})

afterAll(async () => {
  await stores?.stop()
})

afterEach(() => {
  stores.gate.lift()
  vi.restoreAllMocks()
})

const fresh = (): string => {
  items += 1
  return `T${items}`
}
const waiting = (): Promise<Hand> => bringTo('first_review', setup.record, fresh(), who)
const kinds = (answers: readonly Answer[]): string[] => answers.map((answer) => answer.kind === 'refused' ? answer.code : answer.kind)

/** Holds a client's first transaction until the others are through. */
function holding(client: Client, meanwhile: () => Promise<unknown>): Client {
  let held = false
  client.before = async (command) => {
    if (command !== 'TransactWriteItemsCommand' || held) return
    held = true
    await meanwhile()
  }
  return client
}

describe('between the decision and its transaction', () => {
  test('a colleague decides: the second is told by whom', async () => {
    const hand = await waiting()
    const decision = await hand.passing()
    const slow = holding(stores.client('console'), () => hand.pass(who.otherFirst))
    const answer = await new Hand(slow.record, hand.id).do(who.first, decision)
    expect(answer).toMatchObject({ kind: 'refused', code: 'already_decided', values: { by: who.otherFirst.name } })
    expect(await hand.item()).toMatchObject({ round: 'screening', decisions: [{ person: who.otherFirst.person }] })
  })

  test('the editor recalls: the decision finds another round', async () => {
    const hand = await waiting()
    const decision = await hand.passing()
    const slow = holding(stores.client('console'), () => hand.done(who.editor, { name: 'recall' }))
    expect(kinds([await new Hand(slow.record, hand.id).do(who.first, decision)])).toEqual(['wrong_round'])
  })

  test('the post is taken away: nothing is decided', async () => {
    const { id } = await addFirstReviewer()
    const actor: Actor = { ...who.first, person: id, name: '临时' }
    const hand = await waiting()
    const slow = holding(stores.client('console'), () => setup.identity.propose(who.administrator, { kind: 'suspend', person: id, reason: '停用' }))
    expect(kinds([await new Hand(slow.record, hand.id).do(actor, await hand.passing())])).toEqual(['not_granted'])
    expect((await hand.item()).round).toBe('first_review')
  })

  test('a newer edition comes into force: the report is outdated', async () => {
    const hand = await bringTo('screening', setup.record, fresh(), who)
    const decision = await hand.passing()
    const slow = holding(stores.client('console'), () => setup.record.activateEdition('lexicon@newer'))
    const answer = await new Hand(slow.record, hand.id).do(who.screening, decision)
    await setup.record.activateEdition(EDITION)
    expect(kinds([answer])).toEqual(['lexicon_outdated'])
  })

  test('the same save comes by another way: there is nothing left to do', async () => {
    const hand = new Hand(setup.record, fresh())
    const { revision: base } = await hand.create(who.editor)
    const save: Command = { name: 'save', base, revision: refOf(contentOf('改')), via: 'form' }
    const slow = holding(stores.client('console'), () => hand.done(who.writer, save))
    expect(kinds([await new Hand(slow.record, hand.id).do(who.editor, save)])).toEqual(['unchanged'])
    expect((await hand.item()).contributors).toEqual([who.editor.person, who.writer.person])
  })

  test('another save is stored: both texts are there, and the second is told of the first', async () => {
    const hand = new Hand(setup.record, fresh())
    const { revision: base } = await hand.create(who.editor)
    const mine = refOf(contentOf('我的'))
    const theirs = refOf(contentOf('他的'))
    const slow = holding(stores.client('console'), () => hand.done(who.writer, { name: 'save', base, revision: theirs, via: 'form' }))
    const answer = await new Hand(slow.record, hand.id).do(who.editor, { name: 'save', base, revision: mine, via: 'form' })
    expect(answer).toMatchObject({ kind: 'refused', code: 'stale_save', values: { revision: theirs.digest } })
    expect((await hand.item()).revision).toBe(theirs.digest)
  })

  test('two create the same id: one does', async () => {
    const id = fresh()
    const slow = holding(stores.client('console'), () => new Hand(setup.record, id).create(who.editor))
    const command: Command = { name: 'create', id, unit: 'dadui', type: 'notice', revision: refOf(contentOf('二')), via: 'form' }
    expect(kinds([await new Hand(slow.record, id).do(who.writer, command)])).toEqual(['item_exists'])
  })

  test('a register moves: whoever computed from it is told to compute again, and nothing is written', async () => {
    const hand = await waiting()
    const slow = holding(stores.client(), () => setup.record.writeRegisters([{ pk: 'r', sk: hand.id, value: 1, version: 1 }]))
    const registers = [{ pk: 'r', sk: hand.id, value: 2, version: 1 }]
    await expect(new Hand(slow.record, hand.id).do(who.first, await hand.passing(), { registers })).rejects.toThrow(RegisterMoved)
    expect((await hand.item()).round).toBe('first_review')
    expect(await setup.record.register('r', hand.id)).toEqual({ value: 1, version: 1 })
  })
})

async function addFirstReviewer(): Promise<{ readonly id: string }> {
  const answer = await setup.identity.propose(who.administrator, {
    kind: 'create_person', name: '临时', email: 'tmp@x.example', grants: [{ unit: 'dadui', roles: ['first_reviewer'] }], signIns: [],
  })
  if (answer.kind !== 'proposed') throw new Error(answer.kind)
  const done = await setup.identity.confirm(who.otherAdministrator, answer.proposal.id)
  if (done.kind !== 'done') throw new Error(done.kind)
  return done.person
}

describe('one command sent more than once', () => {
  test('is answered the second time as the first, whatever has happened since', async () => {
    const hand = await waiting()
    const decision = await hand.passing()
    const first = await hand.do(who.first, decision, { commandId: 'again-1' })
    await hand.pass(who.screening)
    const second = await hand.do(who.first, decision, { commandId: 'again-1' })
    expect(second).toMatchObject({ kind: 'done', repeated: true, event: first.kind === 'done' ? first.event : {} })
    expect(second).toHaveProperty('item.round', 'approval')
    expect(await setup.record.verifyTrail(hand.id)).toEqual({ ok: true, events: 5 })
  })

  test('twice at the same moment is carried out once, and both get that answer', async () => {
    const hand = await waiting()
    const request = { commandId: `twice-${hand.id}` }
    const decision = await hand.passing()
    const answers = await Promise.all([stores.client('console'), stores.client('console'), stores.client('console')].map((client) =>
      new Hand(client.record, hand.id).do(who.first, decision, request)))
    expect(kinds(answers)).toEqual(['done', 'done', 'done'])
    expect(new Set(answers.map((answer) => answer.kind === 'done' && answer.event.hash)).size).toBe(1)
    expect(answers.filter((answer) => answer.kind === 'done' && !answer.repeated)).toHaveLength(1)
    expect(await setup.record.verifyTrail(hand.id)).toEqual({ ok: true, events: 4 })
  })

  test('while the first is being written: the refusal that the rule would give is not the answer', async () => {
    const hand = await waiting()
    const decision = await hand.passing()
    const second = stores.client('console')
    let reads = 0
    // The answer is read before the first is written, the item after: as the two reads may fall.
    second.before = async (command) => {
      if (command !== 'GetItemCommand') return
      reads += 1
      if (reads === 2) await hand.do(who.first, decision, { commandId: `race-${hand.id}` })
    }
    const answer = await new Hand(second.record, hand.id).do(who.first, decision, { commandId: `race-${hand.id}` })
    expect(answer).toMatchObject({ kind: 'done', repeated: true })
  })

  test('an id is good for one command of one person about one item', async () => {
    const hand = await waiting()
    const other = await waiting()
    const commandId = `own-${hand.id}`
    await hand.do(who.first, await hand.passing(), { commandId })
    await expect(hand.do(who.otherFirst, await other.passing(), { commandId })).rejects.toThrow(CommandReused)
    await expect(other.do(who.first, await other.passing(), { commandId })).rejects.toThrow(CommandReused)
    await expect(hand.do(who.first, { name: 'recall' }, { commandId })).rejects.toThrow(CommandReused)
  })
})

describe('when something goes wrong on the way', () => {
  test.each(['conflict', 'lost_answer', 'throttle'] as const)('%s: the command is carried out once', async (kind) => {
    const hand = await waiting()
    stores.gate.order({ kind, operation: 'TransactWriteItems', times: 2 })
    const answer = await hand.do(who.first, await hand.passing())
    expect(answer).toMatchObject({ kind: 'done', item: { round: 'screening' } })
    stores.gate.lift()
    expect(await setup.record.verifyTrail(hand.id)).toEqual({ ok: true, events: 4 })
  })

  test('a lost answer is found by the command’s id: it is not sent again', async () => {
    const hand = await waiting()
    const client = stores.client('console')
    stores.gate.order({ kind: 'lost_answer', operation: 'TransactWriteItems' })
    stores.gate.resetUsage()
    const answer = await new Hand(client.record, hand.id).do(who.first, await hand.passing())
    expect(answer).toMatchObject({ kind: 'done', repeated: true })
    expect(stores.gate.usage()['console']?.calls['dynamodb.TransactWriteItems']).toBe(1)
  })

  test('conflicts without end: the caller is told to try again, and nothing is written', async () => {
    const hand = await waiting()
    stores.gate.order({ kind: 'conflict', times: 1000 })
    await expect(hand.do(who.first, await hand.passing())).rejects.toThrow(RecordBusy)
    stores.gate.lift()
    expect(await setup.record.verifyTrail(hand.id)).toEqual({ ok: true, events: 3 })
  })

  test.each([0, 1, 2, 3, 4, 5])('death before call %i: all or nothing is written, and the same command finishes it', async (after) => {
    const hand = await waiting()
    const decision = await hand.passing()
    const client = stores.client('console')
    stores.gate.order({ kind: 'death', function: 'console', after })
    const commandId = `dead-${hand.id}`
    const died = await new Hand(client.record, hand.id).do(who.first, decision, { commandId }).then(() => false, (error) => error instanceof Dead)
    expect(died).toBe(after < 5)
    expect((await setup.record.verifyTrail(hand.id)).ok).toBe(true)
    const again = await hand.do(who.first, decision, { commandId })
    expect(again).toMatchObject({ kind: 'done', event: { type: 'pass' }, item: { round: 'screening' } })
    expect(await setup.record.verifyTrail(hand.id)).toEqual({ ok: true, events: 4 })
  })
})

test('death before the answer comes back: the command is done, and sent again it says so', async () => {
  const hand = await waiting()
  const decision = await hand.passing()
  const client = stores.client('console')
  stores.gate.order({ kind: 'lost_answer', function: 'console', operation: 'TransactWriteItems' })
  client.before = (command) => {
    if (command === 'TransactWriteItemsCommand') stores.gate.order({ kind: 'death', function: 'console', after: 1 })
  }
  const commandId = `late-${hand.id}`
  await expect(new Hand(client.record, hand.id).do(who.first, decision, { commandId })).rejects.toThrow(Dead)
  expect(await hand.item()).toMatchObject({ round: 'screening' })
  expect(await hand.do(who.first, decision, { commandId })).toMatchObject({ kind: 'done', repeated: true })
})

interface Move { readonly by: Name, readonly do: (item: Item) => Command, readonly id: string }

const seen = ({ revision }: Item) => ({ revision })
/** What people may try at the same time on an item that waits for its first review. */
const moves: readonly Move[] = [
  { id: 'pass', by: 'first', do: (item) => ({ name: 'pass', review: 'first_review', seen: seen(item) }) },
  { id: 'pass', by: 'first', do: (item) => ({ name: 'pass', review: 'first_review', seen: seen(item) }) },
  { id: 'pass2', by: 'otherFirst', do: (item) => ({ name: 'pass', review: 'first_review', seen: seen(item) }) },
  { id: 'return', by: 'first', do: (item) => ({ name: 'return', review: 'first_review', seen: seen(item), opinion: '请核实' }) },
  { id: 'return2', by: 'otherFirst', do: (item) => ({ name: 'return', review: 'first_review', seen: seen(item), opinion: '请核实' }) },
  { id: 'suggest', by: 'otherFirst', do: (item) => ({ name: 'suggest', review: 'first_review', seen: seen(item), text: '改一字' }) },
  { id: 'recall', by: 'editor', do: () => ({ name: 'recall' }) },
  { id: 'self', by: 'editor', do: (item) => ({ name: 'pass', review: 'first_review', seen: seen(item) }) },
]
const faults: readonly FaultKind[] = ['conflict', 'lost_answer', 'throttle', 'death']

describe('two or three clients, their calls in any order, with faults', () => {
  test('one wins each time, the others get the true refusal, and nothing is half done', async () => {
    // Whoever dies while a refusal is recorded leaves a line; that the refusal is not hidden is tested elsewhere.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    await fc.assert(fc.asyncProperty(
      fc.scheduler(), fc.subarray(moves.map((_, at) => at), { minLength: 2, maxLength: 3 }),
      fc.array(fc.record({ kind: fc.constantFrom(...faults), client: fc.nat(2), after: fc.nat(6) }), { maxLength: 2 }),
      async (scheduler, chosen, orders) => {
        const hand = await waiting()
        const start = await hand.item()
        const parties = chosen.flatMap((at, index) => {
          const move = moves[at]
          if (!move) return []
          const client = stores.client(`party${index}`)
          client.before = () => scheduler.schedule(Promise.resolve(), `${index} ${move.id}`)
          const request: Request = {
            itemId: hand.id, actor: who[move.by], command: move.do(start), commandId: `${move.id}-${hand.id}`, channel: 'page',
          }
          return [{ client, request }]
        })
        for (const { kind, client, after } of orders) stores.gate.order({ kind, function: `party${client}`, after })
        const running = Promise.all(parties.map(({ client, request }) =>
          client.record.execute(request).catch((error: unknown) => outcomeOf(error))))
        const answers = await scheduler.waitFor(running)
        stores.gate.lift()
        await sound(hand, answers)
        // Whoever got no answer sends the same command again, to a client that lives, and gets one.
        for (const [index, answer] of answers.entries()) {
          const request = parties[index]?.request
          if (typeof answer === 'string' && request) expect(await setup.record.execute(request)).toHaveProperty('kind')
        }
        await sound(hand, [])
      }), { numRuns: 30 })
  })
})

type Unanswered = 'dead' | 'busy'

function outcomeOf(error: unknown): Unanswered {
  if (error instanceof Dead) return 'dead'
  if (error instanceof RecordBusy) return 'busy'
  throw error
}

/** What must be so whenever nobody is writing. */
async function sound(hand: Hand, answers: readonly (Answer | Unanswered)[]): Promise<void> {
  const [item, trail] = await Promise.all([hand.item(), setup.record.trail(hand.id)])
  expect(await setup.record.verifyTrail(hand.id)).toEqual({ ok: true, events: trail.length })
  const decided = deciders(item.decisions)
  expect(new Set(decided).size).toBe(decided.length)
  expect(decided.filter((person) => item.contributors.includes(person))).toEqual([])
  expect(new Set(trail.map(({ commandId }) => commandId)).size).toBe(trail.length)
  const byHash = new Map(trail.map((event) => [event.hash, event]))
  for (const answer of answers) {
    if (typeof answer === 'string') continue
    if (answer.kind === 'done') expect(byHash.get(answer.event.hash)).toEqual(answer.event)
    if (answer.kind === 'refused') expect(['already_decided', 'wrong_round', 'self_review', 'not_granted']).toContain(answer.code)
  }
  const moved = trail.slice(3).filter(({ type }) => type === 'pass' || type === 'return')
  expect(moved.length).toBeLessThanOrEqual(1)
}
