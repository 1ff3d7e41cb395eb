import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { FaultOrder } from '../../cdk/local/gate/faults.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import { openComparisons, portalChain } from '../../shared/reconcile/index.ts'
import type { Comparisons, PortalEvent } from '../../shared/reconcile/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { tablesOf } from '../../shared/record/tables.ts'
import { toWireRow } from '../../shared/record/wire.ts'
import { shippedEdition } from '../../shared/stage/lexicon.ts'
import { signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, contentOf, Hand, refOf } from './record-world.ts'

let local: Local
let record: Record
let identity: Identity
let comparisons: Comparisons
let s3: S3Client
let bucket: string
/** what the clock believes it is */
let at = Date.now()

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  comparisons = openComparisons(local.environment)
  await record.activateEdition(shippedEdition())
  bucket = local.environment[env.portalBucket] ?? ''
  s3 = new S3Client({
    region: local.environment['AWS_REGION'] ?? '', endpoint: local.gate.endpoint, forcePathStyle: true,
    credentials: { accessKeyId: local.environment['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: 'local' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
})

afterEach(() => local.gate.lift())

afterAll(async () => {
  s3?.destroy()
  record?.close()
  identity?.close()
  await local?.stop()
})

const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))

let made = 0

async function draft(text: string): Promise<Hand> {
  made += 1
  const hand = new Hand(record, `01JZ${String(made).padStart(22, '0')}`)
  const [content, editor] = [contentOf(text), await person('editor1')]
  await record.putContent(content)
  await hand.done(editor, { name: 'create', id: hand.id, unit: editor.unit, type: 'notice', revision: refOf(content), via: 'form' })
  return hand
}

async function published(text: string): Promise<Hand> {
  const hand = await draft(text)
  await hand.done(await person('editor1'), { name: 'submit', revision: refOf(contentOf(text)).digest, urgent: false })
  await local.settled()
  for (const reviewer of ['first1', 'screening1', 'approver1']) await hand.pass(await person(reviewer))
  await local.settled()
  expect(await hand.item(), local.log('publish').slice(-2000)).toMatchObject({ presence: 'live' })
  return hand
}

async function takenDown(hand: Hand): Promise<void> {
  await hand.done(await person('approver1'), { name: 'take_down', reason: 'privacy', note: '含有个人信息' })
  await hand.done(await person('first1'), { name: 'confirm_take_down' })
  await local.settled()
}

/** A minute of the clock. */
async function minute(later = 1): Promise<void> {
  at += later * 60_000
  await local.tick(at)
  await local.settled()
}

/**
 * A comparison, which a pause of the clock brings about as well as the night; and time enough to look twice at what
 * somebody might just be writing.
 *
 * @returns what it said
 */
async function compared(pause = 31): Promise<PortalEvent[]> {
  const before = await everySaid()
  await minute(pause)
  await minute(3)
  return (await everySaid()).slice(before.length)
}

async function everySaid(): Promise<PortalEvent[]> {
  const months = [...new Set([Date.now(), at].map((time) => new Date(time).toISOString().slice(0, 7)))]
  return (await Promise.all(months.map(async (month) => (await comparisons.latest(month, 200)).toReversed()))).flat()
}

/** `stale items/….html mended`: what was said of each address, in the order of the addresses. */
function told(events: readonly PortalEvent[]): string[] {
  return events.flatMap((event) => {
    switch (event.stage) {
      case 'ended': return []
      case 'mended': return [`${event.found.path} ${event.found.difference} ${event.by}`]
      case 'unproven': return [`${event.found.path} ${event.found.difference} ${event.stage} ${event.code}`]
      case 'found': case 'settled': return [`${event.found.path} ${event.found.difference} ${event.stage}`]
    }
    return []
  }).toSorted()
}

/** What is said of a difference that is put right, in that order. */
const mended = (path: string, difference: string, by: 'rewritten' | 'removed' = 'rewritten') =>
  [`${path} ${difference} found`, `${path} ${difference} ${by}`]

async function plant(path: string, body: string, claim?: string, type = 'text/html; charset=utf-8'): Promise<void> {
  await s3.send(new PutObjectCommand({
    Bucket: bucket, Key: path, Body: body, ContentType: type, CacheControl: 'public, max-age=60', ...(claim && { Metadata: { sha256: claim } }),
  }))
}

