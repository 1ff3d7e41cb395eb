import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { itemPath, revisionPath } from '../../../shared/portal/index.ts'
import { ContentAbsent, RecordBroken } from '../../../shared/record/index.ts'
import type { Found } from '../../../shared/reconcile/index.ts'
import type { Digest, Item } from '../../../shared/workflow/types.ts'
import { pagesBehind, rewriteItem } from '../../publish/index.ts'
import type { Looked } from './bucket.ts'
import { idIn } from './paths.ts'
import type { Book, Run } from './run.ts'
import { mending } from './watch.ts'

/** What is known of an item's objects since they were last read: as long as nobody writes them again, they stay right. */
const markSchema = z.object({
  run: z.string(),
  /** the event and version that they were compared with */
  of: z.string(),
  prints: z.record(z.string(), z.string()),
  /** digests that the comparison wrote by a newer template than that of the event `seq` */
  rewritten: z.optional(z.object({ seq: z.number(), files: z.record(z.string(), z.string()) })),
})
type Mark = z.infer<typeof markSchema>
type Held = { readonly mark?: Mark, readonly version: number }

type Files = Readonly<Record<string, Digest>>
type Looks = ReadonlyMap<string, Looked>

const AT_ONCE = 6
/** Pages fetched as readers do: of what is public, and of what is not any more. */
const SAMPLES = 6

/** Whether this comparison has looked at an item. */
export async function isCompared({ means: { record }, name }: Book, id: string): Promise<boolean> {
  return (await heldOf(record, id)).mark?.run === name
}

/**
 * Compares the objects of one item with what the record says of it, and puts right what the record proves.
 *
 * @param listed its objects with their prints, all of them
 * @throws RegisterMoved, RecordBusy, PortalBusy where others are at the same things: next time
 */
export async function compareItem(book: Book, id: string, listed: ReadonlyMap<string, string>): Promise<void> {
  const { record } = book.means
  const item = await record.item(id)
  // It is being delivered: whoever does that puts everything right.
  if (item?.portalPending) return
  if (!item || item.presence === 'never' || !item.published) return removeAll(book, id, item, [...listed.keys()])
  book.count({ items: 1 })
  const held = await heldOf(record, id)
  const of = `${item.portalSeq ?? 0}/${item.published.version}`
  book.note({ samples: samplesWith(book.run, item) })
  const isKnown = held.mark?.of === of && isEqual(held.mark.prints, listed)
  const compared = isKnown ? held.mark : await compareFiles(book, item, listed, held.mark)
  if (!compared || !await compareRows(book, item)) return
  await settle(book, id, 'rewritten')
  await record.writeRegisters([{
    pk: 'reconciled', sk: id, version: held.version + 1, value: { ...compared, run: book.name, of },
  }])
}

/** @returns what to remember; nothing where the item changed meanwhile, or something is not right */
async function compareFiles(
  book: Book, item: Item, listed: ReadonlyMap<string, string>, before: Mark | undefined,
): Promise<Omit<Mark, 'run' | 'of'> | undefined> {
  const { record, bucket } = book.means
  const named = (await record.trail(item.id)).findLast(({ data }) => filesIn(data['files']) !== undefined)
  const files = filesIn(named?.data['files'])
  if (!named || !files) {
    const page = { difference: 'stale' as const, path: itemPath(item.id), ...ofItem(item) }
    await book.found([page])
    await book.unproven([page], 'no_files')
    return undefined
  }
  let rewritten = before?.rewritten?.seq === named.seq ? before.rewritten : undefined
  let looks = await look(book, [...new Set([...Object.keys(files), ...listed.keys()])])
  if (await isMoved(book, item)) return undefined
  const differences = differencesOf(item, rewritten?.files ?? files, looks)
  if (differences.length > 0) {
    await book.found(differences)
    if (!(await record.verifyTrail(item.id)).ok) {
      await book.unproven(differences, 'trail')
      return undefined
    }
    const extra = differences.filter(({ difference }) => difference === 'extra')
    const rest = differences.filter((one) => !extra.includes(one))
    const failed = await attempt(async () => {
      const written = rest.length > 0 ? await rewriteItem(mending(book), item.id) : undefined
      if (rest.length > 0 && !written) return 'content'
      if (written && !isEqual(written, new Map(Object.entries(rewritten?.files ?? files)))) rewritten = { seq: named.seq, files: { ...written } }
      return undefined
    })
    if (failed) {
      await book.unproven(rest, failed)
      return undefined
    }
    for (const { path } of extra) await bucket.remove(path, looks.get(path)?.etag ?? '')
    looks = await look(book, [...new Set([...Object.keys(files), ...looks.keys()])])
    const left = differencesOf(item, rewritten?.files ?? files, looks)
    const isLeft = (one: Found): boolean => left.some(({ path }) => path === one.path)
    await book.mended(rest.filter((one) => !isLeft(one)), 'rewritten')
    await book.mended(extra.filter((one) => !isLeft(one)), 'removed')
    // Somebody wrote it in between, or it cannot be written: the next look tells which.
    if (left.length > 0) {
      if (!await isMoved(book, item)) await book.unproven(left, 'not_mended')
      return undefined
    }
  }
  return { prints: Object.fromEntries([...looks].map(([path, { print }]) => [path, print])), ...(rewritten && { rewritten }) }
}

