import { isMeant, standsAlone } from './judge.ts'
import type { Lexicon } from './lexicon.ts'
import { isSimple } from './lexicon.ts'
import type { Folded } from './match/folded.ts'
import type { Met } from './match/met.ts'
import { standsAsWord } from './words/boundary.ts'
import { mayJoin } from './words/costs.ts'

/** Folded units from here on are neither a Latin letter nor a digit. */
export const FIRST_BEYOND_ASCII = 0x80

/** Whether a term met in folded texts begins and ends with whole characters: one that folds to several units is met whole or not at all. */
export function isWhole({ starts, wide }: Folded, from: number, to: number, stop: number): boolean {
  return !wide || ((from === 0 || starts[from - 1] !== starts[from]) && (to >= stop || starts[to] !== starts[to - 1]))
}

/** Whether a term is meant where it was met, `end` being where its last character ends in the text. */
export function isHere(text: string, folded: Folded, met: Met, end: number, lexicon: Lexicon, all: boolean): boolean {
  return met.way === 'plain' && isSimple(lexicon, met.entry) ? isSimpleHere(text, folded, met.from, met.to, end, all)
    : isMeantHere(text, folded, met, end, lexicon, all)
}

function isSimpleHere(text: string, { units, starts }: Folded, from: number, to: number, end: number, all: boolean): boolean {
  const apart = (units[from] ?? 0) >= FIRST_BEYOND_ASCII && (units[to - 1] ?? 0) >= FIRST_BEYOND_ASCII
  return (apart || standsAlone(text, starts[from] ?? 0, starts[to - 1] ?? 0, end)) &&
    (all || !mayCross(units, from, to) || standsAsWord(text, starts, from, to, end))
}

/** Whether some word may hold an end of the term and what stands beside it; false is certain */
export function mayCross(units: Uint16Array, from: number, to: number): boolean {
  return mayJoin(units[to - 1] ?? 0, units[to] ?? 0) || (from > 0 && mayJoin(units[from - 1] ?? 0, units[from] ?? 0))
}

function isMeantHere(text: string, { starts }: Folded, { entry, way, from, to }: Met, end: number, lexicon: Lexicon, all: boolean): boolean {
  return isMeant({ text, places: starts, from, to, end, way }, lexicon.texts[entry] ?? '', lexicon.details.get(entry), all)
}

/** The end in the text of what unit `to` - 1 was folded from. */
export function endAt(text: string, { starts, length }: Folded, to: number): number {
  const last = starts[to - 1] ?? 0
  return to < length && starts[to] === last + 1 ? last + 1 : endOf(text, last)
}

/** Where the character at a place ends, with the marks that enclose it. */
export function endOf(text: string, place: number): number {
  const unit = text.charCodeAt(place)
  const end = place + (unit >= 0xd800 && unit <= 0xdbff ? 2 : 1)
  const next = text.charCodeAt(end)
  if (next !== 0x20e3 && next !== 0xfe0f) return end
  return /^[\u20E3\uFE0F]+/u.test(text.slice(end, end + 2)) ? end + (/^[\u20E3\uFE0F]+/u.exec(text.slice(end, end + 2))?.[0].length ?? 0) : end
}
