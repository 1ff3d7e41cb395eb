import type { Found } from '../../../shared/reconcile/index.ts'
import type { Listed } from './bucket.ts'
import { compareItem } from './item.ts'
import { pathsOfPages } from './pages.ts'
import { idIn } from './paths.ts'
import type { Book } from './run.ts'

/** Items after which the place is kept. */
const BATCH = 25

interface Group { readonly id?: string, readonly objects: readonly Listed[] }

/** Walks all that lies in the bucket, in the order of the addresses. @returns whether it is at the end */
export async function compareObjects(book: Book): Promise<boolean> {
  const { bucket, hasTime } = book.means
  const known = await pathsOfPages(book)
  for (;;) {
    const { run } = book
    const { objects, complete } = await bucket.list(run.after === undefined ? {} : { after: run.after })
    const groups = groupsOf(objects)
    // The last item of a page may go on behind it.
    const whole = complete || groups.length < 2 ? groups : groups.slice(0, -1)
    for (const [at, group] of whole.entries()) {
      if (!hasTime()) return false
      if (group.id === undefined) await compareUnknown(book, group.objects, known)
      else await compareItem(book, group.id, printsOf(complete || whole.length > 1 ? group.objects : await allOf(book, group)))
      const last = group.objects.at(-1)
      book.count({ objects: group.objects.length })
      book.note({ after: last?.path })
      if (at % BATCH === BATCH - 1) await book.keep({})
    }
    await book.keep({})
    if (complete) return true
  }
}

/** All objects of an item, by their addresses. */
export async function listItem({ means: { bucket } }: Book, id: string): Promise<ReadonlyMap<string, string>> {
  const objects: Listed[] = []
  let after: string | undefined
  for (;;) {
    const page = await bucket.list({ prefix: `items/${id}`, ...(after !== undefined && { after }) })
    objects.push(...page.objects)
    after = page.objects.at(-1)?.path
    if (page.complete || after === undefined) return printsOf(objects.filter(({ path }) => idIn(path) === id))
  }
}

// Publishing writes nothing there. What it is, people have to find out: nothing says that it may be removed.
async function compareUnknown(book: Book, objects: readonly Listed[], known: ReadonlySet<string>): Promise<void> {
  const strange: Found[] = []
  for (const { path } of objects) {
    if (known.has(path) || await isOlderStyle(book, path) || await isOlderList(book, path)) continue
    const object = await book.means.bucket.look(path)
    if (object) strange.push({ difference: 'extra', path, lying: object.sha256 })
  }
  await book.found(strange)
  await book.unproven(strange, 'unknown')
}

/** A style that older pages lead to: its name is the digest of its bytes. */
async function isOlderStyle({ means: { bucket } }: Book, path: string): Promise<boolean> {
  const digest = /^assets\/([0-9a-f]{16})\.css$/u.exec(path)?.[1]
  return digest !== undefined && (await bucket.look(path))?.sha256.startsWith(digest) === true
}

/** A page of a column or unit that the settings do not name any more. */
async function isOlderList({ means: { record } }: Book, path: string): Promise<boolean> {
  const [, kind, id = '', page] = /^(column|unit)s\/([^/]+?)(?:\/([1-9]\d*))?\.html$/u.exec(path) ?? []
  if (kind === undefined) return false
  const head = await record.register(`list#${kind}:${decoded(id)}`, 'head')
  if (!head) return false
  return page === undefined || await record.register(`list#${kind}:${decoded(id)}`, `page#${page}`) !== undefined
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

async function allOf(book: Book, { id = '', objects }: Group): Promise<readonly Listed[]> {
  const all = await listItem(book, id)
  return all.size > objects.length ? [...all].map(([path, print]) => ({ path, print })) : objects
}

function groupsOf(objects: readonly Listed[]): Group[] {
  const groups: { id?: string, objects: Listed[] }[] = []
  for (const object of objects) {
    const id = idIn(object.path)
    const last = groups.at(-1)
    if (last && last.id === id) last.objects.push(object)
    else groups.push({ ...(id !== undefined && { id }), objects: [object] })
  }
  return groups
}

function printsOf(objects: readonly Listed[]): ReadonlyMap<string, string> {
  return new Map(objects.map(({ path, print }) => [path, print]))
}
