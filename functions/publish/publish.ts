import { allottedPath, digestOf, isListName, itemPath, revisionPath, versionPath } from '../../shared/portal/index.ts'
import type { ListName } from '../../shared/portal/index.ts'
import { ContentAbsent, RecordBroken } from '../../shared/record/index.ts'
import { systemActor } from '../../shared/stage/system.ts'
import type { Command } from '../../shared/workflow/commands.ts'
import type { HoldCode } from '../../shared/workflow/states.ts'
import type { Digest, Item } from '../../shared/workflow/types.ts'
import { allot } from './allot.ts'
import { Overtaken, until } from './attempts.ts'
import { expose } from './expose.ts'
import { contentsOf, digestsOf, filesOf, publicFilesOf, showingOf } from './files.ts'
import { SharedPages } from './pages.ts'
import type { Lying, Portal } from './ports.ts'
import type { ItemPlace } from './registers.ts'
import { PortalRegisters } from './registers.ts'
import { prepare } from './repair.ts'

/** What came of looking at an item. */
export interface Outcome {
  /** the version that was published now */
  readonly published?: number
  /** whether the portal was brought in line */
  readonly delivered: boolean
  /** code of the refusal where the rule does not let it be published yet */
  readonly refused?: string
}

/**
 * Publishes an item that is approved and due, and brings the portal in line with what its row says. What is left to be
 * done is read from the item, so it may be called at any time and any number of times, and goes on where another call
 * died.
 *
 * @throws PortalBusy, RecordBusy where others came first too often: call again
 * @throws ContentAbsent, RecordBroken where the record is not what it says: such an item is not published
 */
export async function publishDue(portal: Portal, id: string): Promise<Outcome> {
  const { published, refused } = await publishApproved(portal, id)
  const delivered = await bringInLine(portal, id)
  return { delivered, ...(published !== undefined && { published }), ...(refused !== undefined && { refused }) }
}

async function publishApproved(portal: Portal, id: string): Promise<{ readonly published?: number, readonly refused?: string }> {
  return until(`publication of ${id}`, async () => {
    const item = await portal.record.item(id)
    const at = portal.now()
    if (!item || item.round !== 'approved') return {}
    if (item.releaseAt !== undefined && Date.parse(item.releaseAt) > at.getTime()) return {}
    const { command, registers } = await proven(portal, item, at)
    const answer = await portal.record.execute({ ...request(portal, item, command), registers, at })
    if (answer.kind === 'refused') {
      if (answer.code === 'stale_revision') throw new Overtaken()
      if (answer.code === 'approver_gone' || answer.code === 'period_passed') await hold(portal, item, answer.code, at)
      return { refused: answer.code }
    }
    return { published: answer.item.published?.version ?? command.published.version }
  })
}

/**
 * What an item is published with, once the record has proved it. What it does not prove goes back to whoever approves:
 * waiting for ever tells nobody anything.
 */
async function proven(portal: Portal, item: Item, at: Date): Promise<Awaited<ReturnType<typeof allot>>> {
  try {
    await mustBeProven(portal, item.id)
    return await allot(portal, item, at.toISOString())
  } catch (error) {
    if (error instanceof RecordBroken) await hold(portal, item, 'not_proven', at)
    if (error instanceof ContentAbsent) await hold(portal, item, 'files_missing', at)
    throw error
  }
}

async function hold(portal: Portal, item: Item, code: HoldCode, at: Date): Promise<void> {
  await portal.record.execute({ ...request(portal, item, { name: 'hold', code }), at })
}

// The rule reads decisions from the row; that the row is what the decisions led to is told by the trail alone.
async function mustBeProven({ record }: Portal, id: string): Promise<void> {
  const verified = await record.verifyTrail(id)
  if (verified.ok) return
  // An event that the row did not know yet when it was read: somebody was at the item in between.
  if (verified.problem === 'extra') throw new Overtaken()
  throw new RecordBroken(`Event ${verified.seq} of ${id} does not lead to its row: ${verified.problem}`)
}

async function bringInLine(portal: Portal, id: string): Promise<boolean> {
  let unsure = false
  return until(`files of ${id}`, async () => {
    const pending = (await portal.record.item(id))?.portalPending
    if (!pending && !unsure) return false
    // From here on something may be written that the item has left behind already.
    unsure = true
    await prepare(portal)
    const written = await writeFiles(portal, id)
    if (!written) return false
    const { item, place, files } = written
    await expose(portal, id)
    await new SharedPages(portal).around(positionsOf(place))
    if (!item.portalPending) return true
    if (written.doubtful && portal.now().getTime() - Date.parse(item.updatedAt) < LONGEST_MS) return false
    const answer = await portal.record.execute(request(portal, item, { name: 'deliver', seq: item.seq, files }))
    // Unchanged: the item has changed meanwhile, or somebody else was here.
    if (answer.kind !== 'done') throw new Overtaken()
    return true
  })
}

