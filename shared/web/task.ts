import { now } from '../now.ts'
import { isLate, isOfPage } from '../tasks/rule.ts'
import type { Task } from '../tasks/types.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { PageRequest } from './request.ts'

/** The finding of a task in a few words, its value masked. */
export function findingShort({ say }: PageRequest, task: Task): Html | undefined {
  const finding = isOfPage(task) ? task.finding : undefined
  return finding && html`<span class="tag ${finding.level}">${say(`level.${finding.level}`)}</span>${say(`finding.${finding.kind}`)} <b>${finding.masked}</b>`
}

/** A mark on a task that is late, or was when it was closed. */
export function lateTag({ say }: PageRequest, task: Task): Html | undefined {
  return isLate(task, now().toISOString()) ? html`<span class="tag block" data-late>${say('task.late')}</span> ` : undefined
}

/** How long a task was open. */
export function tookText({ say }: PageRequest, { openedAt, closed }: Task): string {
  const minutes = Math.max(1, Math.round((Date.parse(closed?.at ?? openedAt) - Date.parse(openedAt)) / 60_000))
  if (minutes < 120) return say('task.took.minutes', { count: minutes })
  return minutes < 2880 ? say('task.took.hours', { count: Math.round(minutes / 60) }) : say('task.took.days', { count: Math.round(minutes / 1440) })
}
