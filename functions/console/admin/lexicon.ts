import { shippedEdition, shippedLists } from '../../../shared/stage/lexicon.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { dayText } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { record } from '../context.ts'
import { factRow } from './check.ts'

/** Which edition of rules and lexicon is in force, and which lists it has or lacks. */
export async function lexiconPage(request: SignedRequest): Promise<Reply> {
  const { say, lang } = request
  const [active, shipped, lists] = [await record.activeEdition(), shippedEdition(), shippedLists()]
  const missing = lists.filter(({ state }) => state === 'not_loaded').map(({ name }) => name)
  return {
    kind: 'page', title: say('admin.lexicon'), here: 'admin',
    main: html`<p class="crumb"><a href="${address('admin')}">${say('admin.back')}</a></p>
<h1>${say('admin.lexicon')}</h1>
<table class="facts">
${factRow(say('admin.lexicon.active'), html`<code data-edition>${active || say('admin.lexicon.none')}</code>`)}
${factRow(say('admin.lexicon.shipped'), html`<code>${shipped}</code>`)}
</table>
${active === shipped ? '' : html`<p class="notice warn">${say('admin.lexicon.differs')}</p>`}
${missing.length === 0 ? '' : html`<p class="notice warn">${say('admin.lexicon.missing', { names: list(lang, missing) })}</p>`}
<div class="panel scroll" tabindex="0"><table data-lists>
<thead><tr><th scope="col">${say('admin.lexicon.list')}</th><th scope="col">${say('admin.lexicon.edition')}</th><th scope="col">${say('admin.lexicon.terms')}</th><th scope="col">${say('admin.lexicon.source')}</th><th scope="col">${say('admin.lexicon.digest')}</th></tr></thead>
<tbody>${lists.map(({ id, name, state, edition, date, terms, source, digest }) => html`<tr data-list="${id}" data-state="${state}"><th scope="row">${name}</th>
<td>${state === 'loaded' ? html`${edition}<br><span class="quiet">${dayText(date, lang)}</span>` : html`<span class="tag warn">${say('admin.lexicon.not_loaded')}</span>`}</td>
<td>${terms}</td><td>${source}</td><td>${state === 'loaded' ? html`<code>${digest.slice(0, 16)}…</code>` : ''}</td></tr>`)}</tbody>
</table></div>`,
  }
}
