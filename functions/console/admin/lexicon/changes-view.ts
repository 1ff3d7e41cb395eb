import { changedLists } from '../../../../shared/screening/index.ts'
import type { StoredLexicon } from '../../../../shared/screening/index.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html } from '../../../../shared/web/html.ts'
import type { SignedRequest } from '../../../../shared/web/request.ts'
import { list } from '../../../../shared/web/words.ts'

/** Terms that are named one by one. */
const NAMED = 30

/** What an edition changes: for each list the terms that come, go and change. */
export function changesView({ say, lang }: SignedRequest, before: StoredLexicon, after: StoredLexicon): Html {
  const changes = changedLists(before, after)
  const terms = (texts: readonly string[]): Html | string => texts.length === 0 ? '0'
    : html`<b>${texts.length}</b><br><span class="quiet">${list(lang, texts.slice(0, NAMED))}${texts.length > NAMED ? '…' : ''}</span>`
  if (changes.length === 0) return html`<p class="panel quiet">${say('lexicon.changes.none')}</p>`
  return html`<div class="panel scroll" tabindex="0"><table data-changes>
<thead><tr><th scope="col">${say('admin.lexicon.list')}</th><th scope="col">${say('admin.lexicon.terms')}</th><th scope="col">${say('lexicon.changes.added')}</th><th scope="col">${say('lexicon.changes.withdrawn')}</th><th scope="col">${say('lexicon.changes.altered')}</th></tr></thead>
<tbody>${changes.map((one) => html`<tr data-list="${one.id}"><th scope="row">${one.name}</th><td>${one.before} → ${one.after}</td><td>${terms(one.added)}</td><td>${terms(one.withdrawn)}</td><td>${terms(one.altered)}</td></tr>`)}</tbody>
</table></div>`
}
