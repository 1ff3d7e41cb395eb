import { diffArrays } from 'diff'

/** One step of an alignment; indexes into the two sides. `same` entries have equal keys, `pair` ones are alike. */
export type Step =
  | { readonly kind: 'same' | 'pair', readonly before: number, readonly after: number }
  | { readonly kind: 'removed', readonly before: number }
  | { readonly kind: 'added', readonly after: number }

export interface AlignOptions {
  /** how much alike two entries are, 0–1; those that are alike enough are paired */
  readonly alike: (before: number, after: number) => number
  /** least likeness of a pair */
  readonly least: number
  /** comparisons left for finding the best pairs; where they are used up, entries are paired in order */
  readonly work: { comparisons: number }
}

/** Above this many differences two sequences are not compared further: everything between equal ends counts as other. */
const MOST_DIFFERENCES = 600
/** Above this many comparisons a stretch of changed entries is paired in order. */
const MOST_COMPARISONS = 2500

/**
 * Aligns two sequences by the keys of their entries; what is neither equal nor alike is removed or added. The steps of
 * either side come in that side's order. Work is bounded by length × the constants above.
 */
export function align(before: readonly string[], after: readonly string[], options: AlignOptions): Step[] {
  const steps: Step[] = []
  let b = 0
  let a = 0
  let removed: number[] = []
  let added: number[] = []
  const flush = (): void => {
    for (const step of pairUp(removed, added, options)) {
      // where not everything was compared, a pair may turn out to be equal
      const equal = step.kind === 'pair' && before[step.before] === after[step.after]
      steps.push(equal ? { ...step, kind: 'same' } : step)
    }
    removed = []
    added = []
  }
  for (const run of runsOf(before, after)) {
    if (run.kind === 'same') flush()
    for (let n = 0; n < run.count; n++) {
      if (run.kind === 'same') steps.push({ kind: 'same', before: b++, after: a++ })
      else if (run.kind === 'removed') removed.push(b++)
      else added.push(a++)
    }
  }
  flush()
  return steps
}

export interface Run {
  readonly kind: 'same' | 'removed' | 'added'
  readonly count: number
}

/** Equal, removed and added stretches of two sequences. */
export function runsOf(before: readonly string[], after: readonly string[], most = MOST_DIFFERENCES): Run[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  const left = before.slice(head, before.length - tail)
  const right = after.slice(head, after.length - tail)
  const runs: Run[] = [{ kind: 'same', count: head }, ...middle(left, right, most), { kind: 'same', count: tail }]
  return runs.filter(({ count }) => count > 0)
}

function middle(left: string[], right: string[], most: number): Run[] {
  const changes = left.length === 0 || right.length === 0 ? undefined : diffArrays(left, right, { maxEditLength: most })
  if (changes === undefined) return [{ kind: 'removed', count: left.length }, { kind: 'added', count: right.length }]
  return changes.map(({ count, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', count }))
}

/** Pairs removed with added entries, in order, so that the pairs are as much alike as can be. */
function pairUp(removed: readonly number[], added: readonly number[], options: AlignOptions): Step[] {
  const comparisons = removed.length * added.length
  if (comparisons > Math.min(MOST_COMPARISONS, options.work.comparisons)) return inOrder(removed, added, options)
  const { alike, least, work } = options
  work.comparisons -= comparisons
  const width = added.length + 1
  const likeness = new Float64Array(removed.length * width)
  const best = new Float64Array((removed.length + 1) * width)
  for (let r = removed.length - 1; r >= 0; r--) {
    for (let a = added.length - 1; a >= 0; a--) {
      const score = alike(removed[r] ?? 0, added[a] ?? 0)
      likeness[r * width + a] = score
      const paired = score >= least ? score + 1e-6 + (best[(r + 1) * width + a + 1] ?? 0) : 0
      best[r * width + a] = Math.max(paired, best[(r + 1) * width + a] ?? 0, best[r * width + a + 1] ?? 0)
    }
  }
  const steps: Step[] = []
  let r = 0
  let a = 0
  while (r < removed.length || a < added.length) {
    const here = best[r * width + a] ?? 0
    const score = likeness[r * width + a] ?? 0
    if (a === added.length || (r < removed.length && here === (best[(r + 1) * width + a] ?? 0))) {
      steps.push({ kind: 'removed', before: removed[r++] ?? 0 })
    } else if (r < removed.length && score >= least && here === score + 1e-6 + (best[(r + 1) * width + a + 1] ?? 0)) {
      steps.push({ kind: 'pair', before: removed[r++] ?? 0, after: added[a++] ?? 0 })
    } else {
      steps.push({ kind: 'added', after: added[a++] ?? 0 })
    }
  }
  return steps
}

function inOrder(removed: readonly number[], added: readonly number[], { alike, least }: AlignOptions): Step[] {
  const steps: Step[] = []
  for (let at = 0; at < Math.max(removed.length, added.length); at++) {
    const before = removed[at]
    const after = added[at]
    if (before !== undefined && after !== undefined && alike(before, after) >= least) {
      steps.push({ kind: 'pair', before, after })
      continue
    }
    if (before !== undefined) steps.push({ kind: 'removed', before })
    if (after !== undefined) steps.push({ kind: 'added', after })
  }
  return steps
}
