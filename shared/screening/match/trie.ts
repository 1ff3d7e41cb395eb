/**
 * A trie in flat tables: a hash table whose slot number is the node. Adding a word costs its length, nothing is
 * compiled afterwards. Words of one unit stand apart; from two units on the first two are one step.
 * Two bitmaps tell at once of most places in a text that no word begins there.
 */
export interface Trie {
  /** first two units of a node of depth two, else its parent */
  keys: Int32Array
  /** last unit of a deeper node; 0 for depth two */
  units: Uint16Array
  /** 0: free slot, 1: node without a value, else value + 2 */
  values: Int32Array
  mask: number
  shift: number
  nodes: number
  /** two bits for every hashed pair: a word begins so, a word of two units is so */
  readonly pairs: Uint32Array
  /** one bit for every hashed triple that a word begins with */
  readonly triples: Uint32Array
  /** value + 1 of the words of one unit */
  readonly singles: Map<number, number>
}

const PAIR_MULTIPLIER = 0x9e3779b1
const UNIT_MULTIPLIER = 0x85ebca6b
const TRIPLE_MULTIPLIER = 0xc2b2ae35
/** 2^20 buckets of two bits: 256 KB, oversized so that most are empty */
export const PAIR_SHIFT = 11
export const TRIPLE_SHIFT = 10
const FULL = 0.6

/** An empty trie for about `expected` words. */
export function makeTrie(expected: number): Trie {
  const bits = Math.max(10, Math.ceil(Math.log2(expected * 3 + 1)))
  return {
    ...tables(bits), nodes: 0, singles: new Map(),
    pairs: new Uint32Array(2 ** (32 - PAIR_SHIFT - 4)), triples: new Uint32Array(2 ** (32 - TRIPLE_SHIFT - 5)),
  }
}

function tables(bits: number): Pick<Trie, 'keys' | 'units' | 'values' | 'mask' | 'shift'> {
  return {
    keys: new Int32Array(2 ** bits), units: new Uint16Array(2 ** bits), values: new Int32Array(2 ** bits),
    mask: 2 ** bits - 1, shift: 32 - bits,
  }
}

/** Hash of a first pair; its upper bits choose bucket and slot. */
export function pairHash(first: number, second: number): number {
  return Math.imul(first, PAIR_MULTIPLIER) + Math.imul(second, UNIT_MULTIPLIER)
}

/** Hash of a first triple out of its pair's hash. */
export function tripleHash(pair: number, third: number): number {
  return Math.imul(pair ^ Math.imul(third, TRIPLE_MULTIPLIER), PAIR_MULTIPLIER)
}

/** The node of a first pair, or -1. */
export function pairNode(trie: Trie, first: number, second: number): number {
  const { keys, units, values, mask } = trie
  const key = (first << 16) | second
  for (let slot = pairHash(first, second) >>> trie.shift; values[slot] !== 0; slot = (slot + 1) & mask) {
    if (keys[slot] === key && units[slot] === 0) return slot
  }
  return -1
}

/** The node that `unit` leads to from `node`, or -1. */
export function childNode(trie: Trie, node: number, unit: number): number {
  const { keys, units, values, mask } = trie
  for (let slot = pairHash(node, unit) >>> trie.shift; values[slot] !== 0; slot = (slot + 1) & mask) {
    if (keys[slot] === node && units[slot] === unit) return slot
  }
  return -1
}

/** The value of a word, or -1 where the trie has none. */
export function getWord(trie: Trie, word: string): number {
  if (word.length < 2) return (trie.singles.get(word.charCodeAt(0)) ?? 0) - 1
  let node = pairNode(trie, word.charCodeAt(0), word.charCodeAt(1))
  for (let at = 2; at < word.length && node >= 0; at++) node = childNode(trie, node, word.charCodeAt(at))
  return node < 0 ? -1 : (trie.values[node] ?? 0) - 2
}

/**
 * Gives a word a value, 0 or more; -1 takes the value away and leaves the nodes, which only cost a look.
 * A full table is doubled, which happens after as many additions as there are nodes.
 */
export function setWord(trie: Trie, word: string, value: number): void {
  const first = word.charCodeAt(0)
  if (word.length < 2) {
    if (value < 0) trie.singles.delete(first)
    else trie.singles.set(first, value + 1)
    return
  }
  if (trie.nodes + word.length > trie.mask * FULL) growTrie(trie, word.length)
  const second = word.charCodeAt(1)
  const pair = pairHash(first, second)
  const bucket = pair >>> PAIR_SHIFT
  trie.pairs[bucket >>> 4] = (trie.pairs[bucket >>> 4] ?? 0) | ((word.length === 2 ? 3 : 1) << ((bucket & 15) << 1))
  let node = addNode(trie, (first << 16) | second, 0, pair)
  if (word.length > 2) {
    const triple = tripleHash(pair, word.charCodeAt(2)) >>> TRIPLE_SHIFT
    trie.triples[triple >>> 5] = (trie.triples[triple >>> 5] ?? 0) | (1 << (triple & 31))
  }
  for (let at = 2; at < word.length; at++) {
    const unit = word.charCodeAt(at)
    node = addNode(trie, node, unit, pairHash(node, unit))
  }
  trie.values[node] = value + 2
}

/** The word that a node stands for. */
function spelling(trie: Trie, node: number): string {
  let word = ''
  let at = node
  while (trie.units[at] !== 0) {
    word = String.fromCharCode(trie.units[at] ?? 0) + word
    at = trie.keys[at] ?? 0
  }
  const pair = trie.keys[at] ?? 0
  return String.fromCharCode(pair >>> 16, pair & 0xffff) + word
}

function addNode(trie: Trie, key: number, unit: number, hash: number): number {
  const { keys, units, values, mask } = trie
  let slot = hash >>> trie.shift
  while (values[slot] !== 0) {
    if (keys[slot] === key && units[slot] === unit) return slot
    slot = (slot + 1) & mask
  }
  keys[slot] = key
  units[slot] = unit
  values[slot] = 1
  trie.nodes++
  return slot
}

function growTrie(trie: Trie, room: number): void {
  const words: [string, number][] = []
  for (const [node, value] of trie.values.entries()) if (value > 1) words.push([spelling(trie, node), value - 2])
  let bits = 33 - trie.shift
  while ((trie.nodes + room) * 2 > 2 ** bits) bits++
  Object.assign(trie, tables(bits), { nodes: 0 })
  trie.pairs.fill(0)
  trie.triples.fill(0)
  for (const [word, value] of words) setWord(trie, word, value)
}
