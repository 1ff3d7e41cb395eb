import type { Found } from '../../../shared/reconcile/index.ts'
import { SharedPages } from '../../publish/index.ts'
import type { SharedPage } from '../../publish/index.ts'
import type { Looked } from './bucket.ts'
import type { Book } from './run.ts'
import type { Would } from './truth.ts'
import { untouched } from './truth.ts'
import { mending } from './watch.ts'

/** How long a page may be behind its registers because somebody is just writing it. */
const WRITING_MS = 120_000
const MOST_DOUBTS = 200
/** Whoever finds another wrong page so often, finds a wrong page. */
const MOST_TIMES = 5

/** Compares the pages from a number on, for as long as there is time. @returns whether these were all */
export async function comparePages(book: Book): Promise<boolean> {
  const { means, run } = book
  let behind: Would[] = []
  let number = 0
  for await (const page of new SharedPages(untouched(means.portal, means.bucket, (one) => behind.push(one))).every()) {
    number += 1
    if (number <= run.page) continue
    if (!means.hasTime()) return false
    behind = []
    await page.write()
    book.count({ pages: 1 })
    book.note({ page: number })
    const one = behind.find(({ path }) => path === page.path)
    if (one) await judge(book, one)
    // What is kept is behind what was done, never before it.
    if (number % 25 === 0) await book.keep({})
  }
  return true
}

/** Looks again at what somebody may just have been writing. @returns whether nothing of it is left */
export async function compareDoubts(book: Book): Promise<boolean> {
  const { means } = book
  for (const doubt of book.run.doubts) {
    if (means.at.getTime() - Date.parse(doubt.at) < WRITING_MS) continue
    if (!means.hasTime()) return false
    const one = await wouldOf(book, doubt.path)
    const others = book.run.doubts.filter(({ path }) => path !== doubt.path)
    const isSame = (one?.over?.etag ?? '') === doubt.etag
    if (one && !isSame && doubt.times < MOST_TIMES) {
      await book.keep({ doubts: [...others, { path: doubt.path, etag: one.over?.etag ?? '', at: means.at.toISOString(), times: doubt.times + 1 }] })
      continue
    }
    if (one) await mend(book, doubt.path, one.over)
    await book.keep({ doubts: others })
  }
  return book.run.doubts.length === 0
}

/** Goes on with a page that was found and not mended, because the process ended in between. */
export async function mendPage(book: Book, found: Found): Promise<void> {
  if (await wouldOf(book, found.path)) await (await pageOf(book, found.path))?.write()
  await book.mended(book.run.open.filter(({ path }) => path === found.path), 'rewritten')
}

/** Every address that one of these pages has. */
export async function pathsOfPages({ means: { portal } }: Book): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for await (const { path } of new SharedPages(portal).every()) known.add(path)
  return known
}

// Missing, or written and by publishing itself: perhaps at this very moment, by somebody who is about to do the rest.
async function judge(book: Book, { path, over }: Would): Promise<void> {
  const { run, means: { at } } = book
  if (over && !over.asWritten) return mend(book, path, over)
  if (run.doubts.length >= MOST_DOUBTS) return
  await book.keep({ doubts: [...run.doubts, { path, etag: over?.etag ?? '', at: at.toISOString(), times: 1 }] })
}

async function mend(book: Book, path: string, over: Looked | undefined): Promise<void> {
  // An older template made it, and nobody has touched it since: that is no difference from the record.
  if (over?.asWritten && !book.run.sameEdition) {
    await (await pageOf(book, path))?.write()
    book.count({ renewed: 1 })
    return
  }
  const one: Found = { difference: over ? 'stale' : 'missing', path, ...(over && { lying: over.sha256 }) }
  await book.found([one])
  await (await pageOf(book, path))?.write()
  await (await wouldOf(book, path) ? book.unproven([one], 'not_mended') : book.mended([one], 'rewritten'))
}

async function wouldOf({ means: { portal, bucket } }: Book, path: string): Promise<Would | undefined> {
  const would: Would[] = []
  for await (const page of new SharedPages(untouched(portal, bucket, (one) => would.push(one))).every()) {
    if (page.path === path) await page.write()
  }
  return would.find((one) => one.path === path)
}

async function pageOf(book: Book, path: string): Promise<SharedPage | undefined> {
  for await (const page of new SharedPages(mending(book)).every()) if (page.path === path) return page
  return undefined
}
