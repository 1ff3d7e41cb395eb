import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { env } from '../../shared/names.ts'
import { ContentAbsent, digestOf, RecordBroken, RegisterMoved } from '../../shared/record/index.ts'
import { clientConfig } from '../../shared/record/tables.ts'
import { toWireRow } from '../../shared/record/wire.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import type { Client, Stores } from './record-stores.ts'
import { startStores } from './record-stores.ts'
import type { People } from './record-world.ts'
import { bringTo, contentOf, EDITION, Hand, people, refOf } from './record-world.ts'

let stores: Stores
let client: Client
let outside: Client
let who: People
let items = 0

beforeAll(async () => {
  stores = await startStores()
  outside = stores.client()
  client = stores.client('console')
  who = await people(outside.identity)
  await outside.record.activateEdition(EDITION)
})

afterAll(async () => {
  await stores?.stop()
})

afterEach(() => {
  stores.gate.lift()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const fresh = (): string => {
  items += 1
  return `R${items}`
}
const today = (): string => new Date().toISOString().slice(0, 10)
const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id)

describe('content', () => {
  test('is put under the digest of its canonical bytes, and comes back as it was', async () => {
    const content = contentOf('内容')
    const digest = await client.record.putContent(content)
    expect(digest).toBe(digestOf(content))
    expect(await client.record.content(digest)).toEqual(content)
  })

  test('put twice, by two at once, or with its answer lost is the same as once', async () => {
    const content = contentOf('一份')
    const digest = await client.record.putContent(content)
    expect(await Promise.all([client.record.putContent(content), client.record.putContent(content)])).toEqual([digest, digest])
    stores.gate.order({ kind: 'lost_answer', operation: 'PutObject' })
    expect(await client.record.putContent(contentOf('二份'))).toBe(digestOf(contentOf('二份')))
    expect(await stores.gate.versions(stores.variables[env.recordBucket] ?? '', `revisions/${digest}`)).toHaveLength(1)
  })

  test('that is not there is told apart from what is broken', async () => {
    await expect(client.record.content('0'.repeat(64))).rejects.toThrow(ContentAbsent)
    const s3 = new S3Client({ ...clientConfig(stores.variables, 'AWS_ENDPOINT_URL_S3'), requestChecksumCalculation: 'WHEN_REQUIRED' })
    const Bucket = stores.variables[env.recordBucket]
    await s3.send(new PutObjectCommand({ Bucket, Key: `revisions/${'1'.repeat(64)}`, Body: JSON.stringify(contentOf('假')) }))
    await expect(client.record.content('1'.repeat(64))).rejects.toThrow(RecordBroken)
    s3.destroy()
  })

  test('never sits in a row', async () => {
    const hand = new Hand(client.record, fresh())
    await hand.create(who.editor, '很长的正文'.repeat(1000))
    const row = await outside.tables.row('items', { id: hand.id })
    expect(JSON.stringify(row).length).toBeLessThan(1500)
  })
})

describe('a refusal', () => {
  const recall = { name: 'recall' } as const

  test('is an event of the person’s own day, and the item’s row is not touched', async () => {
    const hand = await bringTo('first_review', outside.record, fresh(), who)
    const before = await outside.tables.row('items', { id: hand.id })
    const answer = await new Hand(client.record, hand.id).do(who.editor, { name: 'void', reason: '重复' })
    expect(answer).toMatchObject({ kind: 'refused', code: 'wrong_round', item: { id: hand.id } })
    expect(await outside.tables.row('items', { id: hand.id })).toEqual(before)
    expect(await outside.record.trail(hand.id)).toHaveLength(3)
    const [last] = (await client.record.refusalsOf(who.editor.person, today())).slice(-1)
    expect(last).toMatchObject({
      times: 1,
      event: { type: 'refused', itemId: hand.id, command: 'void', code: 'wrong_round', actor: { name: who.editor.name }, channel: 'page' },
    })
  })

  test('that equals an earlier one is only counted; another one is another event', async () => {
    const hand = await bringTo('drafting', outside.record, fresh(), who)
    for (let times = 0; times < 3; times += 1) await hand.do(who.writer, recall)
    await hand.do(who.writer, { name: 'void', reason: '重复' })
    const refusals = await client.record.refusalsOf(who.writer.person, today())
    expect(refusals.map(({ event, times }) => [event.seq, event.command, event.code, times])).toEqual([
      [1, 'recall', 'wrong_round', 3], [2, 'void', 'not_own_item', 1],
    ])
    expect(refusals[1]?.event.prev).toBe(refusals[0]?.event.hash)
  })

  test('of many at the same moment, all are counted', async () => {
    const hand = await bringTo('drafting', outside.record, fresh(), who)
    await Promise.all(Array.from({ length: 4 }, () => hand.do(who.otherApprover, recall)))
    const refusals = await client.record.refusalsOf(who.otherApprover.person, today())
    expect(refusals.reduce((sum, { times }) => sum + times, 0)).toBe(4)
    expect(new Set(refusals.map(({ event }) => event.seq)).size).toBe(refusals.length)
  })

  test.each(['lost_answer', 'throttle', 'conflict'] as const)('is recorded once though there is a %s', async (kind) => {
    const hand = await bringTo('drafting', outside.record, fresh(), who)
    stores.gate.order({ kind, function: 'console', operation: 'TransactWriteItems' })
    await new Hand(client.record, hand.id).do(who.approver, recall)
    stores.gate.order({ kind, function: 'console', operation: 'UpdateItem' })
    await new Hand(client.record, hand.id).do(who.approver, recall)
    expect(stores.gate.pendingFaults).toEqual([])
    const own = (await client.record.refusalsOf(who.approver.person, today())).filter(({ event }) => 'itemId' in event && event.itemId === hand.id)
    expect(own.map(({ times }) => times)).toEqual([2])
  })

  test('stands in a chain that can be checked as an item’s trail can', async () => {
    const chain = `refusal#${who.approver.person}#${today()}`
    expect(await client.record.verifyChain(chain)).toEqual({ ok: true, events: 3 })
    const row = await outside.tables.row('events', { chain, seq: 2 })
    await outside.tables.client.send(new PutItemCommand({
      TableName: outside.tables.name('events'), Item: toWireRow({ ...row, text: String(row?.['text']).replace('recall', 'void') }),
    }))
    expect(await client.record.verifyChain(chain)).toEqual({ ok: false, seq: 2, problem: 'hash' })
  })

  test('is not hidden by a failure to record it, which leaves a line without names', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const hand = await bringTo('drafting', outside.record, fresh(), who)
    stores.gate.order({ kind: 'throttle', function: 'console', operation: 'UpdateItem', times: 9 })
    expect(await new Hand(client.record, hand.id).do(who.auditor, recall)).toMatchObject({ kind: 'refused', code: 'not_granted' })
    expect(said).toHaveBeenCalledOnce()
    expect(String(said.mock.calls[0])).not.toContain(who.auditor.person)
    expect(await client.record.refusalsOf(who.auditor.person, today())).toEqual([])
  })

  test('of the system is no attempt of anybody, and is not recorded', async () => {
    const hand = await bringTo('drafting', outside.record, fresh(), who)
    await expect(hand.publish()).rejects.toThrow('refused')
    expect(await client.record.refusalsOf('system:publish', today())).toEqual([])
  })

  test('about an item that is not there names no item', async () => {
    const answer = await new Hand(client.record, 'NOWHERE').do(who.editor, recall)
    expect(answer).toEqual({ kind: 'refused', code: 'unknown_item', values: {} })
  })
})

