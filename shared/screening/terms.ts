import type { Hit } from './finding.ts'
import { foldTerm } from './match/fold.ts'
import { addMet, emptyMet, metAt } from './match/met.ts'
import type { Met, MetList } from './match/met.ts'
import { isMeant, standsAlone } from './judge.ts'
import type { Lexicon } from './lexicon.ts'
import { entryOf, isOnlyPlain, listOf, termOf, valuesOf } from './lexicon.ts'
import type { Folded } from './match/scan.ts'
import { clearFolded, foldText, makeFolded, scanRepeats, scanWords } from './match/scan.ts'
import { soundUnit } from './match/sound.ts'
import type { Way } from './match/variants.ts'
import type { Text } from './texts.ts'
import { standsAsWord } from './words/boundary.ts'

/** How overlapping terms are reported. */
export type MatchMode = 'words' | 'all' | 'longest'

/** A term found in one text, or over several that follow one another. */
export interface TermHit extends Hit {
  readonly text: number
  readonly list: string
  /** pieces in the texts that follow, for a term over several cells or paragraphs */
  readonly more: readonly { readonly text: number, readonly start: number, readonly end: number }[]
}

/** What `matchTerms` finds in one text: `count` times number of the term, start and end in UTF-16 units. */
export interface Matches {
  readonly count: number
  readonly numbers: Int32Array
}

const JOIN = '\u001F'
const KEPT_UNITS = 1 << 22

let kept: Folded | undefined

/**
 * Finds the lexicon's terms in texts that follow one another. Time is linear in their length.
 * @param mode `words` leaves out what only appears across words; `all` reports every match; `longest` the leftmost longest
 */
export function findTerms(texts: readonly Text[], lexicon: Lexicon, mode: MatchMode = 'words'): TermHit[] {
  const folded = foldTexts(texts.map(({ text }) => text))
  const met = meetings(folded, lexicon, texts)
  const hits: TermHit[] = []
  for (let at = 0; at < met.count; at++) {
    const hit = hitOf(metAt(met, at), folded, texts, lexicon, mode !== 'words')
    if (hit !== undefined) hits.push(hit)
  }
  return mode === 'longest' ? longestOnly(hits) : withoutNested(hits, mode === 'all')
}

/**
 * Finds the lexicon's terms in one text, as numbers: for who needs positions of many terms and no findings.
 * The same folding, skipping, repeats and division into words as `findTerms`.
 */
export function matchTerms(text: string, lexicon: Lexicon, mode: 'words' | 'all' = 'words'): Matches {
  const folded = foldTexts([text])
  const met = meetings(folded, lexicon, [{ place: { block: 0 }, text, label: '', head: false }])
  const { starts, length } = folded
  const numbers = new Int32Array(met.count * 3)
  let count = 0
  for (let at = 0; at < met.count; at++) {
    const { entry, way, from, to } = metAt(met, at)
    if ((from > 0 && starts[from - 1] === starts[from]) || (to < length && starts[to] === starts[to - 1])) continue
    const end = endOf(text, starts[to - 1] ?? 0)
    if (!isHere(text, starts, from, to, end, way, lexicon, entry, mode === 'all')) continue
    numbers[count * 3] = entry
    numbers[count * 3 + 1] = starts[from] ?? 0
    numbers[count * 3 + 2] = end
    count++
  }
  return { count, numbers }
}

function isHere(text: string, places: ArrayLike<number>, from: number, to: number, end: number, way: Way, lexicon: Lexicon,
  entry: number, all: boolean): boolean {
  if (lexicon.simple[entry] === 1 && way === 'plain') {
    return standsAlone(text, places[from] ?? 0, places[to - 1] ?? 0, end) &&
      (all || standsAsWord(text, places, from, to, end))
  }
  return isMeant({ text, places, from, to, end, way }, lexicon.texts[entry] ?? '', lexicon.details.get(entry), all)
}

