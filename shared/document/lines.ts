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
const LEVELS: Readonly<Record<string, Heading['level']>> = { han: 1, paren_han: 2, digit: 3, blank_digit: 1 }
/** 1.1, 1.2.3: each point is a level; without a blank after it the number is a quantity. */
const DECIMAL = /^\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \u3000]+\p{sc=Han})/u
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
  // one chapter right below another is a line of the contents
  if (chapter !== undefined) return { text, marker, heading: chapter === '章' ? 1 : 2, fixed: chapter !== '章' }
  const decimal = levelOf(DECIMAL.exec(text)?.[0].split('.').length)
  if (decimal !== undefined) return { text, marker, heading: decimal, fixed: false }
  const level = marker === undefined ? undefined : LEVELS[marker.style]
  const bare = marker === undefined || text.slice(marker.length).trim() === '' || text.startsWith('附件')
  // 三、绕行路线： goes on with the items above it where there are any
  const fixed = !bare && marker.style === 'han' && !/[：:]$/.test(text)
  return { text, marker, heading: bare ? undefined : level, fixed }
}

function levelOf(parts: number | undefined): Heading['level'] | undefined {
  return ([2, 3, 4] as const).find((level) => level === parts)
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
