import { expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/publish.ts'
import { repairPortal } from '../../../functions/publish/repair.ts'
import { overtaken, throughTurns } from './steps.ts'
import { contentOf, idOf, World } from './world.ts'

/** Numbers between 0 and 1 that are the same for the same seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** The world through calls that each take their turn by lot: every order of steps can come up. */
function interleaved(world: World, random: () => number) {
  const waiting: (() => void)[] = []
  const turn = async (): Promise<void> => {
    await new Promise<void>((resolve) => { waiting.push(resolve) })
  }
  const run = async <T>(work: readonly Promise<T>[]): Promise<T[]> => {
    const state = { done: false }
    const all = Promise.all(work).finally(() => { state.done = true })
    all.catch(() => {})
    while (!state.done) {
      await new Promise(setImmediate)
      const [next] = waiting.splice(Math.floor(random() * waiting.length), 1)
      next?.()
    }
    return all
  }
  const portal = throughTurns(world, turn)
  return { portal, turn, run }
}

test.each(Array.from({ length: 40 }, (_, seed) => seed))('three publications and a repair at once leave every list whole (order %i)', async (seed) => {
  const world = new World()
  await world.approved(idOf(0), contentOf('先前的通告'))
  await publishDue(world.portal, idOf(0))
  const ids = [1, 2, 3].map(idOf)
  for (const id of ids) await world.approved(id, contentOf(`通告 ${id}`))
  const { portal, run } = interleaved(world, numbers(seed))
  await run<unknown>([...ids.map((id) => publishDue(portal, id)), repairPortal(portal)])
  for (const path of ['index.html', 'columns/notices.html', 'units/dadui.html', 'feed.xml', 'sitemap/1.xml']) {
    for (const id of ids) expect(world.store.text(path), path).toContain(id)
  }
  const numbered = new Set(ids.map((id) => world.record.items.get(id)?.published?.indexNumber))
  expect(numbered).toEqual(new Set(['LJ1101/2026-00002', 'LJ1101/2026-00003', 'LJ1101/2026-00004']))
  expect(await repairPortal(world.portal)).toBe(0)
})

test.each(Array.from({ length: 60 }, (_, seed) => seed))('a take-down in the middle of the first publication wins, whoever is slower (order %i)', async (seed) => {
  const world = new World()
  await world.approved(idOf(0), contentOf('先前的通告'))
  await publishDue(world.portal, idOf(0))
  const id = idOf(1)
  await world.approved(id, contentOf('泄露姓名的通告'))
  const random = numbers(seed)
  const { portal, turn, run } = interleaved(world, random)
  const steps = Math.floor(random() * 120)
  const takeDown = async (): Promise<void> => {
    for (let step = 0; step < steps || world.record.items.get(id)?.presence !== 'live'; step += 1) await turn()
    await world.tell(id, 'jiang', { name: 'take_down', reason: 'privacy', note: '泄露' })
    await publishDue(portal, id)
  }
  await run<unknown>([publishDue(portal, id), takeDown()])
  expect(world.record.items.get(id)).toMatchObject({ presence: 'taken_down' })
  expect(world.record.items.get(id)?.portalPending).toBeUndefined()
  for (const [path, text] of Object.entries(world.store.state())) expect(text, path).not.toContain('泄露')
})

test.each(Array.from({ length: 40 }, (_, seed) => seed))('two callers for one item publish it once (order %i)', async (seed) => {
  const world = new World()
  await world.approved(idOf(1), contentOf('通告'))
  const { portal, run } = interleaved(world, numbers(seed))
  await run<unknown>([publishDue(portal, idOf(1)), publishDue({ ...portal, actor: 'clock' }, idOf(1))])
  expect(world.record.events.filter(({ type }) => type === 'publish')).toHaveLength(1)
  const undisturbed = new World()
  await undisturbed.approved(idOf(1), contentOf('通告'))
  await publishDue(undisturbed.portal, idOf(1))
  expect(world.store.state()).toEqual(undisturbed.store.state())
})

/** Calls after which a function that has gone on dies: at once, in the middle of what follows, or never. */
const DEATHS = [0, 1, 2, 4, 8, 9, Infinity]

/**
 * Stops the first function after each of its calls, lets the other do all of its work, and lets the first one go on: to
 * its end, or to its death a few calls later, after which it is called again.
 */
async function everywhere(
  start: World, id: string, meanwhile: (world: World) => Promise<unknown>, check: (world: World, where: string) => void,
): Promise<void> {
  for (let stop = 0; ; stop += 1) {
    for (const more of DEATHS) {
      const world = start.copy()
      const stopped = await overtaken(world, stop, more, (portal) => publishDue(portal, id), () => meanwhile(world))
      if (!stopped) return
      await publishDue(world.portal, id)
      world.pass(3)
      await publishDue(world.portal, id)
      const where = `stopped after ${stop}, dead after ${more} more`
      check(world, where)
      // What the registers say has to be right as well, not only what was written before.
      await repairPortal(world.portal)
      check(world, where)
    }
  }
}

const secret = '泄露姓名'

async function live(title = '先前的通告'): Promise<World> {
  const world = new World()
  await world.approved(idOf(1), contentOf(title))
  await publishDue(world.portal, idOf(1))
  return world
}

function hides(world: World, where: string): void {
  expect(world.record.items.get(idOf(1))?.portalPending, where).toBeUndefined()
  for (const [path, text] of Object.entries(world.store.state())) expect(text.includes(secret), `${path} ${where}`).toBe(false)
}

test('a publication that is overtaken by another leaves nothing of it out', async () => {
  const start = await live()
  for (const number of [2, 3]) await start.approved(idOf(number), contentOf(`通告${number}`))
  await everywhere(start, idOf(2), (world) => publishDue(world.portal, idOf(3)), (world, where) => {
    for (const path of ['index.html', 'columns/notices.html', 'units/dadui.html', 'feed.xml', 'sitemap/1.xml']) {
      for (const number of [1, 2, 3]) expect(world.store.text(path).includes(idOf(number)), `${number} ${path} ${where}`).toBe(true)
    }
  })
}, 180_000)

test('a publication that is overtaken by a take-down shows nothing', async () => {
  const start = await live()
  await start.approved(idOf(2), contentOf(`关于${secret}的通告`))
  await everywhere(start, idOf(2), async (world) => {
    if (world.record.items.get(idOf(2))?.presence !== 'live') return
    await world.tell(idOf(2), 'jiang', { name: 'take_down', reason: 'privacy', note: '泄露' })
    await publishDue(world.portal, idOf(2))
  }, (world, where) => {
    if (world.record.items.get(idOf(2))?.presence === 'taken_down') hides(world, where)
  })
}, 180_000)

test('a restoration that is overtaken by a second take-down shows nothing', async () => {
  const start = await live(`关于${secret}的通告`)
  await start.tell(idOf(1), 'jiang', { name: 'take_down', reason: 'privacy', note: '泄露' })
  await publishDue(start.portal, idOf(1))
  await start.tell(idOf(1), 'jiang', { name: 'restore', note: '无误' })
  start.pass(1)
  await everywhere(start, idOf(1), async (world) => {
    await world.tell(idOf(1), 'jiang', { name: 'take_down', reason: 'privacy', note: '泄露' })
    await publishDue(world.portal, idOf(1))
  }, hides)
}, 180_000)

test('a take-down that is overtaken by a restoration and goes on to its end shows all again', async () => {
  const start = await live()
  const shown = start.store.shown()
  await start.tell(idOf(1), 'jiang', { name: 'take_down', reason: 'wrong', note: '存疑' })
  for (let stop = 0; ; stop += 1) {
    const world = start.copy()
    const stopped = await overtaken(world, stop, Infinity, (portal) => publishDue(portal, idOf(1)), async () => {
      await world.tell(idOf(1), 'jiang', { name: 'restore', note: '无误' })
      await publishDue(world.portal, idOf(1))
    })
    if (!stopped) return
    expect(world.store.shown(), `stopped after ${stop}`).toEqual(shown)
  }
}, 180_000)

test('a take-down that is overtaken by a restoration shows all again, though it dies', async () => {
  const start = await live()
  const shown = start.store.shown()
  await start.tell(idOf(1), 'jiang', { name: 'take_down', reason: 'wrong', note: '存疑' })
  await everywhere(start, idOf(1), async (world) => {
    await world.tell(idOf(1), 'jiang', { name: 'restore', note: '无误' })
    await publishDue(world.portal, idOf(1))
  }, (world, where) => {
    expect(world.store.shown(), where).toEqual(shown)
    expect(world.record.items.get(idOf(1))?.portalPending, where).toBeUndefined()
  })
}, 180_000)

test('a banner that is overtaken by a correction leaves the new version everywhere', async () => {
  const start = await live()
  await start.tell(idOf(1), 'chen', { name: 'set_banner' })
  await start.tell(idOf(1), 'fang', { name: 'confirm_banner' })
  await start.corrected(idOf(1), contentOf('更正后的通告', { changeNote: '更正。' }))
  const expected = start.copy()
  await publishDue(expected.portal, idOf(1))
  await everywhere(start, idOf(1), (world) => publishDue(world.portal, idOf(1)), (world, where) => {
    expect(world.store.shown(), where).toEqual(expected.store.shown())
  })
}, 180_000)

test('a delivery that is overtaken by the next version leaves the new version everywhere', async () => {
  const start = await live()
  await start.tell(idOf(1), 'chen', { name: 'set_banner' })
  await start.tell(idOf(1), 'fang', { name: 'confirm_banner' })
  const correct = async (world: World): Promise<void> => {
    await world.corrected(idOf(1), contentOf('更正后的通告', { changeNote: '更正。' }))
    await publishDue(world.portal, idOf(1))
  }
  const expected = start.copy()
  await correct(expected)
  await everywhere(start, idOf(1), correct, (world, where) => {
    expect(world.store.shown(), where).toEqual(expected.store.shown())
  })
}, 180_000)
