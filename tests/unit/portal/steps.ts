import type { Portal, PortalStore, PublishRecord } from '../../../functions/publish/ports.ts'
import type { World } from './world.ts'

/** A function's end in the middle of its work: nothing that it does after that happens. */
export class Death extends Error {}

/** The world through calls of record and bucket, each of which first waits for its turn. */
export function throughTurns(world: World, turn: () => Promise<void>): Portal {
  const record: PublishRecord = {
    item: async (id) => { await turn(); return world.record.item(id) },
    content: async (digest) => { await turn(); return world.record.content(digest) },
    attachment: async (digest) => { await turn(); return world.record.attachment(digest) },
    register: async (pk, sk) => { await turn(); return world.record.register(pk, sk) },
    writeRegisters: async (writes) => { await turn(); return world.record.writeRegisters(writes) },
    execute: async (request) => { await turn(); return world.record.execute(request) },
    verifyTrail: async (id) => { await turn(); return world.record.verifyTrail(id) },
  }
  const store: PortalStore = {
    head: async (path) => { await turn(); return world.store.head(path) },
    put: async (file, over) => { await turn(); return world.store.put(file, over) },
    attach: async (file, bytes, over) => { await turn(); return world.store.attach(file, bytes, over) },
  }
  return world.through(record, store)
}

/** Dies before its n-th call. */
export function mortal(world: World, calls: number): Portal {
  let left = calls
  return throughTurns(world, async () => {
    if (left <= 0) throw new Death()
    left -= 1
  })
}

/**
 * Lets one function stop in the middle, another do something in the meantime, and the first go on from where it stood.
 *
 * @param stop calls after which the first one stops
 * @param more calls after which it dies, counted from there
 * @returns whether the first one came so far as to stop
 */
export async function overtaken(
  world: World, stop: number, more: number, first: (portal: Portal) => Promise<unknown>, meanwhile: () => Promise<unknown>,
): Promise<boolean> {
  let [calls, stopped] = [0, false]
  const { promise: resumed, resolve: resume } = Promise.withResolvers<void>()
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  const portal = throughTurns(world, async () => {
    calls += 1
    if (calls > stop) {
      stopped = true
      reach()
      await resumed
      if (calls > stop + more) throw new Death()
    }
  })
  const done = first(portal).catch((error: unknown) => {
    if (!(error instanceof Death)) throw error
  })
  await Promise.race([reached, done])
  if (stopped) await meanwhile()
  resume()
  await done
  return stopped
}
