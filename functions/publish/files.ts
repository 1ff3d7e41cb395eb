import { digestOf, filePath, goneFiles, goneVersions, renderItem, renderRemoved } from '../../shared/portal/index.ts'
import type { PortalFile, Site } from '../../shared/portal/index.ts'
import type { Content } from '../../shared/document/content.ts'
import type { Digest, Item } from '../../shared/workflow/types.ts'
import type { PublicFile, PublishRecord } from './ports.ts'
import type { ItemPlace, Removal } from './registers.ts'

/** What the public is to see of an item. */
export type Showing = { readonly kind: 'live', readonly banner: boolean } | Removal

/** Contents by digest. */
export type Contents = Readonly<Record<Digest, Content>>

/** What the item's row says that the public is to see; nothing before its first publication. */
export function showingOf(item: Item, { allotted }: ItemPlace): Showing | undefined {
  switch (item.presence) {
    case 'live': return { kind: 'live', banner: item.banner?.confirmedBy !== undefined }
    case 'withdrawn': return { kind: 'withdrawn', reason: allotted.removal ?? item.removal ?? 'other', at: allotted.at }
    case 'taken_down': return {
      kind: 'taken_down', reason: item.takeDown?.reason ?? 'other', at: item.takeDown?.at ?? item.updatedAt,
    }
    case 'never': return undefined
  }
  return undefined
}

/**
 * The contents that an item's pages are made of: none where it is not to be seen.
 *
 * @throws ContentAbsent, RecordBroken
 */
export async function contentsOf(record: PublishRecord, { allotted }: ItemPlace, showing: Showing): Promise<Contents> {
  if (showing.kind !== 'live') return {}
  const digests = [...new Set([allotted.revision, ...allotted.earlier.map(({ revision }) => revision)])]
  return Object.fromEntries(await Promise.all(digests.map(async (digest) => [digest, await record.content(digest)] as const)))
}

/**
 * Every file of an item, at every address that it ever had, in the order in which they are to be written: what a page
 * links to before the page, and a notice of removal before anything else.
 */
export function filesOf(site: Site, place: ItemPlace, showing: Showing, contents: Contents): PortalFile[] {
  const { allotted, versions } = place
  const older = versions.filter(({ version }) => version < allotted.version)
  if (showing.kind !== 'live') {
    return [
      ...renderRemoved(site, { allotted, ...showing }, older.map(({ version }) => version)),
      ...goneFiles([...new Set(versions.flatMap(({ files = [] }) => files))]),
    ]
  }
  const content = contents[allotted.revision]
  if (!content) throw new Error(`no content for ${allotted.item}`)
  const [page, ...rest] = renderItem(site, { allotted, content, contents, banner: showing.banner })
  const gone = older.flatMap(({ version, removed }) => removed ? goneVersions(site, { allotted, ...removed }, [version]) : [])
  const readable = new Set(publicFilesOf(place, showing, contents).map(({ path }) => path))
  const hidden = new Set(versions.flatMap(({ files = [] }) => files).filter((path) => !readable.has(path)))
  return [...rest, ...gone, ...goneFiles([...hidden]), ...(page ? [page] : [])]
}

/** The attachments that readers can fetch: of the present version, and of each earlier one that is still readable. */
export function publicFilesOf({ allotted }: ItemPlace, showing: Showing, contents: Contents): PublicFile[] {
  if (showing.kind !== 'live') return []
  // The present version comes last, so that its names win.
  const revisions = [...allotted.earlier.map(({ revision }) => revision), allotted.revision]
  const files = revisions.flatMap((revision) => attachedFiles(allotted.item, contents[revision]))
  return [...new Map(files.map((file) => [file.path, file])).values()]
}

/** The attachments of a content at their addresses. */
export function attachedFiles(item: string, content: Content | undefined): PublicFile[] {
  return (content?.attachments ?? []).map((one, at) => ({
    path: filePath(item, one, at + 1), name: one.name, mediaType: one.mediaType, sha256: one.sha256,
  }))
}

/** Digests by path, as events name them. */
export function digestsOf(files: readonly PortalFile[], attached: readonly PublicFile[] = []): Readonly<Record<string, Digest>> {
  return Object.fromEntries([
    ...files.map(({ path, text }) => [path, digestOf(text)]), ...attached.map(({ path, sha256 }) => [path, sha256]),
  ])
}