/**
 * Writes the files of a published item once more, where they are not what its row says, and its rows in the listings; for
 * an item that nobody is delivering at the moment.
 *
 * @param portal whose store tells the digest of the bytes that lie there, not what was said of them
 * @returns the digests of all its files; nothing where the item was never published
 * @throws PortalBusy; ContentAbsent, RecordBroken where the record does not hold what is to be written
 */
export async function rewriteItem(portal: Portal, id: string): Promise<Readonly<Record<string, Digest>> | undefined> {
  return until(`files of ${id}`, async () => {
    const written = await writeFiles(portal, id)
    if (!written) return undefined
    await expose(portal, id)
    await new SharedPages(portal).around(positionsOf(written.place))
    return written.files
  })
}

/** Longer than any function runs. */
const LONGEST_MS = 120_000

interface Written {
  readonly item: Item
  readonly place: ItemPlace
  readonly files: Readonly<Record<string, Digest>>
  /**
   * The page came back before anybody saw it removed: whoever was to remove it may still be at work, and would take the
   * page that lies there for the one that it saw. The clock looks again when no function can be that old.
   */
  readonly doubtful: boolean
}

/**
 * Writes the files of an item. What lies at its addresses is looked at before the item is read, and every write says
 * what it replaces: so an older view of the item never comes to lie over a newer one.
 */
async function writeFiles(portal: Portal, id: string): Promise<Written | undefined> {
  const registers = new PortalRegisters(portal.record)
  const known = (await registers.item(id)).value
  if (!known) return undefined
  const addresses = addressesOf(known)
  const lying = new Map<string, Lying | undefined>(
    await Promise.all(addresses.map(async (path) => [path, await portal.store.head(path)] as const)))
  const [item, { value: place }, { value: shown }] = await Promise.all([
    portal.record.item(id), registers.item(id), registers.shown(id),
  ])
  if (!item || !place) return undefined
  const showing = showingOf(item, place)
  if (!showing) return undefined
  // Item and register change in one transaction, but are read one after the other.
  const version = place.allotted.version
  if (version !== known.allotted.version || version !== item.published?.version) throw new Overtaken()
  const contents = await contentsOf(portal.record, place, showing)
  const files = filesOf(portal.site, place, showing, contents)
  const cameBack = showing.kind === 'live' && shown?.live === true && shown.version === version && shown.seq < item.seq
  // A banner that comes or goes finds the page without it or with it; anything else means that a removal had begun.
  const doubtful = cameBack && lying.get(itemPath(id))?.sha256 !== digestsOf(
    filesOf(portal.site, place, { kind: 'live', banner: !showing.banner }, contents))[itemPath(id)]
  const attached = publicFilesOf(place, showing, contents)
  for (const file of attached) {
    const there = lying.get(file.path)
    if (there?.sha256 === file.sha256) continue
    if (!await portal.store.attach(file, await portal.record.attachment(file.sha256), there)) throw new Overtaken()
  }
  for (const file of files) {
    const there = lying.get(file.path)
    if (there?.sha256 === digestOf(file.text)) continue
    if (!await portal.store.put(file, there)) throw new Overtaken()
  }
  return { item, place, files: digestsOf(files, attached), doubtful }
}

function addressesOf({ allotted, versions }: ItemPlace): readonly string[] {
  const { item } = allotted
  return [
    itemPath(item), revisionPath(item), allottedPath(item),
    ...versions.filter(({ version }) => version < allotted.version).map(({ version }) => versionPath(item, version)),
    ...new Set(versions.flatMap(({ files = [] }) => files)),
  ]
}

function positionsOf({ allotted }: ItemPlace): readonly (readonly [ListName, number])[] {
  return Object.entries(allotted.positions).flatMap(([list, position]) => isListName(list) ? [[list, position] as const] : [])
}

function request(portal: Portal, item: Item, command: Command) {
  return {
    itemId: item.id, command, actor: systemActor(portal.actor, item.unit),
    commandId: `${command.name}:${portal.actor}:${item.id}:${item.seq}`,
    channel: portal.actor === 'clock' ? 'clock' as const : 'stream' as const,
  }
}