describe('lists', () => {
  test('show what waits in a unit at a round, longest waiting first, page by page', async () => {
    const made: string[] = []
    for (let at = 0; at < 55; at += 1) {
      const hand = new Hand(outside.record, `Q${String(at).padStart(2, '0')}`)
      await hand.create({ ...who.editor, unit: 'dadui' })
      made.push(hand.id)
    }
    const first = await client.record.queue('dadui', 'drafting')
    const second = await client.record.queue('dadui', 'drafting', first.cursor)
    const all = [...ids(first.items), ...ids(second.items)]
    expect(first.items).toHaveLength(50)
    expect(all.filter((id) => id.startsWith('Q'))).toEqual(made)
    expect(second.cursor).toBeUndefined()
    expect((await client.record.queue('zonghe', 'drafting')).items).toEqual([])
  })

  test('show what a person saved, latest first', async () => {
    const one = new Hand(outside.record, fresh())
    const { revision: base } = await one.create(who.writer)
    const two = new Hand(outside.record, fresh())
    await two.create(who.writer)
    await one.done(who.writer, { name: 'save', base, revision: refOf(contentOf('新')), via: 'form' })
    expect(ids((await client.record.mine(who.writer.person)).items).slice(0, 2)).toEqual([one.id, two.id])
  })

  test('leave out what has moved on while the index is behind, and never show it as it was', async () => {
    const hand = await bringTo('drafting', outside.record, fresh(), who)
    const stays = await bringTo('drafting', outside.record, fresh(), who)
    stores.gate.order({ kind: 'index_lag' })
    await hand.submit(who.editor)
    const { items: waiting } = await client.record.queue('dadui', 'drafting', undefined)
    const pages = [waiting, (await client.record.queue('dadui', 'drafting', (await client.record.queue('dadui', 'drafting')).cursor)).items].flat()
    expect(ids(pages)).toContain(stays.id)
    expect(ids(pages)).not.toContain(hand.id)
    expect(ids((await client.record.mine(who.editor.person)).items)).toContain(hand.id)
    stores.gate.lift()
    expect(ids((await client.record.queue('dadui', 'first_review')).items)).toContain(hand.id)
  })

  test('show what is due, most overdue first, page by page, and nothing that is not due yet', async () => {
    const clock = stores.client('clock')
    const made: string[] = []
    for (let at = 0; at < 7; at += 1) {
      const hand = await bringTo('drafting', outside.record, fresh(), who)
      await hand.submit(who.editor)
      made.push(hand.id)
    }
    const entered = (await outside.record.item(made[5] ?? ''))?.enteredAt ?? ''
    const all: string[] = []
    let after: string | undefined
    do {
      const page = await clock.record.due('2099', 3, after)
      all.push(...ids(page.items))
      after = page.next
    } while (after !== undefined)
    expect(all.filter((id) => made.includes(id))).toEqual(made)
    expect(ids((await clock.record.due(entered, 1000)).items).filter((id) => made.includes(id))).toEqual(made.slice(0, 5))
    stores.gate.order({ kind: 'index_lag' })
    await new Hand(outside.record, made[0] ?? '').done(who.editor, { name: 'recall' })
    expect(ids((await clock.record.due('2099', 1000)).items)).not.toContain(made[0])
  })

  test('read items by their ids, in that order, without those that are not there', async () => {
    const one = await bringTo('drafting', outside.record, fresh(), who)
    const two = await bringTo('drafting', outside.record, fresh(), who)
    expect(ids(await client.record.items([two.id, 'none', one.id]))).toEqual([two.id, one.id])
  })
})

