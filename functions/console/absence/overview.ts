import { ulid } from 'ulid'
import type { Absence, Delegation, UnitState } from '../../../shared/identity/index.ts'
import { DELEGABLE } from '../../../shared/identity/index.ts'
import { now } from '../../../shared/now.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { Instant } from '../../../shared/workflow/types.ts'
import { rolesText } from '../admin/say.ts'
import { identity, unitName } from '../context.ts'
import { list } from '../queues.ts'
import { actorIn } from '../visit.ts'
import { columnsText, standingOf, timeText, unitsSeen } from './units.ts'

/** 我的休假与代审: who is away in each unit, who stands in, what can be done about it. */
export async function absencePage(request: SignedRequest): Promise<Reply> {
  const { say, visitor } = request
  const states = await Promise.all(unitsSeen(request).map((unit) => identity.delegations.of(unit)))
  // Of other units an administrator sees those in which there is something to see.
  const shown = states.filter((state) => actorIn(visitor, state.unit) || state.delegations.length > 0 || state.absences.length > 0)
  return {
    kind: 'page', title: say('absence.title'), here: 'absence',
    main: html`<h1>${say('absence.title')}</h1>
<p class="lead">${say('absence.intro')}</p>
<p class="quiet">${say('absence.visible')}</p>
${states.length === 0 ? html`<p class="panel quiet">${say('home.no_roles')}</p>` : shown.map((state) => unitView(request, state, states.length > 1))}
${shown.length < states.length ? html`<p class="quiet">${say('absence.none_elsewhere')}</p>` : ''}`,
  }
}

function unitView(request: SignedRequest, state: UnitState, several: boolean): Html {
  const { say } = request
  const at = now().toISOString()
  const { proposed = [], active = [], coming = [], over = [], revoked = [] } = Object.groupBy(state.delegations, (one) => standingOf(one, at))
  const alone = state.absences.filter(({ until }) => until > at)
    .filter((one) => !active.some(({ principal }) => principal === one.person))
  const [away, later] = [alone.filter(({ from }) => from <= at), alone.filter(({ from }) => from > at)]
  const rows = (delegations: readonly Delegation[], absences: readonly Absence[] = []): Html | undefined =>
    list([...delegations.toSorted(earliest).map((one) => delegationRow(request, one, at)), ...absences.map((one) => absenceRow(request, state.unit, one))])
  const past = [...over, ...revoked]
  const heading = (text: string, count: number): Html => several ? html`<h3>${text} <span class="count">${count}</span></h3>` : html`<h2>${text} <span class="count">${count}</span></h2>`
  return html`<section data-unit="${state.unit}">${several ? html`<h2>${unitName(state.unit)}</h2>` : ''}
${acts(request, state)}
${proposed.length === 0 ? '' : html`${heading(say('absence.proposed'), proposed.length)}${rows(proposed)}`}
${heading(say('absence.now'), active.length + away.length)}
${active.length + away.length === 0 ? html`<p class="panel quiet">${say('absence.now.none')}</p>` : rows(active, away)}
${coming.length + later.length === 0 ? '' : html`${heading(say('absence.coming'), coming.length + later.length)}${rows(coming, later)}`}
${past.length === 0 ? '' : html`<details><summary>${say('absence.past')} <span class="count">${past.length}</span></summary>${rows(past)}</details>`}</section>`
}

/** What somebody can do in a unit. */
function acts({ say, visitor }: SignedRequest, { unit, people, absences }: UnitState): Html | undefined {
  const own = actorIn(visitor, unit)
  const query = `?${new URLSearchParams({ unit })}`
  const reviews = own?.roles.some((role) => DELEGABLE.includes(role)) ?? false
  const away = absences.filter(({ until }) => until > now().toISOString()).map(({ person }) => person)
  const others = people.filter(({ person, roles }) => person !== visitor.id && away.includes(person) && roles.some((role) => DELEGABLE.includes(role)))
  if (!own) return undefined
  return html`<div class="acts"><p class="buttons">${reviews ? html`<a class="button main" href="${address('absence.new')}${query}" data-action="delegate">${say('absence.do.delegate')}</a>` : ''}
<a class="button" href="${address('absence.away')}${query}" data-action="away">${say(own.roles.includes('head') || own.roles.includes('administrator') ? 'absence.do.mark' : 'absence.do.away')}</a></p>
${own.roles.includes('head') && others.length === 0 ? html`<p class="quiet" data-appoint-first>${say('absence.appoint.first')}</p>` : ''}
${own.roles.includes('head') && others.length > 0 ? html`<form method="get" action="${address('absence.appoint')}" data-command="choose" class="narrow">
<input type="hidden" name="unit" value="${unit}">
<div class="field"><label for="person-${unit}">${say('absence.do.appoint')}</label>
<select id="person-${unit}" name="person">${others.map(({ person, name }) => html`<option value="${person}">${name}</option>`)}</select>
</div><p class="buttons"><button>${say('absence.next')}</button></p></form>` : ''}</div>`
}

/** One delegation in a list: who for whom, what, how long, how it stands. */
export function delegationRow(request: SignedRequest, one: Delegation, at: Instant): Html {
  const { say } = request
  const standing = standingOf(one, at)
  const to = address('absence.one', { id: one.id })
  return html`<li data-delegation="${one.id}" data-state="${standing}"><div class="what"><a class="title" href="${to}">${say('absence.row', { principal: one.principalName, delegate: one.delegateName })}</a>
<span class="meta"><span class="tag${standing === 'active' ? ' good' : standing === 'proposed' ? ' warn' : ''}">${say(`absence.state.${standing}`)}</span>${rolesText(request, one.roles)} · ${columnsText(request, one.columns)}</span>
<span class="meta">${timeText(request, one)}${namedText(request, one)}</span></div>
<div class="act"><a class="button" href="${to}">${say('absence.see')}</a></div></li>`
}

/** Who named a stand-in and who confirmed it, where that is how it came about. */
export function namedText({ say }: SignedRequest, { appointedBy, confirmedBy }: Delegation): string {
  if (!appointedBy) return ''
  return ` · ${confirmedBy ? say('absence.by', { by: appointedBy.name, second: confirmedBy.name }) : say('absence.by.waiting', { by: appointedBy.name })}`
}

function absenceRow(request: SignedRequest, unit: string, { person, name, from, until }: Absence): Html {
  const { say, visitor } = request
  const own = actorIn(visitor, unit)
  const may = person === visitor.id || own?.roles.includes('head') || visitor.grants.some(({ roles }) => roles.includes('administrator'))
  return html`<li data-absence="${person}"><div class="what"><b>${say('absence.row.alone', { name })}</b>
<span class="meta">${timeText(request, { from, until })}</span></div>
${may ? html`<div class="act"><form method="post" action="${address('absence.return')}" data-command="return">
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="commandId" value="${ulid(now().getTime())}"><input type="hidden" name="unit" value="${unit}"><input type="hidden" name="person" value="${person}">
<button>${say('absence.do.return')}</button></form></div>` : ''}</li>`
}

function earliest(one: Delegation, other: Delegation): number {
  return one.from < other.from ? -1 : one.from > other.from ? 1 : 0
}
