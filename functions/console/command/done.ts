import { WebError } from '../../../shared/web/errors.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { donePage } from '../../../shared/web/review/done.ts'
import { address } from '../../../shared/web/routes.ts'
import { portalOrigin, record } from '../context.ts'
import { visit } from '../visit.ts'

/** What came of a command, what is next and who. Can be come back to, as to a receipt. */
export async function done(request: SignedRequest): Promise<Reply> {
  const { say, params } = request
  const seen = await visit(request)
  const { id, round } = seen.item
  const event = (await record.trail(id)).find(({ commandId }) => commandId === params['commandId'])
  const page = event && donePage(request, seen, event, {
    portalOrigin,
    buttons: html`<a class="button main" href="${address('home')}">${say('done.next_item')}</a>
${round === 'drafting' ? html`<a class="button" href="${address('edit', { id })}">${say('done.edit')}</a>` : ''}
<a class="button" href="${address('item', { id })}">${say('done.see')}</a>`,
  })
  if (!page) throw new WebError('not_found')
  return page
}