describe('events', () => {
  test('are found by person and time and by month, latest first, of every kind', async () => {
    const hand = await bringTo('screening', outside.record, fresh(), who)
    await hand.do(who.first, { name: 'recall' })
    const { events } = await client.record.eventsBy(who.first.person, { from: '2026', before: '2099' })
    expect(events.slice(0, 2).map(({ type, chain }) => [type, chain.split('#')[0]])).toEqual([['refused', 'refusal'], ['pass', 'item']])
    expect((await client.record.eventsBy(who.first.person, { from: '2099', before: '2100' })).events).toEqual([])
    const month = await client.record.eventsIn(today().slice(0, 7))
    expect(month.events[0]).toEqual(events[0])
    expect(month.events).toHaveLength(50)
    const next = await client.record.eventsIn(today().slice(0, 7), month.cursor)
    expect(next.events.filter((event) => month.events.some(({ hash }) => hash === event.hash))).toEqual([])
  })

  test('say who acted as they were then', async () => {
    const hand = await bringTo('screening', outside.record, fresh(), who)
    const shown = { page: digestOf('page') }
    await new Hand(client.record, hand.id).done(who.screening, await hand.passing(), { shown })
    const event = (await client.record.trail(hand.id)).at(-1)
    const { person, name, unit, roles, method }: Actor = who.screening
    expect(event).toMatchObject({ type: 'pass', actor: { person, name, unit, roles, method }, shown, channel: 'page', edition: EDITION })
  })

  test('of an item are whole, and the first bad one is named when somebody has been at the table', async () => {
    const hand = await bringTo('approved', outside.record, fresh(), who)
    expect(await client.record.verifyTrail(hand.id)).toEqual({ ok: true, events: 6 })
    const row = await outside.tables.row('events', { chain: `item#${hand.id}`, seq: 4 })
    await outside.tables.client.send(new PutItemCommand({
      TableName: outside.tables.name('events'), Item: toWireRow({ ...row, text: String(row?.['text']).replace('page', 'api') }),
    }))
    expect(await client.record.verifyTrail(hand.id)).toEqual({ ok: false, seq: 4, problem: 'hash' })
  })

  test('that never were leave no trace; a row that nobody decided is found', async () => {
    const hand = await bringTo('first_review', outside.record, fresh(), who)
    await outside.tables.client.send(new UpdateItemCommand({
      TableName: outside.tables.name('items'), Key: toWireRow({ id: hand.id }), UpdateExpression: 'SET #round = :round',
      ExpressionAttributeNames: { '#round': 'round' }, ExpressionAttributeValues: toWireRow({ ':round': 'approval' }),
    }))
    expect(await client.record.verifyTrail(hand.id)).toEqual({ ok: false, seq: 3, problem: 'row' })
    expect(await client.record.verifyTrail('NOWHERE')).toEqual({ ok: true, events: 0 })
  })

  test('go forward in time though the clocks of two machines do not', async () => {
    const hand = await bringTo('first_review', outside.record, fresh(), who)
    const before = await hand.item()
    const after = await hand.done(who.editor, { name: 'recall' }, { at: new Date(Date.parse(before.updatedAt) - 60_000) })
    expect(after.updatedAt).toBe(before.updatedAt)
    expect(await client.record.verifyTrail(hand.id)).toMatchObject({ ok: true })
  })
})

