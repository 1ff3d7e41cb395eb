import type { DaysOff } from '../deadlines/index.ts'
import type { Record } from '../record/index.ts'
import { REVIEWS } from '../workflow/states.ts'
import type { Round } from '../workflow/states.ts'
import type { Item } from '../workflow/types.ts'

/** Everything that waits in a unit at some rounds, round by round, the longest waiting first; read page by page. */
export async function* waitingAt(record: Pick<Record, 'queue'>, unit: string, rounds: readonly Round[]): AsyncGenerator<Item> {
  for (const round of rounds) {
    let cursor: string | undefined
    do {
      const page = await record.queue(unit, round, cursor)
      yield* page.items
      cursor = page.cursor
    } while (cursor !== undefined)
  }
}

/** What is to become public in these days: what is approved for them, and what is wished for in them. */
export async function fallingIn(record: Pick<Record, 'queue'>, unit: string, { from, until }: DaysOff): Promise<readonly Item[]> {
  const found: Item[] = []
  for await (const item of waitingAt(record, unit, ['approved', ...REVIEWS])) {
    const at = item.round === 'approved' ? item.releaseAt : item.wishAt
    if (at !== undefined && from <= at && at < until) found.push(item)
  }
  return found
}
