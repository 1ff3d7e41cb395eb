import { sayError } from './errors.ts'
import type { Form } from './form.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { PageRequest, Reply } from './request.ts'
import { address } from './routes.ts'

/**
 * The page for a form that could not be taken: says why and hands back everything that was typed. Whoever it came from
 * the right place may submit it again, with the token of the session that they have now.
 */
export function keptReply(request: PageRequest, code: 'sign_in_needed' | 'no_token' | 'foreign_origin'): Reply {
  const { say, lang, form } = request
  const { status, what, remedy } = sayError(code, lang)
  const texts = entries(form)
  return {
    kind: 'page', status, title: what, wrong: true,
    main: html`<div class="narrow">
<h1>${what}</h1>
<p class="lead">${remedy}</p>
${code === 'sign_in_needed' ? html`<p><a class="button" target="_blank" rel="noopener" href="${signInElsewhere}">${say('kept.sign_in')}</a></p>
<p>${say('kept.then')}</p>` : ''}
${code === 'foreign_origin' ? '' : again(request, texts)}
${texts.length === 0 ? '' : html`<h2>${say('kept.title')}</h2>
<p>${say(code === 'foreign_origin' ? 'kept.copy' : 'kept.note')}</p>
${texts.filter(([name, value]) => value.trim() !== '' && !technical.test(name)).map(([name, value]) => html`<div class="typed" data-field="${name}">${value}</div>`)}`}
</div>`,
  }
}

const signInElsewhere = `${address('sign_in')}?${new URLSearchParams({ returnTo: address('signed_in') })}`

function again({ say, path, visitor }: PageRequest, texts: readonly (readonly [string, string])[]): Html {
  return html`<form method="post" action="${path}" data-again>
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
const technical = /^(?:csrf|action|confirmed|commandId|base|seen_\w+)$/u

function entries(form: Form): (readonly [string, string])[] {
  return [...form.texts].filter(([name]) => name !== 'csrf')
    .flatMap(([name, values]) => values.map((value) => [name, value] as const))
}
