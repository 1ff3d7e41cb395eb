import { ulid } from 'ulid'
import type { Delegation, DelegationCommand, Terms } from '../../../shared/identity/index.ts'
import { now } from '../../../shared/now.ts'
import type { Said } from '../../../shared/web/errors.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { sayDelegationRefusal } from '../../../shared/web/errors/delegations.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import { problemSummary } from '../../../shared/web/inputs.ts'
import { keep } from '../../../shared/web/kept.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { list } from '../../../shared/web/words.ts'
import type { Actor } from '../../../shared/workflow/types.ts'
import { factRow } from '../admin/check.ts'
import { rolesText } from '../admin/say.ts'
import { identity, unitName } from '../context.ts'
import { isUlid } from '../ids.ts'
import { actorIn } from '../visit.ts'
import type { Asked } from './terms.ts'
import { awayOf, labelOf, readTerms, rolesOf, termFields } from './terms.ts'
import { columnsText, secondsFor, take, timeText, unitNamed } from './units.ts'

/** A delegation about to be made: by oneself, or for somebody else by the head. */
interface Made extends Asked {
  readonly kind: 'delegate' | 'appoint'
  readonly actor: Actor
}

/** The form by which somebody delegates their own review. */
export async function newDelegation(request: SignedRequest): Promise<Reply> {
  return formPage(request, await made(request, 'delegate'))
}

/** Takes that form: shows what is wrong, or the answers to check, or makes the delegation. */
export async function createDelegation(request: SignedRequest): Promise<Reply> {
  return carryOut(request, await made(request, 'delegate'))
}

/** The form by which a head names a stand-in for somebody else. */
export async function newAppointment(request: SignedRequest): Promise<Reply> {
  return formPage(request, await made(request, 'appoint'))
}

export async function createAppointment(request: SignedRequest): Promise<Reply> {
  return carryOut(request, await made(request, 'appoint'))
}

async function made(request: SignedRequest, kind: Made['kind']): Promise<Made> {
  const { visitor, query, form, body } = request
  const asked = (name: string): string => typed(form, name) || (query.get(name) ?? '')
  const unit = unitNamed(request, asked('unit'))
  const actor = actorIn(visitor, unit)
  if (!actor || (kind === 'appoint' && !actor.roles.includes('head'))) throw new WebError('not_your_role')
  const state = await identity.delegations.of(unit)
  const principal = state.people.find(({ person }) => person === (kind === 'delegate' ? visitor.id : asked('person')))
  if (!principal || (kind === 'appoint' && principal.person === visitor.id)) throw new WebError('not_found')
  return { kind, actor, state, principal, columns: body.columns.map(({ id }) => id) }
}

async function carryOut(request: SignedRequest, about: Made): Promise<Reply> {
  const { form, lang } = request
  if (typed(form, 'back') === 'yes') return formPage(request, about)
  const read = readTerms(form, about)
  if ('problems' in read) return formPage(request, about, { problems: read.problems })
  const { kind, actor, state: { unit }, principal } = about
  const command: DelegationCommand = kind === 'delegate' ? { kind, terms: read.terms } : { kind, principal: principal.person, terms: read.terms }
  if (typed(form, 'confirmed') !== 'yes') {
    const code = await identity.delegations.foresee(unit, actor, command)
    return code ? formPage(request, about, { refused: sayDelegationRefusal(code, lang) }) : checkPage(request, about, read.terms)
  }
  const answer = await take(unit, actor, command, commandIdOf(request))
  if (answer.kind === 'refused') return formPage(request, about, { refused: sayDelegationRefusal(answer.code, lang), code: answer.code })
  return { kind: 'go', to: address('absence.one', { id: answer.event.delegation?.id ?? '' }) }
}

function commandIdOf({ form }: SignedRequest): string {
  const given = typed(form, 'commandId')
  return isUlid(given) ? given : ulid(now().getTime())
}

interface Wrong { readonly problems?: readonly Problem[], readonly refused?: Said, readonly code?: string }

