import type { Gathering } from '../gathering.ts'
import { Unreadable } from '../gathering.ts'
import type { Part } from '../types.ts'
import type { CompoundFile } from './compound.ts'
import { openCompound } from './compound.ts'
import { readProperties } from './properties.ts'
import { readStory } from './story.ts'

const WORD_97 = 0xc1
const SIGN = 0xa5ec
const FLAGS = { quickSaved: 0x0004, encrypted: 0x0100, firstTable: 0x0200 }
const PIECES = 0x01a2
const REVISERS = 0x0232
/** lengths of the stories in the order in which their texts follow one another, from this offset; the fourth is no text */
const LENGTHS = 0x4c
const STORIES: readonly (Part | undefined)[] = ['body', 'footnote', 'header', undefined, 'comment', 'endnote', 'body', 'header']

/**
 * Reads a Word document of 97–2003: body, notes, headers, comments, text boxes, properties. Changes that are tracked
 * cannot be told from the text here, so they are a problem, and so are pictures and what is embedded.
 * @throws Unreadable when it is encrypted, damaged, or no document of that Word
 */
export function readLegacy(bytes: Uint8Array, gathering: Gathering): void {
  const file = openCompound(bytes, gathering)
  refuseOthers(file)
  try {
    readWord(file, gathering)
  } catch (error) {
    throw error instanceof RangeError ? new Unreadable('damaged', 'Word document') : error
  }
  for (const name of ['\u0005SummaryInformation', '\u0005DocumentSummaryInformation']) {
    const data = file.stream(name)
    if (data !== undefined) readProperties(data, gathering)
  }
  if (file.paths.some((path) => /(?:^|\/)(?:Macros|VBA|_VBA_PROJECT\w*)(?:\/|$)/iu.test(path))) gathering.problem('macro', 'VBA')
  if (file.paths.some((path) => /^ObjectPool\/./iu.test(path))) gathering.problem('embedded_object', 'ObjectPool')
}

/** Whether a compound file is a document that `readLegacy` may be asked for, or what else it is. */
function refuseOthers({ paths }: CompoundFile): void {
  if (paths.includes('EncryptedPackage') || paths.includes('EncryptionInfo')) throw new Unreadable('encrypted', 'document of Office')
  if (paths.includes('WordDocument')) return
  const other = paths.includes('Workbook') || paths.includes('Book') ? 'xls' : paths.includes('PowerPoint Document') ? 'ppt' : 'compound file'
  throw new Unreadable('unknown_kind', other)
}

function readWord(file: CompoundFile, gathering: Gathering): void {
  const main = file.stream('WordDocument') ?? new Uint8Array(0)
  const view = new DataView(main.buffer, main.byteOffset, main.byteLength)
  const flags = view.getUint16(0x0a, true)
  if (view.getUint16(0, true) !== SIGN) throw new Unreadable('damaged', 'Word document')
  if ((flags & FLAGS.encrypted) !== 0) throw new Unreadable('encrypted', 'Word document')
  if (view.getUint16(2, true) < WORD_97) throw new Unreadable('unknown_kind', 'Word before 97')
  const table = file.stream((flags & FLAGS.firstTable) === 0 ? '0Table' : '1Table')
  if (table === undefined) throw new Unreadable('damaged', 'Word document without its table')
  if ((flags & FLAGS.quickSaved) !== 0) gathering.problem('unread', 'saved quickly: removed text may be left in the file')
  const text = piecesOf(main, table, view.getUint32(PIECES, true), view.getUint32(PIECES + 4, true), gathering)
  let from = 0
  for (const [at, part] of STORIES.entries()) {
    const length = view.getUint32(LENGTHS + at * 4, true)
    if (part !== undefined && length > 0) readStory(text.slice(from, from + length), part, gathering)
    from += length
  }
  if (from < text.length - 1) readStory(text.slice(from), 'other', gathering)
  if (from > text.length) throw new Unreadable('damaged', 'text is shorter than stated')
  if (text.includes('\u0001') || text.includes('\u0008')) gathering.problem('picture_unread', 'pictures or drawings')
  if (revisers(table, view.getUint32(REVISERS, true), view.getUint32(REVISERS + 4, true)) > 1) gathering.problem('unread', 'tracked changes')
}

/** The text, put together from its pieces; each lies somewhere in the main stream, one or two bytes a character. */
function piecesOf(main: Uint8Array, table: Uint8Array, from: number, length: number, gathering: Gathering): string {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength)
  const end = from + length
  let at = from
  while (at < end && view.getUint8(at) === 1) at += 3 + view.getUint16(at + 1, true)
  if (at + 5 > end || view.getUint8(at) !== 2) throw new Unreadable('damaged', 'table of pieces')
  const count = (view.getUint32(at + 1, true) - 4) / 12
  const starts = at + 5
  if (!Number.isInteger(count) || starts + count * 12 + 4 > table.length) throw new Unreadable('damaged', 'table of pieces')
  const pieces: string[] = []
  for (let piece = 0; piece < count; piece++) {
    const characters = view.getUint32(starts + piece * 4 + 4, true) - view.getUint32(starts + piece * 4, true)
    const place = view.getUint32(starts + (count + 1) * 4 + piece * 8 + 2, true)
    if (characters < 0) throw new Unreadable('damaged', 'table of pieces')
    gathering.hold(characters)
    const narrow = (place & 0x40000000) !== 0
    const begin = narrow ? (place & 0x3fffffff) >>> 1 : place
    const stop = begin + characters * (narrow ? 1 : 2)
    if (stop > main.length) throw new Unreadable('damaged', 'a piece outside of the text')
    pieces.push(new TextDecoder(narrow ? 'windows-1252' : 'utf-16le').decode(main.subarray(begin, stop)))
  }
  return pieces.join('')
}

/** how many people have changed the document with tracking on; the first is nobody */
function revisers(table: Uint8Array, from: number, length: number): number {
  if (length < 6 || from + 6 > table.length) return 0
  return new DataView(table.buffer, table.byteOffset, table.byteLength).getUint16(from + 2, true)
}
