import { endAt, FIRST_BEYOND_ASCII, isHere, isWhole, mayCross } from './here.ts'
import type { Lexicon } from './lexicon.ts'
import { isSimple } from './lexicon.ts'
import type { Folded } from './match/folded.ts'
import type { MetList } from './match/met.ts'
import { MET_SIZE, metAt, PLAIN_WAY } from './match/met.ts'
import { foldTexts, meetTerms } from './meet.ts'
import { standsAsWord } from './words/boundary.ts'

/** What `matchTerms` finds in one text: `count` times number of the term, start and end in UTF-16 units. */
export interface Matches {
  readonly count: number
  readonly numbers: Int32Array
}

const MATCH_SIZE = 3

/**
 * Finds the lexicon's terms in one text, as numbers: for who needs positions of many terms and no findings.
 * The same folding, skipping, repeats and division into words as `findTerms`.
 */
export function matchTerms(text: string, lexicon: Lexicon, mode: 'words' | 'all' = 'words'): Matches {
  const folded = foldTexts([text])
  found.count = 0
  meetTerms(folded, lexicon, [{ text }], (met) => addMatches(found, met, text, folded, lexicon, mode === 'all'))
  return { count: found.count, numbers: found.numbers.slice(0, found.count * MATCH_SIZE) }
}

/** kept from search to search, because a dense text's are many */
const found = { count: 0, numbers: new Int32Array(MATCH_SIZE * 1024) }

function addMatches(matches: { count: number, numbers: Int32Array }, met: MetList, text: string, folded: Folded, lexicon: Lexicon,
  all: boolean): void {
  if ((matches.count + met.count) * MATCH_SIZE > matches.numbers.length) {
    const larger = new Int32Array((matches.count + met.count) * MATCH_SIZE * 2)
    larger.set(matches.numbers)
    matches.numbers = larger
  }
  const { numbers } = matches
  const { starts } = folded
  const list = met.numbers
  let { count } = matches
  for (let at = 0; at < met.count; at++) {
    const from = list[at * MET_SIZE + 2] ?? 0
    const to = list[at * MET_SIZE + 3] ?? 0
    const entry = list[at * MET_SIZE] ?? 0
    let end = (starts[to - 1] ?? 0) + 1
    const plain = list[at * MET_SIZE + 1] === PLAIN_WAY && isSimple(lexicon, entry) && isEven(folded, from, to, end)
    if (!plain || !(all || !mayCross(folded.units, from, to))) {
      if (!isWhole(folded, from, to, folded.length)) continue
      end = endAt(text, folded, to)
      if (!(plain ? standsAsWord(text, starts, from, to, end) : isHere(text, folded, metAt(met, at), end, lexicon, all))) continue
    }
    numbers[count * MATCH_SIZE] = entry
    numbers[count * MATCH_SIZE + 1] = starts[from] ?? 0
    numbers[count * MATCH_SIZE + 2] = end
    count++
  }
  matches.count = count
}

/** neither a letter nor a digit at the ends, nothing behind the last unit that is skipped, no character of several units: most places */
function isEven({ units, starts, length, wide }: Folded, from: number, to: number, end: number): boolean {
  return to < length && starts[to] === end && !wide &&
    (units[from] ?? 0) >= FIRST_BEYOND_ASCII && (units[to - 1] ?? 0) >= FIRST_BEYOND_ASCII
}
