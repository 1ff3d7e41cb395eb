/**
 * A trie in one flat table: a hash table whose slot number is the node. Adding a word costs its length, nothing is
 * compiled afterwards. Words of one unit stand apart; from two units on the first two are one step.
 * Two bitmaps tell at once of most places in a text that no word begins there.
 */
export interface Trie {
  /**
   * four numbers a slot, so that a look touches one line of memory:
   * key (the first two units of a node of depth two, else its parent), last unit of a deeper node (0 for depth two),
   * value (0: free slot, 1: node without a value, else value + 2), and one unused
   */
  cells: Int32Array
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
export const TRIPLE_SHIFT = 11
const FULL = 0.6

/** An empty trie for about `expected` words. */
export function makeTrie(expected: number): Trie {
  const bits = Math.max(10, Math.ceil(Math.log2(expected * 3 + 1)))
  return {
    ...tables(bits), nodes: 0, singles: new Map(),
    pairs: new Uint32Array(2 ** (32 - PAIR_SHIFT - 4)), triples: new Uint32Array(2 ** (32 - TRIPLE_SHIFT - 5)),
  }
}

function tables(bits: number): Pick<Trie, 'cells' | 'mask' | 'shift'> {
  return { cells: new Int32Array(4 * 2 ** bits), mask: 2 ** bits - 1, shift: 32 - bits }
}

/** What a node holds: 0 or 1 for nothing, else the value + 2. */
export function nodeValue(trie: Trie, node: number): number {
  return trie.cells[(node << 2) + 2] ?? 0
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
  const { cells, mask } = trie
  const key = (first << 16) | second
  let slot = pairHash(first, second) >>> trie.shift
  for (;;) {
    const at = slot << 2
    if (cells[at + 2] === 0) return -1
    if (cells[at] === key && cells[at + 1] === 0) return slot
    slot = (slot + 1) & mask
  }
}

/** The node that `unit` leads to from `node`, or -1. */
export function childNode(trie: Trie, node: number, unit: number): number {
  const { cells, mask } = trie
  let slot = pairHash(node, unit) >>> trie.shift
  for (;;) {
    const at = slot << 2
    if (cells[at + 2] === 0) return -1
    if (cells[at] === node && cells[at + 1] === unit) return slot
    slot = (slot + 1) & mask
  }
}

/** The value of a word, or -1 where the trie has none. */
export function getWord(trie: Trie, word: string): number {
  if (word.length < 2) return (trie.singles.get(word.charCodeAt(0)) ?? 0) - 1
  let node = pairNode(trie, word.charCodeAt(0), word.charCodeAt(1))
  for (let at = 2; at < word.length && node >= 0; at++) node = childNode(trie, node, word.charCodeAt(at))
  return node < 0 ? -1 : nodeValue(trie, node) - 2
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
  trie.cells[(node << 2) + 2] = value + 2
}

/** The word that a node stands for. */
function spelling(trie: Trie, node: number): string {
  let word = ''
  let at = node << 2
  while (trie.cells[at + 1] !== 0) {
    word = String.fromCharCode(trie.cells[at + 1] ?? 0) + word
    at = (trie.cells[at] ?? 0) << 2
  }
  const pair = trie.cells[at] ?? 0
  return String.fromCharCode(pair >>> 16, pair & 0xffff) + word
}

function addNode(trie: Trie, key: number, unit: number, hash: number): number {
  const { cells, mask } = trie
  let slot = hash >>> trie.shift
  while (cells[(slot << 2) + 2] !== 0) {
    if (cells[slot << 2] === key && cells[(slot << 2) + 1] === unit) return slot
    slot = (slot + 1) & mask
  }
  cells[slot << 2] = key
  cells[(slot << 2) + 1] = unit
  cells[(slot << 2) + 2] = 1
  trie.nodes++
  return slot
}

function growTrie(trie: Trie, room: number): void {
  const words: [string, number][] = []
  for (let node = 0; node <= trie.mask; node++) {
    const value = nodeValue(trie, node)
    if (value > 1) words.push([spelling(trie, node), value - 2])
  }
  let bits = 33 - trie.shift
  while ((trie.nodes + room) * 2 > 2 ** bits) bits++
  Object.assign(trie, tables(bits), { nodes: 0 })
  trie.pairs.fill(0)
  trie.triples.fill(0)
  for (const [word, value] of words) setWord(trie, word, value)
}