/** tables for texts of usual size are kept: making and clearing them costs as much as the folding */
function foldTexts(texts: readonly string[]): Folded {
  const size = texts.reduce((sum, text) => sum + text.length, 0)
  let folded = kept
  if (folded === undefined || size > folded.units.length) {
    folded = makeFolded(size)
    kept = size <= KEPT_UNITS ? folded : kept
  }
  clearFolded(folded)
  for (const text of texts) foldText(text, folded)
  return folded
}

function meetings(folded: Folded, lexicon: Lexicon, texts: readonly Text[]): MetList {
  const met = emptyMet()
  scanWords(lexicon.trie, folded, (value, from, to) => {
    if (isOnlyPlain(lexicon, value)) {
      addMet(met, value, 'plain', from, to)
      return
    }
    for (const each of valuesOf(lexicon, value)) {
      const { entry, way } = entryOf(lexicon, each)
      addMet(met, entry, way, from, to)
    }
  })
  scanRepeats([lexicon.trie, lexicon.collapsed], folded, lexicon.longest, (value, from, to) => {
    for (const each of valuesOf(lexicon, value)) {
      const { entry, way } = entryOf(lexicon, each)
      if (way === 'collapsed' && !runsReach(folded, lexicon.texts[entry] ?? '', from, to)) continue
      if (lexicon.details.get(entry)?.exact !== true) addMet(met, entry, way, from, to)
    }
  })
  if (lexicon.homophones > 0) {
    scanWords(lexicon.sounds.trie, inSounds(folded, texts), (value, from, to) => {
      for (const entry of lexicon.sounds.values.get(lexicon.sounds.forms[value] ?? '') ?? []) {
        addMet(met, entry, 'sound', from, to)
      }
    })
  }
  return met
}

/** the text repeats each unit at least as often as the term does */
function runsReach(folded: Folded, text: string, from: number, to: number): boolean {
  const own = runLengths(foldTerm(text))
  return runLengths(String.fromCharCode(...folded.units.subarray(from, to))).every((length, at) => length >= (own[at] ?? 0))
}

function runLengths(units: string): number[] {
  return (units.match(/(.)\1*/gsu) ?? []).map((run) => run.length)
}

function inSounds(folded: Folded, texts: readonly Text[]): Folded {
  const units = new Uint16Array(folded.length + 2)
  for (const [number, first] of folded.bounds.entries()) {
    const { text = '' } = texts[number] ?? {}
    const end = folded.bounds[number + 1] ?? folded.length
    for (let at = first; at < end; at++) units[at] = soundUnit(text.charCodeAt(folded.starts[at] ?? 0)) || 0xffff
  }
  return { ...folded, units, repeats: [] }
}

function hitOf(met: Met, folded: Folded, texts: readonly Text[], lexicon: Lexicon, all: boolean): TermHit | undefined {
  const { entry, way, from, to } = met
  const { starts, bounds } = folded
  const number = textAt(bounds, from)
  const stop = bounds[number + 1] ?? folded.length
  const own = texts[number]
  if (own === undefined) return undefined
  if (from > (bounds[number] ?? 0) && starts[from - 1] === starts[from]) return undefined
  if (to > stop) return acrossHit(met, folded, texts, lexicon, number)
  if (to < stop && starts[to] === starts[to - 1]) return undefined
  const end = endOf(own.text, starts[to - 1] ?? 0)
  if (!isHere(own.text, starts, from, to, end, way, lexicon, entry, all)) return undefined
  return { ...describe(lexicon, entry, way), start: starts[from] ?? 0, end, text: number, more: [] }
}

