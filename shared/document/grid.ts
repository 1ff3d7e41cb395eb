import { limits } from './limits.ts'
import { markerOf } from './markers.ts'
import type { Cell, Table } from './types.ts'

/** A table as it is written: texts at rows and columns, '' where a cell is empty or covered by a neighbour. */
export type Grid = readonly (readonly string[])[]

const VALUE = /^[-+]?(?:\d+|\d{1,3}(?:[,，]\d{3})+)(?:\.\d+)?\s*(?:[%％‰]|\p{sc=Han}{1,3})?$/u
const NO_VALUE = /^(?:[-—–/]|——)$/
const DATE_UNIT = /[年月日号]$/
const YEAR = /^(?:19|20)\d{2}$/

/** Whether a cell holds a figure rather than a name. */
export function isValue(text: string): boolean {
  return NO_VALUE.test(text) || (VALUE.test(text) && !DATE_UNIT.test(text))
}

/** Column of the first figure of a row; -1 where it has none. */
export function firstValue(row: readonly string[]): number {
  return row.findIndex((text) => isValue(text))
}

/**
 * The grid that a table is written as: a cell that takes several columns or rows leaves the others empty.
 */
export function gridOf(rows: Table['rows']): string[][] {
  const grid: string[][] = rows.map(() => [])
  let taken = new Map<number, number>()
  for (const [r, cells] of rows.entries()) {
    const out = grid[r] ?? []
    const still = new Map<number, number>()
    const skip = (): void => {
      for (let left = taken.get(out.length); left !== undefined; left = taken.get(out.length)) {
        if (left > 1) still.set(out.length, left - 1)
        out.push('')
      }
    }
    for (const cell of cells) {
      skip()
      for (let c = 0; c < (cell.colspan ?? 1); c++) {
        if ((cell.rowspan ?? 1) > 1) still.set(out.length, (cell.rowspan ?? 1) - 1)
        out.push(c === 0 ? cell.text : '')
      }
    }
    skip()
    taken = still
  }
  return grid
}

/** The number of cells that most rows have; of equally many the larger one. */
export function widthOf(grid: Grid): number {
  const counts = new Map<number, number>()
  for (const row of grid) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  let width = 0
  let most = 0
  for (const [length, count] of counts) {
    if (count > most || (count === most && length > width)) [width, most] = [length, count]
  }
  return width
}

/**
 * How many rows at the top head the columns. The second and further ones must stand under cells that take several
 * columns: a row of data never does.
 */
export function headRows(grid: Grid): number {
  const [first] = grid
  if (first === undefined || grid.length < 2 || !isHead(first)) return 0
  const hasValues = grid.some((row) => row.some((text) => isValue(text)))
  if (!hasValues && (first.includes('') || first.some((text) => text.length > 30))) {
    if (!standsUnder(first, grid[1] ?? [])) return 0
  }
  let count = 1
  for (let under = grid[count]; under !== undefined && count < grid.length - 1; under = grid[count]) {
    if (firstValue(under) >= 0 || !standsUnder(grid[count - 1] ?? [], under)) break
    count++
  }
  return count
}

function isHead(row: readonly string[]): boolean {
  const [, ...rest] = row
  const names = rest.filter((text) => text !== '')
  if (names.length === 0) return false
  return names.every((text) => YEAR.test(text)) || firstValue(row) < 0
}

function standsUnder(above: readonly string[], row: readonly string[]): boolean {
  if (row.length !== above.length || row.every((text) => text === '')) return false
  return row.every((text, at) => text === '' || above[at] === '' || above[at + 1] === '')
}

/** The cells of a grid: which ones head a column or a row, and how far the empty cells beside them belong to them. */
export function cellsOf(grid: Grid): readonly (readonly Cell[])[] {
  const heads = headRows(grid)
  const covered = grid.map((row) => row.map(() => false))
  const spans = new Map<string, Cell>()
  for (let r = 0; r < heads; r++) spreadHeads(grid, r, heads, covered, spans)
  const labels = labelColumns(grid, heads, spans)
  for (let r = heads; r < grid.length; r++) spreadLabels(grid, r, labels, covered, spans)
  reachDown(grid, heads, labels, covered, spans)
  return grid.map((row, r) => row.flatMap((text, c) => {
    const cell = spans.get(`${r},${c}`)
    if (cell !== undefined) return [cell]
    return covered[r]?.[c] === true ? [] : [{ text }]
  }))
}

