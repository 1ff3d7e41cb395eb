import { untilText } from '../web/time.ts'
import type { Lang, Say } from '../web/words.ts'
import { list } from '../web/words.ts'
import type { Telling } from './letter.ts'
import { daysFact, whatOf } from './letter.ts'
import { oneLine } from './name.ts'

/** What a reminder for a chat group says. */
export interface Reminder extends Pick<Telling, 'kind' | 'ask' | 'step' | 'column' | 'unit' | 'dueAt' | 'days' | 'urgent' | 'link'> {
  readonly names: readonly string[]
}

/**
 * A reminder as a text for a chat group: who, what is asked, until when, and where. Groups are read by many and kept by
 * others: it says neither the title nor anything of the content, and its address opens nothing without a sign-in.
 */
export function reminderText({ names, column, unit, dueAt, urgent, link, ...what }: Reminder, say: Say, lang: Lang): string {
  const asked = whatOf(what, say)
  const text = names.length > 0 ? say('notice.group', { names: oneLine(list(lang, names), 200), text: asked }) : asked
  const colon = lang === 'zh' ? '：' : ': '
  return [
    urgent ? say('notice.urgent', { text }) : text,
    ...column === undefined ? [] : [`${say('notice.column')}${colon}${oneLine(column)} · ${oneLine(unit)}`],
    ...daysFact(what, say, lang).map(([label, value]) => `${label}${colon}${value}`),
    ...dueAt === undefined ? [] : [`${say('notice.due')}${colon}${say('notice.by', { time: untilText(dueAt, lang) })}`],
    link,
  ].join('\n')
}
