import { foldPoint, foldTable, SKIP, SLOW } from './fold.ts'

/** Folded texts one after the other: `units[0..length)`, and where each of them begins in its text. */
export interface Folded {
  units: Uint16Array
  starts: Int32Array
  length: number
  /** whether some character folds to several units: a term must not begin or end inside it */
  wide: boolean
  /** numbers of the units that equal the one before them in the same text; a repeated digit makes another number */
  readonly repeats: number[]
  /** number of the first unit of each text */
  readonly bounds: number[]
}

const DIGIT_NINE = 0x39
/** the scan reads so far beyond the last unit */
const BEYOND = 2

/** An empty table with room for texts of about `size` units. */
export function makeFolded(size: number): Folded {
  return { units: new Uint16Array(size + 64), starts: new Int32Array(size + 64), length: 0, wide: false, repeats: [], bounds: [] }
}

/** Empties a table so that it can be used again. */
export function clearFolded(folded: Folded): void {
  folded.length = 0
  folded.wide = false
  folded.repeats.length = 0
  folded.bounds.length = 0
}

/** Folds a text behind those that are there. Linear. */
export function foldText(text: string, folded: Folded): Folded {
  makeRoom(folded, text.length)
  const first = folded.length
  folded.bounds.push(first)
  for (let at = 0; at < text.length;) {
    if (folded.length > first) at = foldRun(text, at, folded)
    if (at < text.length) at = foldCharacter(text, at, first, folded)
  }
  folded.units.fill(0, folded.length, folded.length + BEYOND)
  return folded
}

/**
 * Folds units that fold to one or none, up to the first that does not. What is skipped is written too and then
 * written over: whether the next character of a text is skipped cannot be foreseen, and a branch on it costs more.
 */
function foldRun(text: string, from: number, folded: Folded): number {
  const table = foldTable()
  const { units, starts, repeats } = folded
  const size = text.length
  let { length } = folded
  let at = from
  for (; at < size; at++) {
    const unit = table[text.charCodeAt(at)] ?? SKIP
    if (unit === SLOW) break
    if (unit === units[length - 1] && unit > DIGIT_NINE) repeats.push(length)
    units[length] = unit
    starts[length] = at
    length += -unit >>> 31
  }
  folded.length = length
  return at
}

function foldCharacter(text: string, at: number, first: number, folded: Folded): number {
  const point = text.codePointAt(at) ?? 0
  const long = foldPoint(point)
  if (long.length > 1) {
    folded.wide = true
    makeRoom(folded, text.length - at + long.length)
  }
  const { units, starts, repeats } = folded
  for (let part = 0; part < long.length; part++) {
    const { length } = folded
    const each = long.charCodeAt(part)
    if (length > first && each === units[length - 1] && each > DIGIT_NINE) repeats.push(length)
    units[length] = each
    starts[length] = at
    folded.length++
  }
  return at + (point > 0xffff ? 2 : 1)
}

function makeRoom(folded: Folded, more: number): void {
  const need = folded.length + more + 32
  if (need <= folded.units.length) return
  folded.units = grown(folded.units, new Uint16Array(need * 2))
  folded.starts = grown(folded.starts, new Int32Array(need * 2))
}

function grown<T extends Uint16Array | Int32Array>(from: T, to: T): T {
  to.set(from)
  return to
}
