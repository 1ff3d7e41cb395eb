import type { ImportNotice } from '../../../shared/document/notices.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Say } from '../../../shared/web/words.ts'

/** More than these on one page help nobody. */
const most = 60

/** What the editor should look at after an import; what can be joined has its button, inside the editor's form. */
export function noticesView(notices: readonly ImportNotice[], say: Say): Html | undefined {
  if (notices.length === 0) return undefined
  return html`<div class="notice warn" id="notices"><h2>${say('notices.title')} <span class="count">${notices.length}</span></h2>
<ul>${notices.slice(0, most).map((notice) => html`<li>${say(`notice.${notice.kind}`, notice.values)} ${joinButton(notice, say)}</li>`)}</ul></div>`
}

function joinButton({ kind, place }: ImportNotice, say: Say): Html | undefined {
  if (!place) return undefined
  if (kind === 'broken_line') return html`<button class="small" name="action" value="join:${place.block}">${say('notices.join')}</button>`
  // The table that goes on is the lower one; joining is named by the upper one.
  if (kind === 'table_cut') return html`<button class="small" name="action" value="join:${place.block - 1}">${say('notices.join_table')}</button>`
  return undefined
}
