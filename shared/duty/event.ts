import type { LocalDate } from '../calendar/index.ts'
import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import type { Instant, Item, RefusalCode } from '../workflow/types.ts'

/** Days off by their first and last. */
export interface Days { readonly first: LocalDate, readonly last: LocalDate }

/** Something that is to become public in days off, as it was rehearsed before them. */
export interface Rehearsed {
  readonly item: string
  /** when it is released or, for what is not approved yet, when it is wished for */
  readonly at: Instant
  /** when it was approved; absent where it is not */
  readonly approvedAt?: Instant
  /** what stands in the way; absent where it would be released */
  readonly problem?: RefusalCode | 'not_approved' | 'not_proven' | 'files_missing'
}

/** As what an item falls into days off: by its release or, until it is approved, by the time that is wished for. */
export function fallingAs({ id, round, releaseAt, wishAt, enteredAt }: Item): Rehearsed {
  if (round !== 'approved') return { item: id, at: wishAt ?? enteredAt, problem: 'not_approved' }
  return { item: id, at: releaseAt ?? enteredAt, approvedAt: enteredAt }
}

/** What is rehearsed once: an item as it was approved for a time, or as it was wished for one. */
export function keyOf({ item, at, approvedAt }: Rehearsed): string {
  return [item, at, ...approvedAt === undefined ? [] : [approvedAt]].join('@')
}

/** Who is on duty 值班人 in some days off of a unit, and what was rehearsed before them. */
export type DutyEvent = Chained & Days & { readonly unit: string } & (
  | { readonly type: 'duty_named', readonly duty: { readonly person: string, readonly name: string } }
  | { readonly type: 'rehearsed', readonly duty?: { readonly person: string, readonly name: string }, readonly items: readonly Rehearsed[] }
)

export function dutyChain(unit: string): string {
  return `duty#${unit}`
}

export function isDutyEvent(event: object): event is DutyEvent {
  return isOf(event, 'duty#') && 'first' in event
}
