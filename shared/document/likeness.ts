/** The pairs of neighbouring characters in a text with their number, and how many there are in all. */
export interface Pairs {
  readonly counts: ReadonlyMap<string, number>
  readonly total: number
}

/** A text's beginning is enough to know it again. */
const COMPARED = 300

/** The pairs of a text. */
export function pairsOf(text: string): Pairs {
  const counts = new Map<string, number>()
  const total = Math.min(text.length, COMPARED)
  for (let at = 0; at < total; at++) {
    const pair = text.slice(at, at + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return { counts, total }
}

/** How much two texts are alike, 0–1: the share of pairs that they have in common. */
export function likeness(before: Pairs, after: Pairs): number {
  if (before.total + after.total === 0) return 1
  let shared = 0
  for (const [pair, count] of before.counts) shared += Math.min(count, after.counts.get(pair) ?? 0)
  return (2 * shared) / (before.total + after.total)
}
