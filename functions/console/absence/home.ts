import { now } from '../../../shared/now.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { untilText } from '../../../shared/web/time.ts'
import type { Colleagues } from '../colleagues.ts'
import { identity } from '../context.ts'
import { list } from '../queues.ts'
import { delegationRow } from './overview.ts'
import { actorAt, standingOf, unitsSeen } from './units.ts'

/** For the start page: that somebody stands in for this person, or this person for somebody, and until when. */
export function standingNotices(request: SignedRequest, colleagues: readonly Colleagues[]): Html | undefined {
  const { say, lang, visitor } = request
  const lines = colleagues.flatMap(({ people }) => {
    const self = people.find(({ person }) => person === visitor.id)
    const stands = people.flatMap(({ name, actsFor = [] }) => actsFor.filter(({ person }) => person === visitor.id)
      .map(({ until }) => say('absence.home.principal', { name, until: untilText(until, lang) })))
    return [
      ...stands,
      ...(stands.length === 0 && self?.away !== undefined ? [say('absence.home.away', { until: untilText(self.away, lang) })] : []),
      ...(self?.actsFor ?? []).map(({ name, until }) => say('absence.home.delegate', { name, until: untilText(until, lang) })),
    ]
  })
  return lines.length === 0 ? undefined : html`<div class="notice" data-standing>${lines.map((line) => html`<p>${line}</p>`)}
<p><a href="${address('absence')}">${say('nav.absence')}</a></p></div>`
}

/** For the start page of heads and administrators: the stand-ins that they can confirm. Nothing for anybody else. */
export async function toConfirm(request: SignedRequest): Promise<Html | undefined> {
  const { visitor, say } = request
  const units = unitsSeen(request).filter((unit) => actorAt(visitor, unit).roles.some((role) => role === 'head' || role === 'administrator'))
  const states = await Promise.all(units.map((unit) => identity.delegations.of(unit)))
  const at = now().toISOString()
  const waiting = states.flatMap(({ delegations }) => delegations).filter((one) => standingOf(one, at) === 'proposed'
    && ![one.principal, one.delegate, one.appointedBy?.person].includes(visitor.id))
  return waiting.length === 0 ? undefined : html`<section data-queue="stand_ins"><h2>${say('absence.mine')} <span class="count">${waiting.length}</span></h2>
${list(waiting.map((one) => delegationRow(request, one, at)))}</section>`
}
