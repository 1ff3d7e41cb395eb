import { foldTable } from '../match/fold.ts'
import type { Trie } from '../match/trie.ts'
import { childNode, getWord, makeTrie, nodeValue, PAIR_SHIFT, pairHash, pairNode, setWord } from '../match/trie.ts'
import frequencies from './frequencies.json' with { type: 'json' }
import { OFFICIAL_WORD_COST, OFFICIAL_WORDS } from './official.ts'

/** Costs are half nats: twice the negative logarithm of a word's share of running text. */
export const UNKNOWN_UNIT_COST = 36
export const LONGEST_WORD = 5

const PAIR_BITS = 20
const INFINITE = 0x3fffffff

interface Words {
  readonly trie: Trie
  readonly unitCosts: Uint8Array
  /** one bit for every hashed pair of folded neighbours inside a word */
  readonly inside: Uint32Array
}

let words: Words | undefined

function load(): Words {
  if (words !== undefined) return words
  const trie = makeTrie(60_000)
  const unitCosts = new Uint8Array(65536).fill(UNKNOWN_UNIT_COST)
  const inside = new Uint32Array(2 ** (PAIR_BITS - 5))
  const folds = foldTable()
  const add = (word: string, cost: number): void => {
    if (word.length === 1) unitCosts[word.charCodeAt(0)] = cost
    else setWord(trie, word, cost)
    for (let at = 1; at < word.length; at++) {
      const bit = insideBit(folds[word.charCodeAt(at - 1)] ?? 0, folds[word.charCodeAt(at)] ?? 0)
      inside[bit >>> 5] = (inside[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
  }
  for (const [cost, bucket] of frequencies.entries()) for (const word of bucket.split(' ')) add(word, cost)
  for (const word of OFFICIAL_WORDS) {
    const counted = word.length > LONGEST_WORD ? 0 : getWord(trie, word)
    if (counted < 0 || counted > OFFICIAL_WORD_COST) add(word, OFFICIAL_WORD_COST)
  }
  words = { trie, unitCosts, inside }
  return words
}

/** The words of the word list that are so long, with what each counts as. */
export function wordsOfLength(length: number): string[] {
  return frequencies.flatMap((bucket) => bucket.split(' ').filter((word) => word.length === length))
}

function insideBit(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) + second, 0x85ebca6b) >>> (32 - PAIR_BITS)
}

/** Whether some word may hold what folds to these two units side by side; false is certain. */
export function mayJoin(first: number, second: number): boolean {
  const bit = insideBit(first, second)
  return ((((words ?? load()).inside[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1
}

/** Cost of a word of the word list, or -1. */
export function wordCost(word: string): number {
  const { trie, unitCosts } = load()
  return word.length === 1 ? unitCosts[word.charCodeAt(0)] ?? -1 : getWord(trie, word)
}

const MOST_UNITS = 512
const best = new Int32Array(MOST_UNITS + 1)
const came = new Int32Array(MOST_UNITS + 1)
/** what `divide` is given */
export const window = new Uint16Array(MOST_UNITS + 2)
/** after `divide`: 1 where a word ends before that unit of `window` */
export const cuts = new Uint8Array(MOST_UNITS + 1)

/**
 * Divides the units `from`‥`to` (exclusive) of `window` into the cheapest words and marks their ends in `cuts`.
 * Tables are shared between calls: nothing is made anew for a division, there are tens of thousands in a text.
 * @param wall no word runs over the end before this unit; -1 for none
 * @returns the cost; the cost of the first n units is in `costUpTo(n)` until the next call
 */
export function divide(from: number, to: number, wall = -1): number {
  const { trie, unitCosts } = load()
  const { pairs } = trie
  best.fill(INFINITE, from, to + 1)
  best[from] = 0
  for (let start = from; start < to; start++) {
    const base = best[start] ?? 0
    const first = window[start] ?? 0
    offer(start, start + 1, base + (unitCosts[first] ?? UNKNOWN_UNIT_COST))
    if (start + 1 >= to || start + 1 === wall) continue
    const second = window[start + 1] ?? 0
    const bucket = pairHash(first, second) >>> PAIR_SHIFT
    if ((((pairs[bucket >>> 4] ?? 0) >>> ((bucket & 15) << 1)) & 3) === 0) continue
    let node = pairNode(trie, first, second)
    for (let end = start + 2; node >= 0; end++) {
      const value = nodeValue(trie, node)
      if (value > 1) offer(start, end, base + value - 2)
      if (end >= to || end === wall || end - start >= LONGEST_WORD) break
      node = childNode(trie, node, window[end] ?? 0)
    }
  }
  cuts.fill(0, from, to + 1)
  for (let at = to; at > from; at = came[at] ?? 0) cuts[at] = 1
  cuts[from] = 1
  return best[to] ?? 0
}

/** Cost of the word that the units `from`‥`to` (exclusive) of `window` are, or -1 for none and for single units. */
export function windowCost(from: number, to: number): number {
  const { trie } = load()
  if (to - from < 2 || to - from > LONGEST_WORD) return -1
  let node = pairNode(trie, window[from] ?? 0, window[from + 1] ?? 0)
  for (let at = from + 2; at < to && node >= 0; at++) node = childNode(trie, node, window[at] ?? 0)
  return node < 0 ? -1 : nodeValue(trie, node) - 2
}

/** The cost of the units before `unit` in the last division. */
export function costUpTo(unit: number): number {
  return best[unit] ?? 0
}

function offer(start: number, end: number, cost: number): void {
  if (cost >= (best[end] ?? 0)) return
  best[end] = cost
  came[end] = start
}

/** Whether a word of the word list begins at unit `start` of a text, with `first`, and ends behind unit `beyond`. */
export function reaches(text: string, start: number, first: number, beyond: number): boolean {
  const { trie } = load()
  const second = hanUnit(text.charCodeAt(start + 1))
  const bucket = pairHash(first, second) >>> PAIR_SHIFT
  if ((((trie.pairs[bucket >>> 4] ?? 0) >>> ((bucket & 15) << 1)) & 3) === 0) return false
  let node = pairNode(trie, first, second)
  for (let end = start + 2; node >= 0; end++) {
    if (end > beyond && nodeValue(trie, node) > 1) return true
    if (end - start >= LONGEST_WORD) return false
    node = childNode(trie, node, hanUnit(text.charCodeAt(end)))
  }
  return false
}

let hanTable: Uint16Array | undefined

/** The simplified form of a Han unit, numerals left as they are; 0 for anything else. */
export function hanUnit(unit: number): number {
  hanTable ??= makeHanTable()
  return hanTable[unit] ?? 0
}

function makeHanTable(): Uint16Array {
  const folds = foldTable()
  const table = new Uint16Array(65536)
  for (let unit = 0x3400; unit <= 0x9fff; unit++) {
    if (unit > 0x4dbf && unit < 0x4e00) continue
    const folded = folds[unit] ?? 0
    table[unit] = folded < 0x3400 ? unit : folded
  }
  table[0x3007] = 0x3007
  return table
}
