import type { TrailEvent } from '../../shared/record/index.ts'
import type { Html } from '../../shared/web/html.ts'
import { html, lines } from '../../shared/web/html.ts'
import type { PageRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { clockTime } from '../../shared/web/time.ts'
import type { Values } from '../../shared/web/words.ts'
import { list } from '../../shared/web/words.ts'

/** One event of an item's trail: who, what, on which bytes, why, and how it hangs on the one before. */
export function eventView(request: PageRequest, itemId: string, event: TrailEvent, disposed: readonly string[]): Html {
  const { say, lang } = request
  const { actor } = event
  return html`<li id="e${event.seq}">
<h3>${event.seq}. ${say(`done.${event.type}`)} <span class="quiet">${clockTime(event.at, lang)}</span></h3>
<p>${whoText(request, event)}</p>
<p class="quiet">${moveText(request, event)}</p>
${[...reasonsOf(request, event), ...disposed].map((text) => html`<blockquote class="opinion"><p>${lines(text)}</p></blockquote>`)}
<table class="facts">
${event.revision === undefined ? '' : row(say('audit.revision'), html`<a href="${address('audit.revision', { id: itemId, digest: event.revision })}">${say(isDecision(event) ? 'audit.seen' : 'audit.current')}</a> <code>${event.revision}</code>`)}
${event.report === undefined ? '' : row(say('audit.report'), html`<code>${event.report}</code>`)}
${event.edition === undefined ? '' : row(say('audit.edition'), html`<code>${event.edition}</code>`)}
${row(say('audit.channel'), html`${say(`audit.channel.${event.channel}`)} · ${say('audit.method')} ${say(`audit.method.${actor.method}`)}`)}
${row(say('audit.hash'), html`<code>${event.hash}</code>`)}
${row(say('audit.prev'), html`<code>${event.prev}</code>`)}
</table>
</li>`
}

/** Who acted, as they were then. */
export function whoText({ say, lang }: PageRequest, { actor }: TrailEvent): (Html | string)[] {
  if (actor.method === 'system') return [say('audit.method.system'), say('aside', { more: actor.name })]
  const roles = say('aside', { more: list(lang, actor.roles.map((role) => say(`role.${role}`))) })
  const behalf = actor.onBehalfOf ? [' · ', say('audit.on_behalf', { name: actor.onBehalfOf.name })] : []
  return [html`<b>${actor.name}</b>`, roles, ...behalf]
}

/** From where to where. */
export function moveText({ say }: PageRequest, { from, to }: TrailEvent): string {
  const place = (where: { readonly round: TrailEvent['to']['round'], readonly presence: TrailEvent['to']['presence'] }): string =>
    say('state.line', { round: say(`round.${where.round}`), presence: say(`presence.${where.presence}`) } satisfies Values)
  return from === null ? place(to) : `${place(from)} → ${place(to)}`
}

function isDecision({ type }: TrailEvent): boolean {
  return ['pass', 'approve', 'return', 'refer', 'resume', 'withhold'].includes(type)
}

const wordy = ['opinion', 'text', 'note', 'question', 'to'] as const

/** Everything that somebody wrote, in the event's own words. */
function reasonsOf({ say }: PageRequest, event: TrailEvent): string[] {
  const { data } = event
  const texts = wordy.flatMap((key) => typeof data[key] === 'string' && data[key] !== '' ? [data[key]] : [])
  return [...texts, ...reasonText(say, data['reason']), ...rulingsOf(say, data['rulings'])]
}

function reasonText(say: PageRequest['say'], reason: unknown): string[] {
  if (typeof reason !== 'string' || reason === '') return []
  switch (reason) {
    case 'privacy': case 'secrecy': case 'business_secret': case 'wrong': case 'superseded': case 'revoked': case 'expired': case 'other':
      return [say(`removal.${reason}`)]
    default: return [reason]
  }
}

function rulingsOf(say: PageRequest['say'], rulings: unknown): string[] {
  if (!Array.isArray(rulings)) return []
  return rulings.flatMap((ruling: unknown) =>
    typeof ruling === 'object' && ruling !== null && 'text' in ruling && 'authority' in ruling
      ? [`${String(ruling.text)}${say('aside', { more: String(ruling.authority) })}`] : [])
}

function row(name: string, value: Html): Html {
  return html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`
}
