import type { Way } from './variants.ts'

/** Terms met in folded texts, packed: a dense text holds tens of thousands, and most of them are thrown away again. */
export interface MetList {
  count: number
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

const kept: MetList = { count: 0, numbers: new Int32Array(4096) }

/** The list, emptied. There is one: it is read before the next search begins. */
export function emptyMet(): MetList {
  kept.count = 0
  return kept
}

/** Adds a term that was met. */
export function addMet(list: MetList, entry: number, way: Way, from: number, to: number): void {
  const at = list.count * 4
  if (at + 4 > list.numbers.length) {
    const larger = new Int32Array(list.numbers.length * 2)
    larger.set(list.numbers)
    list.numbers = larger
  }
  const { numbers } = list
  numbers[at] = entry
  numbers[at + 1] = WAY_NUMBER[way]
  numbers[at + 2] = from
  numbers[at + 3] = to
  list.count++
}

/** The term met at position `at`. */
export function metAt({ numbers }: MetList, at: number): Met {
  return {
    entry: numbers[at * 4] ?? 0, way: WAYS[numbers[at * 4 + 1] ?? 0] ?? 'plain',
    from: numbers[at * 4 + 2] ?? 0, to: numbers[at * 4 + 3] ?? 0,
  }
}
