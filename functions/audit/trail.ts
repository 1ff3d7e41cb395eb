import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import type { TrailEvent } from '../../shared/record/index.ts'
import { auditedItem, record, titleShown } from './context.ts'
import { eventView } from './event-view.ts'
import { viewsView } from './views.ts'

/** The whole trail of one item, verified on the way. */
export async function trail(request: SignedRequest): Promise<Reply> {
  const { say } = request
  const item = await auditedItem(request)
  const [events, verified, views] = await Promise.all([record.trail(item.id), record.verifyTrail(item.id), record.views(item.id)])
  const disposed = new Map(await Promise.all(events.map(async (event) => [event.seq, await disposedIn(request, event)] as const)))
  return {
    kind: 'page', title: titleShown(request, item), here: 'audit',
    main: html`<p class="crumb"><a href="${address('audit')}">${say('audit.back')}</a></p>
<h1>${titleShown(request, item)}</h1>
<p class="quiet">${item.id} · ${say('state.line', { round: say(`round.${item.round}`), presence: say(`presence.${item.presence}`) })}${item.published ? ` · ${item.published.indexNumber}` : ''}</p>
${verified.ok ? verdict(say('audit.verify'), say('audit.verify.ok', { events: verified.events }), 'ok')
    : verdict(say('audit.verify'), say('audit.verify.bad', { seq: verified.seq, problem: say(`audit.problem.${verified.problem}`) }), 'bad')}
<ol class="history" data-trail="${item.id}">${events.map((event) => eventView(request, item.id, event, disposed.get(event.seq) ?? []))}</ol>
${viewsView(request, views)}
<p class="quiet small">${say('audit.print')}</p>`,
  }
}

function verdict(title: string, text: string, result: 'ok' | 'bad'): Html {
  return html`<div class="panel" data-verified="${result}" role="status"><h2>${title}</h2><p>${result === 'ok' ? text : html`<b>${text}</b>`}</p></div>`
}

/** What a screening reviewer said of each finding; it lies beside the trail, under the digest that the event names. */
async function disposedIn({ say }: SignedRequest, { data, report }: TrailEvent): Promise<string[]> {
  const named = data['dispositions']
  if (report === undefined || typeof named !== 'object' || named === null || !('digest' in named)) return []
  const [list, { findings }] = await Promise.all([record.dispositions(String(named.digest)), record.report(report)])
  return list.map(({ finding, reason }) => {
    const about = findings.find(({ id }) => id === finding)
    return say('audit.finding', { finding: about ? `${say(`finding.${about.kind}`)} ${about.masked}` : finding, reason })
  })
}
