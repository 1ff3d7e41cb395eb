import type { DaysOff } from '../../../shared/deadlines/index.ts'
import type { DutyEvent, Rehearsed } from '../../../shared/duty/index.ts'
import { fallingAs, keyOf } from '../../../shared/duty/index.ts'
import { now } from '../../../shared/now.ts'
import { RecordBusy, RegisterMoved } from '../../../shared/record/index.ts'
import { WebError } from '../../../shared/web/errors.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { fallingIn } from '../../../shared/stage/waiting.ts'
import { problemSummary, selectInput } from '../../../shared/web/inputs.ts'
import { sayRefusal } from '../../../shared/web/refused.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { titleShown } from '../../../shared/web/review/item.ts'
import { address } from '../../../shared/web/routes.ts'
import { chinaDay, clockTime, dayText } from '../../../shared/web/time.ts'
import type { Candidate, Item } from '../../../shared/workflow/types.ts'
import { duty, identity, record, unitName } from '../context.ts'
import { actorIn } from '../visit.ts'
import { nextDaysOff } from './next.ts'

/** Earlier rehearsals that the page shows. */
const EARLIER = 5

/** What is released in the next days off, who is on duty then, and what the rehearsals found. */
export async function dutyPage(request: SignedRequest): Promise<Reply> {
  return page(request, [])
}

/** Names who is on duty in the next days off of a unit. */
export async function nameDuty(request: SignedRequest): Promise<Reply> {
  const { form, visitor, say } = request
  const unit = typed(form, 'unit')
  const actor = actorIn(visitor, unit)
  if (!actor?.roles.includes('head')) throw new WebError('not_your_role')
  const off = nextDaysOff(chinaDay(now()))
  const people = await identity.candidates(unit)
  const named = people.find(({ person }) => person === typed(form, 'person'))
  // Whoever sent an old form named somebody for days that are over.
  if (!off || 'year' in off || typed(form, 'first') !== off.first) throw new WebError('bad_form')
  if (!named) return page(request, [{ field: 'person', code: 'missing' }])
  try {
    const { first, last } = off
    const done = await duty.name(actor, { first, last }, { person: named.person, name: named.name }, now())
    if (!done) return page(request, [], { wrong: say('duty.gone') })
  } catch (error) {
    if (error instanceof RegisterMoved || error instanceof RecordBusy) throw new WebError('busy')
    throw error
  }
  return { kind: 'go', to: `${address('duty')}?named=${encodeURIComponent(unit)}` }
}

async function page(request: SignedRequest, problems: readonly Problem[], { wrong }: { readonly wrong?: string } = {}): Promise<Reply> {
  const { say, visitor, query } = request
  const units = [...new Set(visitor.grants.filter(({ roles }) => roles.length > 0).map(({ unit }) => unit))]
  const off = nextDaysOff(chinaDay(now()))
  const failed = problems.length > 0 || wrong !== undefined
  return {
    kind: 'page', title: say('duty.title'), status: failed ? 422 : 200, wrong: failed, here: 'duty',
    main: html`<h1>${say('duty.title')}</h1>
${problemSummary(problems, () => say('duty.person'), say)}
${wrong === undefined ? '' : html`<div class="problems" role="alert"><p>${wrong}</p></div>`}
<p class="lead">${say('duty.lead')}</p>
${!off ? '' : 'year' in off ? html`<p class="notice warn">${say('duty.not_loaded', { year: off.year })}</p>`
    : await Promise.all(units.map((unit) => unitView(request, unit, off, problems, query.get('named') === unit)))}`,
  }
}

