import type { Hit } from './finding.ts'
import { isMeant } from './judge.ts'
import type { Lexicon } from './lexicon.ts'
import { entryOf, listOf, termOf, valuesOf } from './lexicon.ts'
import type { Folded } from './match/scan.ts'
import { foldText, makeFolded, scanRepeats, scanWords } from './match/scan.ts'
import { soundUnit } from './match/sound.ts'
import type { Way } from './match/variants.ts'
import type { Text } from './texts.ts'

/** How overlapping terms are reported. */
export type MatchMode = 'words' | 'all' | 'longest'

/** A term found in one text, or over several that follow one another. */
export interface TermHit extends Hit {
  readonly text: number
  readonly list: string
  /** pieces in the texts that follow, for a term over several cells or paragraphs */
  readonly more: readonly { readonly text: number, readonly start: number, readonly end: number }[]
}

interface Met {
  readonly entry: number
  readonly way: Way
  readonly from: number
  readonly to: number
}

const JOIN = '\u001F'

/**
 * Finds the lexicon's terms in texts that follow one another. Time is linear in their length.
 * @param mode `words` leaves out what only appears across words; `all` reports every match; `longest` the leftmost longest
 */
export function findTerms(texts: readonly Text[], lexicon: Lexicon, mode: MatchMode = 'words'): TermHit[] {
  const folded = makeFolded(texts.reduce((sum, { text }) => sum + text.length, 0))
  for (const { text } of texts) foldText(text, folded)
  const hits: TermHit[] = []
  for (const met of meetings(folded, lexicon, texts)) {
    const hit = hitOf(met, folded, texts, lexicon, mode === 'all')
    if (hit !== undefined) hits.push(hit)
  }
  return mode === 'longest' ? longestOnly(hits) : withoutNested(hits, mode === 'all')
}

function meetings(folded: Folded, lexicon: Lexicon, texts: readonly Text[]): Met[] {
  const met: Met[] = []
  const push = (value: number, from: number, to: number, repeated: boolean): void => {
    for (const each of valuesOf(lexicon, value)) {
      const { entry, way } = entryOf(lexicon, each)
      if (way === 'collapsed' ? !repeated || !runsReach(folded, lexicon.texts[entry] ?? '', from, to)
        : repeated && lexicon.details.get(entry)?.exact === true) continue
      met.push({ entry, way, from, to })
    }
  }
  scanWords(lexicon.trie, folded, (value, from, to) => push(value, from, to, false))
  scanRepeats(lexicon.trie, folded, lexicon.longest, (value, from, to) => push(value, from, to, true))
  if (lexicon.homophones > 0) {
    scanWords(lexicon.sounds.trie, inSounds(folded, texts), (value, from, to) => {
      for (const entry of lexicon.sounds.values.get(lexicon.sounds.forms[value] ?? '') ?? []) {
        met.push({ entry, way: 'sound', from, to })
      }
    })
  }
  return met
}

/** the text repeats each unit at least as often as the term does */
function runsReach(folded: Folded, text: string, from: number, to: number): boolean {
  const runs = (units: string): number[] => (units.match(/(.)\1*/gsu) ?? []).map((run) => run.length)
  const own = runs(text)
  return runs(String.fromCharCode(...folded.units.subarray(from, to))).every((length, at) => length >= (own[at] ?? 0))
}

function inSounds(folded: Folded, texts: readonly Text[]): Folded {
  const units = new Uint16Array(folded.length + 2)
  for (const [number, first] of folded.bounds.entries()) {
    const { text = '' } = texts[number] ?? {}
    const end = folded.bounds[number + 1] ?? folded.length
    for (let at = first; at < end; at++) units[at] = soundUnit(text.charCodeAt(folded.starts[at] ?? 0)) || 0xffff
  }
  return { ...folded, units, repeats: false }
}

function hitOf(met: Met, folded: Folded, texts: readonly Text[], lexicon: Lexicon, all: boolean): TermHit | undefined {
  const { entry, way, from, to } = met
  const { starts, bounds } = folded
  const number = textAt(bounds, from)
  const stop = bounds[number + 1] ?? folded.length
  const own = texts[number]
  const text = lexicon.texts[entry] ?? ''
  const term = lexicon.details.get(entry)
  if (own === undefined) return undefined
  if (from > (bounds[number] ?? 0) && starts[from - 1] === starts[from]) return undefined
  if (to > stop) return acrossHit(met, folded, texts, lexicon, number)
  if (to < stop && starts[to] === starts[to - 1]) return undefined
  const end = endOf(own.text, starts[to - 1] ?? 0)
  if (!isMeant({ text: own.text, places: starts, from, to, end, way }, text, term, all)) return undefined
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
  const end = place + ((text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1)
  return /^[\u20E3\uFE0F]+/u.test(text.slice(end, end + 2)) ? end + (/^[\u20E3\uFE0F]+/u.exec(text.slice(end, end + 2))?.[0].length ?? 0) : end
}

/** one finding for a term written in one place, whichever way; wrong words inside longer ones say nothing new */
function withoutNested(hits: readonly TermHit[], all: boolean): TermHit[] {
  const sorted = hits.toSorted((a, b) => a.text - b.text || a.start - b.start || b.end - a.end)
  const kept: TermHit[] = []
  const reach = new Map<string, number>()
  for (const hit of sorted) {
    const group = all || hit.kind === 'sensitive' ? `${hit.text} ${hit.rule}` : `${hit.text} ${hit.list}`
    if (hit.end <= (reach.get(group) ?? -1)) continue
    reach.set(group, hit.end)
    kept.push(hit)
  }
  return kept
}

function longestOnly(hits: readonly TermHit[]): TermHit[] {
  const sorted = hits.toSorted((a, b) => a.text - b.text || a.start - b.start || b.end - a.end)
  const kept: TermHit[] = []
  for (const hit of sorted) {
    const before = kept.at(-1)
    if (before === undefined || before.text !== hit.text || hit.start >= before.end) kept.push(hit)
  }
  return kept
}
