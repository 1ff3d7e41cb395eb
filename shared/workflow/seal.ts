import type { Digest, EventBody, Instant, Item } from './types.ts'

/**
 * Whether a revision may be looked at only once two people have opened it: it was published in a version that was
 * removed for a leak. The revision in work stays open to those who mend it.
 *
 * @param events the item's trail, which tells the revision of each version
 */
export function isSealed(item: Item, revision: Digest, events: readonly EventBody[], now: Instant): boolean {
  const { seal } = item
  if (!seal || (seal.openUntil !== undefined && Date.parse(seal.openUntil) > Date.parse(now))) return false
  if (item.round !== 'none' && item.revision === revision) return false
  return events.some(({ type, data, revision: published }) =>
    type === 'publish' && published === revision && seal.versions.includes(versionOf(data)))
}

function versionOf({ published }: EventBody['data']): number {
  return typeof published === 'object' && published !== null && 'version' in published ? Number(published.version) : 0
}
