import { html } from '../../shared/web/html.ts'
import type { Html } from '../../shared/web/html.ts'
import type { SignedRequest } from '../../shared/web/request.ts'
import { hasRole } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { list } from '../../shared/web/words.ts'
import type { Review } from '../../shared/workflow/states.ts'
import { REVIEWER, REVIEWS } from '../../shared/workflow/states.ts'
import { factorsAt } from '../../shared/web/factors.ts'

/** What one-time codes are good for to the person who is signed in, by their posts and by what the body allows. */
export function usesOfCodes({ say, lang, visitor, body }: Pick<SignedRequest, 'say' | 'lang' | 'visitor' | 'body'>): Html {
  const own = REVIEWS.filter((review) => hasRole(visitor, REVIEWER[review]))
  const byCode = own.filter((review) => factorsAt(review, body.links).code)
  const byPhone = own.filter((review) => !byCode.includes(review) && factorsAt(review, body.links).phone)
  const reviews = (some: readonly Review[]): string => list(lang, some.map((review) => say(`next.act.${review}`)))
  return html`${byCode.length === 0 ? '' : html`<p class="lead">${say('me.codes.lead', { reviews: reviews(byCode) })}</p>`}
${byPhone.length === 0 ? '' : html`<p class="lead">${say('me.codes.lead.phone', { reviews: reviews(byPhone) })} <a href="${address('me.phones')}">${say('phones.title')}</a></p>`}
${byCode.length + byPhone.length > 0 ? '' : html`<p class="lead">${say('me.codes.lead.none')}</p>`}`
}
