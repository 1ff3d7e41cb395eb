import { OPTIONS } from '../../../../shared/screening/csv.ts'
import { compileStored, listStatus } from '../../../../shared/screening/index.ts'
import type { StoredList, Term } from '../../../../shared/screening/index.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html } from '../../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import { dayText } from '../../../../shared/web/time.ts'
import { list as names } from '../../../../shared/web/words.ts'
import { factRow } from '../check.ts'
import { importForm, termForm } from './list-forms.ts'
import type { WrongList } from './list-forms.ts'
import type { Working } from './working.ts'
import { isOwn } from './working.ts'

const PAGE = 50
const DONE = ['imported', 'put', 'withdrawn', 'started'] as const

/** The page of one list, with whatever was typed into a form that was wrong. */
export function listView(request: SignedRequest, { draft }: Working, list: StoredList, wrong?: WrongList): Reply {
  const { say, lang, query } = request
  const did = DONE.find((one) => one === query.get('did'))
  const [status] = listStatus(compileStored({ v: 1, lists: [list] }))
  const to = (format: string): string => address('lexicon.export', { list: list.id, format })
  return {
    kind: 'page', title: `${list.name} · ${say('admin.lexicon')}`, here: 'admin', wrong: wrong !== undefined, ...(wrong && { status: 422 }),
    main: html`<p class="crumb"><a href="${address('admin.lexicon')}">${say('lexicon.back')}</a></p>
<h1>${list.name}</h1>
${did && !wrong ? html`<p class="notice good" role="status" data-did="${did}">${say(`lexicon.did.${did}`, { count: query.get('count') ?? '' })} ${say('lexicon.did.next')} <a href="${address('admin.lexicon')}">${say('lexicon.back')}</a></p>` : ''}
<p class="quiet">${say(draft ? 'lexicon.of_draft' : 'lexicon.of_active')}</p>
<table class="facts">
${factRow(say('admin.lexicon.edition'), list.terms.length === 0 ? html`<span class="tag warn">${say('admin.lexicon.not_loaded')}</span>` : list.edition)}
${factRow(say('admin.lexicon.terms'), String(list.terms.length))}
${factRow(say('admin.lexicon.source'), list.source)}
${list.date === '' ? '' : factRow(say('lexicon.value.date'), dayText(list.date, lang))}
${factRow(say('admin.lexicon.digest'), html`<code>${status?.digest ?? ''}</code>`)}
</table>
<p class="buttons"><a class="button" href="${to('csv')}">${say('lexicon.export', { format: 'CSV' })}</a> <a class="button" href="${to('xlsx')}">${say('lexicon.export', { format: 'XLSX' })}</a></p>
<div class="cols"><div class="half">${termForm(request, list, wrong)}</div><div class="half">${importForm(request, list, wrong)}</div></div>
${termTable(request, list)}
${isOwn(list) ? removal(request, list) : ''}`,
  }
}

function removal({ say, visitor }: SignedRequest, { id, name }: StoredList): Html {
  return html`<form method="post" action="${address('lexicon.list', { list: id })}" data-command="remove">
<h2>${say('lexicon.remove')}</h2><p class="quiet">${say('lexicon.remove.note')}</p>
<input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="do" value="remove">
<p><button class="danger">${say('lexicon.remove.do', { name })}</button></p></form>`
}

function termTable(request: SignedRequest, list: StoredList): Html {
  const { say, query, lang, visitor } = request
  const sought = (query.get('q') ?? '').trim()
  const found = sought === '' ? list.terms : list.terms.filter(({ term, suggestion = '' }) => term.includes(sought) || suggestion.includes(sought))
  const page = Math.min(Math.max(0, Math.trunc(Number(query.get('page') ?? 0)) || 0), Math.floor(Math.max(0, found.length - 1) / PAGE))
  const here = address('lexicon.list', { list: list.id })
  const at = (number: number): string => `${here}?${new URLSearchParams({ q: sought, page: String(number) }).toString()}#terms`
  return html`<h2 id="terms">${say('admin.lexicon.terms')} <span class="count">${found.length}</span></h2>
<form method="get" action="${here}"><p><label for="q">${say('lexicon.search')}</label> <input id="q" name="q" value="${sought}" autocomplete="off"> <button>${say('lexicon.search.do')}</button></p></form>
${found.length === 0 ? html`<p class="panel quiet">${say(sought === '' ? 'lexicon.terms.none' : 'lexicon.search.none')}</p>` : html`<div class="panel scroll" tabindex="0"><table data-terms>
<thead><tr><th scope="col">${say('lexicon.value.term')}</th><th scope="col">${say('lexicon.value.level')}</th><th scope="col">${say('lexicon.value.suggestion')}</th><th scope="col">${say('lexicon.value.basis')}</th><th scope="col">${say('lexicon.value.options')}</th><th scope="col">${say('lexicon.term.do')}</th></tr></thead>
<tbody>${found.slice(page * PAGE, (page + 1) * PAGE).map((term) => termRow(term))}</tbody></table></div>
<p>${page > 0 ? html`<a href="${at(page - 1)}">${say('lexicon.page.before')}</a> ` : ''}${(page + 1) * PAGE < found.length ? html`<a href="${at(page + 1)}">${say('lexicon.page.next')}</a>` : ''}</p>`}`

  function termRow({ term, kind = 'sensitive', level = 'warn', suggestion = '', basis = '', allow = [], ...rest }: Term): Html {
    const options = OPTIONS.filter((option) => rest[option] === true).map((option) => say(`lexicon.option.${option}`))
    return html`<tr data-term="${term}"><th scope="row">${term}</th><td><span class="tag ${level}">${say(`level.${level}`)}</span> ${say(`finding.${kind}`)}</td><td>${suggestion}</td><td>${basis}</td>
<td>${names(lang, [...options, ...(allow.length > 0 ? [say('lexicon.allowed', { words: names(lang, allow) })] : [])])}</td>
<td><a href="${here}?${new URLSearchParams({ term, q: sought }).toString()}#put">${say('lexicon.term.change')}</a>
<form method="post" action="${here}" data-command="withdraw"><input type="hidden" name="csrf" value="${visitor.csrf}"><input type="hidden" name="do" value="withdraw"><input type="hidden" name="term" value="${term}"><button class="link">${say('lexicon.term.withdraw')}</button></form></td></tr>`
  }
}
