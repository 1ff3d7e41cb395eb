import { describe, expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/publish.ts'
import { Death, mortal } from './steps.ts'
import { contentOf, idOf, site, World } from './world.ts'

interface Scene { readonly name: string, readonly before: (world: World) => Promise<void>, readonly id: string }

const secret = '泄露'

const scenes: readonly Scene[] = [
  {
    name: 'the very first publication', id: idOf(1),
    before: async (world) => world.approved(idOf(1), contentOf('第一号通告')),
  },
  {
    name: 'a publication that fills a page', id: idOf(50),
    before: async (world) => {
      await published(world, 49)
      await world.approved(idOf(50), contentOf('第五十号通告'))
    },
  },
  {
    name: 'a publication that begins a part of the sitemap', id: idOf(51),
    before: async (world) => {
      await published(world, 50)
      await world.approved(idOf(51), contentOf('第五十一号通告'))
    },
  },
  {
    name: 'a correction to another column', id: idOf(1),
    before: async (world) => {
      await published(world, 2)
      await world.corrected(idOf(1), contentOf('更正', { changeNote: '更正。', fields: { column: 'policies' } }))
    },
  },
  {
    name: 'a take-down', id: idOf(1),
    before: async (world) => {
      await published(world, 2, secret)
      await world.tell(idOf(1), 'jiang', { name: 'take_down', reason: 'privacy', note: '泄露' })
    },
  },
  {
    name: 'a withdrawal', id: idOf(1),
    before: async (world) => {
      await published(world, 2, secret)
      await world.withdrawn(idOf(1), contentOf(secret, { changeNote: '撤销。' }))
    },
  },
]

async function published(world: World, count: number, first = '第一号通告'): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    await world.approved(idOf(number), contentOf(number === 1 ? first : `第 ${number} 号通告`))
    await publishDue(world.portal, idOf(number))
  }
}

describe.each(scenes)('$name', ({ before, id }) => {
  test('ends the same wherever it dies, once it is called again', async () => {
    const start = new World()
    await before(start)
    const undisturbed = start.copy()
    await publishDue(undisturbed.portal, id)
    const expected = undisturbed.store.state()
    for (let calls = 0; ; calls += 1) {
      const world = start.copy()
      const died = await publishDue(mortal(world, calls), id).then(() => false, (error: unknown) => {
        if (!(error instanceof Death)) throw error
        return true
      })
      expect(brokenLinks(world), `links after ${calls} calls`).toEqual([])
      // Twice: whoever wakes second must find nothing left.
      await publishDue(world.portal, id)
      await publishDue(world.portal, id)
      expect(world.store.state(), `after ${calls} calls`).toEqual(expected)
      expect(world.record.items.get(id)?.portalPending).toBeUndefined()
      expect(world.record.events.filter(({ item, type }) => item === id && type === 'publish'))
        .toHaveLength(undisturbed.record.events.filter(({ item, type }) => item === id && type === 'publish').length)
      if (!died) return
    }
  }, 180_000)
})

test('a full page that was never written is written by whoever comes next, before anything leads to it', async () => {
  const start = new World()
  await published(start, 49)
  await start.approved(idOf(50), contentOf('第五十号通告'))
  await start.approved(idOf(51), contentOf('第五十一号通告'))
  const undisturbed = start.copy()
  for (const number of [50, 51]) await publishDue(undisturbed.portal, idOf(number))
  for (let calls = 0; ; calls += 1) {
    const world = start.copy()
    const died = await publishDue(mortal(world, calls), idOf(50)).then(() => false, () => true)
    await publishDue(world.portal, idOf(51))
    expect(brokenLinks(world), `after ${calls} calls`).toEqual([])
    await publishDue(world.portal, idOf(50))
    expect(brokenLinks(world), `after ${calls} calls`).toEqual([])
    if (world.record.items.get(idOf(50))?.published?.indexNumber === undisturbed.record.items.get(idOf(50))?.published?.indexNumber) {
      expect(Object.keys(world.store.state()), `after ${calls} calls`).toEqual(Object.keys(undisturbed.store.state()))
    }
    if (!died) return
  }
}, 180_000)

/** Links on pages that can be reached from home and lead nowhere. */
function brokenLinks(world: World): string[] {
  const broken: string[] = []
  const seen = new Set<string>()
  const queue = world.store.files.has('index.html') ? ['index.html'] : []
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const file = world.store.files.get(path)
    if (!file) {
      broken.push(path)
    } else if (path.endsWith('.html')) {
      const hrefs = [...file.text.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, href]) => href ?? '')
      queue.push(...hrefs.filter((href) => !href.startsWith('mailto:') && !href.startsWith(site.reports))
        .map((href) => decodeURI(new URL(href, `http://portal/${path}`).pathname.slice(1))))
    }
  }
  return broken
}
