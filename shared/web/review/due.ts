import type { DayLine } from '../../calendar/index.ts'
import { shippedCalendar } from '../../calendar/index.ts'
import { isOverdue, reviewDue, termsOf } from '../../deadlines/index.ts'
import type { ReviewDue } from '../../deadlines/index.ts'
import { now } from '../../now.ts'
import { isReview } from '../../workflow/states.ts'
import type { Item } from '../../workflow/types.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest } from '../request.ts'
import { clockTime, dayText, untilText } from '../time.ts'

/** By when the review that an item waits at is to be decided, with every day that was counted and skipped. */
export function dueView(request: PageRequest, item: Item): Html | undefined {
  const { say } = request
  const due = dueNow(request, item)
  if (!due) return undefined
  if (!due.ok) return html`<p class="notice warn" data-due>${say('due.not_loaded', { year: due.year })}</p>`
  return html`<div data-due><p>${late(request, due)}${dueText(request, due)}</p>
${due.by === 'hours' ? html`<p class="quiet small">${say('due.hours', { hours: due.hours })}</p>` : days(request, due)}</div>`
}

/** The due time on one line, for lists; nothing where none is known. */
export function dueLine(request: PageRequest, item: Item): Html | undefined {
  const due = dueNow(request, item)
  if (!due?.ok) return due && html`${request.say('due.not_loaded', { year: due.year })}`
  return html`${late(request, due)}${dueText(request, due)}`
}

/** The due time for a row of its own that says so in its head; nothing where none is known. */
export function dueTime(request: PageRequest, item: Item): Html | undefined {
  const due = dueNow(request, item)
  if (!due?.ok) return due && html`${request.say('due.not_loaded', { year: due.year })}`
  return html`${late(request, due)}${timeText(request, due)}`
}

/** Why an approved item came back; nothing where it did not. */
export function heldView({ say }: PageRequest, { held }: Item): Html | string {
  return held ? html`<div class="notice stop" data-held="${held.code}"><p><b>${say('held.title')}</b></p><p>${say(`held.${held.code}`)}</p></div>` : ''
}

/** When the editor wishes it to be public; nothing where no wish waits for an answer. */
export function wishView({ say, lang }: PageRequest, item: Item): Html | string {
  const { wishAt, round } = item
  if (wishAt === undefined || round === 'none' || round === 'approved') return ''
  const passed = wishAt <= now().toISOString() && isReview(round)
  return html`<p class="notice${passed ? ' warn' : ''}" data-wish>${say(passed ? 'wish.passed' : 'wish.title', { time: clockTime(wishAt, lang) })}</p>`
}

function dueNow({ body }: PageRequest, item: Item): ReviewDue | undefined {
  return reviewDue(item, termsOf(body), shippedCalendar)
}

type Known = Extract<ReviewDue, { readonly ok: true }>

function late({ say }: PageRequest, due: Known): Html | string {
  return isOverdue(due, now().toISOString()) ? html`<span class="tag block">${say('due.late')}</span>` : ''
}

function dueText(request: PageRequest, due: Known): string {
  return request.say('due.by', { time: timeText(request, due) })
}

function timeText({ lang }: PageRequest, { by, dueAt }: Known): string {
  return by === 'hours' ? clockTime(dueAt, lang) : untilText(dueAt, lang)
}

function days({ say, lang }: PageRequest, { deadline }: Extract<ReviewDue, { readonly by: 'days' }>): Html {
  const told = (day: DayLine): string => 'counted' in day
    ? say(day.kind === 'make_up' ? 'due.counted.make_up' : 'due.counted', { day: dayText(day.date, lang), number: day.counted })
    : say('due.skipped', { day: dayText(day.date, lang), why: day.skipped === 'holiday' ? day.name ?? say('due.holiday') : say('due.weekend') })
  return html`<details><summary class="small">${say('due.how', { days: deadline.workingDays })}</summary>
<ol class="small">${deadline.days.map((day) => html`<li${'skipped' in day ? html` class="quiet"` : ''}>${told(day)}</li>`)}</ol>
<p class="quiet small">${say('due.calendar', { edition: deadline.calendar, notices: deadline.notices.join('、') })}${deadline.mayMove === undefined ? '' : ` ${say('due.may_move', { year: deadline.mayMove })}`}</p></details>`
}