async function unitView(request: SignedRequest, unit: string, off: DaysOff, problems: readonly Problem[], justNamed: boolean): Promise<Html> {
  const { say, lang, visitor } = request
  const [named, falling, history, people] = await Promise.all([
    duty.on(unit, off.first), fallingIn(record, unit, off), duty.history(unit), identity.candidates(unit),
  ])
  const rehearsals = history.filter(isRehearsal)
  const last = rehearsals.findLast(({ first }) => first === off.first)
  const outcomes = new Map(rehearsals.filter(({ first }) => first === off.first).flatMap(({ items }) => items.map((one) => [keyOf(one), one])))
  const earlier = rehearsals.filter((one) => one.first !== off.first && one.items.length > 0).slice(-EARLIER).toReversed()
  const titles = new Map((await record.items([...new Set([...falling.map(({ id }) => id), ...earlier.flatMap(({ items }) => items.map(({ item }) => item))])]))
    .map((item) => [item.id, item]))
  const isHead = visitor.grants.some((grant) => grant.unit === unit && grant.roles.includes('head'))
  return html`<section class="panel" data-unit="${unit}"><h2>${unitName(unit)}</h2>
<p><b>${say('duty.next')}</b> ${say('duty.days', { first: dayText(off.first, lang), last: dayText(off.last, lang) })}</p>
<p role="status" data-duty>${say('duty.person')}${say('colon')}${named ? html`<b>${named.name}</b>` : say('duty.nobody')}${justNamed && named ? html` <span class="quiet">${say('duty.named', { name: named.name })}</span>` : ''}</p>
<h3>${say('duty.falling')}</h3>
<p class="quiet small">${last ? say('duty.rehearsed', { time: clockTime(last.at, lang) }) : say('duty.not_rehearsed')}</p>
${falling.length === 0 ? html`<p>${say('duty.none')}</p>` : html`<ul>${falling.map((item) => fallingRow(request, item, last && { outcomes }))}</ul>`}
${isHead ? nameForm(request, unit, off, people, named?.person ?? '', problems) : html`<p class="quiet">${say('duty.head_only')}</p>`}
${earlier.length === 0 ? '' : html`<details><summary>${say('duty.history')}</summary>${earlier.map((one) => html`<p>${say('duty.days', { first: dayText(one.first, lang), last: dayText(one.last, lang) })}${one.duty ? ` · ${say('duty.person')} ${one.duty.name}` : ''}</p>
<ul>${one.items.map((rehearsed) => html`<li>${linked(request, titles.get(rehearsed.item), rehearsed.item)} ${outcome(request, rehearsed)}</li>`)}</ul>`)}</details>`}
</section>`
}

function isRehearsal(event: DutyEvent): event is Extract<DutyEvent, { readonly type: 'rehearsed' }> {
  return event.type === 'rehearsed'
}

/** @param rehearsed what came of the rehearsals so far; nothing before the first */
function fallingRow(request: SignedRequest, item: Item, rehearsed: { readonly outcomes: ReadonlyMap<string, Rehearsed> } | undefined): Html {
  const falls = fallingAs(item)
  const found = rehearsed?.outcomes.get(keyOf(falls))
  const state = found ? outcome(request, found) : rehearsed ? html`<span class="tag warn">${request.say('duty.not_rehearsed')}</span>` : ''
  return html`<li>${linked(request, item, item.id)} <span class="quiet">${clockTime(falls.at, request.lang)}</span> ${state}</li>`
}

function linked(request: SignedRequest, item: Item | undefined, id: string): Html {
  return html`<a href="${address('item', { id })}">${item ? titleShown(request, item) : id}</a>`
}

function outcome(request: SignedRequest, { problem }: Rehearsed): Html {
  const { say } = request
  if (problem === undefined) return html`<span class="tag good">${say('duty.ok')}</span>`
  const text = problem === 'not_approved' || problem === 'not_proven' || problem === 'files_missing' ? say(`duty.problem.${problem}`)
    : say('duty.problem', { why: sayRefusal(request, { code: problem, values: {} }, []).what })
  return html`<span class="tag block">${text}</span>`
}

function nameForm({ say, visitor }: SignedRequest, unit: string, off: DaysOff, people: readonly Candidate[], present: string, problems: readonly Problem[]): Html {
  return html`<form method="post" action="${address('duty.name')}">
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="unit" value="${unit}"><input type="hidden" name="first" value="${off.first}">
${selectInput({ name: 'person', label: 'duty.person', value: present, problems, say, empty: say('duty.choose'), options: people.map(({ person, name }) => [person, name]) })}
<p class="buttons"><button class="main">${say('duty.name')}</button></p></form>`
}
