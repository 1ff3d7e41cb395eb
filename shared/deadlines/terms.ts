import type { Review } from '../workflow/states.ts'

/** How long each review may take; part of the body's settings. */
export interface Terms {
  /** working days, whole numbers from 1; the day on which the item arrives is not counted */
  readonly reviewDays: Readonly<Record<Review, number>>
  /** hours for what is urgent 加急; they run through nights and days off */
  readonly urgentHours: number
}

/** What holds where the settings say nothing. */
export const DEFAULT_TERMS: Terms = { reviewDays: { first_review: 2, screening: 2, approval: 1, head_review: 1 }, urgentHours: 4 }

/** The terms of a body: what its settings say, and the defaults where they say nothing. */
export function termsOf({ terms }: { readonly terms?: Terms }): Terms {
  return terms ?? DEFAULT_TERMS
}
