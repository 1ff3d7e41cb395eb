import { isBroken, jointOf } from './broken.ts'
import { DocumentError, limits } from './limits.ts'
import { classify, sameList, type PlainLine } from './lines.ts'
import { normalize } from './normalize.ts'
import type { ImportNotice } from './notices.ts'
import { isPlain, readLines, trimIn, unfoldIn, type Piece, type Reading } from './read-lines.ts'
import { isHandlingMark, titleLines } from './title.ts'
import type { Block, Document } from './types.ts'

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
  const reading: Reading = { pieces: [], spaced: 0, trimmed: 0, marks: 0, cells: 0 }
  const { title, from } = options.title === false ? { title: undefined, from: 0 } : takeTitle(lines, reading, notices)
  readLines(lines, from, reading)
  if (reading.trimmed > 0) notices.push({ kind: 'trimmed_blanks', values: { count: String(reading.trimmed) } })
  if (reading.marks > 0) notices.push({ kind: 'markup', values: { count: String(reading.marks) } })
  const blocks = blocksOf(reading.pieces, notices)
  if (reading.spaced > 0) notices.push({ kind: 'spaced_table', values: { count: String(reading.spaced) } })
  notices.push(...brokenLines(blocks))
  return { document: { blocks }, ...(title === undefined ? {} : { title }), notices }
}

function takeTitle(lines: readonly string[], reading: Reading, notices: ImportNotice[]): { title?: string, from: number } {
  const at = lines.findIndex((line) => line.trim() !== '' && !isHandlingMark(line.trim()))
  const next = lines.findIndex((line, index) => index > at && line.trim() !== '')
  const first = lines[at]
  const second = next < 0 ? undefined : lines[next]
  if (first === undefined || !isPlain(first)) return { from: 0 }
  const taken = titleLines(first.trim(), second === undefined || !isPlain(second) ? undefined : second.trim())
  if (taken === 0) return { from: 0 }
  readLines(lines.slice(0, at), 0, reading)
  const title = unfoldIn(trimIn(first, reading), reading)
  if (taken === 1 || second === undefined) return { title, from: at + 1 }
  notices.push({ kind: 'title_joined', values: { lines: '2' } })
  return { title: `${title}${unfoldIn(trimIn(second, reading), reading)}`.normalize('NFC'), from: next + 1 }
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
