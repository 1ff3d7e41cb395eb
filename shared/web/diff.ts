import type { AttachmentEntry, BlockEntry, CellEntry, ContentDiff, ItemEntry, RowEntry, TextChange } from '../document/diff-content.ts'
import type { Attachment } from '../document/content.ts'
import type { Part } from '../document/diff-text.ts'
import type { Block, Cell } from '../document/types.ts'
import { sizeText } from './attachments.ts'
import type { Html } from './html.ts'
import { html, lines } from './html.ts'
import type { Say } from './words.ts'

/** How many unchanged blocks stand around a changed one. */
const around = 1

/** The differences of two contents: what changed, each in its surroundings. */
export function diffView(diff: ContentDiff, say: Say): Html {
  if (!diff.changed) return html`<p class="quiet">${say('changes.none')}</p>`
  const shown = diff.body.map(({ kind }, at) => kind !== 'same'
    || diff.body.slice(Math.max(0, at - around), at + around + 1).some((near) => near.kind !== 'same'))
  return html`<div class="diff">
${change(say('field.title'), diff.title)}${change(say('field.changeNote'), diff.changeNote)}
${diff.fields.map((field) => change(say(`field.${field.field}`), field))}
${diff.body.map((entry, at) => shown[at] ? blockDiff(entry) : shown[at - 1] || at === 0 ? html`<p class="quiet">…</p>` : '')}
${attachmentsDiff(diff.attachments, say)}
</div>`
}

function change(label: string, text: TextChange | undefined): Html | undefined {
  return text && html`<p><b>${label}</b> ${partsView(text.parts)}</p>`
}

/** Each file by name, size and the beginning of its digest: one that was exchanged under its name is another. */
function attachmentsDiff(entries: readonly AttachmentEntry[], say: Say): Html | undefined {
  if (entries.every(({ kind }) => kind === 'same')) return undefined
  return html`<p data-attachments><b>${say('attachments.title')}</b>${entries.map((entry) => html`<br>${entry.kind === 'same' ? file(entry.after)
    : html`${entry.kind === 'added' ? '' : html`<del>${file(entry.before)}</del> `}${entry.kind === 'removed' ? '' : html`<ins>${file(entry.after)}</ins>`}`}`)}</p>`
}

function file({ name, size, sha256 }: Attachment): string {
  return `${name} · ${sizeText(size)} · ${sha256.slice(0, 8)}`
}

function partsView(parts: readonly Part[]): Html {
  return html`${parts.map(({ kind, text }) => {
    if (kind === 'same') return lines(text)
    return kind === 'removed' ? html`<del>${lines(text)}</del>` : html`<ins>${lines(text)}</ins>`
  })}`
}

function blockDiff(entry: BlockEntry): Html {
  if (entry.kind === 'same') return plain(entry.after)
  if (entry.kind === 'removed') return html`<div class="gone">${plain(entry.before, 'del')}</div>`
  if (entry.kind === 'added') return html`<div class="come">${plain(entry.after, 'ins')}</div>`
  const { within } = entry
  if (within.type === 'text') return html`<p>${partsView(within.parts)}</p>`
  if (within.type === 'list') return html`<ul>${within.items.map(itemDiff)}</ul>`
  return html`<div class="scroll" tabindex="0"><table>${within.caption.length > 0 ? html`<caption>${partsView(within.caption)}</caption>` : ''}${within.rows.map(rowDiff)}</table></div>`
}

function itemDiff(entry: ItemEntry): Html {
  if (entry.kind === 'same') return html`<li>${lines(entry.after)}</li>`
  if (entry.kind === 'changed') return html`<li>${partsView(entry.within)}</li>`
  return entry.kind === 'removed' ? html`<li><del>${lines(entry.before)}</del></li>` : html`<li><ins>${lines(entry.after)}</ins></li>`
}

function rowDiff(entry: RowEntry): Html {
  if (entry.kind === 'changed') return html`<tr>${entry.within.map(cellDiff)}</tr>`
  if (entry.kind === 'removed') return html`<tr>${entry.before.map((cell) => html`<td><del>${cell.text}</del></td>`)}</tr>`
  if (entry.kind === 'added') return html`<tr>${entry.after.map((cell) => html`<td><ins>${cell.text}</ins></td>`)}</tr>`
  return html`<tr>${entry.after.map((cell) => html`<td>${cell.text}</td>`)}</tr>`
}

function cellDiff(entry: CellEntry): Html {
  if (entry.kind === 'changed') return html`<td>${partsView(entry.within)}</td>`
  if (entry.kind === 'removed') return html`<td><del>${entry.before.text}</del></td>`
  return entry.kind === 'added' ? html`<td><ins>${entry.after.text}</ins></td>` : html`<td>${entry.after.text}</td>`
}

function plain(block: Block, as?: 'del' | 'ins'): Html {
  const text = (value: string): Html => {
    if (as === 'del') return html`<del>${lines(value)}</del>`
    return as === 'ins' ? html`<ins>${lines(value)}</ins>` : html`${lines(value)}`
  }
  if (block.type === 'heading') return html`<p><b>${text(block.text)}</b></p>`
  if (block.type === 'paragraph') return html`<p>${text(block.text)}</p>`
  if (block.type === 'list') return html`<ul>${block.items.map((item) => html`<li>${text(item)}</li>`)}</ul>`
  return html`<div class="scroll" tabindex="0"><table>${block.rows.map((row: readonly Cell[]) => html`<tr>${row.map((cell) => html`<td>${text(cell.text)}</td>`)}</tr>`)}</table></div>`
}
