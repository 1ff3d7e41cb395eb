import { backLink } from './back.ts'
import { sayError } from './errors.ts'
import type { WebError } from './errors.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { PageRequest, Reply } from './request.ts'
import { address } from './routes.ts'

/** The page of an error: what is wrong, what to do, where to go on. */
export function errorReply(request: PageRequest, error: WebError): Reply {
  const { say, lang, body } = request
  const { status, what, remedy } = sayError(error.code, lang, { phone: body.contact.phone, email: body.contact.email, ...error.values })
  return {
    kind: 'page', status, title: what, wrong: true,
    main: html`<div class="narrow">
<h1>${what}</h1>
<p class="lead">${remedy}</p>
<p>${error.code === 'sign_in_needed' || error.code.startsWith('sign_in')
    ? html`<a class="button main" href="${address('sign_in')}">${say('sign_in')}</a>`
    : html`${backLink(request)}`}</p>
${status === 500 ? numberOf(request) : ''}
</div>`,
  }
}

function numberOf({ say, requestId }: PageRequest): Html {
  return html`<p class="quiet small">${say('error.number', { id: requestId })}</p>`
}
