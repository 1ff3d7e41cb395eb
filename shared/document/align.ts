import { diffArrays } from 'diff'
import { anchorsOf } from './anchors.ts'

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

/** Above this many differences two sequences are compared only between the entries that each has once … */
const MOST_DIFFERENCES = 600
/** … and there no further than this. */
const MOST_BETWEEN = 60
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
  for (const run of runsBetween(before, after)) {
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

/** Stretches of two sequences; with too many differences, between the entries that each of them has once. */
function runsBetween(before: readonly string[], after: readonly string[]): Run[] {
  const whole = comparedRuns(before, after, MOST_DIFFERENCES)
  if (whole !== undefined) return whole
  const runs: Run[] = []
  let b = 0
  let a = 0
  for (const anchor of anchorsOf(before, after)) {
    runs.push(...runsOf(before.slice(b, anchor.before), after.slice(a, anchor.after), MOST_BETWEEN), { kind: 'same', count: 1 })
    b = anchor.before + 1
    a = anchor.after + 1
  }
  return [...runs, ...runsOf(before.slice(b), after.slice(a), MOST_BETWEEN)]
}

export interface Run {
  readonly kind: 'same' | 'removed' | 'added'
  readonly count: number
}

/** Equal, removed and added stretches of two sequences; with too many differences, all between their equal ends is other. */
export function runsOf(before: readonly string[], after: readonly string[], most: number): Run[] {
  const { head, tail } = endsOf(before, after)
  return comparedRuns(before, after, most) ?? withEnds(head, tail, [
    { kind: 'removed', count: before.length - head - tail }, { kind: 'added', count: after.length - head - tail },
  ])
}

function comparedRuns(before: readonly string[], after: readonly string[], most: number): Run[] | undefined {
  const { head, tail } = endsOf(before, after)
  const left = before.slice(head, before.length - tail)
  const right = after.slice(head, after.length - tail)
  const changes = diffArrays(left, right, { maxEditLength: left.length === 0 || right.length === 0 ? left.length + right.length : most })
  if (changes === undefined) return undefined
  return withEnds(head, tail, changes.map(({ count, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', count })))
}

function withEnds(head: number, tail: number, runs: readonly Run[]): Run[] {
  const all: Run[] = [{ kind: 'same', count: head }, ...runs, { kind: 'same', count: tail }]
  return all.filter(({ count }) => count > 0)
}

/** How many entries two sequences share at their beginning and at their end. */
function endsOf(before: readonly string[], after: readonly string[]): { head: number, tail: number } {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { head, tail }
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
