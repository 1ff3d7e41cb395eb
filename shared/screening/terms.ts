import type { Hit } from './finding.ts'
import { endOf, isHere } from './here.ts'
import { isMeant } from './judge.ts'
import type { Lexicon } from './lexicon.ts'
import { listOf, termOf } from './lexicon.ts'
import type { Folded } from './match/folded.ts'
import { withFlagsSpelled, withoutFillers, withoutTags } from './match/markup.ts'
import type { Met } from './match/met.ts'
import { metAt } from './match/met.ts'
import type { Way } from './match/variants.ts'
import { foldTexts, meetTerms } from './meet.ts'
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

const JOIN = '\u001F'

/**
 * Finds the lexicon's terms in texts that follow one another. Time is linear in their length.
 * @param mode `words` leaves out what only appears across words; `all` reports every match; `longest` the leftmost longest
 */
export function findTerms(texts: readonly Text[], lexicon: Lexicon, mode: MatchMode = 'words'): TermHit[] {
  const hits = [...hitsIn(texts, lexicon, mode), ...hitsReadOtherwise(texts, lexicon, mode)]
  return mode === 'longest' ? longestOnly(hits) : withoutNested(hits, mode === 'all')
}

function hitsIn(texts: readonly Text[], lexicon: Lexicon, mode: MatchMode): TermHit[] {
  const folded = foldTexts(texts.map(({ text }) => text))
  const hits: TermHit[] = []
  meetTerms(folded, lexicon, texts, (met) => {
    for (let at = 0; at < met.count; at++) {
      const hit = hitOf(metAt(met, at), folded, texts, lexicon, mode !== 'words')
      if (hit !== undefined) hits.push(hit)
    }
  })
  return hits
}

/** The terms of texts that are read in another way as well: their markup and fillers gone, the letters of flags spelled. */
function hitsReadOtherwise(texts: readonly Text[], lexicon: Lexicon, mode: MatchMode): TermHit[] {
  const others = texts.map((each) => ({ ...each, text: withoutFillers(withFlagsSpelled(withoutTags(each.text))) }))
  if (others.every(({ text }, at) => text === texts[at]?.text)) return []
  const whole = (piece: { readonly text: number, readonly end: number }): number => {
    const unit = texts[piece.text]?.text.charCodeAt(piece.end - 1) ?? 0
    return piece.end + Number(unit >= 0xd800 && unit <= 0xdbff)
  }
  return hitsIn(others, lexicon, mode).map((hit) => ({
    ...hit, end: whole(hit), more: hit.more.map((piece) => ({ ...piece, end: whole(piece) })),
  }))
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
  if (!isHere(own.text, folded, met, end, lexicon, all)) return undefined
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
