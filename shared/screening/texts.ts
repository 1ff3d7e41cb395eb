import type { Document, Place } from '../document/types.ts'
import type { FieldTexts } from './types.ts'

/** One text of a document with what stands around it. */
export interface Text {
  readonly place: Place
  readonly text: string
  /** headers of the cell's column and row, joined by a blank; empty elsewhere */
  readonly label: string
  /** true when `text` is the first text of the document body: where a mark of secrecy stands */
  readonly head: boolean
  /** for markup: offset in the source of each unit of `text`, and of the unit's end */
  readonly starts?: Int32Array
  readonly ends?: Int32Array
}

const HEAD_TEXTS = 3

/**
 * All texts of a document in reading order: catalogue texts first, then the body.
 * @param document the typed document
 * @param fields other texts to screen, keyed by the name that their findings carry
 */
export function textsOf(document: Document, fields: FieldTexts = {}): Text[] {
  const texts: Text[] = []
  for (const [field, text] of Object.entries(fields)) {
    if (text !== '') texts.push({ place: { block: 0, field }, text, label: '', head: field === 'title' })
  }
  let seen = 0
  const push = (place: Place, text: string, label = ''): void => {
    if (text.trim() === '') return
    seen++
    texts.push({ place, text, label, head: seen <= HEAD_TEXTS })
  }
  for (const [block, content] of document.blocks.entries()) {
    switch (content.type) {
      case 'heading':
      case 'paragraph':
        push({ block }, content.text)
        break
      case 'list':
        for (const [item, text] of content.items.entries()) push({ block, item }, text)
        break
      case 'table':
        if (content.caption !== undefined) push({ block, caption: true }, content.caption)
        pushCells(block, content.rows, push)
        break
    }
  }
  return texts
}

type Rows = Extract<Document['blocks'][number], { type: 'table' }>['rows']

function pushCells(block: number, rows: Rows, push: (place: Place, text: string, label: string) => void): void {
  const columnLabels: string[] = []
  const [first] = rows
  const noHeaders = !rows.some((cells) => cells.some((cell) => cell.header !== undefined))
  for (const [row, cells] of rows.entries()) {
    let at = 0
    const rowLabel = cells.filter((cell) => cell.header === 'row').map((cell) => cell.text).join(' ')
    for (const [column, cell] of cells.entries()) {
      const heads = cell.header === 'column' || (noHeaders && cells === first)
      push({ block, row, column }, cell.text, heads ? '' : `${columnLabels[at] ?? ''} ${rowLabel}`.trim())
      for (let span = cell.colspan ?? 1; span > 0; span--, at++) {
        if (heads) columnLabels[at] = `${columnLabels[at] ?? ''} ${cell.text}`.trim()
      }
    }
  }
}
