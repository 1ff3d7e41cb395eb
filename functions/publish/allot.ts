import { append, canonical, digestOf, editionOf, listsOf, shanghaiYear } from '../../shared/portal/index.ts'
import type { Allotted, Site } from '../../shared/portal/index.ts'
import type { RegisterWrite } from '../../shared/record/index.ts'
import type { CommandOf } from '../../shared/workflow/commands.ts'
import type { Instant, Item } from '../../shared/workflow/types.ts'
import { attachedFiles, contentsOf, digestsOf, filesOf, publicFilesOf } from './files.ts'
import type { Showing } from './files.ts'
import type { Portal } from './ports.ts'
import type { ItemPlace, Version } from './registers.ts'
import { PortalRegisters } from './registers.ts'

/** The publish command of an approved item, and the registers that go into its transaction. */
export interface Allotment {
  readonly command: CommandOf<'publish'>
  readonly registers: readonly RegisterWrite[]
}

/**
 * Gives an approved item its index number, its version and its places in the listings, and renders its files, so that
 * the event can name their digests.
 *
 * @param at time of the publication
 * @throws ContentAbsent, RecordBroken
 */
export async function allot(portal: Portal, item: Item, at: Instant): Promise<Allotment> {
  const registers = new PortalRegisters(portal.record)
  const [place, content] = await Promise.all([registers.item(item.id), portal.record.content(item.revision)])
  const before = place.value
  const withdrawal = item.kind === 'withdrawal'
  const known = before?.allotted.positions ?? {}
  const wanted = withdrawal && before ? [] : listsOf(content.fields.column, item.unit).filter((list) => !(list in known))
  const year = shanghaiYear(at)
  const [counter, heads] = await Promise.all([
    before ? undefined : registers.counter(year),
    Promise.all(wanted.map(async (list) => ({ list, head: await registers.list(list) }))),
  ])
  const serial = (counter?.value.last ?? 0) + 1
  const indexNumber = before?.allotted.indexNumber ?? indexNumberOf(portal.site, year, serial)
  const firstAt = before?.allotted.firstAt ?? at
  const version = (item.published?.version ?? 0) + 1
  const versions = versionsBefore(item, before, at)
  const allotted: Allotted = {
    v: 1, item: item.id, unit: item.unit, indexNumber, version, firstAt, at, revision: item.revision,
    positions: { ...known, ...Object.fromEntries(heads.map(({ list, head }) => [list, head.value.count + 1])) },
    template: editionOf(portal.site),
    earlier: withdrawal ? [] : versions.flatMap((old) =>
      old.removed ? [] : [{ version: old.version, at: old.at, revision: old.revision }]),
    ...(withdrawal && { removal: item.removal ?? 'other' }),
  }
  const attached = withdrawal ? [] : attachedFiles(item.id, content)
  // One after the other: each may be as large as they are taken. Bytes that are not those of the digest stop everything.
  for (const { sha256 } of attached) await portal.record.attachment(sha256)
  const files = attached.map(({ path }) => path)
  const next: ItemPlace = { allotted, versions: [...versions, { version, at, revision: item.revision, ...(files.length > 0 && { files }) }] }
  const showing: Showing = allotted.removal
    ? { kind: 'withdrawn', reason: allotted.removal, at } : { kind: 'live', banner: false }
  const row = { id: item.id, number: indexNumber, at: firstAt, state: 'pending' } as const
  const contents = await contentsOf(portal.record, next, showing)
  return {
    command: {
      name: 'publish',
      published: {
        revision: item.revision, version, indexNumber, firstAt, at, allotted: digestOf(canonical(allotted)),
      },
      files: digestsOf(filesOf(portal.site, next, showing, contents), publicFilesOf(next, showing, contents)),
      template: allotted.template,
      positions: allotted.positions,
    },
    registers: [
      place.write(next),
      ...(counter ? [counter.write({ last: serial })] : []),
      ...heads.map(({ head }) => head.write(append(head.value, row))),
    ],
  }
}

function indexNumberOf({ body }: Site, year: string, serial: number): string {
  return `${body.indexPrefix}/${year}-${String(serial).padStart(5, '0')}`
}

/** The versions up to now. What was taken down or sealed stays out of sight when a new version comes. */
function versionsBefore(item: Item, place: ItemPlace | undefined, at: Instant): readonly Version[] {
  const sealed = item.seal?.versions ?? []
  const { takeDown } = item
  return (place?.versions ?? []).map((version) => {
    if (version.removed) return version
    if (takeDown) return { ...version, removed: { kind: 'taken_down', reason: takeDown.reason, at: takeDown.at } }
    return sealed.includes(version.version) ? { ...version, removed: { kind: 'taken_down', reason: 'other', at } } : version
  })
}
