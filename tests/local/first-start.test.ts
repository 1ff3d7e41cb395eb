import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '../../cdk/local/people.ts'
import { sampleAttachment, samples } from '../../cdk/local/samples/samples.ts'
import { tracks } from '../../cdk/local/samples/tracks.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { synthesize } from '../../cdk/local/synth.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import type { Record as TheRecord } from '../../shared/record/index.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { dataFolder } from './fixture.ts'

const dir = dataFolder()
const said: string[] = []
let template: string
let local: Local
let record: TheRecord
let identity: Identity
let items: Item[]

beforeAll(async () => {
  template = await synthesize()
  local = await startLocal({ dir, template, samples: true, say: (line) => said.push(line) })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  const month = new Date().toISOString().slice(0, 7)
  const ids = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await record.eventsIn(month, cursor)
    for (const event of page.events) if (event.chain.startsWith('item#')) ids.add(event.chain.slice(5))
    cursor = page.cursor
  } while (cursor !== undefined)
  items = await record.items([...ids].toSorted())
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

describe('the first start', () => {
  test('brings in the demo’s people, each with their post', async () => {
    for (const { subject, name, unit, role } of demoPeople) {
      const person = await identity.personBySignIn(local.issuer, subject)
      expect(person, subject).toMatchObject({ name, grants: [{ unit, roles: [role] }] })
    }
  })

  test('makes every sample an item, and says how far it is', () => {
    expect(items).toHaveLength(tracks.length)
    expect(said.some((line) => line.includes(`${tracks.length} sample items`))).toBe(true)
  })

  test.each(['drafting', 'first_review', 'screening', 'approval', 'head_review', 'referred', 'withheld', 'approved', 'none'] as const)(
    'leaves an item in %s', (round) => {
      expect(items.map((item) => item.round)).toContain(round)
    })

  test.each(['never', 'live', 'taken_down', 'withdrawn'] as const)('leaves an item that is %s to the public', (presence) => {
    expect(items.map((item) => item.presence)).toContain(presence)
  })

  test('leaves one take-down to be confirmed and one that is', () => {
    const removals = items.flatMap(({ takeDown }) => takeDown ? [takeDown.confirmedBy !== undefined] : [])
    expect(removals).toHaveLength(2)
    expect(removals.filter(Boolean)).toHaveLength(1)
  })

  test('leaves live items in several columns, one with a correction on its way', () => {
    const live = items.filter(({ presence }) => presence === 'live')
    expect(new Set(live.map(({ column }) => column)).size).toBeGreaterThanOrEqual(4)
    expect(live.filter(({ kind, round }) => kind === 'correction' && round !== 'none')).toHaveLength(1)
  })

  test('leaves a correction that readers see, with the version before it', async () => {
    const [item, ...others] = items.filter(({ published }) => published?.version === 2 && published.revision !== undefined)
      .filter(({ presence }) => presence === 'live')
    expect(others).toEqual([])
    const page = await (await fetch(`${local.portal}/items/${item?.id}.html`)).text()
    expect(page).toContain('行政强制的合计误写为298件')
    expect(page).toContain('<td class="n">288</td>')
    expect(await (await fetch(`${local.portal}/items/${item?.id}/v1.html`)).text()).toContain('<td class="n">298</td>')
  })

  test('leaves a live item with an attachment, in the bytes that were attached', async () => {
    const [item] = items.filter(({ title }) => title === samples['school-zone-2026'].title)
    const page = await (await fetch(`${local.portal}/items/${item?.id}.html`)).text()
    expect(page).toContain(samples['school-zone-2026'].attachment)
    const href = /href="([^"]+)" download="[^"]+\.csv"/u.exec(page)?.[1] ?? ''
    const file = await fetch(new URL(href, `${local.portal}/items/`))
    expect(Buffer.from(await file.bytes()).equals(sampleAttachment('school-zone-2026'))).toBe(true)
  })

  test('gives each reviewing role of the first unit something to decide', async () => {
    for (const round of ['first_review', 'screening', 'approval', 'head_review'] as const) {
      expect((await record.queue('dadui', round)).items.length, round).toBeGreaterThan(0)
    }
  })

  test('gives an editor a returned item with the reviewer’s opinion', async () => {
    const trails = await Promise.all(items.filter(({ round }) => round === 'drafting').map(({ id }) => record.trail(id)))
    const returned = trails.flat().filter(({ type }) => type === 'return')
    expect(returned.map(({ data }) => data['opinion'])).toEqual([expect.stringContaining('星期日')])
  })

  test('leaves an item of another unit, waiting there', async () => {
    expect((await record.queue('cheguan', 'first_review')).items).toHaveLength(1)
  })

  test('has screened whatever waits for a decision', () => {
    const waiting = items.filter(({ round }) => ['first_review', 'screening', 'approval', 'head_review', 'referred', 'approved'].includes(round))
    expect(waiting.filter(({ report, revision }) => report?.revision !== revision)).toEqual([])
  })

  test('has the planted mistakes found: card, mobile, mark of secrecy, wrong words', async () => {
    const reports = await Promise.all(items.flatMap(({ report }) => report ? [record.report(report.digest)] : []))
    const kinds = new Set(reports.flatMap(({ findings }) => findings.map(({ kind }) => kind)))
    for (const kind of ['id_card', 'mobile', 'secrecy_mark', 'misused']) expect(kinds, kind).toContain(kind)
  })

  test('shows the public what is live and nothing else', async () => {
    for (const item of items) {
      const { status } = await fetch(`${local.portal}/items/${item.id}.html`)
      expect(status, item.title).toBe(item.presence === 'never' ? 404 : 200)
      const text = await (await fetch(`${local.portal}/items/${item.id}.html`)).text()
      expect(text.includes(item.title), item.title).toBe(item.presence === 'live')
    }
  })

  test('leaves no function with work undone', () => {
    expect(items.filter(({ portalPending }) => portalPending)).toEqual([])
    for (const name of ['screen', 'publish', 'clock']) expect(local.undelivered(name), name).toEqual([])
  })

  test('leaves trails that hold', async () => {
    for (const { id, title } of items) expect(await record.verifyTrail(id), title).toMatchObject({ ok: true })
  })
})

describe('a later start', () => {
  test('finds the same people and items, and adds none', async () => {
    await local.stop()
    local = await startLocal({ dir, template, samples: true })
    const before = [record, identity]
    record = openRecord(local.environment)
    identity = openIdentity(local.environment)
    for (const one of before) one.close()
    expect(await record.items(items.map(({ id }) => id))).toEqual(items)
    expect(await identity.people()).toHaveLength(demoPeople.length)
    expect(await identity.personBySignIn(local.issuer, 'editor1')).toMatchObject({ name: '林晓' })
  })
})
