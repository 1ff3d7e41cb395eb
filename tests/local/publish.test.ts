import { createHash } from 'node:crypto'
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultOrder } from '../../cdk/local/gate/faults.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { S3PortalStore } from '../../functions/publish/store.ts'
import type { Content } from '../../shared/document/content.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import { digestOf, openRecord } from '../../shared/record/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { tablesOf } from '../../shared/record/tables.ts'
import { toWireRow } from '../../shared/record/wire.ts'
import { shippedEdition } from '../../shared/stage/lexicon.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, Hand } from './record-world.ts'
import { unstamped } from '../unit/portal/stamp.ts'

let local: Local
let record: Record
let identity: Identity
let s3: S3Client
let bucket: string

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  await record.activateEdition(shippedEdition())
  bucket = local.environment[env.portalBucket] ?? ''
  s3 = new S3Client({
    region: local.environment['AWS_REGION'] ?? '', endpoint: local.gate.endpoint, forcePathStyle: true,
    credentials: { accessKeyId: local.environment['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: 'local' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
})

afterEach(() => {
  local.gate.lift()
  local.gate.resetUsage()
})

afterAll(async () => {
  s3?.destroy()
  record?.close()
  identity?.close()
  await local?.stop()
})

async function person(subject: string) {
  return actorOf(await identity.personBySignIn(local.issuer, subject))
}

function content(title: string, changeNote?: string): Content {
  return {
    title, body: { blocks: [{ type: 'paragraph', text: `${title}的内容。` }] }, attachments: [], ...(changeNote && { changeNote }),
    fields: { column: 'notices', openness: 'proactive', formedOn: '2026-11-01', source: '临江县公安局交通管理大队', ground: '20-01' },
  }
}

let made = 0

/** An item that stands before its approver, with the stream's screening done. */
async function waiting(title: string): Promise<Hand> {
  made += 1
  const hand = new Hand(record, `01JZ${String(made).padStart(22, '0')}`)
  const [text, editor] = [content(title), await person('editor1')]
  const digest = await record.putContent(text)
  const revision = { digest, title, column: 'notices', openness: 'proactive' as const }
  await hand.done(editor, { name: 'create', id: hand.id, unit: editor.unit, type: 'notice', revision, via: 'form' })
  await hand.done(editor, { name: 'submit', revision: digest, urgent: false })
  await local.settled()
  await hand.pass(await person('first1'))
  await hand.pass(await person('screening1'))
  return hand
}

async function approve(hand: Hand): Promise<void> {
  await hand.pass(await person('approver1'))
}

async function published(title: string): Promise<Hand> {
  const hand = await waiting(title)
  await approve(hand)
  await local.settled()
  return hand
}

/** Everything that lies in the portal, by key. */
async function portal(): Promise<Map<string, string>> {
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
  const keys = (Contents ?? []).map(({ Key }) => Key ?? '')
  return new Map(await Promise.all(keys.map(async (key) => [key, unstamped(await (await fetch(`${local.portal}/${key}`)).text())] as const)))
}

async function isDelivered(hand: Hand): Promise<void> {
  const item = await hand.item()
  expect(item, local.log('publish').slice(-2000)).toMatchObject({ round: 'none', presence: 'live' })
  expect(item.portalPending, local.log('publish').slice(-2000)).toBeUndefined()
  const trail = await record.trail(hand.id)
  expect(trail.map(({ type }) => type)).toEqual([
    'create', 'submit', 'screen', 'pass', 'pass', 'approve', 'publish', 'deliver',
  ])
  expect(await record.verifyTrail(hand.id)).toEqual({ ok: true, events: 8 })
  const page = await fetch(`${local.portal}/items/${hand.id}.html`)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const home = await (await fetch(`${local.portal}/`)).text()
  expect(home).toContain(`items/${hand.id}.html`)
}

test('an approved item is published by the stream, and what lies in the portal is what the events name', async () => {
  const hand = await published('关于第一号路段的通告')
  await isDelivered(hand)
  const lying = await portal()
  const item = await hand.item()
  expect(digestOf(JSON.parse(lying.get(`items/${hand.id}.json`) ?? ''))).toBe(item.published?.revision)
  const events = (await record.trail(hand.id)).slice(-2)
  const files = Object.fromEntries([...lying].filter(([key]) => key.startsWith(`items/${hand.id}`)).map(([key, text]) => [key, sha256(text)]))
  for (const { data } of events) expect(data).toMatchObject({ files })
  expect(local.undelivered('publish')).toEqual([])
})

test('a publication writes at most nine files, one as many as the other', async () => {
  const counts: number[] = []
  for (let number = 0; number < 5; number += 1) {
    const hand = await waiting(`关于计数的通告${number}`)
    local.gate.resetUsage()
    await approve(hand)
    await local.settled()
    counts.push(local.gate.usage()['publish']?.calls['s3.PutObject'] ?? 0)
  }
  expect(counts).toEqual([8, 8, 8, 8, 8])
})

describe('a death', () => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])('before the file after %i leaves nothing that the stream does not finish', async (after) => {
    await dies({ kind: 'death', service: 's3', operation: 'PutObject', after }, `关于中断的通告 S${after}`)
  })

  test.each([0, 1, 2])('before the transaction after %i leaves nothing that the stream does not finish', async (after) => {
    await dies({ kind: 'death', service: 'dynamodb', operation: 'TransactWriteItems', after }, `关于中断的通告 T${after}`)
  })

  test.each(['PutObject', 'HeadObject'])('a lost answer and a refusal for now of %s are overcome', async (operation) => {
    const hand = await waiting(`关于失答的通告${operation}`)
    local.gate.order({ kind: 'lost_answer', function: 'publish', operation, after: 2 })
    local.gate.order({ kind: 'throttle', function: 'publish', operation, after: 4 })
    await approve(hand)
    await local.settled()
    expect(local.gate.pendingFaults).toEqual([])
    await isDelivered(hand)
  })

  async function dies(order: FaultOrder, title: string): Promise<void> {
    const hand = await waiting(title)
    local.gate.order({ ...order, function: 'publish' })
    await approve(hand)
    await local.settled()
    expect(local.gate.pendingFaults).toEqual([])
    await isDelivered(hand)
  }

  test('of every attempt of the stream is made good by the clock', async () => {
    const hand = await waiting('关于时钟补发的通告')
    local.gate.order({ kind: 'death', function: 'publish', times: 1000 })
    await approve(hand)
    await local.settled()
    expect((await hand.item()).round).toBe('approved')
    expect((await fetch(`${local.portal}/items/${hand.id}.html`)).status).toBe(404)
    local.gate.lift()
    await local.tick()
    await local.settled()
    await isDelivered(hand)
  })
})

