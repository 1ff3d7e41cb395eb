import traditional from 'opencc-js/dict/TSCharacters'
import { CONFUSABLE_LETTERS, HAN_NUMERALS, STYLED_LETTERS } from './alphabets.ts'

/** What a unit folds to: itself or another unit, or one of these two. */
export const SKIP = 0
/** the unit needs `foldPoint`: half of a surrogate pair, or something that folds to several units */
export const SLOW = 1

const IGNORED = /^[\p{White_Space}\p{P}\p{S}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Emoji_Modifier}\p{RI}\u{115F}\u{1160}\u{3164}\u{FFA0}]$/u
/** Han characters that are strokes: nobody writes them but to part others */
const STROKES = '丶丨丿乀乁亅乚乛'
const LETTER_WITH_MARKS = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]$/u

let table: Uint16Array | undefined
let points: Map<number, string> | undefined

/**
 * The folding of every UTF-16 unit: case, width, style, traditional form and numeral style are gone.
 * Made on first use.
 */
export function foldTable(): Uint16Array {
  table ??= makeTable()
  return table
}

/** The folding of a code point: no, one or several units. */
export function foldPoint(point: number): string {
  const known = slow.get(point)
  if (known !== undefined) return known
  const folded = foldSlowly(point)
  if (slow.size < MOST_KNOWN) slow.set(point, folded)
  return folded
}

/** foldings asked for before, so that a flood of rare characters costs no more than common ones */
const slow = new Map<number, string>()
const MOST_KNOWN = 4096

function foldSlowly(point: number): string {
  const han = traditionalPoints().get(point)
  if (han !== undefined) return han
  const char = String.fromCodePoint(point)
  const styled = STYLED_LETTERS.get(char)
  if (styled !== undefined) return styled
  let folded = ''
  for (const part of compatible(char)) folded += foldPart(part)
  return folded
}

/** Folds a text; for terms. A text that is its own folding comes back as it is. */
export function foldTerm(text: string): string {
  const units = foldTable()
  let same = 0
  while (same < text.length && units[text.charCodeAt(same)] === text.charCodeAt(same)) same++
  if (same === text.length) return text
  let folded = text.slice(0, same)
  for (const char of text.slice(same)) folded += foldPoint(char.codePointAt(0) ?? 0)
  return folded
}

function compatible(char: string): string {
  const whole = char.normalize('NFKC')
  return LETTER_WITH_MARKS.test([...whole][0] ?? '') ? whole.normalize('NFKD') : whole
}

function foldPart(part: string): string {
  const confusable = CONFUSABLE_LETTERS.get(part)
  if (confusable !== undefined) return confusable
  const numeral = HAN_NUMERALS.get(part)
  if (numeral !== undefined) return numeral
  if (IGNORED.test(part) || STROKES.includes(part)) return ''
  const simplified = traditionalPoints().get(part.codePointAt(0) ?? 0)
  if (simplified !== undefined) return simplified
  const lower = part === 'ß' || part === 'ẞ' ? 'ss' : part.toLowerCase()
  let folded = ''
  for (const small of lower) if (!IGNORED.test(small)) folded += CONFUSABLE_LETTERS.get(small) ?? small
  return folded
}

function traditionalPoints(): Map<number, string> {
  if (points !== undefined) return points
  points = new Map()
  for (const pair of traditional.split('|')) {
    const [from = '', to = ''] = pair.split(' ')
    const simplified = [...to][0] ?? ''
    points.set(from.codePointAt(0) ?? 0, HAN_NUMERALS.get(simplified) ?? simplified)
  }
  return points
}

function makeTable(): Uint16Array {
  const made = new Uint16Array(65536)
  const traditionals = traditionalPoints()
  for (let unit = 0; unit < 65536; unit++) {
    if (unit >= 0xd800 && unit <= 0xdfff) {
      made[unit] = SLOW
      continue
    }
    const plainHan = (unit >= 0x3400 && unit <= 0x4dbf) || (unit >= 0x4e00 && unit <= 0x9fff)
    if ((plainHan && !traditionals.has(unit) && !STROKES.includes(String.fromCharCode(unit))) || (unit >= 0xac00 && unit <= 0xd7a3) || (unit >= 0xe000 && unit <= 0xf8ff)) {
      made[unit] = unit
      continue
    }
    const folded = foldSlowly(unit)
    made[unit] = folded === '' ? SKIP : folded.length === 1 ? folded.charCodeAt(0) : SLOW
  }
  for (const [numeral, digit] of HAN_NUMERALS) made[numeral.charCodeAt(0)] = digit.charCodeAt(0)
  return made
}
