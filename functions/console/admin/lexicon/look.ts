import type { Finding, Lexicon } from '../../../../shared/screening/index.ts'
import { screenContent } from '../../../../shared/screening/index.ts'
import type { Round } from '../../../../shared/workflow/states.ts'
import { COMMANDS } from '../../../../shared/workflow/table.ts'
import type { Digest, Item } from '../../../../shared/workflow/types.ts'
import { record } from '../../context.ts'

/** What people see of an item: what waits for a decision, what waits for its time, what the public reads. */
export type Seen = 'waiting' | 'scheduled' | 'published'

/** What an edition would newly find in one revision of an item. */
export interface Found {
  readonly item: Item
  readonly seen: Seen
  readonly findings: readonly Finding[]
}

/** Where a look at all items has come to: which queue, and the place in it. */
export interface Place { readonly queue: number, readonly cursor?: string }

/** What one batch has shown, and where the next one begins. */
export interface Batch {
  readonly looked: number
  readonly found: readonly Found[]
  readonly next?: Place
}

/** What is in force, and what would be. */
export interface Compared { readonly present: Lexicon, readonly proposed: Lexicon }

const WAITING: readonly Round[] = COMMANDS.screen.rounds
/** What waits first, then what is scheduled, then what is public; a page that is being corrected is public too. */
const ROUNDS: readonly Round[] = [...WAITING.filter((round) => round !== 'approved'), 'approved', 'none', 'drafting', 'withheld']
const BATCH = 20
const TIME_MS = 8_000

/**
 * Looks at the next items, latest first in each queue, for what the one lexicon finds and the other does not.
 *
 * @param units all units
 * @throws BadCursor, and what the record throws
 */
export async function lookOn(units: readonly string[], lexicons: Compared, from: Place): Promise<Batch> {
  const queues = ROUNDS.flatMap((round) => units.map((unit) => ({ unit, round })))
  const until = Date.now() + TIME_MS
  const found: Found[] = []
  let looked = 0
  let place: Place | undefined = from
  while (place && looked < BATCH && Date.now() < until) {
    const queue = queues[place.queue]
    if (!queue) return { looked, found }
    const page = await record.queue(queue.unit, queue.round, place.cursor, { latest: true, limit: BATCH })
    const all = page.items.flatMap((item) => revisionsOf(item).map((one) => ({ item, ...one })))
    const results = await Promise.all(all.map(async ({ item, seen, revision }): Promise<Found> =>
      ({ item, seen, findings: newly(await record.content(revision), lexicons) })))
    looked += all.length
    found.push(...results.filter(({ findings }) => findings.length > 0))
    place = page.cursor === undefined ? { queue: place.queue + 1 } : { queue: place.queue, cursor: page.cursor }
  }
  return { looked, found, ...(place && place.queue < queues.length && { next: place }) }
}

function revisionsOf({ round, presence, published, revision }: Item): { seen: Seen, revision: Digest }[] {
  const open = WAITING.includes(round) ? [{ seen: round === 'approved' ? 'scheduled' : 'waiting', revision } as const] : []
  const live = presence === 'live' && published ? [{ seen: 'published', revision: published.revision } as const] : []
  return [...open, ...live]
}

function newly(content: Parameters<typeof screenContent>[0], { present, proposed }: Compared): Finding[] {
  const known = new Set(screenContent(content, present).findings.map(({ id, level }) => `${id} ${level}`))
  return screenContent(content, proposed).findings.filter(({ id, level }) => !known.has(`${id} ${level}`))
}