test('stream and clock at the same item and four items at once: every list is whole', async () => {
  const hands = [await waiting('并发甲'), await waiting('并发乙'), await waiting('并发丙'), await waiting('并发丁')]
  await Promise.all([...hands.map(approve), local.tick()])
  await local.tick()
  await local.settled()
  for (const hand of hands) await isDelivered(hand)
  const lying = await portal()
  for (const path of ['columns/notices.html', 'units/dadui.html', 'feed.xml', 'sitemap/1.xml']) {
    for (const { id } of hands) expect(lying.get(path), path).toContain(id)
  }
  const numbers = await Promise.all(hands.map(async (hand) => (await hand.item()).published?.indexNumber))
  expect(new Set(numbers).size).toBe(4)
})

test('after a take-down no object of the portal holds title or body, and after a restoration all is as before', async () => {
  const hand = await published('关于泄露姓名的通告')
  const before = await portal()
  expect([...before.values()].join('')).toContain('泄露姓名')
  await hand.done(await person('approver1'), { name: 'take_down', reason: 'privacy', note: '含有个人信息' })
  await local.settled()
  const during = await portal()
  for (const [key, text] of during) expect(text, key).not.toContain('泄露姓名')
  expect(during.get(`items/${hand.id}.html`)).toContain('本信息已撤下')
  expect([...during.keys()]).toEqual([...before.keys()])
  await hand.done(await person('first1'), { name: 'restore', note: '经核无误' })
  await local.settled()
  expect(await portal()).toEqual(before)
})

test('a correction keeps the address, and the version before can be read beside it', async () => {
  const hand = await published('关于错字的通告')
  const text = content('关于更正的通告', '标题有误，现予更正。')
  const digest = await record.putContent(text)
  const editor = await person('editor1')
  const base = (await hand.item()).revision
  await hand.done(editor, { name: 'correct' })
  await hand.done(editor, { name: 'save', base, via: 'form', revision: { digest, title: text.title, column: 'notices', openness: 'proactive', hasChangeNote: true } })
  await hand.done(editor, { name: 'submit', revision: digest, urgent: false })
  await local.settled()
  for (const subject of ['first1', 'screening1', 'approver1']) await hand.pass(await person(subject))
  await local.settled()
  const lying = await portal()
  expect(lying.get(`items/${hand.id}.html`)).toContain('标题有误，现予更正。')
  expect(lying.get(`items/${hand.id}/v1.html`)).toContain('关于错字的通告的内容。')
  expect(lying.get('index.html')).not.toContain('关于错字的通告')
})

test('the bucket lets nobody write over what they have not seen', async () => {
  const store = new S3PortalStore(bucket, s3)
  const file = (text: string) => ({ path: 'test.html', type: 'text/html; charset=utf-8', text })
  expect(await store.head('test.html')).toBeUndefined()
  expect(await store.put(file('1'), undefined)).toBe(true)
  const first = await store.head('test.html')
  expect(await store.put(file('2'), undefined)).toBe(false)
  expect(await store.put(file('2'), first)).toBe(true)
  expect(await store.put(file('3'), first)).toBe(false)
  expect(await store.put({ ...file('3'), path: 'none.html' }, first)).toBe(false)
  expect((await store.head('test.html'))?.sha256).toBe(sha256('2'))
})

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

test('an item whose row somebody has set to approved is not published: it goes back to the approval, without the decision that nobody took', async () => {
  const hand = await waiting('没有人签发的通告')
  const [item, tables] = [await hand.item(), tablesOf(local.environment)]
  const decision = { review: 'approval', person: (await person('approver1')).person, revision: item.revision, at: item.updatedAt }
  await tables.client.send(new UpdateItemCommand({
    TableName: tables.name('items'), Key: toWireRow({ id: hand.id }), UpdateExpression: 'SET #round = :round, #decisions = :decisions',
    ExpressionAttributeNames: { '#round': 'round', '#decisions': 'decisions' },
    ExpressionAttributeValues: toWireRow({ ':round': 'approved', ':decisions': [...item.decisions, decision] }),
  }))
  tables.destroy()
  await local.settled()
  expect(local.log('publish')).toContain('RecordBroken')
  expect(await hand.item()).toMatchObject({
    round: 'approval', presence: 'never', held: { code: 'not_proven' }, decisions: item.decisions,
  })
  expect((await fetch(`${local.portal}/items/${hand.id}.html`)).status).toBe(404)
  expect([...(await portal()).values()].join()).not.toContain('没有人签发的通告')
})
