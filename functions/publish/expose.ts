import {
  canonical, canSeal, firstOpen, headPath, isListName, isOpen, listsOf, pageOf, paths, placed, ROWS, seal, sealedPath, withEntry,
} from '../../shared/portal/index.ts'
import type { Allotted, FeedEntry, ListHead, ListName, Row } from '../../shared/portal/index.ts'
import type { Content } from '../../shared/document/content.ts'
import type { RegisterWrite } from '../../shared/record/index.ts'
import { Overtaken, until } from './attempts.ts'
import type { Showing } from './files.ts'
import { showingOf } from './files.ts'
import type { Portal } from './ports.ts'
import type { Held } from './registers.ts'
import { PortalRegisters } from './registers.ts'

/** The register that holds an item's row in one listing. */
interface Spot {
  readonly list: ListName
  readonly position: number
  readonly head: Held<ListHead>
  /** where the row stands in a full page */
  readonly page?: Held<{ readonly rows: readonly Row[] }>
}

/**
 * Brings an item's rows and its entry of the feed in line with what its row says, once its files are written: from then
 * on the shared pages name it, or no longer do. A page of a listing that has become full gets its own register; never
 * more than one at a time, so that no publication writes much more than another.
 *
 * @throws PortalBusy
 */
export async function expose(portal: Portal, id: string): Promise<void> {
  const registers = new PortalRegisters(portal.record)
  await until(`rows of ${id}`, async () => {
    const { value: place } = await registers.item(id)
    if (!place) return
    const [feed, shown, spots] = await Promise.all([
      registers.feed(), registers.shown(id), spotsOf(registers, place.allotted),
    ])
    // Last of all: whoever read the registers before a change of the item finds them moved.
    const item = await portal.record.item(id)
    const showing = item && showingOf(item, place)
    if (!item || !showing) return
    if (item.published?.version !== place.allotted.version) throw new Overtaken()
    const content = showing.kind === 'live' ? await portal.record.content(place.allotted.revision) : undefined
    const writes = rowWrites(spots, place.allotted, showing, content)
    const entries = withEntry(feed.value.entries, entryOf(place.allotted, showing, content))
    await portal.record.writeRegisters([
      ...writes,
      ...(canonical(entries) === canonical(feed.value.entries) ? [] : [feed.write({ entries })]),
      // Written even where nothing else is, so that whoever has an older view of the item finds a register moved.
      shown.write({ seq: item.seq, version: place.allotted.version, live: showing.kind === 'live' }),
    ])
  })
}

/**
 * The pages that name an item otherwise than its row says, by what their registers hold; none where all agree, or while
 * the item is being delivered.
 */
export async function pagesBehind(portal: Portal, id: string): Promise<readonly string[]> {
  const registers = new PortalRegisters(portal.record)
  const { value: place } = await registers.item(id)
  if (!place) return []
  const [feed, spots] = await Promise.all([registers.feed(), spotsOf(registers, place.allotted)])
  const item = await portal.record.item(id)
  const showing = item && showingOf(item, place)
  if (!item || !showing || item.portalPending || item.published?.version !== place.allotted.version) return []
  const content = showing.kind === 'live' ? await portal.record.content(place.allotted.revision) : undefined
  const entries = withEntry(feed.value.entries, entryOf(place.allotted, showing, content))
  return [
    ...changesOf(spots, place.allotted, showing, content).map(({ spot: { list, position, page } }) =>
      page ? sealedPath(list, pageOf(position)) : headPath(list)),
    ...(isSameFeed(entries, feed.value.entries) ? [] : [paths.feed]),
  ]
}

// Of two that were published in the same moment either may come first.
function isSameFeed(one: readonly FeedEntry[], other: readonly FeedEntry[]): boolean {
  return canonical(one.toSorted(byId)) === canonical(other.toSorted(byId))
}

function byId(one: FeedEntry, other: FeedEntry): number {
  return one.id < other.id ? -1 : 1
}

async function spotsOf(registers: PortalRegisters, { positions }: Allotted): Promise<readonly Spot[]> {
  return Promise.all(Object.entries(positions).map(async ([list, position]): Promise<Spot> => {
    if (!isListName(list)) throw new Error(`no listing: ${list}`)
    const head = await registers.list(list)
    if (isOpen(head.value, position)) return { list, position, head }
    return { list, position, head, page: await registers.page(list, pageOf(position)) }
  }))
}

function rowWrites(
  spots: readonly Spot[], allotted: Allotted, showing: Showing, content: Content | undefined,
): readonly RegisterWrite[] {
  const changed = changesOf(spots, allotted, showing, content)
  const isNew = changed.some(({ before }) => before?.state === 'pending')
  const heads = changed.filter(({ spot }) => !spot.page).map(({ spot, rows }) => ({ spot, value: { ...spot.head.value, rows } }))
  const full = isNew && !startsPart(allotted) ? fullest(heads) : undefined
  return [
    ...changed.flatMap(({ spot, rows }) => spot.page ? [spot.page.write({ rows })] : []),
    ...heads.flatMap((one) => one === full ? sealWrites(one) : [one.spot.head.write(one.value)]),
  ]
}

interface Change { readonly spot: Spot, readonly rows: readonly Row[], readonly before: Row | undefined }

function changesOf(spots: readonly Spot[], allotted: Allotted, showing: Showing, content: Content | undefined): readonly Change[] {
  const present = content ? listsOf(content.fields.column, allotted.unit) : []
  return spots.flatMap((spot) => {
    const row = rowOf(allotted, showing, content, present.includes(spot.list))
    const first = spot.page ? (pageOf(spot.position) - 1) * ROWS + 1 : firstOpen(spot.head.value)
    const rows = (spot.page ?? spot.head).value.rows
    const before = rows[spot.position - first]
    return canonical(before ?? null) === canonical(row) ? [] : [{ spot, rows: placed(rows, first, spot.position, row), before }]
  })
}

type Open = { readonly spot: Spot, readonly value: ListHead }

function fullest(heads: readonly Open[]): Open | undefined {
  return heads.filter(({ value }) => canSeal(value)).toSorted((a, b) => b.value.rows.length - a.value.rows.length)[0]
}

function sealWrites({ spot, value }: Open): readonly RegisterWrite[] {
  const sealed = seal(value)
  const pk = spot.head.write(sealed.head)
  return [pk, { pk: pk.pk, sk: `page#${sealed.page}`, value: { rows: sealed.rows }, version: 1 }]
}

// The first item of a part of the sitemap changes the sitemap's index: one write that others do not need.
function startsPart({ positions }: Allotted): boolean {
  return ((positions['all'] ?? 0) - 1) % ROWS === 0
}

function rowOf(allotted: Allotted, showing: Showing, content: Content | undefined, here: boolean): Row {
  const { item: id, indexNumber: number, firstAt, at } = allotted
  const row = { id, number, at: firstAt }
  if (showing.kind !== 'live' || !content) return { ...row, state: showing.kind === 'withdrawn' ? 'withdrawn' : 'removed' }
  if (!here) return { ...row, state: 'moved' }
  return { ...row, state: 'shown', title: content.title, ...(at !== firstAt && { changed: at }) }
}

function entryOf(allotted: Allotted, showing: Showing, content: Content | undefined): FeedEntry {
  const { item: id, firstAt, at } = allotted
  if (showing.kind !== 'live' || !content) return { id, at: showing.kind === 'live' ? at : showing.at, removed: true }
  const { column, summary } = content.fields
  return { id, at, firstAt, title: content.title, column, ...(summary && { summary }) }
}
