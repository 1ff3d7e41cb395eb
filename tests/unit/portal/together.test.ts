import { expect, test } from 'vitest'
import { publishDue } from '../../../functions/publish/publish.ts'
import { repairPortal } from '../../../functions/publish/repair.ts'
import type { PortalStore, PublishRecord } from '../../../functions/publish/ports.ts'
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
  const record: PublishRecord = {
    item: async (id) => { await turn(); return world.record.item(id) },
    content: async (digest) => { await turn(); return world.record.content(digest) },
    register: async (pk, sk) => { await turn(); return world.record.register(pk, sk) },
    writeRegisters: async (writes) => { await turn(); return world.record.writeRegisters(writes) },
    execute: async (request) => { await turn(); return world.record.execute(request) },
  }
  const store: PortalStore = {
    head: async (path) => { await turn(); return world.store.head(path) },
    put: async (file, over) => { await turn(); return world.store.put(file, over) },
  }
  return { portal: world.through(record, store), turn, run }
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
