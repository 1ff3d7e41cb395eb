import { html } from '../../shared/web/html.ts'
import type { PageRequest, Reply } from '../../shared/web/request.ts'
import { donePage } from '../../shared/web/review/done.ts'
import { nextSentence } from '../../shared/web/review/next.ts'
import { address } from '../../shared/web/routes.ts'
import { clockTime } from '../../shared/web/time.ts'
import type { TrailEvent } from '../../shared/record/index.ts'
import type { Asked } from './asked.ts'
import { portalOrigin, record } from './context.ts'
import { named, reportOf } from './named.ts'
import { isAddressee } from './standing.ts'

/** What a link says that is good for nothing any more: whom it asked, why it is over, where to go. */
export async function overPage(request: PageRequest, asked: Asked): Promise<Reply> {
  const { say, lang } = request
  const { link, item, people, standing, state, addressee } = asked
  if (state === 'used' && isAddressee(standing)) {
    const recorded = await recordedPage(request, asked)
    if (recorded) return recorded
  }
  const word = state === 'used' ? 'used' : state === 'expired' ? 'expired' : 'superseded'
  return {
    kind: 'page', status: 410, title: say(`link.over.${word}`), wrong: true,
    main: html`<div class="narrow" data-link="${word}"><h1>${say(`link.over.${word}`)}</h1>
<p class="lead">${say(`link.over.${word}.what`, { name: addressee.name, time: clockTime(link.usedAt ?? link.endsAt, lang) })}</p>
<div class="panel"><table class="facts"><tr data-item><th scope="row">${say('check.item')}</th><td>${named(item, await reportOf(item))}</td></tr></table></div>
${isAddressee(standing) ? html`<p>${nextSentence(request, item, people)}</p>` : ''}
<p class="buttons"><a class="button main" href="${address('item', { id: link.item })}">${say(standing.by === 'nobody' ? 'link.over.sign_in' : 'done.see')}</a></p></div>`,
  }
}

/** What came of the decision that a link was used for. */
export async function recordedPage(request: PageRequest, { link, item, people }: Pick<Asked, 'link' | 'item' | 'people'>): Promise<Reply | undefined> {
  const event = (await record.trail(item.id)).find(({ commandId }) => commandId === link.usedBy)
  return event && resultPage(request, { item, people }, event, { again: true })
}

/** The page after a decision by a link; `again` where it was made before. */
export function resultPage(request: PageRequest, seen: Pick<Asked, 'item' | 'people'>, event: TrailEvent, { again }: { readonly again: boolean }): Reply | undefined {
  const { say, visitor } = request
  // Its own address leads back to the item, without being quoted.
  const open = event.type === 'suggest' ? html`<a class="button main" href="">${say('link.go_on')}</a>` : ''
  return donePage(request, seen, event, {
    portalOrigin, ...(again && { before: html`<p class="notice" data-again>${say('done.repeated')}</p>` }),
    buttons: visitor ? html`${open}<a class="button main" href="${address('home')}">${say('done.next_item')}</a>
<a class="button" href="${address('item', { id: seen.item.id })}">${say('done.see')}</a>
<a class="button" href="${address('me.phones')}">${say('phones.offer')}</a>`
      : html`${open}<a class="button" href="${address('item', { id: seen.item.id })}">${say('link.over.sign_in')}</a>`,
  })
}

/** The page of an address that was never given to anybody. */
export function unknownPage({ say }: PageRequest): Reply {
  return {
    kind: 'page', status: 404, title: say('link.unknown'), wrong: true,
    main: html`<div class="narrow" data-link="unknown"><h1>${say('link.unknown')}</h1>
<p class="lead">${say('link.unknown.what')}</p>
<p class="buttons"><a class="button main" href="${address('home')}">${say('link.over.sign_in')}</a></p></div>`,
  }
}
