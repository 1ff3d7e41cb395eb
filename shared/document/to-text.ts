import { classify, plainLine, sameList, type PlainLine } from './lines.ts'
import { fold, headingMark, ITEM_MARK, openTable, PARAGRAPH_MARK, tableMark, writeCell } from './marks.ts'
import { plainRows, readTables } from './tables.ts'
import { titleLines } from './title.ts'
import type { Block, Document, Table } from './types.ts'

/** A block whose lines may go without marks as long as their neighbours leave them what they are. */
interface Draft {
  readonly block: Block
  /** the lines without marks; undefined where the block has to be marked */
  lines: readonly PlainLine[] | undefined
}

/**
 * The plain form of a document, for a text area: `importText` of it gives the same document. Blocks stand between empty
 * lines, table cells between tabs; marks (see marks.ts) stand only where the document would be read otherwise.
 */
export function toText(document: Document): string {
  const drafts = document.blocks.map((block): Draft => ({ block, lines: plainLines(block) }))
  protectTitle(drafts)
  const waiting = drafts.map((_, at) => at)
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const draft = drafts[at]
    if (draft === undefined || draft.lines === undefined || reads(drafts, at)) continue
    draft.lines = undefined
    waiting.push(at - 1, at + 1)
  }
  return drafts.map(({ block, lines }) => lines === undefined ? marked(block) : lines.map((line) => fold(line.text)).join('\n')).join('\n\n')
}

function plainLines(block: Block): readonly PlainLine[] | undefined {
  if (block.type === 'table') return undefined
  const texts = block.type === 'list' ? block.items : [block.text]
  return texts.every((text) => isUnmarked(fold(text))) ? texts.map((text) => plainLine(text)) : undefined
}

function isUnmarked(line: string): boolean {
  return line !== '' && !line.startsWith(ITEM_MARK) && !line.startsWith(PARAGRAPH_MARK)
    && !line.includes('|') && tableMark(line) === undefined && headingMark(line) === undefined
}

/** Keeps the first lines from being taken for the title. */
function protectTitle(drafts: readonly Draft[]): void {
  const [first, second] = drafts.slice(0, 2).flatMap((draft): readonly (PlainLine | undefined)[] => draft.lines ?? [undefined])
  if (first === undefined || titleLines(first.text, second?.text) === 0) return
  const draft = drafts[0]
  if (draft !== undefined) draft.lines = undefined
}

/** Whether the lines of a block, as they stand between their neighbours, are read as that block. */
function reads(drafts: readonly Draft[], at: number): boolean {
  const draft = drafts[at]
  const lines = draft?.lines
  if (draft === undefined || lines === undefined) return false
  const before = drafts[at - 1]?.lines?.at(-1)
  const after = drafts[at + 1]?.lines?.[0]
  return lines.every((line, index) => {
    const previous = lines[index - 1] ?? before
    const next = lines[index + 1] ?? after
    const found = classify(previous, line, next)
    switch (draft.block.type) {
      case 'heading': return found.kind === 'heading' && found.level === draft.block.level
      case 'paragraph': return found.kind === 'paragraph'
      case 'list': return found.kind === 'item' && sameList(previous, line) === index > 0
      case 'table': return false
    }
  })
}

function marked(block: Block): string {
  switch (block.type) {
    case 'heading': return `${'#'.repeat(block.level)} ${fold(block.text)}`
    case 'paragraph': return `${PARAGRAPH_MARK}${fold(block.text)}`
    case 'list': return block.items.map((text) => `${ITEM_MARK}${fold(text)}`).join('\n')
    case 'table': return tableText(block)
  }
}

function tableText(table: Table): string {
  const rows = plainRows(table)
  const [read, ...others] = readTables(rows)
  const plain = rows.every((row) => row.length > 1) && rows.some((row) => row.filter((text) => text !== '').length > 1)
    && read !== undefined && others.length === 0 && sameTable(read.table, table)
  if (plain) return rows.map((row) => row.map((text) => fold(text)).join('\t')).join('\n')
  return [openTable(table.caption), ...table.rows.map((row) => row.map((cell) => writeCell(cell)).join('\t'))].join('\n')
}

function sameTable(a: Table, b: Table): boolean {
  return a.caption === b.caption && a.rows.length === b.rows.length && a.rows.every((row, r) => {
    const other = b.rows[r] ?? []
    return row.length === other.length && row.every((cell, c) => {
      const twin = other[c]
      return cell.text === twin?.text && cell.header === twin.header
        && cell.colspan === twin.colspan && cell.rowspan === twin.rowspan
    })
  })
}
