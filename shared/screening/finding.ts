import type { Place, Span } from '../document/types.ts'
import type { Finding, Kind, Level } from './types.ts'
import type { View } from './view.ts'

/** What a rule says before it is placed in the document: units of the text it looked at. */
export interface Hit {
  readonly kind: Kind
  readonly level: Level
  /** UTF-16 units of the text, end exclusive */
  readonly start: number
  readonly end: number
  readonly rule: string
  readonly basis: string
  readonly suggestion?: string
  readonly masked: string
}

/** A hit at units `from`‥`to` (exclusive) of a view, placed in the view's text. */
export function hitAt(view: View, from: number, to: number, what: Omit<Hit, 'start' | 'end'>): Hit {
  return { ...what, start: view.starts[from] ?? 0, end: view.ends[to - 1] ?? 0 }
}

/** Which units of a text some rule has taken already. */
export class Claims {
  readonly #taken: Uint8Array
  constructor(length: number) {
    this.#taken = new Uint8Array(length)
  }

  /** Takes the units `start`‥`end` (exclusive) unless one of them is taken. @returns whether it took them */
  take(start: number, end: number): boolean {
    if (this.#taken.subarray(start, end).includes(1)) return false
    this.#taken.fill(1, start, end)
    return true
  }
}

/** Turns units of a text into a span of the document, or of the markup that the text was read from. */
export function spanOf(place: Place, start: number, end: number, starts?: Int32Array, ends?: Int32Array): Span {
  return { ...place, start: starts?.[start] ?? start, end: ends?.[end - 1] ?? end }
}

/**
 * A short name for a finding: the same rule at the same span gets the same name. FNV-1a over two halves, 53 bits
 * are enough to tell a report's findings apart; it protects nothing.
 */
export function findingId(rule: string, span: Span): string {
  const key = JSON.stringify([rule, span.field ?? '', span.block, span.item ?? '', span.row ?? '', span.column ?? '',
    span.caption ?? '', span.start, span.end])
  let low = 0x811c9dc5
  let high = 0x1000193
  for (let at = 0; at < key.length; at++) {
    const unit = key.charCodeAt(at)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x5bd1e995)
  }
  return (low >>> 0).toString(16).padStart(8, '0') + (high >>> 0).toString(16).padStart(8, '0')
}

/** Shows the first `left` and last `right` characters, the rest as `*`; a value too short to hide is hidden whole. */
export function mask(value: string, left: number, right: number): string {
  const chars = Array.from(value)
  if (chars.length <= left + right) return '*'.repeat(chars.length)
  return chars.slice(0, left).join('') + '*'.repeat(chars.length - left - right) + chars.slice(chars.length - right).join('')
}

const LAST = '\uFFFF'

/** Reading order: catalogue texts, then blocks, items, rows, columns, offsets. */
export function byPlace(a: Finding, b: Finding): number {
  const one = a.span.field ?? LAST
  const other = b.span.field ?? LAST
  if (one !== other) return one < other ? -1 : 1
  const left = numbersOf(a.span)
  const right = numbersOf(b.span)
  for (let at = 0; at < left.length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.rule < b.rule ? -1 : Number(a.rule > b.rule)
}

function numbersOf({ block, item, row, column, start, end }: Span): number[] {
  return [block, item ?? -1, row ?? -1, column ?? -1, start, end]
}
