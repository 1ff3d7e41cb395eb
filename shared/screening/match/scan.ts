import type { Folded } from './folded.ts'
import type { MetList } from './met.ts'
import { makeMet, MET_SIZE, PLAIN_WAY, roomFor } from './met.ts'
import type { Trie } from './trie.ts'
import { childNode, nodeValue, PAIR_SHIFT, pairHash, pairNode, TRIPLE_SHIFT, tripleHash } from './trie.ts'

/** Takes a value of the trie and the folded units that spell its word, end exclusive. */
export type OnWord = (value: number, from: number, to: number) => void

/** starts that are looked at together, so that the tables of one step stay near */
const BLOCK = 2048
const starts = new Int32Array(BLOCK)

/** Takes the words that were met since it was last called, before the list is emptied. */
export type OnMet = (met: MetList) => void

/**
 * Finds every word of the trie in the folded texts, overlapping ones too, with the trie's value for its entry.
 * They are handed over block by block, while what they were found in is still near.
 */
export function scanWords(trie: Trie, folded: Folded, met: MetList, onMet: OnMet): void {
  if (trie.singles.size > 0) {
    met.count = 0
    scanSingles(trie, folded, met)
    onMet(met)
  }
  scanUnits(trie, folded.units, folded.length, met, onMet)
}

/**
 * Three steps for each block of starts: those whose first two units begin no word are left out, then those whose
 * first two are none and whose first three begin none, and what is left is looked up. The first two steps write every
 * start and move on by one or by nothing, because a branch that nobody can foresee costs more than they do.
 */
function scanUnits(trie: Trie, units: Uint16Array, length: number, met: MetList, onMet: OnMet): void {
  for (let from = 0; from < length - 1; from += BLOCK) {
    met.count = 0
    const pairs = startsOfPairs(trie, units, from, Math.min(from + BLOCK, length - 1))
    lookUp(trie, units, length, startsOfWords(trie, units, pairs), met)
    if (met.count > 0) onMet(met)
  }
}

/** Writes the starts from `from` up to `stop` (exclusive) at which a word may begin. @returns how many */
function startsOfPairs(trie: Trie, units: Uint16Array, from: number, stop: number): number {
  const { pairs } = trie
  let first = units[from] ?? 0
  let count = 0
  for (let at = from; at < stop; at++) {
    const second = units[at + 1] ?? 0
    const bucket = pairHash(first, second) >>> PAIR_SHIFT
    const seen = (pairs[bucket >>> 4] ?? 0) >>> ((bucket & 15) << 1)
    starts[count] = at
    count += (seen | (seen >>> 1)) & 1
    first = second
  }
  return count
}

/** Keeps those of the first `count` starts at which a word of two units or the first three of a longer one may stand. */
function startsOfWords(trie: Trie, units: Uint16Array, count: number): number {
  const { pairs, triples } = trie
  let kept = 0
  for (let each = 0; each < count; each++) {
    const at = starts[each] ?? 0
    const pair = pairHash(units[at] ?? 0, units[at + 1] ?? 0)
    const bucket = pair >>> PAIR_SHIFT
    const isWord = (pairs[bucket >>> 4] ?? 0) >>> (((bucket & 15) << 1) + 1)
    const triple = tripleHash(pair, units[at + 2] ?? 0) >>> TRIPLE_SHIFT
    const goesOn = (triples[triple >>> 5] ?? 0) >>> (triple & 31)
    starts[kept] = (at << 1) | (goesOn & 1)
    kept += (isWord | goesOn) & 1
  }
  return kept
}

/** Looks the first `count` starts up; the lowest bit of each tells whether a word may be longer than two units. */
function lookUp(trie: Trie, units: Uint16Array, length: number, count: number, met: MetList): void {
  for (let each = 0; each < count; each++) {
    const start = starts[each] ?? 0
    const at = start >>> 1
    let node = pairNode(trie, units[at] ?? 0, units[at + 1] ?? 0)
    if (node < 0) continue
    let value = nodeValue(trie, node)
    if (value > 1) addWord(met, value - 2, at, at + 2)
    if ((start & 1) === 0) continue
    for (let end = at + 2; end < length; end++) {
      node = childNode(trie, node, units[end] ?? 0)
      if (node < 0) break
      value = nodeValue(trie, node)
      if (value > 1) addWord(met, value - 2, at, end + 1)
    }
  }
}

function addWord(met: MetList, value: number, from: number, to: number): void {
  const numbers = roomFor(met, met.count + 1)
  const at = met.count++ * MET_SIZE
  numbers[at] = value
  numbers[at + 1] = PLAIN_WAY
  numbers[at + 2] = from
  numbers[at + 3] = to
}

function scanSingles(trie: Trie, folded: Folded, met: MetList): void {
  for (let at = 0; at < folded.length; at++) {
    const value = trie.singles.get(folded.units[at] ?? 0) ?? 0
    if (value > 0) addWord(met, value - 1, at, at + 1)
  }
}

const nearRepeats = makeMet()

/**
 * Reports words that are there once repeated units are written once (代代开开 for 代开), as the units that spell
 * them in full. Looks only near repeats, and reports a word only where a repeat lies inside it, at both ends, or thrice at one:
 * anything else `scanWords` has found.
 * @param collapsed words with repeats of their own, written with single units
 */
export function scanRepeats(words: Trie, collapsed: Trie, folded: Folded, longest: number, onWord: OnWord): void {
  const { repeats } = folded
  for (let first = 0; first < repeats.length;) {
    let last = first
    while (last + 1 < repeats.length && (repeats[last + 1] ?? 0) - (repeats[last] ?? 0) <= longest * 2) last++
    const from = Math.max(0, (repeats[first] ?? 0) - longest)
    const to = Math.min(folded.length, (repeats[last] ?? 0) + longest)
    const once = collapseRuns(folded, from, to, first)
    for (const trie of [words, collapsed]) {
      if (trie.nodes === 0) continue
      scanUnits(trie, once.units, once.length, nearRepeats, ({ numbers, count }) => {
        for (let at = 0; at < count * MET_SIZE; at += MET_SIZE) {
          const start = numbers[at + 2] ?? 0
          const end = numbers[at + 3] ?? 0
          if (isRepeated(once, start, end, trie === words)) onWord(numbers[at] ?? 0, once.begins[start] ?? 0, once.begins[end] ?? 0)
        }
      })
    }
    first = last + 1
  }
}

interface Collapsed {
  readonly units: Uint16Array
  /** first unit of each run, and behind the last run its end */
  readonly begins: Int32Array
  readonly length: number
}

function collapseRuns(folded: Folded, from: number, to: number, firstRepeat: number): Collapsed {
  const units = new Uint16Array(to - from + 2)
  const begins = new Int32Array(to - from + 2)
  let length = 0
  let repeat = firstRepeat
  for (let at = from; at < to; at++) {
    if (at === folded.repeats[repeat]) {
      repeat++
      continue
    }
    units[length] = folded.units[at] ?? 0
    begins[length++] = at
  }
  begins[length] = to
  return { units, begins, length }
}

function isRepeated({ begins }: Collapsed, from: number, to: number, thrice: boolean): boolean {
  let atEnds = 0
  for (let at = from; at < to; at++) {
    const run = (begins[at + 1] ?? 0) - (begins[at] ?? 0)
    if (run < 2) continue
    if ((at > from && at < to - 1) || (thrice && run > 2)) return true
    atEnds++
  }
  return atEnds === 2
}
