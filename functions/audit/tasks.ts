import type { Task, TaskPage } from '../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../shared/tasks/index.ts'
import { isOfPage } from '../../shared/tasks/rule.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { findingShort, lateTag, tookText } from '../../shared/web/task.ts'
import { clockTime } from '../../shared/web/time.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { auditedUnits, record, tasks, titleShown } from './context.ts'

const LISTS = ['open', 'closed'] as const
type List = (typeof LISTS)[number]

/** As many tasks as the overview shows of each list. */
const FEW = 5

/** What was found wrong on published pages, for the overview: what is open, what was closed last. */
export async function fewTasks(request: SignedRequest): Promise<Html> {
  const { say } = request
  const { found, more, items } = await tasksOf(request, new URLSearchParams())
  const open = found.filter(({ state }) => state === 'open')
  const shown = [...open.slice(0, FEW), ...found.filter(({ state }) => state !== 'open').slice(0, FEW)]
  return html`<section data-tasks id="tasks"><h2>${say('tasks.title')} <span class="count">${say('audit.tasks.open', { count: `${open.length}${more.open ? '+' : ''}` })}</span></h2>
${shown.length === 0 ? html`<p class="panel quiet">${say('audit.tasks.none')}</p>` : html`${table(request, shown, items)}
<p><a href="${address('audit.tasks')}">${say('tasks.see_all')}</a></p>`}</section>`
}

/** All of them, page by page. */
export async function auditTasks(request: SignedRequest): Promise<Reply> {
  const { say, query } = request
  const { found, items, further } = await tasksOf(request, query)
  return {
    kind: 'page', title: say('tasks.title'), here: 'audit',
    main: html`<p class="crumb"><a href="${address('audit')}">${say('audit.back')}</a></p>
<h1>${say('tasks.title')}</h1>
<p class="lead">${say('audit.tasks.intro')}</p>
${found.length === 0 ? html`<p class="panel quiet">${say('audit.tasks.none')}</p>` : table(request, found, items)}
${further.length === 0 ? '' : html`<p><a href="${address('audit.tasks')}?${new URLSearchParams(further.map(([name, cursor]) => [name, cursor])).toString()}">${say('tasks.more')}</a></p>`}`,
  }
}

interface Found {
  /** the open ones, the next due first, before the closed ones, the last closed first */
  readonly found: readonly Task[]
  readonly items: ReadonlyMap<string, Item>
  readonly more: Readonly<Record<List, boolean>>
  readonly further: readonly (readonly [name: string, cursor: string])[]
}

async function tasksOf({ visitor }: SignedRequest, query: URLSearchParams): Promise<Found> {
  const goesOn = [...query.keys()].some((name) => /^(?:open|closed)\./u.test(name))
  const pages = await Promise.all([...auditedUnits(visitor), WHOLE_BODY].flatMap((unit) => LISTS.map(async (list) => {
    const name = `${list}.${unit}`
    const cursor = query.get(name)
    // A list that is at its end is not begun again where another goes on.
    const page: TaskPage = goesOn && cursor === null ? { tasks: [] } : await read(list, unit, cursor ?? undefined)
    return { list, name, page }
  })))
  const of = (list: List): Task[] => pages.flatMap((one) => one.list === list ? one.page.tasks : [])
  const found = [
    ...of('open').toSorted((one, other) => one.dueAt < other.dueAt ? -1 : 1),
    ...of('closed').toSorted((one, other) => (one.closed?.at ?? '') < (other.closed?.at ?? '') ? 1 : -1),
  ]
  const items = await record.items([...new Set(found.filter(isOfPage).map(({ item }) => item))])
  const more = (list: List): boolean => pages.some((one) => one.list === list && one.page.cursor !== undefined)
  return {
    found, items: new Map(items.map((item) => [item.id, item])), more: { open: more('open'), closed: more('closed') },
    further: pages.flatMap(({ name, page: { cursor } }) => cursor === undefined ? [] : [[name, cursor] as const]),
  }
}

/** A place that was cut short, or that is of another list, leads to the first page and not to an error. */
function read(list: List, unit: string, cursor: string | undefined): Promise<TaskPage> {
  return cursor === undefined ? tasks[list](unit) : tasks[list](unit, cursor).catch(() => tasks[list](unit))
}

function table(request: SignedRequest, found: readonly Task[], items: ReadonlyMap<string, Item>): Html {
  const { say, lang } = request
  const heads = ['audit.item', 'task.from', 'task.found_at', 'task.result', 'task.closed_at', 'task.took'] as const
  return html`<div class="scroll" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${say(head)}</th>`)}</tr></thead>
<tbody>${found.map((task) => html`<tr data-task="${task.id}" data-state="${task.state}"><td>${aboutText(request, items, task)}</td>
<td>${say(`task.kind.${task.kind}`)} ${findingShort(request, task)}</td><td>${clockTime(task.openedAt, lang)}</td>
<td>${lateTag(request, task)}${say(`task.state.${task.state}`)}${task.closed ? ` · ${say(`task.how.${task.closed.how}`)}` : ''}</td>
<td>${task.closed ? clockTime(task.closed.at, lang) : say('task.due.at', { time: clockTime(task.dueAt, lang) })}</td><td>${task.closed ? tookText(request, task) : '—'}</td></tr>`)}</tbody>
</table></div>`
}

function aboutText(request: SignedRequest, items: ReadonlyMap<string, Item>, task: Task): Html | string {
  if (!isOfPage(task)) return request.say('due.missing.title', { year: task.year })
  const item = items.get(task.item)
  return item ? html`<a href="${address('audit.item', { id: item.id })}">${titleShown(request, item)}</a>` : task.item
}
