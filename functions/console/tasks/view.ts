import type { Task } from '../../../shared/tasks/index.ts'
import { isOfPage } from '../../../shared/tasks/rule.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { findingShort, lateTag, tookText } from '../../../shared/web/task.ts'
import { clockTime } from '../../../shared/web/time.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { unitName } from '../context.ts'
import { titleShown } from '../../../shared/web/review/item.ts'

/** One task in a list: the page, what was found, when it is due or how long it took. */
export function taskRow(request: PageRequest, task: Task, item: Item | undefined): Html {
  const { say } = request
  const to = address('task', { id: task.id })
  return html`<li data-task="${task.id}" data-kind="${task.kind}" data-state="${task.state}">
<div class="what"><a class="title" href="${to}">${task.kind === 'calendar' ? say('due.missing.title', { year: task.year }) : item ? titleShown(request, item) : task.item}</a>
<span class="meta"><span class="tag">${say(`task.kind.${task.kind}`)}</span>${isOfPage(task) ? html`${findingShort(request, task)}${task.finding ? ' · ' : ' '}${unitName(task.unit)}` : ''}</span></div>
<div class="wait">${lateTag(request, task)}${task.closed ? html`${say(`task.state.${task.state}`)} · ${tookText(request, task)}` : say('task.due.at', { time: clockTime(task.dueAt, request.lang) })}</div>
<div class="act"><a class="button${task.state === 'open' ? ' main' : ''}" href="${to}">${say('act.see')}</a></div>
</li>`
}

/** When a task was opened, by when it is due and, once it is closed, what came of it. */
export function timeFacts(request: PageRequest, task: Task): Html {
  const { say, lang } = request
  const { closed } = task
  return html`${fact(say('task.found_at'), clockTime(task.openedAt, lang))}
${fact(say('task.due'), html`${lateTag(request, task)}${say('task.due.at', { time: clockTime(task.dueAt, lang) })}`)}
${closed ? html`${fact(say('task.result'), html`<b>${say(`task.state.${task.state}`)}</b> · ${say(`task.how.${closed.how}`)}`)}
${closed.words === undefined ? '' : fact(say(task.kind === 'public_report' ? 'task.answer' : 'task.close.words'), html`${lines(closed.words)}`)}
${fact(say('task.closed_at'), say('task.closed_by', { name: closed.by.person.startsWith('system:') ? say('actor.system') : closed.by.name, time: clockTime(closed.at, lang) }))}
${fact(say('task.took'), tookText(request, task))}` : ''}`
}

export function fact(head: string, value: Html | string): Html {
  return html`<tr><th scope="row">${head}</th><td>${value}</td></tr>`
}
