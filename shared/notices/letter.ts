import type { Lang, Say } from '../web/words.ts'
import { sayIn } from '../web/words.ts'
import { dateOf } from '../calendar/index.ts'
import { clockTime, dayText, untilText } from '../web/time.ts'
import { list } from '../web/words.ts'
import { html, render } from '../web/html.ts'
import type { Html } from '../web/html.ts'
import { oneLine } from './name.ts'
import { isSecurity } from './security.ts'
import type { Draft } from './types.ts'

/** What a notice says, with all that it takes from elsewhere: nothing of the content, nothing that was found in it. */
export interface Telling extends Pick<Draft, 'kind' | 'ask' | 'step' | 'dueAt' | 'reason' | 'days' | 'names' | 'item' | 'task' | 'year' | 'stage'> {
  /** the title with findings covered; absent where it may not be shown */
  readonly title?: string
  readonly urgent?: boolean
  readonly column?: string
  readonly rehearsed?: Draft['rehearsed']
  readonly unit: string
  readonly since?: string
  /** when what somebody's access is told of happened */
  readonly at?: string
  /** names of the others who may act */
  readonly others: readonly string[]
  /** address of the page to open */
  readonly link: string
}

/** A mail's three faces. */
export interface Letter { readonly subject: string, readonly text: string, readonly html: string }

/** Who writes to whom. */
export interface Frame {
  readonly lang: Lang
  readonly to: string
  readonly body: string
  /** address of the page where the person says how they want to hear of things */
  readonly settings: string
}

/** One notice as a mail. */
export function letterOf(telling: Telling, frame: Frame): Letter {
  const say = sayIn(frame.lang)
  const subject = headline(telling, say)
  return { subject, ...bodyOf(frame, undefined, [telling], subject) }
}

/** Several notices as the mail of a day. @param day as people read it */
export function digestOf(tellings: readonly Telling[], day: string, frame: Frame): Letter {
  const say = sayIn(frame.lang)
  const subject = say('notice.digest.subject', { count: tellings.length, day })
  return { subject, ...bodyOf(frame, say('notice.digest.lead', { count: tellings.length }), tellings, subject) }
}

/** What it is about on one line: for a subject, a row, a message to a group. */
export function headline(telling: Telling, say: Say): string {
  const what = whatOf(telling, say)
  const name = nameOf(telling, say)
  const text = name === undefined ? what : say('notice.about', { what, name })
  return oneLine(telling.urgent ? say('notice.urgent', { text }) : text, 140)
}

/** What is asked or told, without saying of what. */
export function whatOf({ kind, ask, step, stage }: Pick<Telling, 'kind' | 'ask' | 'step' | 'stage'>, say: Say): string {
  if (kind === 'delegation') return say(`notice.delegation.${stage ?? 'absent'}`)
  if (kind === 'act') return say(`notice.act.${ask ?? 'drafting'}`)
  if (kind === 'remind') return say(`notice.remind.${step ?? 'due'}`)
  return say(`notice.${kind}`)
}

function nameOf({ kind, title, item, task, year, days = [], names = [] }: Telling, say: Say): string | undefined {
  if (kind === 'delegation') return say(names.length > 1 ? 'absence.row' : 'notice.name.person', { principal: names[0] ?? '', delegate: names[1] ?? '' })
  if (isSecurity(kind)) return undefined
  if (year !== undefined) return say('notice.name.year', { year })
  if (kind === 'rehearsal') return say('notice.name.days', { days: days.join(' ') })
  if (title !== undefined) return titled(title, say)
  return task === undefined ? say('notice.name.item', { id: item ?? '' }) : say('notice.name.task', { id: task })
}

function titled(title: string, say: Say): string {
  // Inside book marks those of the title itself become single ones.
  return say('notice.name.title', { title: oneLine(title).replaceAll('《', '〈').replaceAll('》', '〉') })
}

/** How a rehearsal went, and who is on duty; whoever reads that nobody is can still name somebody. */
function rehearsalFacts(rehearsed: Draft['rehearsed'], names: Draft['names'], say: Say, lang: Lang): (readonly [label: string, value: string])[] {
  return [
    ...rehearsed === undefined ? [] : [[say('notice.rehearsed'), say(rehearsed.failing === 0 ? 'notice.rehearsed.fine' : 'notice.rehearsed.failing', rehearsed)] as const],
    [say('notice.duty'), names === undefined ? say('notice.duty.nobody') : oneLine(list(lang, names))],
  ]
}

