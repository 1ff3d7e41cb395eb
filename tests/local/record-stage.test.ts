import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from '../../cdk/build.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { shippedEdition } from '../../shared/stage/lexicon.ts'
import { screenItem } from '../../shared/stage/screening.ts'
import { systemActor } from '../../shared/stage/system.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import { temporaryFolder } from '../temporary.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, Hand } from './record-world.ts'

let local: Local
let record: Record
let identity: Identity
const who: { [name: string]: Actor } = {}

beforeAll(async () => {
  const template = temporaryFolder()
  build({ outdir: template, routes: [], sources: 'tests/local/record-fixture' }).app.synth()
  local = await startLocal({ dir: dataFolder(), template })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  for (const subject of ['editor1', 'first1', 'screening1', 'approver1', 'approver2']) {
    who[subject] = actorOf(await identity.personBySignIn(local.issuer, subject))
  }
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const actor = (subject: string): Actor => {
  const found = who[subject]
  if (!found) throw new Error(subject)
  return found
}
const minute = () => local.tick(Date.now() + 1000)

async function submitted(id: string, text = '联系手机 13812345678'): Promise<Hand> {
  const hand = new Hand(record, id)
  await hand.create(actor('editor1'), text)
  await hand.submit(actor('editor1'))
  return hand
}

async function toPublic(id: string): Promise<Hand> {
  const hand = await submitted(id, `无发现${id}`)
  await local.settled()
  for (const subject of ['first1', 'screening1', 'approver1']) await hand.pass(actor(subject))
  await hand.publish()
  return hand
}

describe('screening, woken by the stream', () => {
  test('what is submitted gets a report of its revision, by the edition in force', async () => {
    const hand = await submitted('S1')
    await local.settled()
    const { report, revision } = await hand.item()
    expect(report).toMatchObject({ revision, edition: await record.activeEdition() })
    expect((await record.report(report?.digest ?? '')).findings.map(({ kind }) => kind)).toEqual(['mobile'])
    expect(await record.verifyTrail('S1')).toEqual({ ok: true, events: 3 })
  })

  test('a page that screens at the same moment as the stream leads to one report in the trail', async () => {
    const hand = await submitted('S2')
    const item = await hand.item()
    await Promise.all([screenItem(record, item, 'page'), screenItem(record, item, 'page'), local.settled()])
    expect((await record.trail('S2')).map(({ type }) => type)).toEqual(['create', 'submit', 'screen'])
    expect(await screenItem(record, await hand.item(), 'page')).toBeUndefined()
  })

  test('drafts are not screened', async () => {
    await new Hand(record, 'S3').create(actor('editor1'))
    await local.settled()
    expect((await record.trail('S3')).map(({ type }) => type)).toEqual(['create'])
  })

  test('an item without its content is handed on, and what comes behind it is screened', async () => {
    const poison = new Hand(record, 'S4')
    await poison.done(actor('editor1'), {
      name: 'create', id: 'S4', unit: 'dadui', type: 'notice', via: 'form',
      revision: { digest: 'f'.repeat(64), title: '无', column: 'notices', openness: 'proactive' },
    })
    await poison.submit(actor('editor1'))
    const behind = await submitted('S5')
    await local.settled()
    expect((await behind.item()).report).toBeDefined()
    expect(local.undelivered('screen')).toHaveLength(1)
    await poison.done(actor('editor1'), { name: 'recall' })
  })
})

describe('the clock', () => {
  test('screens what the stream has dropped', async () => {
    local.gate.order({ kind: 'death', function: 'screen', times: 6 })
    const hand = await submitted('C1')
    await local.settled()
    expect((await hand.item()).report).toBeUndefined()
    local.gate.lift()
    await minute()
    expect((await hand.item()).report).toBeDefined()
    expect((await record.trail('C1')).at(-1)).toMatchObject({ type: 'screen', channel: 'clock' })
  })

  test('puts the shipped edition in force and screens again what waits, keeping what was decided', async () => {
    const hand = await submitted('C2', '无发现')
    await local.settled()
    await hand.pass(actor('first1'))
    await hand.pass(actor('screening1'))
    await record.activateEdition('lexicon@older')
    const item = await hand.item()
    const counts = { block: 0, warn: 0, info: 0 }
    const older = { revision: item.revision, edition: 'lexicon@older', counts }
    const digest = await record.putReport({ ...older, lists: [], findings: [] })
    await hand.done(systemActor('screen', 'dadui'), { name: 'screen', report: { ...older, digest }, undisposed: 0 })
    await local.settled()
    await minute()
    expect(await record.activeEdition()).toBe(shippedEdition())
    const after = await hand.item()
    expect(after.report?.edition).toBe(shippedEdition())
    expect(after).toMatchObject({ round: 'approval', decisions: [{ review: 'first_review' }, { review: 'screening' }] })
    expect(await record.verifyTrail('C2')).toMatchObject({ ok: true })
  })

  test('sends back to the screening review what a new edition finds and nobody has disposed of', async () => {
    const hand = await submitted('C3', '联系手机 13812345678')
    await local.settled()
    await hand.pass(actor('first1'))
    await record.activateEdition('lexicon@blind')
    const blind = { revision: (await hand.item()).revision, edition: 'lexicon@blind', counts: { block: 0, warn: 0, info: 0 } }
    const digest = await record.putReport({ ...blind, lists: [], findings: [] })
    await hand.done(systemActor('screen', 'dadui'), { name: 'screen', report: { ...blind, digest }, undisposed: 0 })
    await hand.pass(actor('screening1'))
    await minute()
    expect(await hand.item()).toMatchObject({ round: 'screening', decisions: [{ review: 'first_review' }] })
  })

  test('lets a take-down lapse that nobody has confirmed in time, and not before', async () => {
    const hand = await toPublic('C4')
    const { takeDown } = await hand.done(actor('approver2'), { name: 'take_down', reason: 'wrong', note: '核实' })
    const until = Date.parse(takeDown?.until ?? '')
    await local.tick(until - 1000)
    expect((await hand.item()).presence).toBe('taken_down')
    await local.tick(until + 1000)
    expect(await hand.item()).toMatchObject({ presence: 'live', portalPending: true })
    expect((await record.trail('C4')).at(-1)).toMatchObject({ type: 'lapse', actor: { person: 'system:clock' }, channel: 'clock' })
  })

  test('publishes what is approved for a time at that time, and not before', async () => {
    const hand = await submitted('C7', '按时公开')
    await local.settled()
    for (const subject of ['first1', 'screening1']) await hand.pass(actor(subject))
    const release = Math.ceil(Date.now() / 1000) * 1000 + 3_600_000
    const decision = await hand.passing()
    if (decision.name !== 'approve') throw new Error(decision.name)
    await hand.done(actor('approver1'), { ...decision, releaseAt: new Date(release).toISOString() })
    await local.tick(release - 1000)
    expect(await hand.item()).toMatchObject({ round: 'approved', presence: 'never' })
    await local.tick(release)
    const item = await hand.item()
    expect(item).toMatchObject({ round: 'none', presence: 'live', published: { revision: item.revision } })
    expect(item.portalPending).toBeUndefined()
    expect((await fetch(`${local.portal}/items/C7.html`)).status).toBe(200)
    expect((await record.trail('C7')).slice(-2).map(({ type, channel }) => [type, channel])).toEqual([['publish', 'clock'], ['deliver', 'clock']])
  })

  test('does the rest where one item cannot be seen to, and says so', async () => {
    const poison = new Hand(record, 'C5')
    await poison.done(actor('editor1'), {
      name: 'create', id: 'C5', unit: 'dadui', type: 'notice', via: 'form',
      revision: { digest: 'e'.repeat(64), title: '无', column: 'notices', openness: 'proactive' },
    })
    await poison.submit(actor('editor1'))
    const hand = await toPublic('C6')
    const { takeDown } = await hand.done(actor('approver2'), { name: 'take_down', reason: 'wrong', note: '核实' })
    await local.settled()
    const before = local.undelivered('clock').length
    await local.tick(Date.parse(takeDown?.until ?? '') + 1000)
    expect((await hand.item()).presence).toBe('live')
    expect(local.undelivered('clock')).toHaveLength(before + 1)
    await poison.done(actor('editor1'), { name: 'recall' })
  })
})
