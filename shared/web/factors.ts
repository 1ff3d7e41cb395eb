import type { LinkSettings } from '../names.ts'
import type { Review } from '../workflow/states.ts'

/** What is enough at a review besides the link, where nobody is signed in. */
export interface Factors {
  /** a code of the person's authenticator */
  readonly code: boolean
  /** a phone that was trusted at a sign-in, with a code at the decision */
  readonly phone: boolean
}

const BY_CODE: readonly Review[] = ['first_review', 'screening']

/** Before the last review a code is enough; at it, and at that of the head, a sign-in stands behind every decision. Settings only ever say no. */
export function factorsAt(review: Review, settings: LinkSettings = {}): Factors {
  return { code: BY_CODE.includes(review) && settings.codeSuffices !== false, phone: settings.trustedPhones !== false }
}
