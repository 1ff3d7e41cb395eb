import type { LocalDate } from '../calendar/index.ts'
import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import type { Instant, RefusalCode } from '../workflow/types.ts'

/** Days off by their first and last. */
export interface Days { readonly first: LocalDate, readonly last: LocalDate }

/** Something that is to become public in days off, as it was rehearsed before them. */
export interface Rehearsed {
  readonly item: string
  /** when it is released or, for what is not approved yet, when it is wished for */
  readonly at: Instant
  /** what stands in the way; absent where it would be released */
  readonly problem?: RefusalCode | 'not_approved' | 'not_proven' | 'files_missing'
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
