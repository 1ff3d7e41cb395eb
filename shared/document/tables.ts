import { cellsOf, firstValue, gridOf, headRows, widthOf, type Grid } from './grid.ts'
import { continues, markerOf, type Marker } from './markers.ts'
import type { ImportNotice } from './notices.ts'
import type { Table } from './types.ts'

/** Heads a column whose figures number the rows. */
const SERIAL = /^(?:序号|序|编号|排名|名次|No\.?)$/i

/** A table that was read, with what does not fit in it; places of the notices name rows and columns only. */
export interface ReadTable {
  readonly table: Table
  readonly columns: number
  readonly notices: readonly Omit<ImportNotice, 'place'>[]
  readonly rows: readonly (number | undefined)[]
}

/**
 * The tables of lines that stand together. A line with its first cell alone is the caption of what follows; a table
 * ends where such a line and the same first head cell come again, or where two lines in a row have another number of
 * cells than the lines before.
 */
export function readTables(lines: Grid): ReadTable[] {
  const parts: string[][][] = []
  let part: string[][] = []
  for (const [at, line] of lines.entries()) {
    if (part.length > 0 && startsTable(lines, at, part)) {
      parts.push(part)
      part = []
    }
    part.push([...line])
  }
  if (part.length > 0) parts.push(part)
  return parts.map(readTable)
}

function startsTable(lines: Grid, at: number, part: Grid): boolean {
  const line = lines[at] ?? []
  const next = lines[at + 1]
  const body = isCaption(part[0] ?? []) && part.length > 1 ? part.slice(1, 2) : part.slice(0, 1)
  if (isCaption(line)) return next !== undefined && body.length > 0 && sameStart(body[0] ?? [], next) && part.length > 1
  if (part.length < 2 || next === undefined) return false
  const before = part.at(-1) ?? []
  return before.length === (part.at(-2) ?? []).length && line.length === next.length && line.length !== before.length
}

function isCaption(line: readonly string[]): boolean {
  return line.length > 1 && line[0] !== '' && line.slice(1).every((text) => text === '')
}

function sameStart(head: readonly string[], line: readonly string[]): boolean {
  return head[0] !== '' && head[0] === line[0] && !isCaption(line) && firstValue(line) < 0
}

function readTable(part: Grid): ReadTable {
  const [first] = part
  const captioned = part.length > 1 && first !== undefined && isCaption(first)
  const grid = captioned ? part.slice(1) : part
  const rows = cellsOf(grid)
  const columns = rows[0]?.some((cell) => cell.header === 'column') === true ? grid[0]?.length ?? 0 : widthOf(grid)
  const table: Table = captioned ? { type: 'table', caption: first[0] ?? '', rows } : { type: 'table', rows }
  const notices: Omit<ImportNotice, 'place'>[] = []
  const places: (number | undefined)[] = []
  const shifts = shiftsIn(grid, rows, columns)
  for (const [r, line] of grid.entries()) {
    if (line.length !== columns) {
      notices.push({ kind: 'row_length', values: { cells: String(line.length), expected: String(columns) } })
      places.push(r)
    }
  }
  for (const { row, count, by } of shifts) {
    notices.push({ kind: 'rows_shifted', values: { rows: String(count), by: String(by) } })
    places.push(row)
  }
  for (const { row, by } of strayLabels(grid)) {
    notices.push({ kind: 'label_shifted', values: { by: String(by) } })
    places.push(row)
  }
  return { table, columns, notices, rows: places }
}

/** Names of rows that go on with a numbering in another column than the name before: （三） in the second, （四） in the first. */
function strayLabels(grid: Grid): { row: number, by: number }[] {
  const last = new Map<string, { marker: Marker, column: number }>()
  const found: { row: number, by: number }[] = []
  for (const [row, line] of grid.entries()) {
    const first = firstValue(line)
    for (const [column, text] of line.slice(0, Math.max(first, 0)).entries()) {
      const marker = text === '' ? undefined : markerOf(text)
      if (marker === undefined || marker.number === 0) continue
      const before = last.get(marker.style)
      if (before !== undefined && before.column !== column && continues(before.marker, marker)) {
        found.push({ row, by: column - before.column })
      }
      last.set(marker.style, { marker, column })
    }
  }
  return found
}

/** Runs of rows whose figures, as many as usual, begin beside the column where the head or most rows have them begin. */
function shiftsIn(grid: Grid, rows: Table['rows'], columns: number): { row: number, count: number, by: number }[] {
  const serial = SERIAL.test(grid[0]?.[0] ?? '')
  const figures = grid.map((line) => {
    const at = firstValue(serial ? line.with(0, '') : line)
    return { at, count: at < 0 ? 0 : line.slice(at).filter((text) => text !== '').length }
  })
  const { start, usual } = expected(grid, rows, figures.filter(({ at }) => at >= 0))
  const runs: { row: number, count: number, by: number }[] = []
  for (const [row, { at, count }] of figures.entries()) {
    // fewer figures than usual: one is missing there, and the others may well stand in their columns
    if (at < 0 || at === start || count < usual || count > columns - start || grid[row]?.length !== columns) continue
    const last = runs.at(-1)
    if (last !== undefined && last.by === at - start && last.row + last.count === row) last.count++
    else runs.push({ row, count: 1, by: at - start })
  }
  return runs
}

/** Where figures begin and how many there are in a row: as the head says or, without one, as most rows have it. */
function expected(grid: Grid, rows: Table['rows'], figures: readonly { at: number, count: number }[]): { start: number, usual: number } {
  const corner = rows[0]?.[0]
  if (corner?.header !== 'column') return { start: commonest(figures.map(({ at }) => at)), usual: commonest(figures.map(({ count }) => count)) }
  const heads = grid.slice(0, headRows(grid))
  const start = corner.colspan ?? 1
  let usual = 0
  for (let c = start; c < (grid[0]?.length ?? 0); c++) if (heads.some((line) => (line[c] ?? '') !== '')) usual++
  return { start, usual }
}

/** Of numbers equally common the least. */
function commonest(numbers: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  let found = 0
  for (const [number, count] of counts) {
    const most = counts.get(found) ?? 0
    if (count > most || (count === most && number < found)) found = number
  }
  return found
}

/** The lines of a table without marks. */
export function plainRows(table: Table): string[][] {
  const grid = gridOf(table.rows)
  if (table.caption === undefined) return grid
  return [[table.caption, ...Array.from({ length: Math.max(1, widthOf(grid) - 1) }, () => '')], ...grid]
}

/** Whether two tables are equal in every cell. */
export function sameTable(a: Table, b: Table): boolean {
  return a.caption === b.caption && a.rows.length === b.rows.length && a.rows.every((row, r) => {
    const other = b.rows[r] ?? []
    return row.length === other.length && row.every((cell, c) => {
      const twin = other[c]
      return cell.text === twin?.text && cell.header === twin.header
        && cell.colspan === twin.colspan && cell.rowspan === twin.rowspan
    })
  })
}
