import type { ImportNotice } from '../../../shared/document/notices.ts'
import type { Document } from '../../../shared/document/types.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Say } from '../../../shared/web/words.ts'
import { readText } from './read.ts'

/** More than these on one page help nobody. */
const most = 60

/** What the editor should look at after an import; what can be joined has its button, inside the editor's form. */
export function noticesView(notices: readonly ImportNotice[], text: string, say: Say): Html | undefined {
  if (notices.length === 0) return undefined
  const { document } = readText(text)
  return html`<div class="notice warn" id="notices"><h2>${say('notices.title')} <span class="count">${notices.length}</span></h2>
<ul>${notices.slice(0, most).map((notice) => html`<li>${placeOf(notice, document, say)}${say(`notice.${notice.kind}`, { ...notice.values, shift: shiftOf(notice, say) })} ${joinButton(notice, say)}</li>`)}</ul></div>`
}

/** Which table and which row, as people count them. */
function placeOf({ place }: ImportNotice, document: Document | undefined, say: Say): Html | undefined {
  if (!place || document?.blocks[place.block]?.type !== 'table') return undefined
  const table = document.blocks.slice(0, place.block + 1).filter(({ type }) => type === 'table').length
  const words = place.row === undefined ? say('notice.at.table', { table }) : say('notice.at.row', { table, row: place.row + 1 })
  return html`<b>${words}</b> `
}

function shiftOf({ values }: ImportNotice, say: Say): string {
  const by = Number(values['by'] ?? 0)
  return say(by < 0 ? 'notice.shift.left' : 'notice.shift.right', { by: Math.abs(by) })
}

function joinButton({ kind, place }: ImportNotice, say: Say): Html | undefined {
  if (!place) return undefined
  if (kind === 'broken_line') return html`<button class="small" name="action" value="join:${place.block}">${say('notices.join')}</button>`
  // The table that goes on is the lower one; joining is named by the upper one.
  if (kind === 'table_cut') return html`<button class="small" name="action" value="join:${place.block - 1}">${say('notices.join_table')}</button>`
  return undefined
}
