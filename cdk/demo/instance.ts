import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { servedIn } from '../local/data.ts'
import { Failure } from './failure.ts'

/** A running system that the demo works with. */
export interface Instance {
  /** Address of the console, without a trailing slash. */
  readonly console: string
  /** Address of the mail catcher's pages; unknown where only a console was named. */
  readonly mail?: string
  stop(): Promise<void>
}

export interface InstanceOptions {
  /** The console's address, where somebody named it. */
  readonly console?: string
  /** Data folder of `npm start`. */
  /** The mail catcher's address, where somebody named it. */
  readonly mail?: string
  readonly data: string
  readonly say: (line: string) => void
}

/**
 * The console that was named; else the one that `npm start` serves from the data folder; else one of the demo's own,
 * in a folder that goes away with it.
 *
 * @throws Failure where the named console does not answer
 */
export async function findInstance({ console, mail, data, say }: InstanceOptions): Promise<Instance> {
  if (console !== undefined) {
    const origin = originOf(console)
    if (!await answers(origin)) throw new Failure(`Nothing answers at ${console}`)
    return { console: origin, ...(mail !== undefined && { mail: originOf(mail) }), stop: async () => {} }
  }
  const served = servedIn(data)
  if (served.console !== undefined && await answers(served.console)) {
    say(`with the system at ${served.console}`)
    return { console: served.console, ...(served.mail !== undefined && { mail: served.mail }), stop: async () => {} }
  }
  say('with a system of its own, which takes a moment to start')
  return ownInstance()
}

async function ownInstance(): Promise<Instance> {
  const folder = mkdtempSync(join(tmpdir(), 'sanshen-demo-'))
  // However the demo ends, its folder goes.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  // Loaded only where it is needed: it is most of what there is to load.
  const { startLocal } = await import('../local/start.ts')
  const local = await startLocal({ dir: join(folder, 'data'), ticking: true })
  return { console: local.console, mail: local.mail, stop: () => local.stop() }
}

function originOf(address: string): string {
  if (!/^https?:\/\//u.test(address) || !URL.canParse(address)) throw new Failure(`${address} is no address`)
  return new URL(address).origin
}

async function answers(origin: string): Promise<boolean> {
  return fetch(`${origin}/auth/signed-out`, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    .then((response) => response.status < 500, () => false)
}
