import { setTimeout } from 'node:timers/promises'
import { RegisterMoved } from '../../shared/record/index.ts'
import { PortalBusy } from './ports.ts'

const ATTEMPTS = 12

/** Thrown by an attempt that somebody else has overtaken. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/**
 * Tries until nobody comes in between; waits longer each time, and never the same for two that collided.
 *
 * @throws PortalBusy after a dozen attempts
 */
export async function until<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  for (let count = 0; count < ATTEMPTS; count += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Overtaken) && !(error instanceof RegisterMoved)) throw error
    }
    await setTimeout(Math.random() * Math.min(1000, 10 * 2 ** count))
  }
  throw new PortalBusy(what)
}