/** a term over the ends of texts: the texts are read as one, and the term is cut at their ends again */
function acrossHit({ entry, way, from, to }: Met, folded: Folded, texts: readonly Text[], lexicon: Lexicon,
  first: number): TermHit | undefined {
  const { starts, bounds } = folded
  const last = textAt(bounds, to - 1)
  const parts = texts.slice(first, last + 1)
  const term = termOf(lexicon, entry)
  if (term.exact === true || !parts.every((part) => follows(parts[0], part))) return undefined
  let joined = ''
  const offsets: number[] = []
  for (const part of parts) {
    offsets.push(joined.length)
    joined += part.text + JOIN
  }
  const places: number[] = []
  const pieces = parts.map((_, at) => ({ text: first + at, start: -1, end: 0 }))
  for (let at = from; at < to; at++) {
    const which = textAt(bounds, at) - first
    const place = starts[at] ?? 0
    places.push((offsets[which] ?? 0) + place)
    const piece = pieces[which]
    if (piece === undefined) continue
    if (piece.start < 0) piece.start = place
    piece.end = endOf(parts[which]?.text ?? '', place)
  }
  const end = endOf(joined, places.at(-1) ?? 0)
  if (!isMeant({ text: joined, places, from: 0, to: places.length, end, way }, term.term, term, false)) return undefined
  if (/[。！？；]/u.test(joined.slice(places[0], end))) return undefined
  const [head, ...more] = pieces.filter((piece) => piece.start >= 0)
  return head === undefined ? undefined : { ...describe(lexicon, entry, way), ...head, more }
}

/** cells of one row, or texts of the body that stand below one another */
function follows(first: Text | undefined, other: Text): boolean {
  if (first === undefined || first.place.field !== undefined || other.place.field !== undefined) return first === other
  return first.place.row === other.place.row && (first.place.row === undefined || first.place.block === other.place.block)
}

function describe(lexicon: Lexicon, entry: number, way: Way): Omit<TermHit, 'start' | 'end' | 'text' | 'more'> {
  const term = termOf(lexicon, entry)
  const list = listOf(lexicon, entry)
  const { kind = 'sensitive', level = 'warn', suggestion, basis = '' } = term
  const written = way === 'plain' || way === 'collapsed' ? basis : `${basis === '' ? '' : `${basis}; `}written:${way}`
  return { kind, level, rule: `${list}:${term.term}`, basis: written, list, masked: term.term,
    ...(suggestion === undefined ? {} : { suggestion }) }
}

function textAt(bounds: readonly number[], unit: number): number {
  let low = 0
  let high = bounds.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((bounds[middle] ?? 0) <= unit) low = middle
    else high = middle - 1
  }
  return low
}

function endOf(text: string, place: number): number {
  const unit = text.charCodeAt(place)
  const end = place + (unit >= 0xd800 && unit <= 0xdbff ? 2 : 1)
  const next = text.charCodeAt(end)
  if (next !== 0x20e3 && next !== 0xfe0f) return end
  return /^[\u20E3\uFE0F]+/u.test(text.slice(end, end + 2)) ? end + (/^[\u20E3\uFE0F]+/u.exec(text.slice(end, end + 2))?.[0].length ?? 0) : end
}

/** one finding for a term written in one place, whichever way; wrong words inside longer ones say nothing new */
function withoutNested(hits: readonly TermHit[], all: boolean): TermHit[] {
  const sorted = hits.toSorted((a, b) => a.text - b.text || a.start - b.start || b.end - a.end)
  const outer: TermHit[] = []
  const reach = new Map<string, number>()
  for (const hit of sorted) {
    const group = all || hit.kind === 'sensitive' ? `${hit.text} ${hit.rule}` : `${hit.text} ${hit.list}`
    if (hit.end <= (reach.get(group) ?? -1)) continue
    reach.set(group, hit.end)
    outer.push(hit)
  }
  return outer
}

function longestOnly(hits: readonly TermHit[]): TermHit[] {
  const sorted = hits.toSorted((a, b) => a.text - b.text || a.start - b.start || b.end - a.end)
  const outer: TermHit[] = []
  for (const hit of sorted) {
    const before = outer.at(-1)
    if (before === undefined || before.text !== hit.text || hit.start >= before.end) outer.push(hit)
  }
  return outer
}