/** The facts of a notice, each with its label. */
function facts(telling: Telling, say: Say, lang: Lang): (readonly [label: string, value: string])[] {
  const { kind, ask, item, task, column, unit, dueAt, since, at, others, reason, names } = telling
  return [
    ...kind === 'remind' && ask ? [[say('notice.asked'), say(`notice.act.${ask}`)] as const] : [],
    ...item === undefined && task === undefined ? [] : [[say('notice.number'), task ?? item ?? ''] as const],
    ...column === undefined ? [] : [[say('notice.column'), oneLine(column)] as const],
    [say('notice.unit'), oneLine(unit)],
    ...daysFact(telling, say, lang),
    ...kind === 'rehearsal' ? rehearsalFacts(telling.rehearsed, names, say, lang) : [],
    ...reason === undefined ? [] : [[say('notice.reason'), say(`removal.${reason}`)] as const],
    ...dueAt === undefined ? [] : [[say('notice.due'), say('notice.by', { time: untilText(dueAt, lang) })] as const],
    ...since === undefined ? [] : [[say('notice.since'), clockTime(since, lang)] as const],
    ...at === undefined ? [] : [[say('notice.at'), clockTime(at, lang)] as const, [say('notice.not_you'), say('notice.not_you.do')] as const],
    ...others.length === 0 ? [] : [[say('notice.others'), oneLine(list(lang, others), 200)] as const],
  ]
}

/** The days of a rehearsal, the time that was wished for, or from when to when somebody is away. */
export function daysFact({ kind, days }: Pick<Telling, 'kind' | 'days'>, say: Say, lang: Lang): (readonly [label: string, value: string])[] {
  const [from, until] = days ?? []
  if (days === undefined) return []
  if (kind === 'delegation') return from === undefined || until === undefined ? [] : [[say('notice.days'), say('absence.time', { from: dayText(dateOf(from), lang), until: untilText(until, lang) })]]
  return [kind === 'release_passed' ? [say('notice.wished'), days.map((at) => clockTime(at, lang)).join(' ')] : [say('notice.days'), days.join(' ')]]
}

function bodyOf({ lang, to, body, settings }: Frame, lead: string | undefined, tellings: readonly Telling[], title: string): Omit<Letter, 'subject'> {
  const say = sayIn(lang)
  const hello = say('notice.hello', { name: oneLine(to) })
  const foot = say('notice.foot', { body: oneLine(body) })
  const colon = lang === 'zh' ? '：' : ': '
  const entries = tellings.map((telling) => ({ telling, head: headline(telling, say), facts: facts(telling, say, lang) }))
  const text = [
    hello, '',
    ...lead === undefined ? [] : [lead, ''],
    ...entries.flatMap(({ telling, head, facts: lines }, at) => [
      ...lead === undefined ? [head] : [`${at + 1}. ${head}`], '',
      ...lines.map(([label, value]) => `  ${label}${colon}${value}`), '',
      `${say('notice.open')}${colon}`, telling.link, '',
    ]),
    '--', foot, say('notice.foot.settings'), settings, '',
  ].join('\n')
  return { text, html: page(lang, title, html`<p>${hello}</p>
${lead === undefined ? '' : html`<p>${lead}</p>`}
${entries.map(({ telling, head, facts: lines }) => html`<div style="border:1px solid #c9d1d9;border-radius:6px;padding:12px 16px;margin:0 0 16px">
<p style="margin:0 0 8px;font-size:18px;font-weight:bold">${head}</p>
<table role="presentation" cellpadding="0" cellspacing="0" style="border-collapse:collapse">${lines.map(([label, value]) => html`
<tr><td style="padding:2px 16px 2px 0;color:#57606a;vertical-align:top;white-space:nowrap">${label}</td><td style="padding:2px 0">${value}</td></tr>`)}
</table>
<p style="margin:12px 0 0"><a href="${telling.link}" style="display:inline-block;background:#1d4f91;color:#ffffff;text-decoration:none;padding:8px 20px;border-radius:4px">${say('notice.open')}</a></p>
<p style="margin:8px 0 0;font-size:13px;color:#57606a;word-break:break-all">${telling.link}</p>
</div>`)}
<p style="font-size:13px;color:#57606a">${foot}<br>${say('notice.foot.settings')} <a href="${settings}" style="color:#1d4f91">${settings}</a></p>`) }
}

function page(lang: Lang, title: string, main: Html): string {
  return render(html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body style="margin:0;padding:16px;background:#ffffff;color:#1f2328;font:16px/1.6 'Microsoft YaHei','PingFang SC',sans-serif"><div style="max-width:600px;margin:0 auto">
${main}
</div></body></html>
`)
}
