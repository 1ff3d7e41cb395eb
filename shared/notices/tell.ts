import type { Identity } from '../identity/index.ts'
import type { Record } from '../record/index.ts'
import { evolve } from '../workflow/evolve.ts'
import type { Candidate, Item } from '../workflow/types.ts'
import { forGroups } from './groups.ts'
import type { Notices } from './index.ts'
import { noticesOf } from './notices-of.ts'
import { waiting } from './store.ts'
import type { Channel, Notice } from './types.ts'

/** What is older is not told any more: whoever finds an item of last month knows where to look. */
export const OLDEST_MS = 7 * 86_400_000

/** What it takes to make notices. */
export interface TellMeans {
  readonly notices: Pick<Notices, 'told' | 'advance' | 'mark' | 'setMark' | 'missed'>
  readonly record: Pick<Record, 'trail'>
  readonly identity: Pick<Identity, 'candidates'>
  /** groups that hear of what happens in a unit */
  readonly groups: (unit: string) => readonly Exclude<Channel, 'mail'>[]
  readonly now: Date
}

/**
 * Makes the notices of what has happened to an item since it was last looked at. Two that do so at once make each once.
 *
 * @returns the notices that were made here
 * @throws what the record throws; BrokenTrail where the trail does not tell the item's story
 */
export async function tellItem(means: TellMeans, id: string): Promise<Notice[]> {
  const { notices, record, identity, now } = means
  const [told, trail] = await Promise.all([notices.told(id), record.trail(id)])
  const last = trail.at(-1)?.seq ?? 0
  if (told >= last) return []
  let item: Item | undefined
  let people: readonly Candidate[] | undefined
  let before = told
  const made: Notice[] = []
  for (const event of trail) {
    const after = evolve(item, { ...event, itemId: id })
    const around = { before: item, after }
    item = after
    if (event.seq <= told || now.getTime() - Date.parse(event.at) > OLDEST_MS) continue
    people ??= await identity.candidates(after.unit)
    const drafts = noticesOf(event, around, people)
    if (drafts.length === 0) continue
    const all = [...drafts, ...forGroups(drafts, people, means.groups(after.unit))].map((draft) => waiting(draft, now.toISOString()))
    if (!await notices.advance(id, { before, after: event.seq }, all)) return made
    before = event.seq
    made.push(...all)
  }
  if (before < last) await notices.advance(id, { before, after: last }, [])
  return made
}