/** What the listings and the feed say of the item. @returns whether they say the right thing now */
async function compareRows(book: Book, item: Item): Promise<boolean> {
  const { portal, record } = book.means
  const behind = await attempt(() => pagesBehind(portal, item.id))
  // What its rows are made of is not there: nobody can say whether they are right.
  if (behind === 'content') {
    const page: Found = { difference: 'stale', path: itemPath(item.id), ...ofItem(item) }
    await book.found([page])
    await book.unproven([page], 'content')
    return false
  }
  if (behind.length === 0) return true
  const differences = behind.map((path): Found => ({ difference: 'stale', path, ...ofItem(item) }))
  await book.found(differences)
  const failed = (await record.verifyTrail(item.id)).ok
    ? await attempt(async () => { await rewriteItem(mending(book), item.id) }) : 'trail'
  if (failed) await book.unproven(differences, failed)
  else await book.mended(differences, 'rewritten')
  return failed === undefined
}

/** What of an item that is not public lies in the portal is removed; its bytes stay as older versions in the bucket. */
async function removeAll(book: Book, id: string, item: Item | undefined, paths: readonly string[]): Promise<void> {
  const { record, bucket } = book.means
  const looks = await look(book, paths)
  const differences = [...looks].map(([path, { sha256 }]): Found => ({
    difference: item ? 'early' : 'extra', path, ...(item && ofItem(item)), lying: sha256,
  }))
  if (differences.length > 0) {
    await book.found(differences)
    const proven = item ? (await record.verifyTrail(id)).ok : (await record.trail(id)).length === 0
    if (!proven) return book.unproven(differences, 'trail')
    const gone: Found[] = []
    for (const one of differences) if (await bucket.remove(one.path, looks.get(one.path)?.etag ?? '')) gone.push(one)
    await book.mended(gone, 'removed')
    // Published in between, it found its own bytes there already and left them.
    const now = await record.item(id)
    if (now?.published && !now.portalPending) await rewriteItem(mending(book), id)
  }
  return settle(book, id, 'removed')
}

/** What an earlier call found, was cut off at, and is right now. */
function settle(book: Book, id: string, by: 'rewritten' | 'removed'): Promise<void> {
  return book.mended(book.run.open.filter(({ path, item }) => item === id || idIn(path) === id), by)
}

function differencesOf(item: Item, files: Files, looks: Looks): Found[] {
  const paths = [...new Set([...Object.keys(files), ...looks.keys()])]
  return paths.flatMap((path): Found[] => {
    const [expected, lying] = [files[path], looks.get(path)]
    const one = { path, ...ofItem(item), ...(expected !== undefined && { expected }), ...(lying && { lying: lying.sha256 }) }
    if (!lying) return expected === undefined ? [] : [{ difference: 'missing', ...one }]
    if (expected === undefined) return [{ difference: 'extra', ...one }]
    if (lying.sha256 === expected) return lying.asWritten ? [] : [{ difference: 'stale', ...one }]
    // The revision lies there as the bytes that its digest is of.
    const isEarly = path === revisionPath(item.id) && lying.sha256 === item.revision && item.revision !== item.published?.revision
    return [{ difference: isEarly ? 'early' : 'stale', ...one }]
  })
}

async function look({ means: { bucket } }: Book, paths: readonly string[]): Promise<Map<string, Looked>> {
  const looks = new Map<string, Looked>()
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    await Promise.all(paths.slice(at, at + AT_ONCE).map(async (path) => {
      const object = await bucket.look(path)
      if (object) looks.set(path, object)
    }))
  }
  return looks
}

async function isMoved({ means: { record } }: Book, { id, portalSeq, published }: Item): Promise<boolean> {
  const now = await record.item(id)
  return now?.portalPending === true || now?.portalSeq !== portalSeq || now?.published?.version !== published?.version
}

async function attempt<T>(work: () => Promise<T>): Promise<T | 'content'> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ContentAbsent || error instanceof RecordBroken) return 'content'
    throw error
  }
}

async function heldOf(record: Book['means']['record'], id: string): Promise<Held> {
  const held = await record.register('reconciled', id)
  return { version: held?.version ?? 0, ...(held && { mark: markSchema.parse(held.value) }) }
}

/** The samples, with this item in them where its turn has come: another few each time. */
function samplesWith({ samples, began }: Run, item: Item): Run['samples'] {
  const removed = item.presence !== 'live'
  const path = itemPath(item.id)
  if (samples.some((one) => one.path === path)) return samples
  // What was removed last is what a cache may still hold.
  const score = removed ? `${9e15 - Date.parse(item.updatedAt)}` : createHash('sha256').update(`${began} ${item.id}`).digest('hex')
  const same = samples.filter((one) => one.removed === removed)
  const next = [...same, { path, removed, score }].toSorted((a, b) => (a.score < b.score ? -1 : 1)).slice(0, SAMPLES)
  return next.some((one) => one.path === path) ? [...samples.filter((one) => one.removed !== removed), ...next] : samples
}

function ofItem({ id, unit }: Item): Pick<Found, 'item' | 'unit'> {
  return { item: id, unit }
}

function filesIn(value: unknown): Files | undefined {
  const parsed = z.safeParse(z.record(z.string(), z.string()), value)
  return parsed.success ? parsed.data : undefined
}

function isEqual(one: Readonly<Record<string, string>>, other: ReadonlyMap<string, string>): boolean {
  return Object.keys(one).length === other.size && [...other].every(([name, value]) => one[name] === value)
}
