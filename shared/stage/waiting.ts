import type { Calendar } from '../calendar/index.ts'
import type { DaysOff, Terms } from '../deadlines/index.ts'
import { reviewDue } from '../deadlines/index.ts'
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

/** Reviews that a year whose holidays are not loaded keeps waiting for their due times. */
export interface WaitingForYear {
  /** have no due time until it is loaded */
  readonly missing: number
  /** have one that it may still move */
  readonly mayMove: number
  /** not everything was looked at: there may be more */
  readonly more: boolean
}

/** So many reviews are looked at for a page. */
const MOST_LOOKED_AT = 1000

/** Counts the reviews of some units whose due times rest on a year. */
export async function waitingForYear(
  record: Pick<Record, 'queue'>, units: readonly string[], year: number, terms: Terms, calendar: Calendar,
): Promise<WaitingForYear> {
  let [missing, mayMove, looked] = [0, 0, 0]
  for (const unit of units) {
    for await (const item of waitingAt(record, unit, REVIEWS)) {
      if (looked >= MOST_LOOKED_AT) return { missing, mayMove, more: true }
      looked += 1
      const due = reviewDue(item, terms, calendar)
      if (due?.ok === false && due.year === year) missing += 1
      if (due?.ok && due.by === 'days' && due.deadline.mayMove === year) mayMove += 1
    }
  }
  return { missing, mayMove, more: false }
}
