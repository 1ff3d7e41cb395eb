import { beforeAll, describe, expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/index.ts'
import { allottedPath, digestOf, itemPath, revisionPath, versionPath } from '../../../shared/portal/index.ts'
import { contentOf, idOf } from '../portal/world.ts'
import { Death } from '../portal/steps.ts'
import { ComparedWorld } from './world.ts'

const [one, other, draft] = [idOf(1), idOf(2), idOf(3)]
const STRANGER = '01JZZZZZZZZZZZZZZZZZZZZZZZ'

let clean: ComparedWorld

beforeAll(async () => {
  clean = new ComparedWorld()
  await clean.published(1)
  await clean.published(2)
  await clean.world.approved(draft, contentOf('将来的通告'), '2026-12-05T00:00:00.000Z')
  await clean.minute()
  await clean.night()
})

describe('a comparison', () => {
  test('of a clean portal finds nothing, at the first time as at the next', async () => {
    expect(clean.told()).toEqual([])
    expect(clean.said.at(-1)).toMatchObject({ stage: 'ended', counts: { items: 2, objects: Object.keys(clean.state()).length, found: 0 }, standing: [] })
    const world = clean.copy()
    await world.night()
    expect(world.told()).toEqual([])
    expect(world.state()).toEqual(clean.state())
  })

  test('begins once a night, and once after the clock stood still', async () => {
    const world = clean.copy()
    const ended = (): number => world.said.filter(({ stage }) => stage === 'ended').length
    for (let minute = 0; minute < 8; minute += 1) await world.minute(25)
    expect(ended(), 'every 25 minutes').toBe(0)
    await world.minute(31)
    await world.minute(3)
    expect(ended(), 'after a pause').toBe(1)
  })

  test('goes on where its time was over', async () => {
    const world = clean.copy()
    world.plant(itemPath(one), '<p>篡改</p>', digestOf('x'))
    world.remove(allottedPath(other))
    await world.minute(24 * 60, Infinity, 0)
    let minutes = 0
    while (!await world.minute(1, Infinity, 2)) minutes += 1
    expect(minutes).toBeGreaterThan(3)
    expect(world.told()).toEqual([
      `found stale ${itemPath(one)}`, `mended stale ${itemPath(one)}`, `found missing ${allottedPath(other)}`, `mended missing ${allottedPath(other)}`,
    ])
    expect(world.state()).toEqual(clean.state())
  })

  test('finds an item of which nothing is left', async () => {
    const world = clean.copy()
    for (const path of [itemPath(one), revisionPath(one), allottedPath(one)]) world.remove(path)
    await world.night()
    expect(world.told().filter((text) => text.startsWith('mended'))).toHaveLength(3)
    expect(world.state()).toEqual(clean.state())
  })

  test('calls early what is of a revision that is still being reviewed', async () => {
    const world = clean.copy()
    const content = contentOf('更正后的通告', { changeNote: '更正。' })
    await world.world.tell(one, 'chen', { name: 'correct' })
    const text = JSON.stringify(content)
    world.world.record.items.set(one, { ...world.world.record.items.get(one) ?? (() => { throw new Error('no item') })(), revision: digestOf(text) })
    world.plant(revisionPath(one), text)
    await world.night()
    expect(world.told()).toEqual([`found early ${revisionPath(one)}`, `mended early ${revisionPath(one)}`])
    expect(world.state()).toEqual(clean.state())
  })

  test('puts back the notice of what was taken down', async () => {
    const world = clean.copy()
    const page = world.state()[itemPath(one)] ?? ''
    await world.world.tell(one, 'fang', { name: 'take_down', reason: 'privacy', note: '含个人信息' })
    await world.world.tell(one, 'han', { name: 'confirm_take_down' })
    await publishDue(world.world.portal, one)
    const before = world.state()
    world.plant(itemPath(one), page, digestOf(page))
    await world.night()
    expect(world.told()).toEqual([`found stale ${itemPath(one)}`, `mended stale ${itemPath(one)}`])
    expect(world.state()).toEqual(before)
  })

  test('leaves alone what is being delivered', async () => {
    const world = clean.copy()
    await world.world.tell(one, 'fang', { name: 'take_down', reason: 'privacy', note: '含个人信息' })
    await world.night()
    expect(world.told()).toEqual([])
  })

  test('leaves alone what the trail does not prove, and alarms once', async () => {
    const world = clean.copy()
    world.world.record.broken.set(one, 'row')
    world.plant(itemPath(one), '<p>不知真假</p>')
    world.world.record.broken.set(draft, 'replay')
    world.plant(itemPath(draft), '<p>提前？</p>')
    await world.night()
    await world.night()
    expect(world.alarms.map(([{ path, difference }, code]) => [path, difference, code]))
      .toEqual([[itemPath(one), 'stale', 'trail'], [itemPath(draft), 'early', 'trail']])
    expect(world.state()).toMatchObject({ [itemPath(one)]: '<p>不知真假</p>', [itemPath(draft)]: '<p>提前？</p>' })
    expect(world.said.findLast(({ stage }) => stage === 'ended'))
      .toMatchObject({ standing: expect.toSatisfy((standing: readonly { path: string }[]) => standing.length === 2) })
    world.world.record.broken.clear()
    await world.night()
    expect(world.told().slice(-2).toSorted()).toEqual([`mended early ${itemPath(draft)}`, `mended stale ${itemPath(one)}`])
    expect(world.state()).toEqual(clean.state())
  })

  test('does not write again what the record has lost', async () => {
    const world = clean.copy()
    world.remove(itemPath(one))
    const revision = world.world.record.items.get(one)?.published?.revision ?? ''
    world.world.record.contents.delete(revision)
    await world.night()
    expect(world.told()).toEqual([`found missing ${itemPath(one)}`, `unproven missing ${itemPath(one)}`])
    expect(world.alarms.map(([, code]) => code)).toEqual(['content'])
    expect(world.state()[itemPath(one)]).toBeUndefined()
  })

  test('says what readers get where it is not what lies there', async () => {
    const world = clean.copy()
    world.served.set('index.html', '<p>旧的首页</p>')
    await world.night()
    expect(world.alarms.map(([{ path, difference }, code]) => [path, difference, code])).toEqual([['index.html', 'served', 'elsewhere']])
    world.served.clear()
    await world.night()
    expect(world.told().at(-1)).toBe('settled served index.html')
  })
})

describe('wherever it dies', () => {
  const plants: readonly (readonly [string, (world: ComparedWorld) => readonly (readonly [string, string])[]])[] = [
    ['a page that was forged', (world) => {
      world.plant(itemPath(one), '<p>篡改</p>', world.world.store.files.has(itemPath(one)) ? digestOf(world.state()[itemPath(one)] ?? '') : '')
      return [['stale', itemPath(one)]]
    }],
    ['what is there too early, and what nobody knows', (world) => {
      world.plant(itemPath(draft), '<p>提前</p>')
      world.plant(itemPath(STRANGER), '<p>不明</p>')
      world.plant(versionPath(other, 9), '<p>没有这一版</p>')
      return [['early', itemPath(draft)], ['extra', itemPath(STRANGER)], ['extra', versionPath(other, 9)]]
    }],
    ['pages that were forged and pages that are gone', (world) => {
      const path = 'columns/notices.html'
      world.plant(path, '<p>替换</p>', digestOf(world.state()[path] ?? ''))
      world.remove('sitemap/1.xml')
      world.plant('index.html', '<p>替换</p>')
      world.remove(revisionPath(other))
      return [['stale', path], ['missing', 'sitemap/1.xml'], ['stale', 'index.html'], ['missing', revisionPath(other)]]
    }],
  ]

  test.each(plants)('%s: found once, mended once, and nothing else is touched', async (_name, plant) => {
    for (let life = 0; ; life += 1) {
      const world = clean.copy()
      const expected = plant(world).flatMap(([difference, path]) => [`found ${difference} ${path}`, `mended ${difference} ${path}`])
      const died = await world.minute(24 * 60, life).then(() => false, (error: unknown) => {
        if (!(error instanceof Death)) throw error
        return true
      })
      for (let minute = 0; minute < 4; minute += 1) await world.minute(minute)
      await world.minute(3)
      expect(world.told().toSorted(), `after ${life} calls`).toEqual(expected.toSorted())
      expect(world.state(), `after ${life} calls`).toEqual(clean.state())
      if (!died) return
    }
  }, 120_000)
})
