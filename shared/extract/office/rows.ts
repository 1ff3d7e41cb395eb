import { Gathering, Unreadable } from '../gathering.ts'
import type { Limits, Problem } from '../types.ts'
import { LIMITS } from '../types.ts'
import { openPackage } from './package.ts'
import { readWorkbook } from './workbook.ts'

/** A list is text alone: nothing in it may cost what a document may. */
export const SHEET_LIMITS: Limits = { ...LIMITS, fileBytes: 4_500_000, inflatedBytes: 48 * 1024 * 1024, texts: 400_000, time: 10_000 }

/**
 * The rows of the first sheet of a workbook that is not hidden, as they are shown; an empty cell is ''.
 * @returns rows, and a problem for whatever was not read; it never throws because of a file
 */
export async function sheetRows(bytes: Uint8Array, limits: Limits = SHEET_LIMITS): Promise<{ readonly rows: string[][], readonly problems: readonly Problem[] }> {
  const gathering = new Gathering(limits)
  try {
    if (bytes.length > limits.fileBytes) throw new Unreadable('too_large', `file > ${limits.fileBytes} bytes`)
    const office = openPackage(bytes, gathering)
    if (office.kind !== 'xlsx') throw new Unreadable('wrong_kind', office.kind)
    await readWorkbook(office, gathering)
  } catch (error) {
    gathering.failed(error)
  }
  return { rows: rowsOf(gathering), problems: gathering.problems }
}

/** cells far away from any other are no table, and would make rows of nothing */
const COLUMNS = 100
const ROWS = 200_000

function rowsOf({ texts }: Gathering): string[][] {
  const cells = texts.filter(({ where, place }) => where.part === 'sheet' && place.row !== undefined)
  const rows: string[][] = []
  for (const { place: { block, row = 0, column = 0 }, text } of cells) {
    if (block !== cells[0]?.place.block || row >= ROWS || column >= COLUMNS) continue
    while (rows.length <= row) rows.push([])
    const cellsOfRow = rows[row] ?? []
    while (cellsOfRow.length < column) cellsOfRow.push('')
    cellsOfRow[column] = text
  }
  return rows
}
