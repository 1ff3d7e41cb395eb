import { foldPoint } from '../match/fold.ts'
import type { Trie } from '../match/trie.ts'
import { childNode, getWord, makeTrie, pairNode, setWord } from '../match/trie.ts'
import frequencies from './frequencies.json' with { type: 'json' }

/** Costs are half nats: twice the negative logarithm of a word's share of running text. */
export const UNKNOWN_UNIT_COST = 36
export const LONGEST_WORD = 5

const PAIR_BITS = 20

interface Words {
  readonly trie: Trie
  readonly unitCosts: Uint8Array
  /** one bit for every hashed pair of neighbours inside a word */
  readonly inside: Uint32Array
}

let words: Words | undefined

function load(): Words {
  if (words !== undefined) return words
  const trie = makeTrie(90_000)
  const unitCosts = new Uint8Array(65536).fill(UNKNOWN_UNIT_COST)
  const inside = new Uint32Array(2 ** (PAIR_BITS - 5))
  for (const [cost, bucket] of frequencies.entries()) {
    for (const word of bucket.split(' ')) {
      if (word.length === 1) unitCosts[word.charCodeAt(0)] = cost
      else setWord(trie, word, cost)
      for (let at = 1; at < word.length; at++) {
        const bit = insideBit(word.charCodeAt(at - 1), word.charCodeAt(at))
        inside[bit >>> 5] = (inside[bit >>> 5] ?? 0) | (1 << (bit & 31))
      }
    }
  }
  words = { trie, unitCosts, inside }
  return words
}

function insideBit(first: number, second: number): number {
  return Math.imul(Math.imul(first, 0x9e3779b1) + second, 0x85ebca6b) >>> (32 - PAIR_BITS)
}

/** Whether some word may hold these two units side by side; false is certain. */
export function mayJoin(first: number, second: number): boolean {
  const bit = insideBit(first, second)
  return (((load().inside[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1
}

/** Cost of a word of the word list, or -1. */
export function wordCost(word: string): number {
  const { trie, unitCosts } = load()
  return word.length === 1 ? unitCosts[word.charCodeAt(0)] ?? -1 : getWord(trie, word)
}

/** A cheapest division of `units` into words. `cuts[i]` is true where a word ends before unit i. */
export interface Division {
  readonly cost: number
  readonly cuts: readonly boolean[]
}

/**
 * Divides Han units into the cheapest words. Time is linear in their number.
 * @param mayCross whether a word may run over the gap before unit i
 */
export function divide(units: readonly number[], mayCross: (before: number) => boolean = () => true): Division {
  const { trie, unitCosts } = load()
  const best = Array.from<number>({ length: units.length + 1 }).fill(Number.POSITIVE_INFINITY)
  const from = Array.from<number>({ length: units.length + 1 }).fill(0)
  best[0] = 0
  const offer = (start: number, end: number, cost: number): void => {
    const sum = (best[start] ?? 0) + cost
    if (sum < (best[end] ?? 0)) {
      best[end] = sum
      from[end] = start
    }
  }
  for (let start = 0; start < units.length; start++) {
    const first = units[start] ?? 0
    offer(start, start + 1, unitCosts[first] ?? UNKNOWN_UNIT_COST)
    if (start + 1 >= units.length || !mayCross(start + 1)) continue
    let node = pairNode(trie, first, units[start + 1] ?? 0)
    for (let end = start + 2; node >= 0; end++) {
      const value = trie.values[node] ?? 0
      if (value > 1) offer(start, end, value - 2)
      if (end >= units.length || !mayCross(end)) break
      node = childNode(trie, node, units[end] ?? 0)
    }
  }
  const cuts = Array.from<boolean>({ length: units.length + 1 }).fill(false)
  for (let at = units.length; at > 0; at = from[at] ?? 0) cuts[at] = true
  cuts[0] = true
  return { cost: best[units.length] ?? 0, cuts }
}

/** The simplified form of a Han unit, numerals left as they are; 0 for anything else. */
export function hanUnit(unit: number): number {
  if (!((unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf) || unit === 0x3007)) return 0
  let simple = simplified.get(unit)
  if (simple === undefined) {
    const folded = foldPoint(unit).charCodeAt(0)
    simple = folded < 0x3400 ? unit : folded
    simplified.set(unit, simple)
  }
  return simple
}

const simplified = new Map<number, number>()
