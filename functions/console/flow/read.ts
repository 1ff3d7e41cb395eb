import { isIn, monthAfter } from '../../../shared/flow/index.ts'
import type { Month } from '../../../shared/flow/index.ts'
import type { AnyEvent, TrailEvent } from '../../../shared/record/index.ts'
import type { Round } from '../../../shared/workflow/states.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { record } from '../context.ts'

/** Where items wait for somebody. */
export const WAITING = ['first_review', 'screening', 'approval', 'head_review', 'referred', 'approved'] as const satisfies readonly Round[]

/** So that one page never reads without end: far more than any body of this kind decides in a month. */
const MOST_EVENTS = 5000
const MOST_ITEMS = 500
const MOST_WAITING = 200
const AT_ONCE = 10

/** What waits in a unit, by round. */
export async function waitingIn(unit: string): Promise<ReadonlyMap<Round, readonly Item[]>> {
  return new Map(await Promise.all(WAITING.map(async (round) => {
    const items: Item[] = []
    let cursor: string | undefined
    do {
      const page = await record.queue(unit, round, cursor)
      items.push(...page.items)
      cursor = page.cursor
    } while (cursor !== undefined && items.length < MOST_WAITING)
    return [round, items] as const
  })))
}

/** The whole trails of the unit's items in which something happened in a month, by item; `whole` unless there were too many. */
export async function trailsOf(unit: string, month: Month): Promise<{ readonly trails: ReadonlyMap<string, readonly TrailEvent[]>, readonly whole: boolean }> {
  const { events, whole } = await eventsOf(month)
  const ids = [...new Set(events.flatMap((event) => isOfUnit(event, unit) ? [event.chain.slice('item#'.length)] : []))]
  const read = ids.slice(0, MOST_ITEMS)
  const trails = new Map<string, readonly TrailEvent[]>()
  for (let at = 0; at < read.length; at += AT_ONCE) {
    await Promise.all(read.slice(at, at + AT_ONCE).map(async (id) => trails.set(id, await record.trail(id))))
  }
  return { trails, whole: whole && read.length === ids.length }
}

// The lists are by months of UTC: one of Shanghai begins eight hours before.
async function eventsOf(month: Month): Promise<{ readonly events: readonly AnyEvent[], readonly whole: boolean }> {
  const events: AnyEvent[] = []
  for (const name of [month.name, monthAfter(month.name, -1)]) {
    let cursor: string | undefined
    do {
      const page = await record.eventsIn(name, cursor)
      events.push(...page.events.filter(({ at }) => isIn(month, at)))
      const oldest = page.events.at(-1)
      cursor = oldest !== undefined && oldest.at < month.from ? undefined : page.cursor
      if (events.length >= MOST_EVENTS) return { events, whole: false }
    } while (cursor !== undefined)
  }
  return { events, whole: true }
}

function isOfUnit(event: AnyEvent, unit: string): event is TrailEvent {
  return 'from' in event && 'to' in event && event.actor.unit === unit && event.chain.startsWith('item#')
}
