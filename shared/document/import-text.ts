import { isBroken, jointOf } from './broken.ts'
import { DocumentError, limits } from './limits.ts'
import { classify, plainLine, sameList, type PlainLine } from './lines.ts'
import { headingMark, ITEM_MARK, PARAGRAPH_MARK, readCell, tableMark, unfold } from './marks.ts'
import { normalize } from './normalize.ts'
import type { ImportNotice } from './notices.ts'
import { readTables, type ReadTable } from './tables.ts'
import { titleLines } from './title.ts'
import type { Block, Cell, Document, Heading } from './types.ts'

export interface Imported {
  readonly document: Document
  /** what stood above the body as its title; it is no part of the document */
  readonly title?: string
  readonly notices: readonly ImportNotice[]
}

export interface ImportOptions {
  /** false where the title has a field of its own: the first line then stays in the document */
  readonly title?: boolean
}

/** What stands in the text, before plain lines are judged by their neighbours. */
type Piece =
  | { readonly kind: 'plain', readonly line: PlainLine }
  | { readonly kind: 'heading', readonly level: Heading['level'], readonly text: string }
  | { readonly kind: 'paragraph', readonly text: string }
  | { readonly kind: 'item', readonly text: string, readonly follows: boolean }
  | { readonly kind: 'table', readonly read: ReadTable, readonly follows: boolean }

const MARKED = /^\s*(?:#{1,4}\s|\+ |\\|\[表格)/

interface Reading {
  readonly pieces: Piece[]
  trimmed: number
  marks: number
  cells: number
}

/**
 * Reads pasted or extracted text, or the plain form that `toText` writes, as a document. Nothing is lost or changed
 * without a notice: what is left out is line ends, empty lines, tabs between cells.
 * @throws DocumentError too_many_characters, too_many_blocks, too_many_cells
 */
export function importText(text: string, options: ImportOptions = {}): Imported {
  if (text.length > limits.characters) {
    throw new DocumentError('too_many_characters', { count: String(text.length), limit: String(limits.characters) })
  }
  const normalized = normalize(text)
  const notices: ImportNotice[] = [...normalized.notices]
  const lines = normalized.text.split('\n')
  const reading: Reading = { pieces: [], trimmed: 0, marks: 0, cells: 0 }
  const { title, from } = options.title === false ? { title: undefined, from: 0 } : takeTitle(lines, reading, notices)
  readLines(lines, from, reading)
  if (reading.trimmed > 0) notices.push({ kind: 'trimmed_blanks', values: { count: String(reading.trimmed) } })
  if (reading.marks > 0) notices.push({ kind: 'markup', values: { count: String(reading.marks) } })
  const blocks = blocksOf(reading.pieces, notices)
  notices.push(...brokenLines(blocks))
  return { document: { blocks }, ...(title === undefined ? {} : { title }), notices }
}

function takeTitle(lines: readonly string[], reading: Reading, notices: ImportNotice[]): { title?: string, from: number } {
  const at = lines.findIndex((line) => line.trim() !== '')
  const next = lines.findIndex((line, index) => index > at && line.trim() !== '')
  const first = lines[at]
  const second = next < 0 ? undefined : lines[next]
  if (first === undefined || !isPlain(first)) return { from: 0 }
  const taken = titleLines(first.trim(), second === undefined || !isPlain(second) ? undefined : second.trim())
  if (taken === 0) return { from: 0 }
  const title = unfoldIn(trimIn(first, reading), reading)
  if (taken === 1 || second === undefined) return { title, from: at + 1 }
  notices.push({ kind: 'title_joined', values: { lines: '2' } })
  return { title: `${title}${unfoldIn(trimIn(second, reading), reading)}`.normalize('NFC'), from: next + 1 }
}

function isPlain(line: string): boolean {
  return !line.includes('\t') && !line.includes('|') && !MARKED.test(line)
}

function readLines(lines: readonly string[], from: number, reading: Reading): void {
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
      readRows(lines.slice(at, end).map(pipeCells), reading)
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

function trimIn(text: string, reading: Reading): string {
  const trimmed = text.trim()
  if (trimmed.length !== text.length) reading.trimmed++
  return trimmed
}

function unfoldIn(line: string, reading: Reading): string {
  const { text, marks } = unfold(line)
  const trimmed = text.trim()
  // a text of line breaks alone is no text: it is what it looks like then
  if (trimmed === '') return line
  reading.marks += marks
  return trimmed
}

function blocksOf(pieces: readonly Piece[], notices: ImportNotice[]): Block[] {
  const blocks: Block[] = []
  let items: string[] | undefined
  const lineAt = (at: number): PlainLine | undefined => {
    const piece = pieces[at]
    return piece?.kind === 'plain' ? piece.line : undefined
  }
  const item = (text: string, follows: boolean): void => {
    if (follows && items !== undefined) {
      items.push(text)
    } else {
      items = [text]
      blocks.push({ type: 'list', items })
    }
  }
  for (const [at, piece] of pieces.entries()) {
    switch (piece.kind) {
      case 'plain': {
        const previous = lineAt(at - 1)
        const found = classify(previous, piece.line, lineAt(at + 1))
        if (found.kind === 'item') item(piece.line.text, sameList(previous, piece.line))
        else if (found.kind === 'heading') blocks.push({ type: 'heading', level: found.level, text: piece.line.text })
        else blocks.push({ type: 'paragraph', text: piece.line.text })
        break
      }
      case 'item':
        item(piece.text, piece.follows)
        break
      case 'heading':
        blocks.push({ type: 'heading', level: piece.level, text: piece.text })
        break
      case 'paragraph':
        blocks.push({ type: 'paragraph', text: piece.text })
        break
      case 'table':
        tableNotices(blocks.length, piece, pieces[at - 1], notices)
        blocks.push(piece.read.table)
        break
    }
  }
  return blocks
}

function tableNotices(block: number, piece: Extract<Piece, { kind: 'table' }>, before: Piece | undefined, notices: ImportNotice[]): void {
  const { read } = piece
  for (const [at, notice] of read.notices.entries()) {
    const row = read.rows[at]
    notices.push({ ...notice, place: row === undefined ? { block } : { block, row } })
  }
  if (before?.kind !== 'table' || read.columns === 0 || before.read.columns === 0) return
  const headed = read.table.rows[0]?.some((cell) => cell.header === 'column') ?? false
  const values = { columns: String(read.columns), previous: String(before.read.columns) }
  if (piece.follows || (read.table.caption === undefined && read.columns !== before.read.columns)) {
    notices.push({ kind: 'tables_together', place: { block }, values })
  } else if (read.table.caption === undefined && !headed) {
    notices.push({ kind: 'table_cut', place: { block }, values: { ...values, join: String(block - 1) } })
  }
}

/** Where a sentence seems to be cut by the end of a block. */
function brokenLines(blocks: readonly Block[]): ImportNotice[] {
  const notices: ImportNotice[] = []
  for (const [block, next] of blocks.entries()) {
    const before = blocks[block - 1]
    if (next.type !== 'paragraph' || before === undefined) continue
    const join = String(block - 1)
    if (before.type === 'paragraph') {
      if (isBroken(before.text, next.text)) {
        notices.push({ kind: 'broken_line', place: { block: block - 1 }, values: { ...jointOf(before.text, next.text), join } })
      }
    } else if (before.type === 'list') {
      const item = before.items.length - 1
      const last = before.items[item] ?? ''
      if (isBroken(last, next.text)) {
        notices.push({ kind: 'broken_line', place: { block: block - 1, item }, values: { ...jointOf(last, next.text), join } })
      }
    }
  }
  return notices
}
