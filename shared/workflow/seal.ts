import { LEAKS } from './states.ts'
import type { Digest, EventBody, Instant, Item } from './types.ts'

/**
 * Whether a revision may be looked at only once two people have opened it: it was published in a version that was
 * removed for a leak, or led to one. The revision in work stays open to those who mend it.
 *
 * @param events the item's trail, which tells the revision of each version
 */
export function isSealed(item: Item, revision: Digest, events: readonly EventBody[], now: Instant): boolean {
  const { seal } = item
  if (!seal || isOpen(seal, now)) return false
  if (item.round !== 'none' && item.revision === revision) return false
  if (isWithdrawnLeak(item)) return true
  const last = events.findLastIndex(({ type, data }) => type === 'publish' && seal.versions.includes(versionOf(data)))
  const later = events.slice(last + 1)
  // Drafts of a sealed version hold what it was sealed for.
  return events.slice(0, last + 1).some((event) => event.revision === revision)
    && !later.some((event) => event.type === 'publish' && event.revision === revision)
}

/** Whether an item's title went with what was removed for a leak; in work, it is open to those who mend it. */
export function isTitleSealed(item: Item, now: Instant): boolean {
  const { seal, published, round } = item
  if (!seal || isOpen(seal, now) || round !== 'none') return false
  return isWithdrawnLeak(item) || seal.versions.includes(published?.version ?? 0)
}

function isOpen({ openUntil }: NonNullable<Item['seal']>, now: Instant): boolean {
  return openUntil !== undefined && Date.parse(openUntil) > Date.parse(now)
}

// The revision by which something leaves the portal is most often what leaves, with a note: no version but as bad.
function isWithdrawnLeak({ presence, removal }: Item): boolean {
  return presence === 'withdrawn' && LEAKS.some((leak) => leak === removal)
}

function versionOf({ published }: EventBody['data']): number {
  return typeof published === 'object' && published !== null && 'version' in published ? Number(published.version) : 0
}
