import type { Document, Place, Span } from './types.ts'

/** Where something stands in the text of a text area. */
export interface Located {
  /** UTF-16 units, end exclusive */
  readonly start: number
  readonly end: number
  /** the first line is 1 */
  readonly line: number
}

/** A text without what reading leaves out or writes differently, and where each of its units came from. */
interface Reduced {
  readonly units: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** Blanks, controls, noncharacters, what nobody sees, and the signs of a line break inside a text. */
const LEFT_OUT = /^[\s\p{Cc}\p{Cf}\p{Cs}\u2065\ufffe\uffff\u{e0000}-\u{e007f}\\↵]$/u

/** A letter with the marks that stand on it: composing may change the order of these, also past what reading leaves out. */
const CLUSTER = /[^\p{M}\s](?:(?:(?!\s)\p{Cc}|[\p{Cf}\p{Cs}\u2065\ufffe\uffff\u{e0000}-\u{e007f}])*\p{M})*|./gsu

/**
 * Finds the spans of a document again in the text that it was read from. Reading keeps every visible character in its
 * order; only blanks, invisible characters and marks of layout go, and letters are composed.
 *
 * @param text what `importText` was given, with `title: false`
 * @param document what it gave
 * @returns the place of a span of the body; none for a span that is not of this document
 */
export function locator(text: string, document: Document): (span: Span) => Located | undefined {
  const source = reduce(text)
  const places = new Map<string, { readonly text: string, readonly from: number }>()
  let cursor = 0
  for (const [place, own] of textsIn(document)) {
    const { units } = reduce(own)
    const from = units === '' ? -1 : source.units.indexOf(units, cursor)
    if (from < 0) continue
    places.set(keyOf(place), { text: own, from })
    cursor = from + units.length
  }
  const lines = lineStarts(text)
  return (span) => {
    const place = places.get(keyOf(span))
    if (place === undefined) return undefined
    const before = reduce(place.text.slice(0, span.start)).units.length
    const length = reduce(place.text.slice(span.start, span.end)).units.length
    const start = source.starts[place.from + before]
    const end = source.ends[place.from + before + length - 1]
    if (length === 0 || start === undefined || end === undefined) return undefined
    return { start, end, line: lineOf(lines, start) }
  }
}

function reduce(text: string): Reduced {
  let units = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const [cluster] of text.matchAll(CLUSTER)) {
    const end = at + cluster.length
    const kept = Array.from(cluster).filter((char) => !LEFT_OUT.test(char))
    const apart = kept.join('').normalize('NFD')
    const [first = ''] = cluster
    const own = LEFT_OUT.test(first) ? 0 : first.normalize('NFD').length
    units += apart
    for (let unit = 0; unit < apart.length; unit++) {
      starts.push(unit < own ? at : at + first.length)
      ends.push(unit === 0 && own > 0 ? at + first.length : end)
    }
    at = end
  }
  return { units, starts, ends }
}

/** The texts of a document in the order in which they are written. */
function* textsIn({ blocks }: Document): Generator<readonly [Place, string]> {
  for (const [block, content] of blocks.entries()) {
    if (content.type === 'heading' || content.type === 'paragraph') yield [{ block }, content.text]
    else if (content.type === 'list') for (const [item, text] of content.items.entries()) yield [{ block, item }, text]
    else {
      if (content.caption !== undefined) yield [{ block, caption: true }, content.caption]
      for (const [row, cells] of content.rows.entries()) {
        for (const [column, { text }] of cells.entries()) yield [{ block, row, column }, text]
      }
    }
  }
}

function keyOf({ block, item, row, column, caption }: Place): string {
  return [block, item ?? '', row ?? '', column ?? '', caption === true ? 'caption' : ''].join('.')
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** How many lines begin at or before a place. */
function lineOf(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length
  while (low + 1 < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0) <= at) low = middle
    else high = middle
  }
  return low + 1
}
