import type { RegisterWrite } from '../record/registers.ts'
import type { Tables, Variables } from '../record/tables.ts'
import { tablesOf } from '../record/tables.ts'
import type { Instant } from '../workflow/types.ts'
import type { PortalEvent, Said } from './event.ts'
import { readLatest, say } from './store.ts'

export type { Counts, Difference, Found, PortalEvent, Said, Unproven } from './event.ts'
export { DIFFERENCES, portalChain, UNPROVEN } from './event.ts'

/** What was found when the portal was compared with the record: a chain for each month. */
export class Comparisons {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** Adds events and writes registers; see {@link say}. @throws RegisterMoved, RecordBusy */
  say(at: Instant, said: readonly Said[], registers: readonly RegisterWrite[]): Promise<void> { return say(this.#tables, at, said, registers) }

  /** The last events of a month (UTC, YYYY-MM), latest first. */
  latest(month: string, limit: number): Promise<PortalEvent[]> { return readLatest(this.#tables, month, limit) }
}

/** The comparisons that a function's variables lead to. */
export function openComparisons(variables: Variables = process.env): Comparisons {
  return new Comparisons(tablesOf(variables))
}
