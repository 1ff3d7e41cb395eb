/** A place where two sequences surely meet: an entry that each of them has once. */
export interface Anchor {
  readonly before: number
  readonly after: number
}

/**
 * The longest chain of entries that both sequences have exactly once, in the order of both (patience sorting).
 * n log n, so it serves where a full comparison would be too much.
 */
export function anchorsOf(before: readonly string[], after: readonly string[]): Anchor[] {
  const here = onceIn(before)
  const there = onceIn(after)
  const ends: { anchor: Anchor, previous: number }[] = []
  const piles: number[] = []
  for (const [key, at] of here) {
    const to = there.get(key)
    if (at < 0 || to === undefined || to < 0) continue
    let low = 0
    let high = piles.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[piles[middle] ?? 0]?.anchor.after ?? 0) < to) low = middle + 1
      else high = middle
    }
    ends.push({ anchor: { before: at, after: to }, previous: piles[low - 1] ?? -1 })
    piles[low] = ends.length - 1
  }
  const chain: Anchor[] = []
  for (let at = ends[piles.at(-1) ?? -1]; at !== undefined; at = ends[at.previous]) chain.push(at.anchor)
  return chain.toReversed()
}

/** Where a key stands that comes once, in order; −1 for one that comes again. */
function onceIn(keys: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  for (const [at, key] of keys.entries()) places.set(key, places.has(key) ? -1 : at)
  return places
}
