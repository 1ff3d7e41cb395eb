import type { Term } from './lexicon.ts'
import { foldPoint, foldTable, foldTerm, SLOW } from './match/fold.ts'
import type { Way } from './match/variants.ts'
import { cuts, divide, hanUnit, window, wordCost } from './words/costs.ts'
import { standsAsWord } from './words/boundary.ts'

/** A term met in a text: the places of its folded units `places[from]`‥`places[to - 1]`, and the end of the last. */
export interface Meeting {
  readonly text: string
  readonly places: ArrayLike<number>
  readonly from: number
  readonly to: number
  readonly end: number
  readonly way: Way
}

const LETTER_A = 0x61
const LETTER_Z = 0x7a
const BLANK = /^[\s\p{Cf}\p{Mn}\p{Me}]*$/u
/** symbols that belong to a term when its writer put them there; quotes and hyphens come and go */
const SYMBOL = /[\p{S}#%&@*/\\]/gu
const FOREIGN_LETTER = /[\u0250-\u02AF\u0370-\u052F\u1D00-\u1DBF\uA720-\uA7FF]/u
const HAN_NUMERAL = /^[〇零一壹幺二贰三叁四肆五伍六陆七柒八捌九玖]+$/u
const ASCII_NUMERAL = /[0-9０-９]/u

/** a slip of the pen is rarer than a word that somebody lists */
const SLIP_COST = 32
/** what a usual word counts as at most */
const USUAL_COST = 27

/** Whether a term that the folded text holds is meant there. */
export function isMeant(meeting: Meeting, text: string, term: Term | undefined, all: boolean): boolean {
  const { places, from, to, end } = meeting
  return standsAlone(meeting.text, places[from] ?? 0, places[to - 1] ?? 0, end) && isWritten(meeting, text, term) && !isAllowed(meeting, text, term?.allow ?? []) &&
    (all || term?.anywhere === true ||
      standsAsWord(meeting.text, places, from, to, end, term?.exact === true ? SLIP_COST : undefined))
}

/**
 * Whether no Latin letter and no digit stands beside a term that begins or ends with one: it would make it part of a
 * longer word or number.
 * @param start where the first unit stands
 * @param last where the last unit stands, `end` behind it
 */
export function standsAlone(text: string, start: number, last: number, end: number): boolean {
  const table = foldTable()
  return ((table[text.charCodeAt(start)] ?? 0) >= 0x80 || start === 0 || !sameClass(text, start, before(text, start))) &&
    ((table[text.charCodeAt(last)] ?? 0) >= 0x80 || end >= text.length || !sameClass(text, last, end))
}

function before(text: string, start: number): number {
  const unit = text.charCodeAt(start - 1)
  return unit >= 0xdc00 && unit <= 0xdfff ? start - 2 : start - 1
}

function sameClass(text: string, one: number, other: number): boolean {
  if (hanUnit(text.charCodeAt(one)) > 0 || hanUnit(text.charCodeAt(other)) > 0) return false
  const left = foldedAt(text, one)
  const right = foldedAt(text, other)
  return (isLetter(left) && isLetter(right)) || (isDigit(left) && isDigit(right))
}

/** first folded unit of the character at a place */
function foldedAt(text: string, place: number): number {
  const unit = foldTable()[text.charCodeAt(place)] ?? 0
  return unit === SLOW ? foldPoint(text.codePointAt(place) ?? 0).charCodeAt(0) : unit
}

function isLetter(unit: number): boolean {
  return unit >= LETTER_A && unit <= LETTER_Z
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function isWritten(meeting: Meeting, text: string, term: Term | undefined): boolean {
  const { text: source, places, from, to, end, way } = meeting
  const written = source.slice(places[from], end)
  if (term?.exact === true && !isSame(written, term.term)) return false
  if (term?.lookalike !== true && FOREIGN_LETTER.test(written) && !FOREIGN_LETTER.test(text)) return false
  if (way === 'look' || way === 'sound') return isOddity(meeting)
  if (way !== 'plain' && way !== 'collapsed') return true
  const symbols = text.match(SYMBOL)
  if (symbols !== null && !holdsInOrder(source.slice(places[from], end + symbols.length), symbols)) return false
  if (symbols === null && foldTerm(text).length <= 2 && isLetter(foldTerm(text).charCodeAt(0)) && written.length > to - from) return false
  return scriptsAgree(written, text)
}

/** the term 六四 is not the number 64 */
function scriptsAgree(written: string, text: string): boolean {
  return !HAN_NUMERAL.test(text) || !ASCII_NUMERAL.test(written)
}

function isSame(written: string, text: string): boolean {
  let at = 0
  for (const char of written) {
    if (char === text[at] || char.normalize('NFKC') === text[at]) at++
    else if (!BLANK.test(char)) return false
  }
  return at === text.length
}

function holdsInOrder(written: string, symbols: readonly string[]): boolean {
  let at = 0
  for (const symbol of symbols) {
    at = written.normalize('NFKC').indexOf(symbol.normalize('NFKC'), at) + 1
    if (at === 0) return false
  }
  return true
}

/** other characters than the term's that are no usual words themselves */
function isOddity({ text, places, from, to }: Meeting): boolean {
  const units: number[] = []
  for (let at = from; at < to; at++) units.push(hanUnit(text.charCodeAt(places[at] ?? 0)))
  if (units.includes(0)) return true
  const cost = wordCost(String.fromCharCode(...units))
  if (cost >= 0) return cost > USUAL_COST
  window.set(units)
  divide(0, units.length)
  return units.some((_, at) => cuts[at] === 1 && cuts[at + 1] === 1)
}

/** whether one of the innocent words covers the term where it stands */
function isAllowed({ text, places, from, to }: Meeting, term: string, allow: readonly string[]): boolean {
  const plain = foldTerm(term)
  const start = places[from] ?? 0
  return allow.some((word) => {
    const folded = foldTerm(word)
    const reach = folded.length * 2
    const left = foldTerm(text.slice(Math.max(0, start - reach), start))
    const right = foldTerm(text.slice((places[to - 1] ?? 0), (places[to - 1] ?? 0) + reach + 1))
    const whole = left + plain.slice(0, -1) + right
    for (let at = folded.indexOf(plain); at >= 0; at = folded.indexOf(plain, at + 1)) {
      if (whole.startsWith(folded, left.length - at)) return true
    }
    return false
  })
}
