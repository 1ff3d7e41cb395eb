import type { TrailEvent } from '../../../shared/record/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { REMOVAL_REASONS } from '../../../shared/workflow/states.ts'
import type { RemovalReason } from '../../../shared/workflow/states.ts'
import type { Candidate } from '../../../shared/workflow/types.ts'
import { actorText } from '../../../shared/web/review/behalf.ts'
import { wordsOf } from '../../../shared/web/review/written.ts'
import { nameIn } from '../../../shared/web/review/visit.ts'

/** What reviewers have asked the editor to change since the item was last submitted. */
export function returnedView(request: SignedRequest, trail: readonly TrailEvent[], people: readonly Candidate[]): Html | undefined {
  const { say, lang } = request
  const submitted = trail.findLastIndex(({ type }) => type === 'submit')
  const asked = submitted < 0 ? [] : trail.slice(submitted).filter(({ type }) => type === 'return' || type === 'suggest')
  if (asked.length === 0) return undefined
  return html`<div class="notice warn">${asked.map((event) => html`<div class="opinion" data-event="${event.type}">
<p><b>${say(event.type === 'return' ? 'edit.returned' : 'edit.suggested')}</b> <span class="quiet">${actorText(request, { ...event.actor, name: nameIn(people, event.actor.person) })} · ${clockTime(event.at, lang)}</span></p>
<p>${lines(wordsOf(event))}</p></div>`)}</div>`
}

/** Why something left the portal, by the event that took it away. */
export function removalOf({ type, data }: Pick<TrailEvent, 'type' | 'data'>): RemovalReason | undefined {
  return type === 'withdraw' || type === 'take_down' ? REMOVAL_REASONS.find((reason) => reason === data['reason']) : undefined
}
