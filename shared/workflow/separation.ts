import type { Review } from './states.ts'
import { isReview, REVIEWER } from './states.ts'
import type { Role } from './states.ts'
import type { Actor, Decided, Item } from './types.ts'

/** The person who acts and, if they act for another, that other one: a delegated decision counts for both. */
export function personsOf(actor: Pick<Actor, 'person' | 'onBehalfOf'>): readonly string[] {
  return actor.onBehalfOf ? [actor.person, actor.onBehalfOf.person] : [actor.person]
}

/** Everybody who counts as having made a decision. */
export function deciders(decisions: readonly Decided[]): readonly string[] {
  return decisions.flatMap(({ person, onBehalfOf }) => onBehalfOf === undefined ? [person] : [person, onBehalfOf])
}

/** The review that the item stands at or, while it waits for a ruling, the one that asked for it. */
export function reviewAt(item: Pick<Item, 'round' | 'referredFrom'>): Review | undefined {
  return isReview(item.round) ? item.round : item.referredFrom
}

/** The role that decides where the item stands. */
export function reviewerAt(item: Pick<Item, 'round' | 'referredFrom'>): Role | undefined {
  const review = reviewAt(item)
  return review && REVIEWER[review]
}

/** Whose post the last decision was made by: the principal's where somebody stood in. None while it is not made. */
export function lastPost({ decisions, reviews }: Pick<Item, 'decisions' | 'reviews'>): { readonly person: string, readonly role: Role } | undefined {
  const last = decisions.at(-1)
  if (!last || last.review !== reviews.at(-1)) return undefined
  return { person: last.onBehalfOf ?? last.person, role: REVIEWER[last.review] }
}

/** Whether reports are part of what is seen: from the second review on. */
export function seesReport(item: Pick<Item, 'reviews'>, review: Review | undefined): boolean {
  return item.reviews.slice(1).some((later) => later === review)
}
