import type { Person, Proposal } from '../../../shared/identity/index.ts'
import { listStatus } from '../../../shared/screening/index.ts'
import type { InForce } from '../../../shared/stage/lexicon.ts'
import { activeLexicon } from '../../../shared/stage/lexicon.ts'
import type { Task } from '../../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../../shared/tasks/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { ROLES } from '../../../shared/workflow/states.ts'
import { editions, identity, record, tasks } from '../context.ts'
import { rolesText, unitName } from './say.ts'
import { rolesOf } from './specs.ts'
import { proposalList } from './waiting.ts'

/** The start of administration: what waits for a second administrator, people by unit, the lexicon. */
export async function admin(request: SignedRequest): Promise<Reply> {
  const { say, body } = request
  const [people, proposals, lexicon, waiting, ofBody] = await Promise.all([
    identity.people(), identity.proposals(), activeLexicon(record), editions.proposals(), tasks.open(WHOLE_BODY),
  ])
  const units = [...new Set([...body.units.map(({ id }) => id), ...people.flatMap(({ grants }) => grants.map(({ unit }) => unit))])]
  const idle = people.filter(({ grants }) => grants.length === 0)
  return {
    kind: 'page', title: say('admin.title'), here: 'admin',
    main: html`<h1>${say('admin.title')}</h1>
<p class="lead">${say('admin.intro')}</p>
${ofBody.tasks.map((task) => yearView(request, task))}
<h2>${say('admin.proposals')} <span class="count">${proposals.length}</span></h2>
${proposals.length === 0 ? html`<p class="panel quiet">${say('admin.proposals.none')}</p>` : proposalList(request, proposals, people)}
<p><a class="button main" href="${address('admin.new')}">${say('admin.do.create_person')}</a></p>
${units.map((unit) => unitView(request, unit, people, proposals))}
${idle.length === 0 ? '' : html`<section data-unit=""><h2>${say('admin.people.no_posts')}</h2>${table(request, idle, undefined, proposals)}</section>`}
${lexiconView(request, lexicon, waiting.length)}
<section><h2>${say('admin.notices')}</h2>
<p><a class="button" href="${address('admin.notices')}">${say('admin.notices.see')}</a></p></section>`,
  }
}

/** A year whose holidays are to be loaded, with the way to its task. */
function yearView({ say, lang }: SignedRequest, task: Task): Html | undefined {
  if (task.kind !== 'calendar') return undefined
  const { year, id, dueAt } = task
  return html`<section class="notice warn" data-calendar="${year}"><h2>${say('due.missing.title', { year })}</h2><p>${say('due.missing')}</p>
<p><a href="${address('task', { id })}">${say('task.year.do')}</a> · ${say('task.due.at', { time: clockTime(dueAt, lang) })}</p></section>`
}

function unitView(request: SignedRequest, unit: string, people: readonly Person[], proposals: readonly Proposal[]): Html {
  const post = (person: Person): number => ROLES.findIndex((role) => rolesOf(person, unit).includes(role))
  const here = people.filter((person) => post(person) >= 0)
    .toSorted((one, other) => post(one) - post(other) || one.name.localeCompare(other.name, 'zh'))
  return html`<section data-unit="${unit}"><h2>${unitName(request, unit)} <span class="count">${here.length}</span></h2>
${here.length === 0 ? html`<p class="panel quiet">${request.say('admin.people.none')}</p>` : table(request, here, unit, proposals)}</section>`
}

function table(request: SignedRequest, people: readonly Person[], unit: string | undefined, proposals: readonly Proposal[]): Html {
  const { say } = request
  return html`<div class="panel scroll" tabindex="0"><table>
<thead><tr><th scope="col">${say('admin.name')}</th><th scope="col">${say('admin.posts')}</th><th scope="col">${say('admin.state')}</th></tr></thead>
<tbody>${people.map((person) => html`<tr data-person="${person.id}"><td><a href="${address('admin.person', { id: person.id })}">${person.name}</a></td>
<td>${unit === undefined ? say('admin.posts.none') : rolesText(request, rolesOf(person, unit))}</td>
<td>${stateView(request, person)}${proposals.some((one) => one.person === person.id) ? html` <span class="tag warn">${say('admin.state.waiting')}</span>` : ''}</td></tr>`)}</tbody>
</table></div>`
}

/** Whether a person may act now. */
export function stateView({ say, lang }: SignedRequest, { suspended }: Person): Html {
  return suspended === undefined ? html`<span class="tag good">${say('admin.state.active')}</span>`
    : html`<span class="tag block">${say('admin.state.suspended', { time: clockTime(suspended, lang) })}</span>`
}

function lexiconView({ say, lang }: SignedRequest, { lexicon, active }: InForce, waiting: number): Html {
  const missing = listStatus(lexicon).filter(({ state }) => state === 'not_loaded').map(({ name }) => name)
  return html`<section><h2>${say('admin.lexicon')}</h2>
<p>${say('admin.lexicon.active')}${say('colon')}<code>${active || say('admin.lexicon.none')}</code></p>
${missing.length === 0 ? '' : html`<p class="notice warn">${say('admin.lexicon.missing', { names: list(lang, missing) })}</p>`}
${waiting === 0 ? '' : html`<p class="notice warn">${say('lexicon.proposals')} <span class="count">${waiting}</span></p>`}
<p><a class="button" href="${address('admin.lexicon')}">${say('admin.lexicon.see')}</a></p></section>`
}
