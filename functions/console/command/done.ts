import { WebError } from '../../../shared/web/errors.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { portalOrigin, record } from '../context.ts'
import { titleShown } from '../../../shared/web/review/item.ts'
import { visit } from '../visit.ts'
import { nextSentence } from '../../../shared/web/review/next.ts'
import { isPageCommand } from '../../../shared/web/review/specs.ts'

/** What came of a command, what is next and who. Can be come back to, as to a receipt. */
export async function done(request: SignedRequest): Promise<Reply> {
  const { say, lang, params } = request
  const { item, people } = await visit(request)
  const trail = await record.trail(item.id)
  const event = trail.find(({ commandId }) => commandId === params['commandId'])
  if (!event || !isPageCommand(event.type)) throw new WebError('not_found')
  const title = say(`result.${event.type}`)
  const isPublic = event.type === 'approve' || event.type === 'restore'
  return {
    kind: 'page', title,
    main: html`<div class="narrow" data-done="${event.type}"><div class="big-done" role="status"><h1>${title}</h1>
<p class="lead">${titleShown(request, item)}</p>
<p>${nextSentence(request, item, people)}</p></div>
<div class="panel"><table class="facts">
<tr><th scope="row">${say('check.who')}</th><td>${event.actor.name}</td></tr>
<tr><th scope="row">${say('history.title')}</th><td>${say('done.seq', { seq: event.seq, time: clockTime(event.at, lang) })}</td></tr>
${event.revision === undefined ? '' : html`<tr><th scope="row">${say('done.revision')}</th><td><code data-revision="${event.revision}">${event.revision}</code></td></tr>`}
</table></div>
${isPublic ? html`<p>${say('done.public')} <a href="${portalOrigin}/items/${item.id}.html" data-public>${portalOrigin}/items/${item.id}.html</a></p>` : ''}
<p class="buttons"><a class="button main" href="${address('home')}">${say('done.next_item')}</a>
${item.round === 'drafting' ? html`<a class="button" href="${address('edit', { id: item.id })}">${say('done.edit')}</a>` : ''}
<a class="button" href="${address('item', { id: item.id })}">${say('done.see')}</a></p></div>`,
  }
}
