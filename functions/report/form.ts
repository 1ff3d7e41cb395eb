import { randomUUID } from 'node:crypto'
import { now } from '../../shared/now.ts'
import { RecordBusy } from '../../shared/record/index.ts'
import { receiptNumber, receiptTaskId, receiptText } from '../../shared/tasks/ids.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { Problem } from '../../shared/web/fields.ts'
import { check } from '../../shared/web/fields.ts'
import { typed } from '../../shared/web/form.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import { problemSummary, textArea, textInput } from '../../shared/web/inputs.ts'
import type { PageRequest, Reply } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import type { Public } from './context.ts'
import { body, dueOf, lastDay, portalOrigin, publicItem, tasks } from './context.ts'
import { sourceOf } from './source.ts'

const rules = {
  words: { label: 'reader.words', max: 500, required: true, multiline: true },
  contact: { label: 'reader.contact', max: 100 },
} as const

/** Why a form has to be sent once more though nothing is wrong with what was written. */
type Hitch = 'trap' | 'stale' | 'too_many'

/** The form for one public page. */
export async function reportForm({ params, ...request }: PageRequest): Promise<Reply> {
  const found = await publicItem(params['id'] ?? '')
  return found ? formPage(request, found) : absent(request)
}

/** Takes a report in: a task for the unit, a receipt for the reader. The same form sent twice is one report. */
export async function sendReport({ params, ...request }: PageRequest): Promise<Reply> {
  const found = await publicItem(params['id'] ?? '')
  if (!found) return absent(request)
  const { form } = request
  const { of, problems } = check(form, rules)
  if (problems.length > 0) return formPage(request, found, problems)
  // A field that nobody sees: what fills it in does not read the page.
  if (typed(form, 'website') !== '') return formPage(request, found, [], 'trap')
  const key = typed(form, 'commandId')
  if (!isKey(key)) return formPage(request, found, [], 'stale')
  const { item, published } = found
  const [words, contact] = [of('words'), of('contact')]
  const number = receiptNumber(key, [item.id, words, contact])
  const [id, openedAt] = [receiptTaskId(number), now().toISOString()]
  const reported = await tasks.report({
    id, kind: 'public_report', unit: item.unit, item: item.id, revision: published.revision, editor: item.editor, words,
    ...(contact !== '' && { contact }), openedAt, dueAt: dueOf(openedAt),
  }, sourceOf(request.source)).catch((error: unknown) => {
    throw error instanceof RecordBusy ? new WebError('busy') : error
  })
  if (reported === 'too_many') return formPage(request, found, [], 'too_many')
  const task = await tasks.task(id)
  return receipt(request, number, task?.dueAt ?? dueOf(openedAt))
}

type Asked = Omit<PageRequest, 'params'>

function formPage({ say, form, lang }: Asked, { item, published, title }: Public, problems: readonly Problem[] = [], hitch?: Hitch): Reply {
  const key = typed(form, 'commandId')
  const at = address('report', { id: item.id })
  return {
    kind: 'page', title: say('reader.title'), wrong: problems.length > 0 || hitch !== undefined,
    status: hitch === 'too_many' ? 429 : problems.length > 0 || hitch ? 422 : 200,
    main: html`<div class="narrow">
${problemSummary(problems, (field) => say(field === 'contact' ? 'reader.contact' : 'reader.words'), say)}${hitch ? hitchBox(say, hitch) : ''}
<h1>${say('reader.title')}</h1>
<p>${say('reader.intro')}</p>
<div class="panel"><h2>${say('reader.page')}</h2>
<p><a href="${portalOrigin}/items/${item.id}.html" data-page>${title}</a><br><span class="quiet">${say('reader.index', { number: published.indexNumber })}</span></p></div>
<form method="post" action="${at}" data-command="report">
<input type="hidden" name="commandId" value="${isKey(key) ? key : randomUUID()}">
${textArea({ name: 'words', label: 'reader.words', hint: 'reader.words.hint', value: typed(form, 'words'), problems, say, required: true, rows: 6 })}
${textInput({ name: 'contact', label: 'reader.contact', hint: 'reader.contact.hint', value: typed(form, 'contact'), problems, say, required: false })}
<div class="hidden" aria-hidden="true"><label for="website">${say('reader.trap')}</label><input type="text" id="website" name="website" value="" tabindex="-1" autocomplete="off"></div>
<p class="quiet">${say('reader.until', { day: lastDay(dueOf(now().toISOString()), lang) })}</p>
<p class="buttons"><button class="main">${say('reader.send')}</button></p>
</form>
<p><a href="${address('report.look')}">${say('reader.look')}</a></p></div>`,
  }
}

function hitchBox(say: PageRequest['say'], hitch: Hitch): Html {
  if (hitch !== 'too_many') {
    return html`<div class="problems" role="alert" data-hitch="${hitch}"><p>${say(hitch === 'trap' ? 'reader.trap.filled' : 'reader.stale')}</p></div>`
  }
  return html`<div class="problems" role="alert" data-hitch="${hitch}"><h2>${say('reader.too_many')}</h2><p>${say('reader.too_many.way', body.contact)}</p></div>`
}

function receipt({ say, lang }: Asked, number: string, dueAt: string): Reply {
  return {
    kind: 'page', title: say('reader.done'),
    main: html`<div class="narrow"><div class="big-done"><h1>${say('reader.done')}</h1>
<p class="receipt">${say('reader.number')}<br><code data-receipt>${receiptText(number)}</code></p>
<p><b>${say('reader.number.note')}</b></p></div>
<h2>${say('reader.next')}</h2>
<ol><li>${say('reader.next.check')}</li>
<li>${say('reader.next.answer', { day: lastDay(dueAt, lang), days: body.tasks.dueDays.public_report })}</li>
<li>${say('reader.next.look', { page: say('reader.look') })}</li></ol>
<p class="buttons"><a class="button main" href="${address('report.look')}">${say('reader.look')}</a>
<a class="button" href="${portalOrigin}/index.html">${say('reader.portal')}</a></p></div>`,
  }
}

// The same words whether there never was such a page or it was taken away.
function absent({ say }: Asked): Reply {
  return {
    kind: 'page', title: say('reader.absent'), status: 404, wrong: true,
    main: html`<div class="narrow"><h1>${say('reader.absent')}</h1>
<p class="lead">${say('reader.absent.way', body.contact)}</p>
<p class="buttons"><a class="button" href="${address('report.look')}">${say('reader.look')}</a>
<a class="button" href="${portalOrigin}/index.html">${say('reader.portal')}</a></p></div>`,
  }
}

/** The form's own number, which we gave it: nobody else knows it, so it leads to a receipt that nobody guesses. */
function isKey(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u.test(text)
}
