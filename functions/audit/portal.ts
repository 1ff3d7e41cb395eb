import { now } from '../../shared/now.ts'
import { openComparisons, portalChain } from '../../shared/reconcile/index.ts'
import type { Found, PortalEvent } from '../../shared/reconcile/index.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { clockTime } from '../../shared/web/time.ts'
import { auditedUnits, record } from './context.ts'

const comparisons = openComparisons()
const SHOWN = 200

type Of<S extends PortalEvent['stage']> = Extract<PortalEvent, { readonly stage: S }>

/**
 * What was found when the portal was compared with the record.
 *
 * @param month the month that is looked at (YYYY-MM)
 */
export async function portalPanel(request: SignedRequest, month: string): Promise<Html> {
  const { say, lang } = request
  const units = auditedUnits(request.visitor)
  const isTheirs = ({ unit }: Found): boolean => unit === undefined || units.includes(unit)
  const [recent, events, verified] = await Promise.all([lately(), comparisons.latest(month, SHOWN), record.verifyChain(portalChain(month))])
  const ended = recent.find(isEnded)
  const standing = standingIn(recent).filter(isTheirs)
  const told = events.flatMap((event) => event.stage !== 'ended' && isTheirs(event.found) ? [event] : [])
  return html`<section aria-labelledby="portal"><h2 id="portal">${say('audit.portal')}</h2>
<p class="quiet">${ended ? say('audit.portal.last', { time: clockTime(ended.at, lang), ...numbersOf(ended) }) : say('audit.portal.never')}</p>
${standing.length === 0 ? ended && html`<p>${say('audit.portal.agrees')}</p>` : html`<div class="panel" role="status" data-portal="standing"><p><b>${say('audit.portal.standing')}</b></p>
<ul>${standing.map((one) => html`<li data-path="${one.path}">${whatText(request, one)}</li>`)}</ul></div>`}
${verified.ok ? '' : html`<p class="panel" role="alert"><b>${say('audit.portal.broken', { seq: verified.seq, problem: say(`audit.problem.${verified.problem}`) })}</b></p>`}
${told.length === 0 ? '' : html`<details><summary>${say('audit.portal.events', { month, count: told.length })}</summary>
<div class="scroll" tabindex="0"><table data-portal="events">
<thead><tr><th scope="col">${say('audit.number')}</th><th scope="col">${say('audit.time')}</th><th scope="col">${say('audit.what')}</th><th scope="col">${say('audit.portal.done')}</th></tr></thead>
<tbody>${told.map((event) => html`<tr><td>${event.seq}</td><td>${clockTime(event.at, lang)}</td><td>${whatText(request, event.found)}</td><td>${doneText(request, event)}</td></tr>`)}</tbody>
</table></div></details>`}
</section>`
}

/** This month's events, and those of the month before while this one has seen no comparison end. Latest first. */
async function lately(): Promise<PortalEvent[]> {
  const at = now()
  const events = await comparisons.latest(at.toISOString().slice(0, 7), SHOWN)
  if (events.some(isEnded)) return events
  const before = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)
  return [...events, ...await comparisons.latest(before, SHOWN)]
}

/** What was not proven and is still there. */
function standingIn(events: readonly PortalEvent[]): readonly Found[] {
  const last = events.findIndex(isEnded)
  const since = (last < 0 ? events : events.slice(0, last)).toReversed()
  const ended = events.find(isEnded)
  const standing = new Map((ended?.standing ?? []).map((one) => [one.path, one]))
  for (const event of since) {
    if (event.stage === 'unproven') standing.set(event.found.path, event.found)
    if (event.stage === 'mended' || event.stage === 'settled') standing.delete(event.found.path)
  }
  return [...standing.values()]
}

function whatText({ say }: SignedRequest, { difference, path, item }: Found): Html {
  const name = html`<code>${path}</code>`
  return html`${say(`audit.differs.${difference}`)} ${item === undefined ? name : html`<a href="${address('audit.item', { id: item })}">${name}</a>`}`
}

function doneText({ say }: SignedRequest, event: Exclude<PortalEvent, Of<'ended'>>): string {
  switch (event.stage) {
    case 'mended': return say(`audit.portal.${event.by}`)
    case 'unproven': return say(`audit.unproven.${event.code}`)
    case 'found': case 'settled': return say(`audit.portal.${event.stage}`)
  }
  return ''
}

function numbersOf({ counts }: Of<'ended'>) {
  const { items, objects, pages, served, found, mended, unproven } = counts
  return { items, objects, pages, served, found, mended, unproven }
}

function isEnded(event: PortalEvent): event is Of<'ended'> {
  return event.stage === 'ended'
}
