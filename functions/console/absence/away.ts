import { ulid } from 'ulid'
import type { UnitState } from '../../../shared/identity/index.ts'
import { now } from '../../../shared/now.ts'
import type { Said } from '../../../shared/web/errors.ts'
import { sayDelegationRefusal } from '../../../shared/web/errors/delegations.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import { check } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import { html } from '../../../shared/web/html.ts'
import { problemSummary, selectInput } from '../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { identity, unitName } from '../context.ts'
import { isUlid } from '../ids.ts'
import { timeFields, timeRules, timesIn } from './terms.ts'
import { actorAt, actorOn, take, unitNamed } from './units.ts'

/** The form by which somebody is marked as away, with nobody in their place. */
export async function awayForm(request: SignedRequest): Promise<Reply> {
  return formPage(request, await identity.delegations.of(unitNamed(request, request.query.get('unit') ?? '')))
}

/** Marks somebody as away: oneself, or another where the head or an administrator does it. */
export async function markAway(request: SignedRequest): Promise<Reply> {
  const { form, visitor, lang } = request
  const state = await identity.delegations.of(unitNamed(request, typed(form, 'unit')))
  const { of, problems } = check(form, { ...timeRules, person: { label: 'absence.principal', max: 40, required: true, choices: state.people.map(({ person }) => person) } })
  const times = timesIn(of)
  if (problems.length > 0 || !times) return formPage(request, state, { problems })
  const person = of('person')
  const answer = await take(state.unit, actorOn(visitor, state.unit, person), { kind: 'absent', person, ...times }, commandIdOf(request))
  if (answer.kind === 'refused') return formPage(request, state, { refused: sayDelegationRefusal(answer.code, lang), code: answer.code })
  return { kind: 'go', to: address('absence') }
}

/** Ends an absence: somebody is back. */
export async function comeBack(request: SignedRequest): Promise<Reply> {
  const { form, visitor, say, lang } = request
  const [unit, person] = [unitNamed(request, typed(form, 'unit')), typed(form, 'person')]
  const answer = await take(unit, actorOn(visitor, unit, person), { kind: 'return', person }, commandIdOf(request))
  if (answer.kind === 'done') return { kind: 'go', to: address('absence') }
  const { status, what, remedy } = sayDelegationRefusal(answer.code, lang)
  return {
    kind: 'page', status, title: what, wrong: true, here: 'absence',
    main: html`<div class="narrow" data-refused="${answer.code}"><div class="problems" role="alert"><h1>${what}</h1><p>${remedy}</p></div>
<p class="buttons"><a class="button main" href="${address('absence')}">${say('absence.back')}</a></p></div>`,
  }
}

function commandIdOf({ form }: SignedRequest): string {
  const given = typed(form, 'commandId')
  return isUlid(given) ? given : ulid(now().getTime())
}

interface Wrong { readonly problems?: readonly Problem[], readonly refused?: Said, readonly code?: string }

function formPage(request: SignedRequest, { unit, people }: UnitState, { problems = [], refused, code }: Wrong = {}): Reply {
  const { say, form, visitor } = request
  const { roles } = actorAt(visitor, unit)
  // Somebody who fell ill cannot do it themselves.
  const choosable = roles.includes('head') || roles.includes('administrator') ? people : people.filter(({ person }) => person === visitor.id)
  const own = choosable.some(({ person }) => person === visitor.id) ? visitor.id : ''
  const [title, labels] = [say(choosable.length > 1 ? 'absence.do.mark' : 'absence.do.away'), { from: 'absence.from', until: 'absence.until', person: 'absence.principal' } as const]
  return {
    kind: 'page', title, here: 'absence', wrong: problems.length > 0 || refused !== undefined, status: refused ? refused.status : problems.length > 0 ? 422 : 200,
    main: html`<div class="narrow"${code === undefined ? '' : html` data-refused="${code}"`}><p class="crumb"><a href="${address('absence')}">${say('absence.back')}</a></p>
${refused ? html`<div class="problems" role="alert"><h2>${refused.what}</h2><p>${refused.remedy}</p></div>` : ''}
${problemSummary(problems, (field) => say(field === 'from' || field === 'until' ? labels[field] : labels.person), say)}
<h1>${title}</h1>
<p class="lead">${unitName(unit)}</p>
<p>${say('absence.will.away')}</p>
<form method="post" action="${address('absence.mark')}" data-command="away">
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="commandId" value="${commandIdOf(request)}"><input type="hidden" name="unit" value="${unit}">
${choosable.length > 1 ? selectInput({
    name: 'person', label: 'absence.principal', value: typed(form, 'person') || (request.query.get('person') ?? own), problems, say, required: true,
    options: choosable.map(({ person, name }) => [person, name] as const),
  }) : html`<input type="hidden" name="person" value="${visitor.id}">`}
${timeFields(request, problems)}
<p class="buttons"><button class="main">${say('absence.save.away')}</button></p>
</form>
<p><a href="${address('absence')}">${say('cancel')}</a></p></div>`,
  }
}
