import { expect, test } from 'vitest'
import { factorsAt } from '../../../shared/web/factors.ts'
import type { LinkSettings } from '../../../shared/names.ts'
import { REVIEWS } from '../../../shared/workflow/states.ts'

const choices = [undefined, true, false] as const
const settings: LinkSettings[] = choices.flatMap((codeSuffices) => choices.map((trustedPhones) => ({
  ...(codeSuffices !== undefined && { codeSuffices }), ...(trustedPhones !== undefined && { trustedPhones }),
})))

test('a code is enough at the first and the screening review, and never at the last', () => {
  expect(REVIEWS.map((review) => factorsAt(review).code)).toEqual([true, true, false, false])
})

test('settings make it stricter and never laxer', () => {
  for (const review of REVIEWS) {
    const free = factorsAt(review)
    for (const one of settings) {
      const { code, phone } = factorsAt(review, one)
      expect([code && !free.code, phone && !free.phone]).toEqual([false, false])
    }
    expect(factorsAt(review, { codeSuffices: false, trustedPhones: false })).toEqual({ code: false, phone: false })
  }
})
