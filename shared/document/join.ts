import { joinTexts } from './broken.ts'
import { cellsOf, gridOf } from './grid.ts'
import { DocumentError } from './limits.ts'
import { plainLine, sameList } from './lines.ts'
import { plainRows, sameTable } from './tables.ts'
import type { Block, Document, Heading, Paragraph, Table } from './types.ts'

/**
 * The document with block `at` and the one below it as one: a sentence that a page break cut, a list or table that an
 * empty line cut. Items that go on with a numbering that the joining mended become one list.
 * @throws DocumentError not_joinable where the two make no block together or one of them is not there
 */
export function joinBlocks(document: Document, at: number): Document {
  const { blocks } = document
  const above = blocks[at]
  const below = blocks[at + 1]
  const joined = above === undefined || below === undefined ? undefined : join(above, below)
  if (joined === undefined) throw new DocumentError('not_joinable', { block: String(at) })
  const before = blocks.slice(0, at)
  const after = blocks.slice(at + 2)
  const lower = asList(joined, after[0])
  if (lower !== undefined) after.shift()
  const upper = asList(before.at(-1), lower ?? joined)
  if (upper !== undefined) before.pop()
  return { blocks: [...before, upper ?? lower ?? joined, ...after] }
}

function join(above: Block, below: Block): Block | undefined {
  if (above.type === 'table') return below.type === 'table' ? joinTables(above, below) : undefined
  if (above.type === 'list' && below.type === 'list') return { type: 'list', items: [...above.items, ...below.items] }
  if (below.type !== 'paragraph') return undefined
  if (above.type === 'heading') return joinHeading(above, below)
  if (above.type === 'paragraph') return { type: 'paragraph', text: joinTexts(above.text, below.text) }
  const last = above.items.at(-1) ?? ''
  return { type: 'list', items: [...above.items.slice(0, -1), joinTexts(last, below.text)] }
}

/** The beginning of a sentence may have looked like a heading; the whole of it does no more. */
function joinHeading(above: Heading, below: Paragraph): Block {
  const text = joinTexts(above.text, below.text)
  const seeming = plainLine(above.text).heading === above.level && plainLine(text).heading === undefined
  return seeming ? { type: 'paragraph', text } : { ...above, text }
}

/** Rows of both; where heads and spans are those that the texts alone show, they are found anew for the whole. */
function joinTables(above: Table, below: Table): Table {
  const lower: Table['rows'] = below.caption === undefined ? below.rows : [[{ text: below.caption }], ...below.rows]
  const shown = [above, below].every((table) => sameTable({ ...table, rows: cellsOf(gridOf(table.rows)) }, table))
  if (!shown) return { ...above, rows: [...above.rows, ...lower] }
  return { ...above, rows: cellsOf([...gridOf(above.rows), ...plainRows(below)]) }
}

/** One list of two neighbours whose numbers follow each other; undefined where they do not. */
function asList(above: Block | undefined, below: Block | undefined): Block | undefined {
  const upper = above === undefined ? [] : itemsOf(above)
  const lower = below === undefined ? [] : itemsOf(below)
  const last = upper.at(-1)
  const [first] = lower
  if (last === undefined || first === undefined || !sameList(plainLine(last), plainLine(first))) return undefined
  return { type: 'list', items: [...upper, ...lower] }
}

function itemsOf(block: Block): readonly string[] {
  if (block.type === 'list') return block.items
  return block.type === 'paragraph' ? [block.text] : []
}
