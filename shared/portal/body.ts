import { html, raw } from 'hono/html'
import type { Block, Cell, Document, Heading, Table } from '../document/types.ts'
import type { Markup } from './markup.ts'
import { words } from './words.ts'

/** The body of an item as plain, semantic markup; the page's title is its only h1. */
export function renderBody(document: Document): Markup {
  return html`${document.blocks.map((block, at) => renderBlock(block, at))}`
}

function renderBlock(block: Block, at: number): Markup {
  if (block.type === 'heading') return heading(block)
  if (block.type === 'table') return renderTable(block, at)
  if (block.type === 'paragraph') {
    return html`<p>${lines(block.text)}</p>
`
  }
  return html`<ul>
${block.items.map((item) => html`<li>${lines(item)}</li>
`)}</ul>
`
}

function heading({ level, text }: Heading): Markup {
  if (level === 1) return html`<h2>${lines(text)}</h2>
`
  if (level === 2) return html`<h3>${lines(text)}</h3>
`
  if (level === 3) return html`<h4>${lines(text)}</h4>
`
  return html`<h5>${lines(text)}</h5>
`
}

/** Text with its line breaks. */
export function lines(text: string): Markup {
  return html`${text.split('\n').map((line, at) => at === 0 ? line : html`<br>${line}`)}`
}

function renderTable(table: Table, at: number): Markup {
  const heads = headRows(table)
  const name = table.caption ?? `${words.table} ${at + 1}`
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0"><table>
${table.caption === undefined ? '' : html`<caption>${table.caption}</caption>
`}${heads > 0 ? html`<thead>
${table.rows.slice(0, heads).map(renderRow)}</thead>
` : ''}<tbody>
${table.rows.slice(heads).map(renderRow)}</tbody>
</table></div>
`
}

// A cell that reaches down from the head would be cut off by the end of `thead`, so such a row ends the head early.
function headRows({ rows }: Table): number {
  let heads = 0
  for (const row of rows) {
    const all = row.length > 0 && row.every(({ header, text }) => header === 'column' || text === '')
    if (!all || !row.some(({ header }) => header === 'column')) break
    heads += 1
  }
  const reaches = rows.slice(0, heads).some((row, at) => row.some(({ rowspan = 1 }) => at + rowspan > heads))
  return reaches || heads === rows.length ? 0 : heads
}

function renderRow(row: readonly Cell[]): Markup {
  return html`<tr>${row.map(renderCell)}</tr>
`
}

const FIGURE = /^[-+−]?[\d,，.]+%?$/

function renderCell({ text, header, colspan = 1, rowspan = 1 }: Cell): Markup {
  const spans = html`${colspan > 1 ? html` colspan="${String(colspan)}"` : ''}${rowspan > 1 ? html` rowspan="${String(rowspan)}"` : ''}`
  if (header === 'column') return html`<th scope="col"${spans}>${lines(text)}</th>`
  if (header === 'row') return html`<th scope="row"${spans}>${lines(text)}</th>`
  return html`<td${FIGURE.test(text) ? raw(' class="n"') : ''}${spans}>${lines(text)}</td>`
}
