import { OLDEST_MS, tellItem } from './tell.ts'
import type { TellMeans } from './tell.ts'
import type { Notice } from './types.ts'

/** How far each look goes back behind the one before: an index may be behind, and clocks differ. */
const OVERLAP_MS = 10 * 60_000

/**
 * Tells whatever nobody has been told since the last time: of items whose wake-up was lost.
 *
 * @param failed hears of an item that could not be told; the next time tries again
 * @returns the notices that were made here
 */
export async function catchUp(means: TellMeans, failed: (item: string, error: unknown) => void): Promise<Notice[]> {
  const { notices, now } = means
  const oldest = now.getTime() - OLDEST_MS
  const mark = await notices.mark()
  const from = new Date(Math.max(oldest, mark === undefined ? oldest : Date.parse(mark) - OVERLAP_MS)).toISOString()
  const until = now.toISOString()
  const made: Notice[] = []
  let complete = true
  for (const item of await notices.missed(from, until)) {
    try {
      made.push(...await tellItem(means, item))
    } catch (error) {
      complete = false
      failed(item, error)
    }
  }
  if (complete) await notices.setMark(until)
  return made
}
