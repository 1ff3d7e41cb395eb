import type { Task, TaskPage } from '../../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../../shared/tasks/index.ts'
import { isOfPage, isOwner } from '../../../shared/tasks/rule.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest, Visitor } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { paged, record, tasks } from '../context.ts'
import { list } from '../queues.ts'
import { taskRow } from './view.ts'
import { seesToBody } from './year.ts'

/** All tasks of the person's units: the open ones, then the closed ones with how long they took. */
export async function taskList(request: SignedRequest): Promise<Reply> {
  const { say } = request
  const [open, closed] = await Promise.all([tasksOf(request, 'open'), tasksOf(request, 'closed')])
  return {
    kind: 'page', title: say('tasks.title'), here: 'tasks',
    main: html`<h1>${say('tasks.title')}</h1>
<p class="lead">${say('tasks.intro')}</p>
${ownUnits(request.visitor).length > 0 ? html`<p><a class="button" href="${address('task.new')}">${say('tasks.new')}</a></p>` : ''}
<section data-tasks="open"><h2>${say('tasks.open')} <span class="count">${open.tasks.length}${open.more ? '+' : ''}</span></h2>
${open.tasks.length === 0 ? html`<p class="panel quiet">${say('tasks.open.none')}</p>` : rows(request, open)}${further(request, open)}</section>
<section data-tasks="closed"><h2>${say('tasks.closed')} <span class="count">${closed.tasks.length}${closed.more ? '+' : ''}</span></h2>
${closed.tasks.length === 0 ? html`<p class="panel quiet">${say('tasks.closed.none')}</p>` : rows(request, closed)}${further(request, closed)}</section>`,
  }
}

/** For the start page: what is open in the units where this person sees to tasks; nothing where nothing is. */
export async function tasksWaiting(request: SignedRequest): Promise<Html | undefined> {
  const { say, visitor } = request
  const found = await tasksOf({ ...request, query: new URLSearchParams() }, 'open', ownUnits(visitor))
  if (found.tasks.length === 0) return undefined
  return html`<section data-queue="tasks"><h2>${say('tasks.open')} <span class="count">${found.tasks.length}${found.more ? '+' : ''}</span></h2>
${rows(request, found)}
<p><a href="${address('tasks')}">${say('tasks.see_all')}</a></p></section>`
}

/** Units in which somebody sees to tasks. */
export function ownUnits({ grants }: Visitor): readonly string[] {
  return grants.filter(({ roles }) => isOwner(roles)).map(({ unit }) => unit)
}

interface Found {
  readonly tasks: readonly Task[]
  readonly items: ReadonlyMap<string, Item>
  readonly more: boolean
  readonly further: readonly (readonly [string, string])[]
}

async function tasksOf(request: SignedRequest, which: 'open' | 'closed', units: readonly string[] = unitsOf(request)): Promise<Found> {
  const { query } = request
  const places = [...units, ...seesToBody(request) ? [WHOLE_BODY] : []]
  const pages = await Promise.all(places.map(async (unit): Promise<readonly [string, TaskPage]> =>
    [`${which}.${unit}`, await paged(tasks[which](unit, query.get(`${which}.${unit}`) ?? undefined))]))
  const found = pages.flatMap(([, page]) => page.tasks)
    .toSorted((one, other) => which === 'open' ? compare(one.dueAt, other.dueAt) : compare(other.closed?.at ?? '', one.closed?.at ?? ''))
  const items = await record.items([...new Set(found.filter(isOfPage).map(({ item }) => item))])
  const next = pages.flatMap(([name, { cursor }]) => cursor === undefined ? [] : [[name, cursor] as const])
  return { tasks: found, items: new Map(items.map((item) => [item.id, item])), more: next.length > 0, further: next }
}

function unitsOf({ visitor }: SignedRequest): readonly string[] {
  return visitor.grants.filter(({ roles }) => roles.length > 0).map(({ unit }) => unit)
}

function rows(request: SignedRequest, { tasks: found, items }: Found): Html | undefined {
  return list(found.map((task) => taskRow(request, task, isOfPage(task) ? items.get(task.item) : undefined)))
}

function further({ say }: SignedRequest, found: Found): Html | undefined {
  if (found.further.length === 0) return undefined
  const query = new URLSearchParams(found.further.map(([name, cursor]) => [name, cursor]))
  return html`<p><a href="${address('tasks')}?${query.toString()}">${say('tasks.more')}</a></p>`
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