const remove = (path: string) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: path }))

async function claimOf(path: string): Promise<string> {
  return (await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: path }))).Metadata?.['sha256'] ?? ''
}

async function lies(path: string): Promise<string | undefined> {
  const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: path })).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined
    throw error
  })
  return object?.Body?.transformToString()
}

async function everything(): Promise<ReadonlyMap<string, string | undefined>> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }))
  return new Map(await Promise.all(Contents.map(async ({ Key = '' }) => [Key, await lies(Key)] as const)))
}

test('a clean portal gives nothing, and the second night reads only what nobody has read yet', async () => {
  await published('第一条。')
  await published('第二条。')
  await draft('还没有公开。')
  const removed = await published('第三条。')
  await takenDown(removed)
  await minute()
  const before = await everything()
  const first = await compared(24 * 60)
  expect(told(first), local.log('clock').slice(-3000)).toEqual([])
  expect(first.at(-1)).toMatchObject({ stage: 'ended', standing: [], counts: { items: 3, objects: before.size, found: 0, unproven: 0 } })
  local.gate.resetUsage()
  expect(told(await compared(24 * 60))).toEqual([])
  const { calls = {} } = local.gate.usage()['clock'] ?? {}
  expect(await everything()).toEqual(before)
  // One page of the list; the pages of no single item, of which home is read twice, and three samples; one content for each item's rows.
  expect(calls['s3.ListObjects']).toBe(1)
  expect(calls['s3.PutObject'] ?? 0).toBe(0)
  expect(calls['s3.DeleteObject'] ?? 0).toBe(0)
  expect(calls['s3.GetObject']).toBeLessThan(40)
})

test('each kind of difference is found, named and put right: nothing is left of it but its events', async () => {
  const [gone, forged, hidden, scheduled] = [
    await published('删除。'), await published('篡改。'), await published('隐患。'), await draft('提前。'),
  ]
  await takenDown(hidden)
  await minute()
  await compared()
  const before = await everything()
  const page = (hand: Hand): string => `items/${hand.id}.html`

  await remove(page(gone))
  await remove(`items/${gone.id}.json`)
  await plant(`items/${gone.id}/v9.html`, '<p>没有这个版本</p>')
  // It says of itself that it is what publishing wrote.
  await plant(page(forged), '<p>篡改过的内容</p>', await claimOf(page(forged)))
  await plant(`items/${forged.id}.json`, before.get(`items/${forged.id}.json`) ?? '', await claimOf(`items/${forged.id}.json`), 'text/html')
  await plant(page(hidden), '<p>又出现的个人信息</p>')
  await plant(page(scheduled), '<p>提前公开</p>')
  await plant('items/01JZZZZZZZZZZZZZZZZZZZZZZZ.html', '<p>没有这条信息</p>')
  await plant('columns/notices.html', '<p>被替换的栏目</p>', await claimOf('columns/notices.html'))
  await plant('index.html', '<p>被替换的首页</p>')
  await remove('feed.xml')
  await remove('sitemap/1.xml')

  expect(told(await compared()), local.log('clock').slice(-3000)).toEqual([
    ...mended(page(gone), 'missing'), ...mended(`items/${gone.id}.json`, 'missing'), ...mended(`items/${gone.id}/v9.html`, 'extra', 'removed'),
    ...mended(page(forged), 'stale'), ...mended(`items/${forged.id}.json`, 'stale'), ...mended(page(hidden), 'stale'),
    ...mended(page(scheduled), 'early', 'removed'), ...mended('items/01JZZZZZZZZZZZZZZZZZZZZZZZ.html', 'extra', 'removed'),
    ...mended('columns/notices.html', 'stale'), ...mended('index.html', 'stale'), ...mended('feed.xml', 'missing'),
    ...mended('sitemap/1.xml', 'missing'),
  ].toSorted())
  expect(await everything()).toEqual(before)
  expect(await record.verifyChain(portalChain(new Date(at).toISOString().slice(0, 7)))).toMatchObject({ ok: true })
  expect(told(await compared()), 'and nothing is found again').toEqual([])
})

