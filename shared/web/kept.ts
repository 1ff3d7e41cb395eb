import { backLink } from './back.ts'
import type { ErrorCode, WebError } from './errors.ts'
import { sayError } from './errors.ts'
import type { Form } from './form.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { PageRequest, Reply } from './request.ts'
import { address } from './routes.ts'

/** Errors after which the same form may be taken: the person has to sign in, to look at it again, or to wait. */
const again: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['sign_in_needed', 'no_token', 'busy', 'failed'])

/**
 * The page for a form that could not be taken: says why and hands back everything that was typed. Where the same form
 * may be taken later, it can be sent again with the token of the session that the person has now.
 */
export function keptReply(request: PageRequest, error: WebError): Reply {
  const { say, lang, form, body } = request
  const { code } = error
  const { status, what, remedy } = sayError(code, lang, { phone: body.contact.phone, email: body.contact.email, ...error.values })
  const texts = entries(form)
  const shown = texts.filter(([name, value]) => value.trim() !== '' && !technical.test(name))
  return {
    kind: 'page', status, title: what, wrong: true,
    main: html`<div class="narrow">
<h1>${what}</h1>
<p class="lead">${remedy}</p>
${code === 'sign_in_needed' ? html`<p><a class="button" target="_blank" rel="noopener" href="${signInElsewhere}">${say('kept.sign_in')}</a></p>
<p>${say('kept.then')}</p>` : ''}
${again.has(code) ? sendAgain(request, texts) : html`<p>${backLink(request)}</p>`}
${shown.length === 0 ? '' : html`<h2>${say('kept.title')}</h2>
<p>${say(again.has(code) ? 'kept.note' : 'kept.copy')}</p>
${shown.map(([name, value]) => html`<div class="typed" data-field="${name}">${value}</div>`)}`}
${status === 500 ? html`<p class="quiet small">${say('error.number', { id: request.requestId })}</p>` : ''}
</div>`,
  }
}

const signInElsewhere = `${address('sign_in')}?${new URLSearchParams({ returnTo: address('signed_in') })}`

function sendAgain({ say, path, secretAddress, visitor }: PageRequest, texts: readonly (readonly [string, string])[]): Html {
  return html`<form method="post"${secretAddress ? '' : html` action="${path}"`} data-again>
<input type="hidden" name="csrf" value="${visitor?.csrf ?? ''}">
${texts.map(([name, value]) => keep(name, value))}
<p class="buttons"><button class="main">${say('kept.again')}</button></p>
</form>`
}

/** A field that carries a value on without showing it. */
export function keep(name: string, value: string): Html {
  return html`<input type="hidden" name="${name}" value="${value}">`
}

// What people did not type themselves.
const technical = /^(?:csrf|command|form|proof|code|current|once|step|action|back|confirmed|commandId|itemId|via|base|behalf|review|person|seen_\w+)$/u

function entries(form: Form): (readonly [string, string])[] {
  return [...form.texts].filter(([name]) => name !== 'csrf')
    .flatMap(([name, values]) => values.map((value) => [name, value] as const))
}
