import { now } from '../../../shared/now.ts'
import { isLate } from '../../../shared/tasks/rule.ts'
import type { Task } from '../../../shared/tasks/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { unitName } from '../context.ts'
import { titleShown } from '../rows.ts'

/** One task in a list: the page, what was found, when it is due or how long it took. */
export function taskRow(request: PageRequest, task: Task, item: Item | undefined): Html {
  const { say } = request
  const to = address('task', { id: task.id })
  return html`<li data-task="${task.id}" data-kind="${task.kind}" data-state="${task.state}">
<div class="what"><a class="title" href="${to}">${item ? titleShown(request, item) : task.item}</a>
<span class="meta"><span class="tag">${say(`task.kind.${task.kind}`)}</span>${findingShort(request, task)} ${unitName(task.unit)}</span></div>
<div class="wait">${lateTag(request, task)}${task.closed ? html`${say(`task.state.${task.state}`)} · ${tookText(request, task)}` : say('task.due.at', { time: clockTime(task.dueAt, request.lang) })}</div>
<div class="act"><a class="button${task.state === 'open' ? ' main' : ''}" href="${to}">${say('act.see')}</a></div>
</li>`
}

/** A finding in a few words, its value masked. */
export function findingShort({ say }: PageRequest, { finding }: Task): Html | undefined {
  return finding && html`<span class="tag ${finding.level}">${say(`level.${finding.level}`)}</span>${say(`finding.${finding.kind}`)} <b>${finding.masked}</b> · `
}

export function lateTag({ say }: PageRequest, task: Task): Html | undefined {
  return isLate(task, now().toISOString()) ? html`<span class="tag block" data-late>${say('task.late')}</span> ` : undefined
}

/** How long a task was open. */
export function tookText({ say }: PageRequest, { openedAt, closed }: Task): string {
  const minutes = Math.max(1, Math.round((Date.parse(closed?.at ?? openedAt) - Date.parse(openedAt)) / 60_000))
  if (minutes < 120) return say('task.took.minutes', { count: minutes })
  return minutes < 2880 ? say('task.took.hours', { count: Math.round(minutes / 60) }) : say('task.took.days', { count: Math.round(minutes / 1440) })
}
