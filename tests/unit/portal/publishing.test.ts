import { describe, expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/publish.ts'
import { PortalBusy } from '../../../functions/publish/ports.ts'
import { repairPortal } from '../../../functions/publish/repair.ts'
import { canonical, digestOf } from '../../../shared/portal/index.ts'
import { ContentAbsent, RecordBroken } from '../../../shared/record/index.ts'
import { contentOf, idOf, World } from './world.ts'

const id = idOf(1)

async function live(world = new World(), content = contentOf('关于限行的通告')): Promise<World> {
  await world.approved(id, content)
  await publishDue(world.portal, id)
  return world
}

describe('a publication', () => {
  test('writes page, revision and allotted values, names the item on the lists and says that it is delivered', async () => {
    const world = await live()
    const item = world.record.items.get(id)
    expect(item).toMatchObject({ round: 'none', presence: 'live', published: { version: 1, indexNumber: 'LJ1101/2026-00001' } })
    expect(item?.portalPending).toBeUndefined()
    expect(world.record.events.at(-1)?.type).toBe('deliver')
    expect(world.store.text(`items/${id}.html`)).toContain('关于限行的通告的正文。')
    expect(digestOf(world.store.text(`items/${id}.json`))).toBe(item?.published?.revision)
    expect(digestOf(world.store.text(`items/${id}.allotted.json`))).toBe(item?.published?.allotted)
    for (const path of ['index.html', 'columns/notices.html', 'units/dadui.html', 'feed.xml', 'sitemap/1.xml']) {
      expect(world.store.text(path), path).toContain(path.endsWith('xml') ? id : '关于限行的通告')
    }
    expect(world.store.text('columns/policies.html')).not.toContain('关于限行的通告')
  })

  test('has an event that names the digest of every file, and those are the files', async () => {
    const world = await live()
    const named = world.record.events.find(({ type }) => type === 'publish')?.data
    const state = world.store.state()
    const paths = [`items/${id}.html`, `items/${id}.json`, `items/${id}.allotted.json`]
    expect(named).toMatchObject({ files: Object.fromEntries(paths.map((path) => [path, digestOf(state[path] ?? '')])) })
    expect(world.record.events.at(-1)?.data).toMatchObject({ files: Object.fromEntries(paths.map((path) => [path, digestOf(state[path] ?? '')])) })
  })

  test('of an item whose row is not what its trail leads to does not happen', async () => {
    const world = new World()
    await world.approved(id, contentOf('没有人签发的通告'))
    world.record.broken.set(id, 'row')
    await expect(publishDue(world.portal, id)).rejects.toThrow(RecordBroken)
    expect(world.record.items.get(id)).toMatchObject({ round: 'approval', presence: 'never', held: { code: 'not_proven' } })
    expect(world.store.state()).toEqual({})
  })

  test('of an item whose content is gone does not happen: it goes back to whoever approves', async () => {
    const world = new World()
    await world.approved(id, contentOf('没有正文的通告'))
    Object.assign(world.record, { content: async (digest: string) => { throw new ContentAbsent(digest) } })
    await expect(publishDue(world.portal, id)).rejects.toThrow(ContentAbsent)
    expect(world.record.items.get(id)).toMatchObject({ round: 'approval', presence: 'never', held: { code: 'files_missing' } })
    expect(world.store.state()).toEqual({})
  })

  test('waits for whoever was at the item while it was looked at', async () => {
    const world = new World()
    await world.approved(id, contentOf('关于限行的通告'))
    world.record.broken.set(id, 'extra')
    await expect(publishDue(world.portal, id)).rejects.toThrow(PortalBusy)
    world.record.broken.clear()
    expect(await publishDue(world.portal, id)).toMatchObject({ published: 1, delivered: true })
  })

  test('of an item that is not approved, or not yet due, writes nothing', async () => {
    const world = new World()
    await world.approved(id, contentOf('将来的通告'), '2026-03-05T00:00:00.000Z')
    expect(await publishDue(world.portal, id)).toEqual({ delivered: false })
    expect(await publishDue(world.portal, idOf(9))).toEqual({ delivered: false })
    expect(world.store.writes).toEqual([])
    world.pass(3 * 24 * 60)
    expect(await publishDue(world.portal, id)).toEqual({ published: 1, delivered: true })
  })

  test('twice is the same as once', async () => {
    const world = await live()
    const [before, events] = [world.store.state(), world.record.events.length]
    world.store.writes = []
    expect(await publishDue(world.portal, id)).toEqual({ delivered: false })
    expect(world.store.writes).toEqual([])
    expect(world.store.state()).toEqual(before)
    expect(world.record.events).toHaveLength(events)
  })

  test('counts index numbers by the year in Shanghai', async () => {
    const world = new World()
    for (const [number, now] of [[1, '2026-12-31T15:59:00.000Z'], [2, '2026-12-31T15:59:30.000Z'], [3, '2026-12-31T16:00:00.000Z']] as const) {
      world.record.now = now
      await world.approved(idOf(number), contentOf(`第${number}号`))
      await publishDue(world.portal, idOf(number))
    }
    expect([1, 2, 3].map((number) => world.record.items.get(idOf(number))?.published?.indexNumber))
      .toEqual(['LJ1101/2026-00001', 'LJ1101/2026-00002', 'LJ1101/2027-00001'])
  })
})

describe('a correction', () => {
  async function corrected(): Promise<World> {
    const world = await live()
    world.pass(60 * 24)
    await world.corrected(id, contentOf('关于限行的通告（改）', { changeNote: '时间写错，现予更正。' }))
    await publishDue(world.portal, id)
    return world
  }

  test('keeps index number, first date and places; shows the note, the change and the earlier version', async () => {
    const world = await corrected()
    const page = world.store.text(`items/${id}.html`)
    expect(page).toContain('时间写错，现予更正。')
    expect(page).toContain('关于限行的通告<ins>（改）</ins>的正文。')
    expect(page).toContain(`href="../items/${id}/v1.html"`)
    expect(page).toContain('LJ1101/2026-00001')
    expect(page).toContain('content="2026-03-02 09:00"')
    expect(world.store.text(`items/${id}/v1.html`)).toContain('关于限行的通告的正文。')
    expect(world.store.text('index.html').match(/<li><a href="items/g)).toHaveLength(1)
    expect(world.store.text('index.html')).toContain('关于限行的通告（改）')
  })

  test('that moves the item to another column leaves a mark without its title in the old one', async () => {
    const world = await live()
    await world.corrected(id, contentOf('关于限行的规定', { changeNote: '归类有误。', fields: { column: 'policies' } }))
    await publishDue(world.portal, id)
    expect(world.store.text('columns/policies.html')).toContain('关于限行的规定')
    expect(world.store.text('columns/notices.html')).toContain('已移至其他栏目')
    expect(world.store.text('columns/notices.html')).not.toContain('限行')
  })

  test('after a take-down shows nothing of what was taken down', async () => {
    const world = await live()
    await world.tell(id, 'jiang', { name: 'take_down', reason: 'privacy', note: '泄露' })
    await world.tell(id, 'fang', { name: 'confirm_take_down' })
    await publishDue(world.portal, id)
    await world.corrected(id, contentOf('关于禁行的通告', { changeNote: '已去除个人信息。' }))
    await publishDue(world.portal, id)
    expect(world.store.text(`items/${id}.html`)).toContain('关于禁行的通告')
    expect(world.store.text(`items/${id}/v1.html`)).toContain('本信息已撤下')
    expect(Object.values(world.store.state()).join('')).not.toContain('限行')
  })
})

describe('a removal', () => {
  const secret = '泄露姓名'
  const leak = contentOf(`关于${secret}的通告`, { fields: { summary: `${secret}概述`, keywords: [secret] } })

  test('leaves no word of title or body anywhere in the portal, and a notice at every address', async () => {
    const world = await live(new World(), leak)
    await world.corrected(id, contentOf(`关于${secret}的更正`, { changeNote: '改' }))
    await publishDue(world.portal, id)
    const addresses = Object.keys(world.store.state())
    await world.tell(id, 'jiang', { name: 'take_down', reason: 'privacy', note: '涉及个人' })
    expect(await publishDue(world.portal, id)).toEqual({ delivered: true })
    expect(Object.keys(world.store.state())).toEqual(addresses)
    for (const [path, text] of Object.entries(world.store.state())) expect(text, path).not.toContain(secret)
    for (const path of [`items/${id}.html`, `items/${id}/v1.html`]) {
      expect(world.store.text(path)).toContain('本信息已撤下')
      expect(world.store.text(path)).toContain('涉及个人隐私')
      expect(world.store.text(path)).toContain('LJ1101/2026-00001')
    }
    expect(JSON.parse(world.store.text(`items/${id}.json`))).toMatchObject({ removed: 'taken_down', reason: 'privacy' })
    expect(world.store.text('feed.xml')).toContain('at:deleted-entry')
    expect(world.store.text('sitemap/1.xml')).not.toContain(id)
  })

  test('taken back brings the very same files', async () => {
    const world = await live()
    const before = world.store.shown()
    await world.tell(id, 'jiang', { name: 'take_down', reason: 'wrong', note: '存疑' })
    await publishDue(world.portal, id)
    await world.tell(id, 'jiang', { name: 'restore', note: '无误' })
    await publishDue(world.portal, id)
    expect(world.store.shown()).toEqual(before)
  })

  test('by withdrawal publishes the notice and never the text of the withdrawal round', async () => {
    const world = await live()
    await world.withdrawn(id, contentOf('关于限行的通告', { changeNote: '文件已废止。' }))
    await publishDue(world.portal, id)
    expect(world.record.items.get(id)).toMatchObject({ presence: 'withdrawn' })
    expect(world.store.text(`items/${id}.html`)).toContain('本信息已撤销公开')
    expect(world.store.text(`items/${id}.html`)).toContain('原文件已废止')
    for (const [path, text] of Object.entries(world.store.state())) expect(text, path).not.toMatch(/限行|文件已废止。/)
  })

  test('comes from a full page of a list as well as from an open one', async () => {
    const world = new World()
    for (let number = 1; number <= 60; number += 1) {
      await world.approved(idOf(number), contentOf(number === 7 ? '泄露通告' : `通告${number}`))
      await publishDue(world.portal, idOf(number))
    }
    expect(world.store.text('all/1.html')).toContain('泄露通告')
    await world.tell(idOf(7), 'jiang', { name: 'take_down', reason: 'secrecy', note: '保密' })
    await publishDue(world.portal, idOf(7))
    for (const [path, text] of Object.entries(world.store.state())) expect(text, path).not.toContain('泄露')
  })
})

test('the banner stands on the page once a second person has confirmed it, and nowhere in the revision', async () => {
  const world = await live()
  await world.tell(id, 'chen', { name: 'set_banner' })
  await publishDue(world.portal, id)
  expect(world.store.text(`items/${id}.html`)).not.toContain('内容更正中')
  await world.tell(id, 'fang', { name: 'confirm_banner' })
  expect(await publishDue(world.portal, id)).toEqual({ delivered: true })
  expect(world.store.text(`items/${id}.html`)).toContain('内容更正中')
  await world.tell(id, 'chen', { name: 'clear_banner' })
  expect(await publishDue(world.portal, id)).toEqual({ delivered: true })
  expect(world.store.text(`items/${id}.html`)).not.toContain('内容更正中')
})

describe('the repair', () => {
  test('makes a whole portal out of nothing, once', async () => {
    const world = new World()
    expect(await repairPortal(world.portal)).toBeGreaterThan(0)
    expect(Object.keys(world.store.state())).toEqual(expect.arrayContaining(['index.html', 'columns/notices.html', 'columns/policies.html', 'feed.xml', 'sitemap.xml']))
    expect(await repairPortal(world.portal)).toBe(0)
  })

  test('writes again what somebody has broken, and nothing else', async () => {
    const world = await live()
    const before = world.store.state()
    world.store.files.delete('feed.xml')
    world.store.files.set('index.html', { path: 'index.html', type: 'text/html', text: 'old' })
    expect(await repairPortal(world.portal)).toBe(2)
    expect(world.store.state()).toEqual(before)
  })
})

test('the allotted values hold nothing but what is on the page', async () => {
  const world = await live()
  const allotted: unknown = JSON.parse(world.store.text(`items/${id}.allotted.json`))
  expect(canonical(allotted)).toBe(world.store.text(`items/${id}.allotted.json`))
  expect(allotted).toEqual({
    v: 1, item: id, unit: 'dadui', indexNumber: 'LJ1101/2026-00001', version: 1, firstAt: world.record.now, at: world.record.now,
    revision: world.record.items.get(id)?.published?.revision, positions: { all: 1, 'column:notices': 1, 'unit:dadui': 1 },
    template: expect.stringMatching(/^[0-9a-f]{16}$/), earlier: [],
  })
})
