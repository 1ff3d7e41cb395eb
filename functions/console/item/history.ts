import type { TrailEvent } from '../../../shared/record/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { actorText } from '../../../shared/web/review/behalf.ts'
import { wordsOf } from '../../../shared/web/review/written.ts'
import { removalOf } from './returned.ts'

/** 办理记录: the item's trail in plain words, latest first. Saves that follow each other are one line. */
export function historyView(request: PageRequest, item: Item, trail: readonly TrailEvent[]): Html {
  const { say, lang } = request
  const shown = trail.filter((event, at) => event.type !== 'save' || trail[at + 1]?.type !== 'save' || trail[at + 1]?.actor.person !== event.actor.person)
  const removal = (event: TrailEvent): Html | undefined => {
    const reason = removalOf(event)
    return reason && html` <span class="tag">${say(`removal.${reason}`)}</span>`
  }
  return html`<section class="panel" id="history"><h2>${say('history.title')} <span class="count">${say('history.count', { count: trail.length })}</span></h2>
<ol class="history">${shown.toReversed().map((event) => html`<li data-event="${event.type}" data-seq="${event.seq}"><b>${say(`done.${event.type}`)}</b>${removal(event)}
<span class="quiet">${event.actor.method === 'system' ? say('actor.system') : actorText(request, event.actor)} · ${clockTime(event.at, lang)}</span>
${event.revision !== undefined && event.type === 'save' ? html`<a class="small" href="${address('revision', { id: item.id, digest: event.revision })}">${say('content.revision')}</a>` : ''}
${wordsOf(event) === '' ? '' : html`<div class="opinion"><p>${lines(wordsOf(event))}</p></div>`}</li>`)}</ol></section>`
}