test('a row of a list that says something else than its item is put right with its pages', async () => {
  const hand = await published('目录里的一条。')
  await minute()
  await compared()
  const before = await lies('index.html')
  const head = await record.register('list#all', 'head')
  await record.writeRegisters([{
    pk: 'list#all', sk: 'head', version: (head?.version ?? 0) + 1, value: JSON.parse(JSON.stringify(head?.value).replaceAll('关于交通管理事项的通知', '关于别的事项的通知')),
  }])
  await minute()
  expect(await lies('index.html')).toContain('关于别的事项的通知')
  expect(told(await compared()), local.log('clock').slice(-3000)).toContain('index.html stale rewritten')
  expect(await lies('index.html')).not.toContain('关于别的事项的通知')
  expect((await lies('index.html'))?.length).toBe(before?.length)
  expect(await lies(`items/${hand.id}.html`)).toContain('目录里的一条')
})

test('what the record does not prove is left alone, raises an alarm once, and stands on the overview until it is gone', async () => {
  const hand = await published('行被改动。')
  const path = `items/${hand.id}.html`
  await minute()
  await compared()
  await plant('verify_4711.html', '<p>谁放的？</p>')
  const tables = tablesOf(local.environment)
  await tables.client.send(new UpdateItemCommand({
    TableName: tables.name('items'), Key: toWireRow({ id: hand.id }), UpdateExpression: 'SET #title = :title',
    ExpressionAttributeNames: { '#title': 'title' }, ExpressionAttributeValues: toWireRow({ ':title': '另一个标题' }),
  }))
  await plant(path, '<p>不知真假</p>')
  expect(told(await compared()), local.log('clock').slice(-3000)).toEqual([
    `${path} stale found`, `${path} stale unproven trail`, 'verify_4711.html extra found', 'verify_4711.html extra unproven unknown',
  ])
  expect(await lies(path)).toBe('<p>不知真假</p>')
  expect(await lies('verify_4711.html')).toBe('<p>谁放的？</p>')
  expect(local.log('clock')).toContain('"PortalUnproven"')
  expect(local.log('clock')).not.toContain('verify_4711')
  expect(told(await compared()), 'said once').toEqual([])

  local.shiftClock(at - Date.now())
  const auditor = await signIn(local, 'auditor1')
  const overview = await auditor.get('/audit')
  expect(overview.root.querySelectorAll('[data-portal=standing] [data-path]').map((one) => one.getAttribute('data-path')))
    .toEqual(expect.arrayContaining([path, 'verify_4711.html']))

  await remove('verify_4711.html')
  expect(told(await compared())).toEqual(['verify_4711.html extra settled'])
  const again = (await auditor.get('/audit')).root
  expect(again.querySelectorAll('[data-portal=standing] [data-path]')).toHaveLength(1)
  local.shiftClock(0)
})

let pair: Promise<[Hand, Hand]> | undefined

test.each([
  { kind: 'death', operation: 'PutObject', after: 0 },
  { kind: 'death', operation: 'TransactWriteItems', after: 2 },
  { kind: 'lost_answer', operation: 'DeleteObject', after: 0 },
] satisfies FaultOrder[])('cut off by $kind of $operation after $after it goes on, and says each thing once', async (order) => {
  pair ??= Promise.all([published('中断甲。'), draft('中断乙。')])
  const [one, other] = await pair
  await compared()
  const before = await everything()
  await plant(`items/${one.id}.html`, '<p>篡改过的内容</p>', await claimOf(`items/${one.id}.html`))
  await plant(`items/${other.id}.html`, '<p>提前公开</p>')
  await plant('columns/notices.html', '<p>被替换的栏目</p>', await claimOf('columns/notices.html'))
  const events = await everySaid()
  local.gate.order({ ...order, function: 'clock' })
  at += 31 * 60_000
  await local.tick(at).catch(() => {})
  await local.settled()
  local.gate.lift()
  await minute()
  await minute(3)
  expect(told((await everySaid()).slice(events.length)), local.log('clock').slice(-3000)).toEqual([
    ...mended(`items/${one.id}.html`, 'stale'), ...mended(`items/${other.id}.html`, 'early', 'removed'), ...mended('columns/notices.html', 'stale'),
  ].toSorted())
  expect(await everything()).toEqual(before)
})
