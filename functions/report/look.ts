import { now } from '../../shared/now.ts'
import { readReceipt, receiptTaskId, receiptText } from '../../shared/tasks/ids.ts'
import type { Task } from '../../shared/tasks/index.ts'
import { isLate } from '../../shared/tasks/rule.ts'
import { typed } from '../../shared/web/form.ts'
import type { Html } from '../../shared/web/html.ts'
import { html, lines } from '../../shared/web/html.ts'
import type { PageRequest, Reply } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { clockTime } from '../../shared/web/time.ts'
import { body, lastDay, portalOrigin, publicItem, tasks } from './context.ts'

/** The page without a receipt yet: look one up, or find the page that something is wrong with. */
export async function lookForm(request: PageRequest): Promise<Reply> {
  const page = request.query.get('page')
  if (page === null) return looking(request)
  const id = /[0-7][0-9A-HJKMNP-TV-Z]{25}/u.exec(page.slice(0, 2000).toUpperCase())?.[0]
  return id !== undefined && await publicItem(id) ? { kind: 'go', to: address('report', { id }) } : looking(request, 'page')
}

/** What came of a report. The number comes in a form: in an address it would stay in histories and logs. */
export async function lookUp(request: PageRequest): Promise<Reply> {
  const number = readReceipt(typed(request.form, 'number'))
  const task = number === undefined ? undefined : await tasks.task(receiptTaskId(number))
  return number !== undefined && task ? state(request, number, task) : looking(request, 'number')
}

function looking({ say, form, query }: PageRequest, wrong?: 'number' | 'page'): Reply {
  const says = { number: say('reader.look.unknown'), page: say('reader.find.unknown') }
  return {
    kind: 'page', title: say('reader.look'), wrong: wrong !== undefined, status: wrong ? 404 : 200,
    main: html`<div class="narrow">
${wrong ? html`<div class="problems" role="alert"><h2>${say('problems.title')}</h2><ul><li><a href="#${wrong}">${says[wrong]}</a></li></ul></div>` : ''}
<h1>${say('reader.look')}</h1>
<form class="panel" method="post" action="${address('report.answer')}" data-command="look">
${field('number', say('reader.look.number'), say('reader.look.hint'), typed(form, 'number'), wrong === 'number' ? says.number : undefined)}
<p class="buttons"><button class="main">${say('reader.look.button')}</button></p>
</form>
<h2>${say('reader.find')}</h2>
<form class="panel" method="get" action="${address('report.look')}" data-command="find">
${field('page', say('reader.find.page'), say('reader.find.way'), query.get('page') ?? '', wrong === 'page' ? says.page : undefined)}
<p class="buttons"><button>${say('reader.find.button')}</button></p>
</form>
<p><a href="${portalOrigin}/index.html">${say('reader.portal')}</a></p></div>`,
  }
}

function field(name: 'number' | 'page', label: string, hint: string, value: string, says: string | undefined): Html {
  return html`<div class="field${says === undefined ? '' : ' wrong'}"><label for="${name}">${label}</label>
<span class="hint" id="${name}-hint">${hint}</span>${says === undefined ? '' : html`<span class="says" id="${name}-says">${says}</span>`}
<input type="text" id="${name}" name="${name}" value="${value}" autocomplete="off" aria-describedby="${name}-hint${says === undefined ? '' : ` ${name}-says`}"></div>`
}

function state(request: PageRequest, number: string, task: Task): Reply {
  const { say, lang } = request
  const { closed } = task
  return {
    kind: 'page', title: say('reader.state'),
    main: html`<div class="narrow" data-state="${task.state}"><h1>${say('reader.state')}</h1>
<table class="facts">
${fact(say('reader.number'), html`<code>${receiptText(number)}</code>`)}
${fact(say('reader.state'), html`<b>${say(`reader.state.${task.state}`)}</b>`)}
${fact(say('reader.received'), clockTime(task.openedAt, lang))}
${closed ? fact(say('reader.answered'), clockTime(closed.at, lang)) : fact(say('reader.due'), say('reader.due.at', { day: lastDay(task.dueAt, lang) }))}
</table>
${closed?.words === undefined ? '' : html`<section class="panel"><h2>${say('reader.answer')}</h2><p data-answer>${lines(closed.words)}</p></section>`}
${!closed && isLate(task, now().toISOString()) ? html`<p class="notice warn" data-late>${say('reader.due.late', body.contact)}</p>` : ''}
<p class="buttons"><a class="button" href="${address('report.look')}">${say('reader.again')}</a>
<a class="button" href="${portalOrigin}/index.html">${say('reader.portal')}</a></p></div>`,
  }
}

function fact(head: string, value: Html | string): Html {
  return html`<tr><th scope="row">${head}</th><td>${value}</td></tr>`
}
