import type { Content } from '../document/content.ts'
import type { Block, Cell, Document, Heading, Place, Table } from '../document/types.ts'
import type { Finding } from '../screening/types.ts'
import type { Html } from './html.ts'
import { html, lines } from './html.ts'

/** A stretch of a text that is pointed out, with the anchor that leads to it. */
interface Mark {
  readonly start: number
  readonly end: number
  readonly anchor: string
  /** where the list says what is wrong with it */
  readonly back: string
  readonly level: Finding['level']
}

/** What is pointed out in which text. */
export type Marks = ReadonlyMap<string, readonly Mark[]>

/** The anchor of a finding's place in the document. */
export function anchorOf(finding: Finding): string {
  return `at-${finding.id}`
}

/** The anchor of a finding's place in the list of its report. */
export function findingAnchor(finding: Finding): string {
  return `finding-${finding.id}`
}

/** Where to point out each finding; the page lists them too, for the way back. */
export function marksOf(findings: readonly Finding[]): Marks {
  const marks = new Map<string, Mark[]>()
  for (const finding of findings) {
    for (const [at, span] of [finding.span, ...finding.more ?? []].entries()) {
      const key = placeKey(span)
      const anchor = at === 0 ? anchorOf(finding) : `${anchorOf(finding)}-${at}`
      marks.set(key, [...marks.get(key) ?? [], { start: span.start, end: span.end, anchor, back: findingAnchor(finding), level: finding.level }])
    }
  }
  return marks
}

export const noMarks: Marks = new Map()

/** Title and body as a reader would see them. */
export function contentView(content: Content, marks: Marks = noMarks): Html {
  return html`<article class="document">
<h2 class="title">${marked(content.title, marks.get('field:title'))}</h2>
${blocksView(content.body, marks)}
</article>`
}

export function blocksView(document: Document, marks: Marks = noMarks): Html {
  return html`${document.blocks.map((block, at) => blockView(block, at, marks))}`
}

/** A text outside the body, such as a catalogue field. */
export function fieldView(name: string, text: string, marks: Marks = noMarks): Html {
  return html`<span class="target">${marked(text, marks.get(`field:${name}`))}</span>`
}

function blockView(block: Block, at: number, marks: Marks): Html {
  const id = `b${at}`
  const own = marks.get(placeKey({ block: at }))
  if (block.type === 'heading') return headingView(block, id, marked(block.text, own))
  if (block.type === 'paragraph') return html`<p class="target" id="${id}">${marked(block.text, own)}</p>`
  if (block.type === 'table') return tableView(block, at, marks)
  return html`<ul class="target" id="${id}">${block.items.map((text, item) => html`<li>${marked(text, marks.get(placeKey({ block: at, item })))}</li>`)}</ul>`
}

function headingView({ level }: Heading, id: string, text: (Html | string)[]): Html {
  if (level === 1) return html`<h3 class="target" id="${id}">${text}</h3>`
  if (level === 2) return html`<h4 class="target" id="${id}">${text}</h4>`
  if (level === 3) return html`<h5 class="target" id="${id}">${text}</h5>`
  return html`<h6 class="target" id="${id}">${text}</h6>`
}

function tableView(table: Table, at: number, marks: Marks): Html {
  return html`<div class="scroll target" id="b${at}" tabindex="0"><table>
${table.caption === undefined ? '' : html`<caption>${marked(table.caption, marks.get(placeKey({ block: at, caption: true })))}</caption>`}
${table.rows.map((cells, row) => html`<tr>${cells.map((cell, column) => cellView(cell, marks.get(placeKey({ block: at, row, column }))))}</tr>`)}
</table></div>`
}

function cellView(cell: Cell, marks: readonly Mark[] | undefined): Html {
  const spans = html`${cell.colspan ? html` colspan="${cell.colspan}"` : ''}${cell.rowspan ? html` rowspan="${cell.rowspan}"` : ''}`
  const text = marked(cell.text, marks)
  if (cell.header === undefined) return html`<td${spans}>${text}</td>`
  return html`<th scope="${cell.header === 'column' ? 'col' : 'row'}"${spans}>${text}</th>`
}

/** The text with its marks; where two overlap, the later one shows what the earlier one leaves of it. */
function marked(text: string, marks: readonly Mark[] | undefined): (Html | string)[] {
  if (!marks || marks.length === 0) return lines(text)
  const parts: (Html | string)[] = []
  let at = 0
  for (const mark of marks.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const start = Math.max(at, mark.start)
    parts.push(...lines(text.slice(at, start)), html`<mark id="${mark.anchor}" class="${mark.level}">${backLink(mark, text.slice(start, mark.end))}</mark>`)
    at = Math.max(start, mark.end)
  }
  return [...parts, ...lines(text.slice(at))]
}

// An earlier mark may have left nothing to press.
function backLink({ back }: Mark, text: string): Html | undefined {
  return text === '' ? undefined : html`<a href="#${back}">${lines(text)}</a>`
}

function placeKey({ field, block, item, row, column, caption }: Place): string {
  if (field !== undefined) return `field:${field}`
  return [block, item === undefined ? '' : `i${item}`, row === undefined ? '' : `r${row}c${column ?? 0}`, caption ? 'caption' : ''].join('.')
}
