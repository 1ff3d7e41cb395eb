import { textsOfHtml } from '../screening/html.ts'
import type { Gathering } from './gathering.ts'
import { Unreadable } from './gathering.ts'

/** Reads plain text as one text. */
export function readPlain(bytes: Uint8Array, gathering: Gathering): void {
  const source = decodeText(bytes, gathering)
  gathering.source = source
  gathering.add(source, { part: 'text' }, { block: 0 })
}

/** Reads markup for browsers: what is seen, and attributes. */
export function readHtml(bytes: Uint8Array, gathering: Gathering): void {
  const source = decodeText(bytes, gathering)
  gathering.source = source
  gathering.hold(source.length)
  for (const { text, place, starts, ends } of textsOfHtml(source)) {
    gathering.add(text, { part: 'text' }, place, '', { ...(starts && { starts }), ...(ends && { ends }) })
  }
}

/** Reads comma- or tab-separated values cell by cell; the first row heads the columns. */
export function readCsv(bytes: Uint8Array, gathering: Gathering): void {
  const source = decodeText(bytes, gathering)
  gathering.source = source
  const labels: string[] = []
  const separator = separatorOf(source)
  let row = 0
  let column = 0
  for (let at = 0; at <= source.length;) {
    const cell = readCell(source, at, separator)
    gathering.add(cell.text, { part: 'text' }, { block: 0, row, column }, row === 0 ? '' : labels[column] ?? '', offsetsOf(cell))
    if (row === 0) labels.push(cell.text.slice(0, 100))
    at = cell.end + 1
    if (source[cell.end] === separator) column++
    else {
      row++
      column = 0
      if (row % 1000 === 0) gathering.checkTime()
    }
  }
}

interface CsvCell {
  readonly text: string
  /** offset of the text's first unit */
  readonly from: number
  /** offset of the separator, the line's end or the end */
  readonly end: number
  /** whether doubled quotes were read as one */
  readonly doubled: boolean
}

function readCell(source: string, from: number, separator: string): CsvCell {
  if (source[from] === '"') {
    let at = from + 1
    let doubled = false
    for (; at < source.length; at++) {
      if (source[at] !== '"') continue
      if (source[at + 1] !== '"') break
      doubled = true
      at++
    }
    const inside = source.slice(from + 1, at)
    // What stands between the closing quote and the separator belongs to the cell: it is in the file.
    const end = endOf(source, at, separator)
    const rest = source.slice(at + 1, end).trim()
    return { text: (doubled ? inside.replaceAll('""', '"') : inside) + rest, from: from + 1, end, doubled }
  }
  const end = endOf(source, from, separator)
  const text = source.slice(from, end)
  return { text: text.endsWith('\r') ? text.slice(0, -1) : text, from, end, doubled: false }
}

function endOf(source: string, from: number, separator: string): number {
  let at = from
  while (at < source.length && source[at] !== separator && source[at] !== '\n') at++
  return at
}

function offsetsOf({ text, from, doubled }: CsvCell): { starts: Int32Array, ends: Int32Array } {
  const starts = new Int32Array(text.length)
  let at = from
  for (let unit = 0; unit < text.length; unit++) {
    starts[unit] = at
    at += doubled && text[unit] === '"' ? 2 : 1
  }
  return { starts, ends: starts.map((start) => start + 1) }
}

function separatorOf(source: string): string {
  const line = source.slice(0, Math.min(10_000, source.search(/\n|$/u)))
  const count = (char: string): number => line.split(char).length
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

/**
 * UTF-8 or UTF-16 with or without mark, GB 18030, Big5.
 * @throws Unreadable when the bytes are text in none of them
 */
export function decodeText(bytes: Uint8Array, gathering: Gathering): string {
  const text = decodeAny(bytes)
  if (text === undefined) throw new Unreadable('encoding', 'neither UTF-8, UTF-16, GB 18030 nor Big5')
  if (/[^\P{Cc}\s]/u.test(text)) throw new Unreadable('unknown_kind', 'bytes that are no text')
  if (text.length > gathering.limits.textUnits) throw new Unreadable('too_large', `text > ${gathering.limits.textUnits} units`)
  return text
}

function decodeAny(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decodeAs('utf-16le', bytes)
  if (first === 0xfe && second === 0xff) return decodeAs('utf-16be', bytes)
  const wide = wideEncoding(bytes)
  if (wide !== undefined) return decodeAs(wide, bytes)
  return decodeAs('utf-8', bytes) ?? decodeAs(isLikeBig5(bytes) ? 'big5' : 'gb18030', bytes)
}

function decodeAs(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** UTF-16 without mark shows in line ends, blanks and digits: half of their bytes are zero */
function wideEncoding(bytes: Uint8Array): string | undefined {
  if (bytes.length % 2 !== 0) return undefined
  const zeros = [0, 0]
  const until = Math.min(bytes.length, 4096)
  for (let at = 0; at < until; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > even && odd * 50 > until) return 'utf-16le'
  return even > odd && even * 50 > until ? 'utf-16be' : undefined
}

/** in GB 2312 both bytes of a character are above A0, in Big5 the second is below in about every other character */
function isLikeBig5(bytes: Uint8Array): boolean {
  let double = 0
  let low = 0
  for (let at = 0; at + 1 < bytes.length && double < 10_000; at++) {
    if ((bytes[at] ?? 0) < 0xa1) continue
    double++
    const second = bytes[++at] ?? 0
    if (second >= 0x40 && second <= 0x7e) low++
  }
  return low * 5 > double
}
