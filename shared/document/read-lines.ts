import { DocumentError, limits } from './limits.ts'
import { plainLine, type PlainLine } from './lines.ts'
import { markerOf } from './markers.ts'
import { headingMark, ITEM_MARK, PARAGRAPH_MARK, readCell, tableMark, unfold } from './marks.ts'
import { readTables, type ReadTable } from './tables.ts'
import type { Cell, Heading } from './types.ts'

/** What stands in the text, before plain lines are judged by their neighbours. */
export type Piece =
  | { readonly kind: 'plain', readonly line: PlainLine }
  | { readonly kind: 'heading', readonly level: Heading['level'], readonly text: string }
  | { readonly kind: 'paragraph', readonly text: string }
  | { readonly kind: 'item', readonly text: string, readonly follows: boolean }
  | { readonly kind: 'table', readonly read: ReadTable, readonly follows: boolean }

const MARKED = /^\s*(?:#{1,4}\s|\+ |\\|\[表格)/

/** What reading gives, and what it left out on the way. */
export interface Reading {
  readonly pieces: Piece[]
  /** tables whose cells stood between several blanks */
  spaced: number
  trimmed: number
  marks: number
  cells: number
}

/** Whether a line has neither cells nor a mark. */
export function isPlain(line: string): boolean {
  return !line.includes('\t') && !line.includes('|') && !MARKED.test(line)
}

/**
 * Reads lines, from one on, into pieces.
 * @throws DocumentError too_many_blocks, too_many_cells
 */
export function readLines(lines: readonly string[], from: number, reading: Reading): void {
  let gap = true
  for (let at = from; at < lines.length;) {
    const raw = lines[at] ?? ''
    const line = raw.trim()
    if (line === '' && !isRow(raw)) {
      gap = true
      at++
      continue
    }
    const caption = isRow(raw) ? undefined : tableMark(line)
    if (caption !== undefined && (lines[at + 1] ?? '').trim() !== '') {
      at = readMarkedTable(lines, at, caption, reading)
    } else if (isRow(raw)) {
      const end = endOfRun(lines, at, isRow)
      readRows(lines.slice(at, end).map((row) => row.split('\t')), reading)
      at = end
    } else if (startsPipes(lines, at)) {
      const end = endOfRun(lines, at, hasPipe)
      const rows = lines.slice(at, end).map(pipeCells)
      // the rule below the head of a table in Markdown
      const ruled = rows.length > 2 && rows[1]?.every((cell) => /^\s*:?-{2,}:?\s*$/.test(cell)) === true
      if (ruled) reading.marks++
      readRows(ruled ? rows.toSpliced(1, 1) : rows, reading)
      at = end
    } else if (endOfSpaced(lines, at) > at + 1) {
      const end = endOfSpaced(lines, at)
      reading.spaced++
      readRows(lines.slice(at, end).map(spacedCells), reading)
      at = end
    } else {
      readLine(raw, gap, reading)
      at++
    }
    if (reading.pieces.length > limits.blocks) throw new DocumentError('too_many_blocks', { limit: String(limits.blocks) })
    gap = false
  }
}

function readLine(raw: string, gap: boolean, reading: Reading): void {
  const { pieces } = reading
  const line = trimIn(raw, reading)
  const heading = headingMark(line)
  if (heading !== undefined) {
    reading.marks++
    pieces.push({ kind: 'heading', level: heading.level, text: unfoldIn(heading.rest, reading) })
  } else if (line.startsWith(ITEM_MARK)) {
    reading.marks++
    const last = pieces.at(-1)
    const text = unfoldIn(trimIn(line.slice(ITEM_MARK.length), reading), reading)
    pieces.push({ kind: 'item', text, follows: !gap && last?.kind === 'item' })
  } else if (line.startsWith(PARAGRAPH_MARK) && line.length > 1) {
    reading.marks++
    pieces.push({ kind: 'paragraph', text: unfoldIn(trimIn(line.slice(1), reading), reading) })
  } else {
    pieces.push({ kind: 'plain', line: plainLine(unfoldIn(line, reading)) })
  }
}

function isRow(line: string): boolean {
  return line.includes('\t')
}

function hasPipe(line: string): boolean {
  return line.includes('|') && !isRow(line) && !MARKED.test(line)
}

/** Cells between upright strokes: the first line has two of them at least, and a second line follows. */
function startsPipes(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  return hasPipe(line) && line.split('|').length > 2 && hasPipe(lines[at + 1] ?? '')
}

function pipeCells(line: string): string[] {
  const inner = line.trim().replace(/^\|(?=.)/, '').replace(/\|$/, '')
  return inner.split('|')
}

/** Cells between two blanks or more; a number of a list or an article is none. */
function spacedCells(line: string): string[] {
  const text = line.trim()
  if (text === '' || isRow(line) || text.includes('|') || MARKED.test(line) || /[。；;↵]/.test(text)) return []
  if (markerOf(text) !== undefined || /^第.{1,5}[条章节]/.test(text)) return []
  return text.split(/[ \u3000]{2,}/)
}

/** Where a run of lines with the same number of cells between blanks, three at least, ends. */
function endOfSpaced(lines: readonly string[], at: number): number {
  const { length } = spacedCells(lines[at] ?? '')
  return length < 3 ? at : endOfRun(lines, at, (line) => spacedCells(line).length === length)
}

function endOfRun(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  let end = from + 1
  while (end < lines.length && belongs(lines[end] ?? '')) end++
  return end
}

function readRows(rows: readonly (readonly string[])[], reading: Reading): void {
  let cells = 0
  for (const row of rows) cells += row.length
  addCells(cells, reading)
  const texts = rows.map((row) => row.map((cell) => unfoldIn(trimIn(cell, reading), reading)))
  if (texts.every((row) => row.filter((text) => text !== '').length < 2)) {
    // tabs that only indent or trail are no table
    for (const row of texts) {
      const text = row.find((cell) => cell !== '')
      reading.trimmed++
      if (text !== undefined) reading.pieces.push({ kind: 'plain', line: plainLine(text) })
    }
    return
  }
  for (const [at, read] of readTables(texts).entries()) reading.pieces.push({ kind: 'table', read, follows: at > 0 })
}

function readMarkedTable(lines: readonly string[], at: number, caption: string, reading: Reading): number {
  const end = endOfRun(lines, at, (line) => line.trim() !== '')
  const rows = lines.slice(at + 1, end).map((line): Cell[] => line.split('\t').map((written) => {
    const { cell, marks } = readCell(trimIn(written, reading))
    reading.marks += marks
    return cell
  }))
  reading.marks++
  addCells(rows.reduce((sum, row) => sum + row.length, 0), reading)
  const title = unfoldIn(caption.trim(), reading)
  reading.pieces.push({
    kind: 'table',
    follows: false,
    read: { table: { type: 'table', ...(title === '' ? {} : { caption: title }), rows }, columns: 0, notices: [], rows: [] },
  })
  return end
}

function addCells(cells: number, reading: Reading): void {
  reading.cells += cells
  if (reading.cells > limits.cells) throw new DocumentError('too_many_cells', { limit: String(limits.cells) })
}

/** A text without the blanks at its edges, which are counted. */
export function trimIn(text: string, reading: Reading): string {
  const trimmed = text.trim()
  if (trimmed.length !== text.length) reading.trimmed++
  return trimmed
}

/** The text that a line stands for; marks are counted. */
export function unfoldIn(line: string, reading: Reading): string {
  const { text, marks } = unfold(line)
  const trimmed = text.trim()
  // a text of line breaks alone is no text: it is what it looks like then
  if (trimmed === '') return line
  reading.marks += marks
  return trimmed
}
