import { foldPoint } from '../../../shared/screening/match/fold.ts'

/** A folded text with where each unit begins and ends in the original; made the slow and obvious way. */
export interface NaiveFolding {
  readonly units: string
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** Folds code point by code point. */
export function foldNaively(text: string): NaiveFolding {
  let units = ''
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const char of text) {
    const folded = foldPoint(char.codePointAt(0) ?? 0)
    units += folded
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(at)
      ends.push(at + char.length)
    }
    at += char.length
  }
  return { units, starts, ends }
}

/** Every place where the folded term stands in the folded text, as `start-end` in the original; no repeats. */
export function findNaively(text: string, term: string): string[] {
  const folded = foldNaively(text)
  const wanted = foldNaively(term).units
  const found: string[] = []
  if (wanted === '') return found
  for (let at = folded.units.indexOf(wanted); at >= 0; at = folded.units.indexOf(wanted, at + 1)) {
    const end = at + wanted.length
    // a character that folds to several units is taken whole or not at all
    if (at > 0 && folded.starts[at - 1] === folded.starts[at]) continue
    if (end < folded.units.length && folded.starts[end] === folded.starts[end - 1]) continue
    found.push(`${folded.starts[at]}-${folded.ends[end - 1]}`)
  }
  return found
}