describe('registers', () => {
  test('are written all or nothing, from the version that they were computed from', async () => {
    const first = { pk: 'list', sk: 'a', value: { pages: 1 }, version: 1 }
    await client.record.writeRegisters([first])
    expect(await client.record.register('list', 'a')).toEqual({ value: { pages: 1 }, version: 1 })
    await expect(client.record.writeRegisters([{ ...first, value: 2, version: 3 }, { ...first, sk: 'b' }])).rejects.toThrow(RegisterMoved)
    expect(await client.record.register('list', 'b')).toBeUndefined()
    await client.record.writeRegisters([{ ...first, value: 2, version: 2 }, { ...first, sk: 'b' }])
    expect(await client.record.register('list', 'a')).toEqual({ value: 2, version: 2 })
  })

  test('name the edition in force; putting the same in force again changes nothing', async () => {
    expect(await client.record.activeEdition()).toBe(EDITION)
    expect(await client.record.activateEdition(EDITION)).toBe(false)
    const { version } = await client.record.register('edition', 'lexicon') ?? { version: 0 }
    expect(await client.record.activateEdition('lexicon@other')).toBe(true)
    expect(await client.record.activateEdition(EDITION)).toBe(true)
    expect(await client.record.register('edition', 'lexicon')).toEqual({ value: EDITION, version: version + 2 })
  })
})

describe('what one decision costs', () => {
  test('is so many calls and units, and no more', async () => {
    const hand = await bringTo('screening', outside.record, fresh(), who)
    const decision = await hand.passing()
    stores.gate.resetUsage()
    await new Hand(client.record, hand.id).done(who.screening, decision)
    expect(stores.gate.usage()['console']).toEqual({
      calls: {
        // the answer of that command, the item, the edition in force
        'dynamodb.GetItem': 3,
        // the people of the unit
        'dynamodb.Query': 1,
        // the findings to be disposed of
        's3.GetObject': 1,
        'dynamodb.TransactWriteItems': 1,
      },
      readUnits: 4,
      writeUnits: 24,
    })
  })

  test('of a refusal, and of its repetition', async () => {
    const hand = await bringTo('drafting', outside.record, fresh(), who)
    const own = new Hand(client.record, hand.id)
    stores.gate.resetUsage()
    await own.do(who.otherFirst, { name: 'recall' })
    expect(stores.gate.usage()['console']).toEqual({
      // the answer is asked for again, so that no refusal hides it; then the counter, the chain's end, and both written
      calls: { 'dynamodb.GetItem': 4, 'dynamodb.Query': 2, 'dynamodb.UpdateItem': 1, 'dynamodb.TransactWriteItems': 1 },
      readUnits: 5,
      writeUnits: 9,
    })
    stores.gate.resetUsage()
    await own.do(who.otherFirst, { name: 'recall' })
    expect(stores.gate.usage()['console']).toEqual({
      calls: { 'dynamodb.GetItem': 4, 'dynamodb.Query': 1, 'dynamodb.UpdateItem': 1 }, readUnits: 5, writeUnits: 1,
    })
  })
})
