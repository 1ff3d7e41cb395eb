import { continues, markerOf, type Marker } from './markers.ts'
import type { Heading } from './types.ts'

/** What a plain line is, judged by itself and the lines before and after it. */
export type LineClass = { readonly kind: 'heading', readonly level: Heading['level'] } | { readonly kind: 'paragraph' | 'item' }

/** A plain line with what its own text says of it. */
export interface PlainLine {
  readonly text: string
  readonly marker: Marker | undefined
  /** the level of the heading that it would be, standing alone */
  readonly heading: Heading['level'] | undefined
  /** a heading whatever stands beside it */
  readonly fixed: boolean
}

const LONGEST_HEADING = 50
const CHAPTER = /^第[零〇一二三四五六七八九十百\d]{1,5}([章节])(?=\s|$)/u
const LEVELS: Readonly<Record<string, Heading['level']>> = { han: 1, paren_han: 2, digit: 3 }
/** A heading may end in a colon; it holds no whole sentence. */
const SENTENCE = /[。；;！!？?，,…]/
const PARAGRAPH: LineClass = { kind: 'paragraph' }
const ITEM: LineClass = { kind: 'item' }

/** Reads a line by itself. */
export function plainLine(text: string): PlainLine {
  const marker = markerOf(text)
  if (text.length > LONGEST_HEADING || text.includes('\n') || SENTENCE.test(text)) {
    return { text, marker, heading: undefined, fixed: false }
  }
  const chapter = CHAPTER.exec(text)?.[1]
  if (chapter !== undefined) return { text, marker, heading: chapter === '章' ? 1 : 2, fixed: true }
  const level = marker === undefined ? undefined : LEVELS[marker.style]
  const bare = marker === undefined || text.slice(marker.length).trim() === ''
  return { text, marker, heading: bare ? undefined : level, fixed: !bare && level === 1 }
}

/** Whether two neighbouring plain lines are items of one list. */
export function sameList(previous: PlainLine | undefined, next: PlainLine | undefined): boolean {
  if (previous?.marker === undefined || next?.marker === undefined || previous.fixed || next.fixed) return false
  return continues(previous.marker, next.marker)
}

/**
 * What a line is: an item where a neighbour goes on with its numbering, a heading where a short numbered line stands
 * alone, a paragraph otherwise. 第一条 is a paragraph.
 */
export function classify(previous: PlainLine | undefined, line: PlainLine, next: PlainLine | undefined): LineClass {
  if (sameList(previous, line) || sameList(line, next)) return ITEM
  return line.heading === undefined ? PARAGRAPH : { kind: 'heading', level: line.heading }
}
