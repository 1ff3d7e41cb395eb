import { createHash } from 'node:crypto'
import type { Found } from '../../../shared/reconcile/index.ts'
import { paths } from '../../../shared/portal/index.ts'
import type { Book } from './run.ts'

/** For as long a cache may serve what lay there before; then some more. */
const CACHED_MS = 10 * 60_000

/** Fetches some pages as readers do, and compares them with what lies in the bucket. @returns whether these were all */
export async function compareServed(book: Book): Promise<boolean> {
  const { means: { bucket, fetch, hasTime, at } } = book
  const sampled = [paths.home, ...book.run.samples.map((one) => one.path)]
  for (const [number, path] of sampled.entries()) {
    if (number < book.run.page) continue
    if (!hasTime()) return false
    book.note({ page: number + 1 })
    const got = await fetch(path)
    const lying = await bucket.look(path)
    if (got === undefined || !lying || at.getTime() - lying.writtenAt.getTime() < CACHED_MS) continue
    book.count({ served: 1 })
    const sha256 = got === 'none' ? undefined : createHash('sha256').update(got).digest('hex')
    if (sha256 === lying.sha256) continue
    const one: Found = { difference: 'served', path, expected: lying.sha256, ...(sha256 !== undefined && { lying: sha256 }) }
    await book.found([one])
    await book.unproven([one], 'elsewhere')
  }
  return true
}
