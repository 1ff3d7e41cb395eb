import type { CommandName } from '../workflow/commands.ts'
import type { Review } from '../workflow/states.ts'
import { isReview } from '../workflow/states.ts'
import type { Actor, EventBody, Instant } from '../workflow/types.ts'

/** One event of an item's trail, as far as it tells how items flow. */
export type FlowEvent = Pick<EventBody, 'type' | 'at' | 'from' | 'to' | 'data'> & {
  readonly actor: Pick<Actor, 'person' | 'name' | 'unit' | 'method'>
  readonly shown?: Readonly<Record<string, string>>
}

/** One time that an item waited at a review, until somebody or something moved it on. */
export interface Stay {
  readonly item: string
  readonly review: Review
  readonly from: Instant
  readonly to: Instant
  readonly urgent: boolean
  /** what ended it */
  readonly by: CommandName
  readonly person: string
  readonly name: string
  /** when whoever decided had opened the page of the review, as the form said */
  readonly openedAt?: Instant
}

/** What a reviewer decides; everything else that ends a stay is no decision. */
const DECISIONS: readonly CommandName[] = ['pass', 'approve', 'return', 'refer', 'withhold']

/** Whether a stay was ended by a decision at its review. */
export function isDecided({ by }: Pick<Stay, 'by'>): boolean {
  return DECISIONS.includes(by)
}

/** Every stay at a review that has ended, in order. What still waits is for its row to tell. */
export function staysOf(item: string, trail: readonly FlowEvent[]): Stay[] {
  const stays: Stay[] = []
  let open: { readonly review: Review, readonly from: Instant } | undefined
  let urgent = false
  for (const event of trail) {
    const { type, at, to, actor, shown } = event
    if (type === 'submit') urgent = event.data['urgent'] === true
    if (open && to.round !== open.review) {
      const openedAt = shown?.['opened']
      stays.push({
        item, ...open, to: at, urgent, by: type, person: actor.person, name: actor.name,
        // A form that was opened before the item came there was for another stay.
        ...(openedAt !== undefined && openedAt >= open.from && openedAt <= at && { openedAt }),
      })
      open = undefined
    }
    if (!open && isReview(to.round)) open = { review: to.round, from: at }
  }
  return stays
}

/** The people whose decisions led to one approval, in the order of the reviews. */
export interface Approval { readonly item: string, readonly at: Instant, readonly deciders: readonly { readonly person: string, readonly name: string }[] }

/** Each approval that an item was given, with everybody whose decision stood in that round. */
export function approvalsOf(item: string, trail: readonly FlowEvent[]): Approval[] {
  const approvals: Approval[] = []
  let deciders = new Map<Review, { person: string, name: string }>()
  for (const { type, at, from, to, actor } of trail) {
    const review = from && isReview(from.round) ? from.round : undefined
    if (to.round === 'drafting' || type === 'submit') deciders = new Map()
    if ((type === 'pass' || type === 'approve') && review) deciders.set(review, { person: actor.person, name: actor.name })
    if (type === 'approve') approvals.push({ item, at, deciders: [...deciders.values()] })
  }
  return approvals
}
