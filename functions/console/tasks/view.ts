import type { Task } from '../../../shared/tasks/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
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
<div class="what"><a class="title" href="${to}">${item ? titleShown(request, item) : task.item}</a>
<span class="meta"><span class="tag">${say(`task.kind.${task.kind}`)}</span>${findingShort(request, task)}${task.finding ? ' · ' : ' '}${unitName(task.unit)}</span></div>
<div class="wait">${lateTag(request, task)}${task.closed ? html`${say(`task.state.${task.state}`)} · ${tookText(request, task)}` : say('task.due.at', { time: clockTime(task.dueAt, request.lang) })}</div>
<div class="act"><a class="button${task.state === 'open' ? ' main' : ''}" href="${to}">${say('act.see')}</a></div>
</li>`
}
