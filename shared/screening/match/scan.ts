import { foldPoint, foldTable, SKIP, SLOW } from './fold.ts'
import type { Trie } from './trie.ts'
import { childNode, nodeValue, PAIR_SHIFT, pairHash, pairNode, TRIPLE_SHIFT, tripleHash } from './trie.ts'

/** Folded texts one after the other: `units[0..length)`, and where each of them begins in its text. */
export interface Folded {
  units: Uint16Array
  starts: Int32Array
  length: number
  /** numbers of the units that equal the one before them in the same text; a repeated digit makes another number */
  readonly repeats: number[]
  /** number of the first unit of each text */
  readonly bounds: number[]
}

const DIGIT_NINE = 0x39

/** Takes a value of the trie and the folded units that spell its word, end exclusive. */
export type OnWord = (value: number, from: number, to: number) => void

/** Empties a table so that it can be used again. */
export function clearFolded(folded: Folded): void {
  folded.length = 0
  folded.repeats.length = 0
  folded.bounds.length = 0
}

/** An empty table with room for texts of about `size` units. */
export function makeFolded(size: number): Folded {
  return { units: new Uint16Array(size + 64), starts: new Int32Array(size + 64), length: 0, repeats: [], bounds: [] }
}

/** Folds a text behind those that are there. Linear. */
export function foldText(text: string, folded: Folded): Folded {
  const table = foldTable()
  makeRoom(folded, text.length)
  let { units, starts, length } = folded
  const { repeats } = folded
  folded.bounds.push(length)
  let before = 0
  for (let at = 0; at < text.length; at++) {
    const unit = table[text.charCodeAt(at)] ?? SKIP
    if (unit > SLOW) {
      if (unit === before && unit > DIGIT_NINE) repeats.push(length)
      units[length] = unit
      starts[length++] = at
      before = unit
    } else if (unit === SLOW) {
      const point = text.codePointAt(at) ?? 0
      const long = foldPoint(point)
      if (long.length > 1) {
        folded.length = length
        makeRoom(folded, text.length - at + long.length);
        ({ units, starts } = folded)
      }
      for (let part = 0; part < long.length; part++) {
        const each = long.charCodeAt(part)
        if (each === before && each > DIGIT_NINE) repeats.push(length)
        units[length] = each
        starts[length++] = at
        before = each
      }
      if (point > 0xffff) at++
    }
  }
  units[length] = 0
  units[length + 1] = 0
  folded.length = length
  return folded
}

function makeRoom(folded: Folded, more: number): void {
  const need = folded.length + more + 32
  if (need <= folded.units.length) return
  folded.units = grown(folded.units, new Uint16Array(need * 2))
  folded.starts = grown(folded.starts, new Int32Array(need * 2))
}

function grown<T extends Uint16Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}

/** Reports every word of the trie in the folded texts, overlapping ones too. */
export function scanWords(trie: Trie, folded: Folded, onWord: OnWord): void {
  if (trie.singles.size > 0) scanSingles(trie, folded, onWord)
  scanFrom(trie, folded.units, folded.length, 0, folded.length - 1, onWord)
}

/** Reports the words that begin at units `start`‥`stop` (exclusive). */
function scanFrom(trie: Trie, units: Uint16Array, length: number, start: number, stop: number, onWord: OnWord): void {
  const { pairs, triples } = trie
  let first = units[start] ?? 0
  for (let at = start; at < stop; at++) {
    const second = units[at + 1] ?? 0
    const hash = pairHash(first, second)
    const bucket = hash >>> PAIR_SHIFT
    const seen = (pairs[bucket >>> 4] ?? 0) >>> ((bucket & 15) << 1)
    const opener = first
    first = second
    if ((seen & 3) === 0) continue
    const third = units[at + 2] ?? 0
    const triple = tripleHash(hash, third) >>> TRIPLE_SHIFT
    const goesOn = (((triples[triple >>> 5] ?? 0) >>> (triple & 31)) & 1) === 1
    if ((seen & 2) === 0 && !goesOn) continue
    let node = pairNode(trie, opener, second)
    if (node < 0) continue
    let value = nodeValue(trie, node)
    if (value > 1) onWord(value - 2, at, at + 2)
    if (!goesOn) continue
    for (let end = at + 2; end < length; end++) {
      node = childNode(trie, node, units[end] ?? 0)
      if (node < 0) break
      value = nodeValue(trie, node)
      if (value > 1) onWord(value - 2, at, end + 1)
    }
  }
}

/**
 * Reports words that are there once repeated units are written once (代代开开 for 代开), as the units that spell
 * them in full. Looks only near repeats, and reports a word only where a repeat lies inside it or at both ends:
 * anything else `scanWords` has reported.
 */
export function scanRepeats(tries: readonly Trie[], folded: Folded, longest: number, onWord: OnWord): void {
  const { repeats } = folded
  for (let first = 0; first < repeats.length;) {
    let last = first
    while (last + 1 < repeats.length && (repeats[last + 1] ?? 0) - (repeats[last] ?? 0) <= longest * 2) last++
    const from = Math.max(0, (repeats[first] ?? 0) - longest)
    const to = Math.min(folded.length, (repeats[last] ?? 0) + longest)
    const once = collapseRuns(folded, from, to, first)
    for (const trie of tries) {
      if (trie.nodes === 0) continue
      scanFrom(trie, once.units, once.length, 0, once.length - 1, (value, start, end) => {
        if (isRepeated(once, start, end)) onWord(value, once.begins[start] ?? 0, once.begins[end] ?? 0)
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

function isRepeated({ begins }: Collapsed, from: number, to: number): boolean {
  let atEnds = 0
  let inside = 0
  for (let at = from; at < to; at++) {
    if ((begins[at + 1] ?? 0) - (begins[at] ?? 0) < 2) continue
    if (at === from || at === to - 1) atEnds++
    else inside++
  }
  return inside > 0 || atEnds === 2
}

function scanSingles(trie: Trie, folded: Folded, onWord: OnWord): void {
  for (let at = 0; at < folded.length; at++) {
    const value = trie.singles.get(folded.units[at] ?? 0) ?? 0
    if (value > 0) onWord(value - 1, at, at + 1)
  }
}