function spreadHeads(grid: Grid, r: number, heads: number, covered: boolean[][], spans: Map<string, Cell>): void {
  const row = grid[r] ?? []
  const above = grid[r - 1]
  for (let c = 0; c < row.length; c++) {
    const text = row[c] ?? ''
    if (text === '' || covered[r]?.[c] === true) continue
    const free = (at: number): boolean => row[at] === '' && covered[r]?.[at] !== true && (above?.[at] ?? '') === ''
    let width = 1
    while (width < limits.span && free(c + width)) width++
    let height = 1
    while (height < limits.span && r + height < heads && emptyFor(grid[r + height] ?? [], c, width)) height++
    for (let y = 0; y < height; y++) {
      const line = covered[r + y]
      for (let x = 0; x < width; x++) if (line !== undefined && c + x < line.length) line[c + x] = true
    }
    spans.set(`${r},${c}`, sized({ text, header: 'column' }, width, height))
  }
}

function emptyFor(row: readonly string[], from: number, width: number): boolean {
  if (row.length < from + width) return false
  for (let c = from; c < from + width; c++) if (row[c] !== '') return false
  return true
}

/** Columns at the left that name the rows: those under the corner, or before every figure where nothing heads. */
function labelColumns(grid: Grid, heads: number, spans: Map<string, Cell>): number {
  if (heads > 0) return spans.get('0,0')?.colspan ?? 1
  let least = Number.POSITIVE_INFINITY
  for (const row of grid) {
    const at = firstValue(row)
    if (at >= 0) least = Math.min(least, at)
  }
  return Number.isFinite(least) ? least : 0
}

function spreadLabels(grid: Grid, r: number, labels: number, covered: boolean[][], spans: Map<string, Cell>): void {
  const row = grid[r] ?? []
  const first = firstValue(row)
  for (let c = 0; c < first; c++) {
    const text = row[c] ?? ''
    if (text === '') continue
    let width = 1
    while (width < limits.span && c + width < Math.min(first, labels) && row[c + width] === '') width++
    for (let x = 0; x < width; x++) {
      const line = covered[r]
      if (line !== undefined) line[c + x] = true
    }
    spans.set(`${r},${c}`, sized({ text, header: 'row' }, width, 1))
  }
}

/** Lets a row's name reach down over the rows that have none of their own. */
function reachDown(grid: Grid, heads: number, labels: number, covered: boolean[][], spans: Map<string, Cell>): void {
  const reach = new Map<number, { key: string, height: number, style: string | undefined }>()
  for (let r = heads; r < grid.length; r++) {
    const row = grid[r] ?? []
    const first = firstValue(row)
    let open = first > 0
    for (let c = 0; c < labels; c++) {
      const key = `${r},${c}`
      const over = reach.get(c)
      const names = row.slice(c + 1, Math.max(first, 0)).filter((text) => text !== '')
      // （五） is no part of （四）, in whichever columns the two stand
      const named = names.length > 0 && !names.some((text) => over?.style !== undefined && markerOf(text)?.style === over.style)
      if (open && row[c] === '' && covered[r]?.[c] !== true && named && over !== undefined && over.height < limits.span) {
        over.height++
        const line = covered[r]
        if (line !== undefined) line[c] = true
        const cell = spans.get(over.key)
        if (cell !== undefined) spans.set(over.key, sized(cell, cell.colspan ?? 1, over.height))
      } else {
        open = false
        const cell = spans.get(key)
        if (cell !== undefined && (cell.colspan ?? 1) === 1 && first > c) reach.set(c, { key, height: 1, style: markerOf(cell.text)?.style })
        else reach.delete(c)
      }
    }
  }
}

function sized(cell: Cell, width: number, height: number): Cell {
  return {
    text: cell.text,
    ...(cell.header === undefined ? {} : { header: cell.header }),
    ...(width > 1 ? { colspan: width } : {}),
    ...(height > 1 ? { rowspan: height } : {}),
  }
}
