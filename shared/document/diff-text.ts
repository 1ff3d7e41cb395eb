import { runsOf } from './align.ts'

/** A stretch of a text. The `same` and `removed` ones together are the text before, `same` and `added` the one after. */
export interface Part {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/**
 * Work left in one comparison of two contents. Without `tokens` texts are shown as replaced between their equal ends,
 * without `comparisons` entries are paired in order instead of by likeness.
 */
export interface Budget { tokens: number, comparisons: number }

const LONGEST_SEGMENTED = 20_000
const MOST_DIFFERENCES = 400
/** Equal stretches shorter than this between two changes read as noise and become part of the change. */
const SHORTEST_SAME = 2
const RUN = /\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|[\s\S]/gu
const FIGURE = /^\d+(?:[.,]\d+)*$/
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** A fresh budget for one comparison of two contents. */
export function newBudget(): Budget {
  return { tokens: 200_000, comparisons: 100_000 }
}

/** Differences within a text by words (Chinese ones as a dictionary divides them), figures and signs. */
export function diffText(before: string, after: string, budget: Budget = newBudget()): Part[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const left = tokensOf(before)
  const right = tokensOf(after)
  budget.tokens -= left.length + right.length
  const most = budget.tokens < 0 ? 1 : MOST_DIFFERENCES
  let b = 0
  let a = 0
  const parts: Part[] = []
  for (const { kind, count } of runsOf(left, right, most)) {
    const text = (kind === 'added' ? right.slice(a, a + count) : left.slice(b, b + count)).join('')
    if (kind !== 'added') b += count
    if (kind !== 'removed') a += count
    parts.push({ kind, text })
  }
  return calm(parts)
}

function tokensOf(text: string): string[] {
  if (text.length > LONGEST_SEGMENTED) return text.match(RUN) ?? []
  const tokens: string[] = []
  for (const { segment } of segmenter.segment(text)) {
    // figures stay whole, so that 4941 → 4951 shows two figures and not one digit
    if (FIGURE.test(segment)) tokens.push(segment)
    else tokens.push(...segment.match(RUN_OR_WORD) ?? [])
  }
  return tokens
}

const RUN_OR_WORD = /\d+(?:[.,]\d+)*|[A-Za-z]+|[\p{sc=Han}]+|[\s\S]/gu

/** Merges neighbouring changes: what was removed stands before what was added, single equal signs between are swallowed. */
function calm(parts: readonly Part[]): Part[] {
  const calmed: Part[] = []
  let removed = ''
  let added = ''
  const flush = (): void => {
    if (removed !== '') calmed.push({ kind: 'removed', text: removed })
    if (added !== '') calmed.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const [at, part] of parts.entries()) {
    const within = (removed !== '' || added !== '') && at < parts.length - 1
    const noise = part.text.length < SHORTEST_SAME && !/[\p{P}\s]/u.test(part.text)
    if (part.kind === 'same' && !(within && noise && removed !== '' && added !== '')) {
      flush()
      calmed.push(part)
    } else {
      if (part.kind !== 'added') removed += part.text
      if (part.kind !== 'removed') added += part.text
    }
  }
  flush()
  return calmed
}
