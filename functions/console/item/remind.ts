import { shippedCalendar } from '../../../shared/calendar/index.ts'
import { reviewDue, termsOf } from '../../../shared/deadlines/index.ts'
import { askAt } from '../../../shared/notices/notices-of.ts'
import { reminderText } from '../../../shared/notices/reminder.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { nameIn } from '../../../shared/web/review/visit.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import { address } from '../../../shared/web/routes.ts'
import { list } from '../../../shared/web/words.ts'
import { nextPeople } from '../../../shared/workflow/staffing.ts'
import { columnName, origin, unitName } from '../context.ts'

/** Who of those asked could not be reached, and what to do about it. */
export function unreachedView({ say, lang }: SignedRequest, { item, people }: Visit): Html | undefined {
  const names = [...new Set(item.unreached ?? [])].map((person) => nameIn(people, person))
  if (names.length === 0) return undefined
  return html`<div class="notice stop" data-unreached><p><b>${say('remind.unreached', { names: list(lang, names) })}</b></p>
<p>${say('remind.unreached.remedy')} <a href="#remind">${say('remind.title')}</a></p></div>`
}

/** 复制提醒文字: what to say in a chat to whoever is next. Nothing where the item waits for nobody. */
export function remindView({ say, lang, body }: SignedRequest, { item, people }: Visit): Html | undefined {
  const ask = askAt(item)
  const names = nextPeople(item, people).map(({ name }) => name)
  if (!ask || names.length === 0) return undefined
  const due = reviewDue(item, termsOf(body), shippedCalendar)
  const text = reminderText({
    kind: 'act', ask, names, column: columnName(item.column), unit: unitName(item.unit), link: `${origin}${address('item', { id: item.id })}`,
    ...(due?.ok && { dueAt: due.dueAt }), ...(item.urgent && { urgent: true }),
  }, say, lang)
  return html`<details class="panel" id="remind"${item.unreached ? html` open` : ''}><summary>${say('remind.title')}</summary>
<label class="hint" for="remind-text">${say('remind.hint')}</label>
<textarea id="remind-text" rows="${text.split('\n').length + 3}" readonly data-copy="${say('remind.copy')}" data-copied="${say('remind.copied')}">${'\n'}${text}</textarea></details>`
}
