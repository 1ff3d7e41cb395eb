import * as z from 'zod/mini'
import { editionOf } from '../../shared/portal/index.ts'
import { RecordBusy, RegisterMoved } from '../../shared/record/index.ts'
import type { Register } from '../../shared/record/index.ts'
import { ROUNDS } from '../../shared/workflow/states.ts'
import type { Portal } from '../publish/index.ts'
import { isOfThisEdition, PortalBusy } from '../publish/index.ts'
import { compareItem, isCompared } from './reconcile/item.ts'
import { compareObjects, listItem } from './reconcile/objects.ts'
import { compareDoubts, comparePages, mendPage } from './reconcile/pages.ts'
import { idIn } from './reconcile/paths.ts'
import type { Means } from './reconcile/run.ts'
import { Book } from './reconcile/run.ts'
import { compareServed } from './reconcile/served.ts'
import { watching } from './reconcile/watch.ts'

export { S3PortalBucket } from './reconcile/bucket.ts'
export type { Means } from './reconcile/run.ts'

/** What the comparison has come to. */
export interface Compared {
  readonly found: number
  readonly mended: number
  readonly unproven: number
  /** whether it is at its end; the next minute goes on where not */
  readonly complete: boolean
}

/** When the clock was last seen to go: after a longer pause, whatever happened meanwhile is looked at at once. */
const ALIVE = { pk: 'reconcile', sk: 'alive' } as const
const SEEN_MS = 10 * 60_000
const PAUSE_MS = 30 * 60_000
const MOST_WALKS = 3

/**
 * Goes on comparing what should be public with what the portal bucket holds, and that with what readers get: once a
 * night, and once after the clock stood still. What the record proves is put right, what it does not prove raises an alarm and
 * stands on the auditors' overview until it is gone. The place is kept in a register, and each finding is an event before
 * anything is changed: whoever is cut off goes on there.
 */
export async function goOnComparing(means: Means): Promise<Compared> {
  const book = await Book.open(means)
  const before = book.run.counts
  let complete = false
  try {
    const paused = await wasPaused(means)
    const night = new Date(means.at.getTime() + (8 - means.hour) * 3_600_000).toISOString().slice(0, 10)
    const { began } = book.run
    await goOnWithOpen(book)
    if (paused || (book.run.done && book.run.night !== night)) await book.begin(night, editionOf(means.portal.site))
    await stayAlive(means)
    if (!book.run.done) await goOn(book)
    // The time is over, or something has to be looked at later: what was done is kept.
    if (!book.run.done) await book.keep({})
    complete = book.run.done
    return { ...differenceOf(book, began === book.run.began ? before : undefined), complete }
  } catch (error) {
    // Another clock compares at this moment, or others are at the same pages: the next minute goes on.
    if (!(error instanceof RegisterMoved || error instanceof RecordBusy || error instanceof PortalBusy)) throw error
    return { ...differenceOf(book, before), complete: false }
  }
}

/**
 * The portal for repairs that are no part of a comparison: a page that is missing, or that somebody else has written, is
 * said to be found before it is written. The first pages of an edition are missing because nobody has written them yet.
 */
export async function watchedPortal(means: Means): Promise<Portal> {
  if (!await isOfThisEdition(means.portal)) return means.portal
  return watching(await Book.open(means), means.portal)
}

async function goOn(book: Book): Promise<void> {
  const { run } = book
  if (run.phase === 'bucket' && await compareObjects(book)) await book.keep({ phase: 'items' })
  if (book.run.phase === 'items' && await compareItems(book)) await book.keep({ phase: 'pages' })
  if (book.run.phase === 'pages' && await comparePages(book)) await book.keep({ phase: 'served', page: 0 })
  if (book.run.phase === 'served' && await compareServed(book)) await book.keep({ phase: 'doubts' })
  if (book.run.phase === 'doubts' && await compareDoubts(book)) await book.end()
}

/** What was found and not seen to, because the process ended in between. */
async function goOnWithOpen(book: Book): Promise<void> {
  for (const one of book.run.open) {
    const id = one.item ?? idIn(one.path)
    if (id !== undefined) await compareItem(book, id, await listItem(book, id))
    else if (one.difference === 'missing' || one.difference === 'stale') await mendPage(book, one)
  }
}

/**
 * Looks at every item that no object has led to. Items move between queues meanwhile: all are walked until a walk finds
 * no other.
 */
async function compareItems(book: Book): Promise<boolean> {
  const { record, units, hasTime } = book.means
  const queues = units.flatMap((unit) => ROUNDS.map((round) => ({ unit, round })))
  for (;;) {
    const queue = queues[book.run.queue]
    if (!queue) {
      if (book.run.fresh === 0 || book.run.walk >= MOST_WALKS) return true
      await book.keep({ queue: 0, walk: book.run.walk + 1, fresh: 0 })
      continue
    }
    const page = await record.queue(queue.unit, queue.round, book.run.cursor)
    let fresh = 0
    for (const { id, published, portalPending } of page.items) {
      if (!published || portalPending || await isCompared(book, id)) continue
      if (!hasTime()) return false
      await compareItem(book, id, await listItem(book, id))
      fresh += 1
    }
    const place = page.cursor === undefined ? { queue: book.run.queue + 1, cursor: undefined } : { cursor: page.cursor }
    await book.keep({ ...place, fresh: book.run.fresh + fresh })
  }
}

async function wasPaused({ record, at }: Means): Promise<boolean> {
  const last = timeOf(await record.register(ALIVE.pk, ALIVE.sk))
  return last === undefined || at.getTime() - last > PAUSE_MS
}

async function stayAlive({ record, at }: Means): Promise<void> {
  const held = await record.register(ALIVE.pk, ALIVE.sk)
  const last = timeOf(held)
  if (last !== undefined && at.getTime() - last < SEEN_MS) return
  await record.writeRegisters([{ ...ALIVE, value: at.toISOString(), version: (held?.version ?? 0) + 1 }])
}

function timeOf(held: Register | undefined): number | undefined {
  return held && Date.parse(z.string().parse(held.value))
}

function differenceOf({ run: { counts } }: Book, before: Book['run']['counts'] | undefined): Omit<Compared, 'complete'> {
  return {
    found: counts.found - (before?.found ?? 0), mended: counts.mended - (before?.mended ?? 0),
    unproven: counts.unproven - (before?.unproven ?? 0),
  }
}
