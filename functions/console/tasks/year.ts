import { shippedCalendar } from '../../../shared/calendar/index.ts'
import { termsOf } from '../../../shared/deadlines/index.ts'
import { waitingForYear } from '../../../shared/stage/waiting.ts'
import type { CalendarTask } from '../../../shared/tasks/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { hasRole } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { record } from '../context.ts'
import { fact, timeFacts } from './view.ts'

/** Whether somebody sees to what concerns the whole body. */
export function seesToBody({ visitor }: SignedRequest): boolean {
  return hasRole(visitor, 'administrator')
}

/** The task of a year whose holidays are missing: which year, how much waits for it, and what to do. */
export async function yearPage(request: SignedRequest, task: CalendarTask, refused?: Html): Promise<Reply> {
  const { say, body } = request
  const { id, state, year } = task
  const title = say('due.missing.title', { year })
  const open = state === 'open'
  const waiting = open ? await waitingForYear(record, body.units.map((unit) => unit.id), year, termsOf(body), shippedCalendar) : undefined
  return {
    kind: 'page', title, here: 'tasks', wrong: refused !== undefined, status: refused ? 409 : 200,
    main: html`<div class="narrow" data-task="${id}" data-state="${state}"><p class="crumb"><a href="${address('tasks')}">${say('task.back')}</a></p>
${refused ?? ''}<h1>${title}</h1>
<table class="facts">
${fact(say('task.from'), say('task.kind.calendar'))}
${waiting ? fact(say('task.year.waiting'), html`<span data-waiting="${waiting.missing}">${say('task.year.missing', { count: `${waiting.missing}${waiting.more ? '+' : ''}` })}</span><br>
<span data-may-move="${waiting.mayMove}">${say('task.year.may_move', { count: `${waiting.mayMove}${waiting.more ? '+' : ''}` })}</span>`) : ''}
${timeFacts(request, task)}
</table>
${open ? html`<section class="panel"><h2>${say('task.year.do')}</h2>
<ol><li>${say('task.year.do.find', { year })}</li><li>${say('task.year.do.load', { year })}</li><li>${say('task.year.do.deploy')}</li></ol>
<p class="quiet">${say('task.year.meanwhile')} ${say('task.refused.task_calendar')}</p></section>` : ''}</div>`,
  }
}
