import { ulid } from 'ulid'
import type { Delegation, DelegationEvent, DelegationRefusal } from '../../../shared/identity/index.ts'
import { now } from '../../../shared/now.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { sayDelegationRefusal } from '../../../shared/web/errors/delegations.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { factRow } from '../admin/check.ts'
import { rolesText } from '../admin/say.ts'
import { identity, unitName } from '../context.ts'
import { isUlid } from '../ids.ts'
import { namedText } from './overview.ts'
import { actorAt, actorOn, columnsText, secondsFor, standingOf, take, timeText, unitsSeen } from './units.ts'

/** One delegation: what it is, how it came about, how it stands, and the buttons that end or confirm it. Can be come back to, as to a receipt. */
export async function delegationPage(request: SignedRequest): Promise<Reply> {
  return show(request, await found(request))
}

/** Confirms, rejects or revokes a delegation. */
export async function settleDelegation(request: SignedRequest): Promise<Reply> {
  const { form, visitor } = request
  const one = await found(request)
  const decision = typed(form, 'decision')
  if (decision !== 'confirm' && decision !== 'revoke') return show(request, one)
  const given = typed(form, 'commandId')
  const actor = decision === 'revoke' ? actorOn(visitor, one.unit, one.principal) : actorAt(visitor, one.unit)
  const answer = await take(one.unit, actor, { kind: decision, id: one.id }, isUlid(given) ? given : ulid(now().getTime()))
  if (answer.kind === 'refused') return show(request, await found(request), answer.code)
  return { kind: 'go', to: address('absence.one', { id: one.id }) }
}

/** The delegation of the address, in a unit that the person sees. @throws WebError not_found for anybody else, too */
async function found(request: SignedRequest): Promise<Delegation> {
  const id = request.params['id'] ?? ''
  const rows = isUlid(id) ? await Promise.all(unitsSeen(request).map((unit) => identity.delegations.one(unit, id))) : []
  const one = rows.find((row) => row !== undefined)
  if (!one) throw new WebError('not_found')
  return one
}

async function show(request: SignedRequest, one: Delegation, code?: DelegationRefusal): Promise<Reply> {
  const { say, lang, visitor } = request
  const [state, history] = await Promise.all([identity.delegations.of(one.unit), identity.delegations.history(one.unit)])
  const events = history.filter(({ delegation }) => delegation?.id === one.id)
  const last = events.at(-1)
  const standing = standingOf(one, now().toISOString())
  const seconds = standing === 'proposed' ? await secondsFor(state, one) : []
  const refused = code && sayDelegationRefusal(code, lang)
  const title = say('absence.row', { principal: one.principalName, delegate: one.delegateName })
  const fresh = last && last.actor.person === visitor.id && last.stage !== 'absent' && last.stage !== 'returned' ? say(`absence.done.${last.stage}`) : undefined
  return {
    kind: 'page', title, here: 'absence', wrong: refused !== undefined, ...(refused && { status: refused.status }),
    main: html`<div class="narrow" data-delegation="${one.id}" data-state="${standing}"${code === undefined ? '' : html` data-refused="${code}"`}>
<p class="crumb"><a href="${address('absence')}">${say('absence.back')}</a></p>
${refused ? html`<div class="problems" role="alert"><h2>${refused.what}</h2><p>${refused.remedy}</p></div>` : ''}
<h1>${title}</h1>
${fresh && !refused ? html`<p class="notice good" role="status">${fresh}</p>` : ''}
<table class="facts">
${factRow(say('absence.state'), html`<span class="tag${standing === 'active' ? ' good' : standing === 'proposed' ? ' warn' : ''}">${say(`absence.state.${standing}`)}</span>`)}
${factRow(say('absence.unit'), unitName(one.unit))}
${factRow(say('absence.roles'), rolesText(request, one.roles))}
${factRow(say('absence.columns'), columnsText(request, one.columns))}
${factRow(say('audit.time'), timeText(request, one))}
${one.reason === undefined ? '' : factRow(say('absence.reason'), html`${lines(one.reason)}`)}
${one.appointedBy ? factRow(say('absence.named'), namedText(request, one).slice(' · '.length)) : ''}
${standing === 'proposed' ? factRow(say('absence.seconds'), list(lang, seconds) || say('others.nobody')) : ''}
</table>
${buttons(request, one, standing)}
<h2>${say('absence.history')}</h2>
<ol class="history" data-history>${events.toReversed().map((event) => eventRow(request, event))}</ol></div>`,
  }
}

/** What this person can do with it now. */
function buttons(request: SignedRequest, one: Delegation, standing: ReturnType<typeof standingOf>): Html | undefined {
  const { say, visitor } = request
  if (standing === 'over' || standing === 'revoked') return undefined
  const guards = visitor.grants.some(({ unit, roles }) => roles.includes('administrator') || (unit === one.unit && roles.includes('head')))
  const confirms = standing === 'proposed' && guards && ![one.principal, one.delegate, one.appointedBy?.person].includes(visitor.id)
  const ends = one.principal === visitor.id || guards
  const form = (decision: 'confirm' | 'revoke', look: string, text: string): Html =>
    html`<form method="post" action="${address('absence.settle', { id: one.id })}" data-command="${decision}">
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="commandId" value="${ulid(now().getTime())}">
<p class="buttons"><button class="${look}" name="decision" value="${decision}">${text}</button></p></form>`
  if (!confirms && !ends) return undefined
  return html`<div class="acts">${confirms ? form('confirm', 'main', say('absence.do.confirm', { delegate: one.delegateName, principal: one.principalName })) : ''}
${ends ? form('revoke', standing === 'proposed' ? '' : 'danger', say(standing === 'proposed' ? 'absence.do.reject' : 'absence.do.revoke')) : ''}</div>`
}

function eventRow({ say, lang }: SignedRequest, { stage, actor, at }: DelegationEvent): Html {
  return html`<li data-stage="${stage}"><b>${say(`absence.stage.${stage}`)}</b> <span class="quiet">${say('admin.by', { name: actor.name, time: clockTime(at, lang) })}</span></li>`
}
