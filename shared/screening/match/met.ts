import type { Way } from './variants.ts'

/** Terms met in folded texts, packed: a dense text holds tens of thousands, and most of them are thrown away again. */
export interface MetList {
  count: number
  /** four for each: the value or term's number, the number of the way, and the folded units that spell it */
  numbers: Int32Array
}

/** One of them: the term's number, how it was written, and the folded units that spell it. */
export interface Met {
  readonly entry: number
  readonly way: Way
  readonly from: number
  readonly to: number
}

const WAYS: readonly Way[] = ['plain', 'collapsed', 'pinyin', 'look', 'split', 'sound']
const WAY_NUMBER: Readonly<Record<Way, number>> = { plain: 0, collapsed: 1, pinyin: 2, look: 3, split: 4, sound: 5 }

/** How many numbers a term takes in the list. */
export const MET_SIZE = 4
/** the number of the way `plain` */
export const PLAIN_WAY = 0

/** An empty list. */
export function makeMet(): MetList {
  return { count: 0, numbers: new Int32Array(4096) }
}

/** Adds a term that was met. */
export function addMet(list: MetList, entry: number, way: Way, from: number, to: number): void {
  const numbers = roomFor(list, list.count + 1)
  const at = list.count * MET_SIZE
  numbers[at] = entry
  numbers[at + 1] = WAY_NUMBER[way]
  numbers[at + 2] = from
  numbers[at + 3] = to
  list.count++
}

/** The list's numbers with room for `count` terms. */
export function roomFor(list: MetList, count: number): Int32Array {
  if (count * MET_SIZE > list.numbers.length) {
    const larger = new Int32Array(Math.max(list.numbers.length * 2, count * MET_SIZE))
    larger.set(list.numbers)
    list.numbers = larger
  }
  return list.numbers
}

/** The term met at position `at`. */
export function metAt({ numbers }: MetList, at: number): Met {
  return {
    entry: numbers[at * MET_SIZE] ?? 0, way: WAYS[numbers[at * MET_SIZE + 1] ?? 0] ?? 'plain',
    from: numbers[at * MET_SIZE + 2] ?? 0, to: numbers[at * MET_SIZE + 3] ?? 0,
  }
}
