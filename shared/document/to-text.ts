import { classify, plainLine, sameList, type PlainLine } from './lines.ts'
import { fold, headingMark, ITEM_MARK, openTable, PARAGRAPH_MARK, tableMark, writeCell } from './marks.ts'
import { plainRows, readTables, sameTable } from './tables.ts'
import { isHandlingMark, titleLines } from './title.ts'
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
  const at = drafts.findIndex(({ lines }) => lines?.length !== 1 || !lines.every(({ text }) => isHandlingMark(fold(text))))
  const draft = drafts[at]
  const [first, second] = drafts.slice(Math.max(at, 0)).slice(0, 2).flatMap(({ lines }): readonly (PlainLine | undefined)[] => lines ?? [undefined])
  if (first === undefined || titleLines(first.text, second?.text) === 0) return
  if (draft !== undefined) draft.lines = undefined
}

/** Whether the lines of a block, as they stand between their neighbours, are read as that block. */
function reads(drafts: readonly Draft[], at: number): boolean {
  const { block, lines } = drafts[at] ?? {}
  if (block === undefined || lines === undefined) return false
  const before = drafts[at - 1]?.lines?.at(-1)
  const after = drafts[at + 1]?.lines?.[0]
  return lines.every((line, index) => {
    const previous = lines[index - 1] ?? before
    const found = classify(previous, line, lines[index + 1] ?? after)
    if (block.type === 'list') return found.kind === 'item' && sameList(previous, line) === index > 0
    return found.kind === block.type && (found.kind !== 'heading' || block.type !== 'heading' || found.level === block.level)
  })
}

function marked(block: Block): string {
  if (block.type === 'heading') return `${'#'.repeat(block.level)} ${fold(block.text)}`
  if (block.type === 'paragraph') return `${PARAGRAPH_MARK}${fold(block.text)}`
  if (block.type === 'list') return block.items.map((text) => `${ITEM_MARK}${fold(text)}`).join('\n')
  return tableText(block)
}

function tableText(table: Table): string {
  const rows = plainRows(table)
  const [read, ...others] = readTables(rows)
  const plain = rows.every((row) => row.length > 1) && rows.some((row) => row.filter((text) => text !== '').length > 1)
    && read !== undefined && others.length === 0 && sameTable(read.table, table)
  if (plain) return rows.map((row) => row.map((text) => fold(text)).join('\t')).join('\n')
  return [openTable(table.caption), ...table.rows.map((row) => row.map((cell) => writeCell(cell)).join('\t'))].join('\n')
}