function formPage(request: SignedRequest, about: Made, { problems = [], refused, code }: Wrong = {}): Reply {
  const { say } = request
  const { kind, state, principal } = about
  const title = say(`absence.do.${kind}`)
  const first = comesFirst(request, about)
  return {
    kind: 'page', title, here: 'absence', wrong: problems.length > 0 || refused !== undefined, status: refused ? refused.status : problems.length > 0 ? 422 : 200,
    main: html`<div class="narrow"${code === undefined ? '' : html` data-refused="${code}"`}><p class="crumb"><a href="${address('absence')}">${say('absence.back')}</a></p>
${refused ? html`<div class="problems" role="alert"><h2>${refused.what}</h2><p>${refused.remedy}</p></div>` : ''}
${problemSummary(problems, (field) => say(labelOf(about, field)), say)}
<h1>${title}</h1>
<p class="lead">${kind === 'appoint' ? `${principal.name} · ` : ''}${unitName(state.unit)}${rolesOf(principal).length === 0 ? '' : ` · ${rolesText(request, rolesOf(principal))}`}</p>
${first ?? html`<form method="post" action="${actionOf(kind)}" data-command="${kind}">
${hidden(request, about)}
${termFields(request, about, problems)}
<p class="buttons"><button class="main">${say('absence.continue')}</button></p>
</form>`}
<p><a href="${address('absence')}">${say('cancel')}</a></p></div>`,
  }
}

/** What there is in the place of the form while nothing can be filled in: why not, and what comes first. */
function comesFirst({ say }: SignedRequest, { kind, state, principal }: Made): Html | undefined {
  if (rolesOf(principal).length === 0) return html`<p class="notice warn">${say('absence.cannot.no_post')}</p>`
  if (kind === 'delegate' || awayOf({ state, principal })) return undefined
  const query = new URLSearchParams({ unit: state.unit, person: principal.person })
  return html`<p class="notice warn" data-not-away>${say('absence.appoint.not_away', { name: principal.name })}</p>
<p class="buttons"><a class="button main" href="${address('absence.away')}?${query}">${say('absence.do.mark')}</a></p>`
}

/** 请核对后确认: what was answered and what it will do. */
async function checkPage(request: SignedRequest, about: Made, terms: Terms): Promise<Reply> {
  const { say, lang, form } = request
  const { kind, actor, state, principal } = about
  const name = state.people.find(({ person }) => person === terms.delegate)?.name ?? terms.delegate
  const label = say(`absence.do.${kind}`)
  const carried = [...form.texts].filter(([field]) => !carriedOtherwise.has(field)).flatMap(([field, values]) => values.map((value) => keep(field, value)))
  const parties: Pick<Delegation, 'principal' | 'delegate' | 'appointedBy'> = { principal: principal.person, delegate: terms.delegate, appointedBy: actor }
  const will = kind === 'delegate' ? say('absence.will.delegate', { delegate: name })
    : say('absence.will.appoint', { seconds: list(lang, await secondsFor(state, parties)) || say('others.nobody') })
  return {
    kind: 'page', title: `${say('check.title')} · ${label}`, here: 'absence',
    main: html`<div class="narrow"><h1>${say('check.title')}</h1>
<table class="facts">
${factRow(say('check.act'), html`<b>${label}</b>`)}
${factRow(say('absence.principal'), principal.name)}
${factRow(say('absence.delegate'), name)}
${factRow(say('absence.roles'), rolesText(request, terms.roles))}
${factRow(say('absence.columns'), columnsText(request, terms.columns))}
${factRow(say('audit.time'), timeText(request, terms))}
${terms.reason === undefined ? '' : factRow(say('absence.reason'), html`${lines(terms.reason)}`)}
${factRow(say('check.happens'), will)}
</table>
<form method="post" action="${actionOf(kind)}" data-command="${kind}" data-confirms>
${hidden(request, about)}${carried}
<input type="hidden" name="confirmed" value="yes">
<p class="buttons"><button class="main">${say('check.confirm', { act: label })}</button></p>
</form>
<form method="post" action="${actionOf(kind)}">
<input type="hidden" name="csrf" value="${request.visitor.csrf}"><input type="hidden" name="unit" value="${state.unit}"><input type="hidden" name="person" value="${principal.person}">${carried}
<input type="hidden" name="back" value="yes">
<p><button class="link">${say('check.change')}</button></p>
</form></div>`,
  }
}

const carriedOtherwise = new Set(['csrf', 'commandId', 'confirmed', 'back', 'unit', 'person'])

function actionOf(kind: Made['kind']): string {
  return address(kind === 'delegate' ? 'absence.create' : 'absence.name')
}

function hidden(request: SignedRequest, { state, principal }: Made): Html {
  return html`<input type="hidden" name="csrf" value="${request.visitor.csrf}"><input type="hidden" name="commandId" value="${commandIdOf(request)}">
<input type="hidden" name="unit" value="${state.unit}"><input type="hidden" name="person" value="${principal.person}">`
}
