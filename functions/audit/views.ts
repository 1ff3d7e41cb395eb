import type { CountedView } from '../../shared/record/index.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { PageRequest } from '../../shared/web/request.ts'
import { clockTime } from '../../shared/web/time.ts'

/** Who has opened the links that asked for decisions, machines among them: looking at one decides nothing. */
export function viewsView({ say, lang }: PageRequest, views: readonly CountedView[]): Html | undefined {
  if (views.length === 0) return undefined
  return html`<section class="panel" id="views"><h2>${say('audit.views')}</h2><p class="quiet small">${say('audit.views.lead')}</p>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${say('audit.views.first')}</th><th scope="col">${say('audit.views.who')}</th><th scope="col">${say('audit.views.to')}</th><th scope="col">${say('audit.views.times')}</th><th scope="col">${say('audit.revision')}</th></tr></thead>
<tbody>${views.map(({ event, times }) => html`<tr data-view="${event.by}"><td>${clockTime(event.at, lang)}</td><td>${event.actor.name === '' ? '' : html`<b>${event.actor.name}</b> · `}${say(`audit.views.${event.by}`)}${event.method === 'HEAD' ? ' · HEAD' : ''}</td><td>${event.asks.name}</td><td>${times}</td><td><code>${event.revision.slice(0, 16)}…</code></td></tr>`)}</tbody></table></div></section>`
}
