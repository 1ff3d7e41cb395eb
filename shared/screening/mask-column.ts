import type { Cell, Document, Table } from '../document/types.ts'
import type { Hit } from './finding.ts'
import type { MaskPreset, MaskRule } from './mask-presets.ts'
import { COMMON_MASKS, maskBy } from './mask-presets.ts'
import { personalData } from './privacy/detect.ts'
import type { Text } from './texts.ts'
import { textsOf } from './texts.ts'
import type { Kind } from './types.ts'
import { viewOf } from './view.ts'

/** A column of a table with personal data in it that would have to be disposed of. */
export interface PersonalColumn {
  readonly block: number
  /** as findings count: the number of the cell in its row */
  readonly column: number
  /** what its header says; '' without one */
  readonly label: string
  readonly kinds: readonly Kind[]
  readonly count: number
}

export interface MaskOptions {
  readonly preset?: MaskPreset
  /** YYYY-MM-DD, as for screening */
  readonly today?: string
}

/** The columns of all tables that a preset can mask, in reading order. */
export function personalColumns(document: Document, { preset = COMMON_MASKS, today }: MaskOptions = {}): PersonalColumn[] {
  const columns = new Map<string, PersonalColumn>()
  for (const text of textsOf(document)) {
    const { block, column } = text.place
    if (column === undefined) continue
    const hits = hitsIn(text, preset, today)
    if (hits.length === 0) continue
    const key = `${block}.${column}`
    const before = columns.get(key)
    columns.set(key, {
      block, column, label: before?.label || text.label, count: (before?.count ?? 0) + hits.length,
      kinds: [...new Set([...before?.kinds ?? [], ...hits.map(({ kind }) => kind)])],
    })
  }
  return [...columns.values()].toSorted((one, other) => one.block - other.block || one.column - other.column)
}

/**
 * 整列脱敏: a document with the personal data of one column masked. In a column of names or numbers, a value that no rule has
 * known (a rare name, a mistyped number) is masked with the others. Nothing else changes.
 *
 * @returns the document, in whose column no rule of the preset's kinds finds anything that would have to be disposed of;
 *   the same one where there is nothing to mask or no such column
 */
export function maskColumn(
  document: Document, at: { readonly block: number, readonly column: number }, { preset = COMMON_MASKS, today }: MaskOptions = {},
): Document {
  const table = document.blocks[at.block]
  if (table?.type !== 'table') return document
  const hits = hitsOf(document, at, preset, today)
  if (hits.size === 0) return document
  const main = mainKind(table, at.column, hits)
  const rule = main && preset[main]
  const masked = withCells(document, at, (cell, row) => {
    const own = hits.get(row)
    if (own !== undefined) return maskSpans(cell.text, own, preset)
    return main && rule && isValue(table, row, cell, main) ? maskBy(cell.text, rule) : cell.text
  })
  return hideRest(masked, at, preset, today)
}

/** What a mask leaves may be found again, say by another rule: it is hidden whole then. */
function hideRest(document: Document, at: { readonly block: number, readonly column: number }, preset: MaskPreset, today: string | undefined): Document {
  const hits = hitsOf(document, at, preset, today)
  if (hits.size === 0) return document
  const hidden = withCells(document, at, (cell, row) => {
    const own = hits.get(row)
    return own === undefined ? cell.text : maskSpans(cell.text, own, preset, () => '****')
  })
  if (hitsOf(hidden, at, preset, today).size === 0) return hidden
  return withCells(document, at, (cell, row) => hits.has(row) ? '****' : cell.text)
}

function hitsOf(document: Document, at: { readonly block: number, readonly column: number }, preset: MaskPreset, today: string | undefined): Map<number, Hit[]> {
  const found = new Map<number, Hit[]>()
  for (const text of textsOf(document)) {
    const { block, row, column } = text.place
    if (block !== at.block || column !== at.column || row === undefined) continue
    const hits = hitsIn(text, preset, today)
    if (hits.length > 0) found.set(row, hits)
  }
  return found
}

function hitsIn(text: Text, preset: MaskPreset, today: string | undefined): Hit[] {
  return personalData(viewOf(text), today).filter(({ kind, level }) => level !== 'info' && preset[kind] !== undefined)
}

/** The kind that a column consists of. A number says by its form that it is of the kind of its neighbours; for names it takes most cells. */
function mainKind(table: Table, column: number, hits: ReadonlyMap<number, readonly Hit[]>): Kind | undefined {
  const filled = table.rows.filter((cells, row) => isData(table, row, cells[column])).length
  const counts = new Map<Kind, number>()
  for (const [row, own] of hits) {
    const [first] = own
    const text = table.rows[row]?.[column]?.text.trim() ?? ''
    if (first && own.length === 1 && first.end - first.start === text.length) counts.set(first.kind, (counts.get(first.kind) ?? 0) + 1)
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)
    .find(([kind, count]) => SHAPES[kind] !== undefined && (kind !== 'person' || count * 2 > filled))?.[0]
}

/** What a value of a kind looks like that its rule has not known. */
const SHAPES: Readonly<Partial<Record<Kind, RegExp>>> = {
  person: /^(?!(?:合计|总计|小计|共计|不详|未知|匿名|无名|其他|其它|空缺|暂无|待定)$)[\p{Script=Han}·•\s]{2,12}$/u,
  id_card: /^[\dXx\s-]{14,22}$/u,
  mobile: /^[+\d\s-]{10,18}$/u,
  bank_card: /^[\d\s-]{12,26}$/u,
}

const MASKED = /[某×*＊✕○●□]/u

function isValue(table: Table, row: number, cell: Cell, kind: Kind): boolean {
  const text = cell.text.normalize('NFKC').trim()
  return isData(table, row, cell) && !MASKED.test(text) && SHAPES[kind]?.test(text) === true
}

/** Whether a cell is filled and no header: in a table without any, the first row is taken for one. */
function isData(table: Table, row: number, cell: Cell | undefined): boolean {
  if (cell === undefined || cell.header === 'column' || cell.text.trim() === '') return false
  return row > 0 || table.rows.some((cells) => cells.some(({ header }) => header === 'column'))
}

function maskSpans(text: string, hits: readonly Hit[], preset: MaskPreset, by?: () => string): string {
  let masked = ''
  let at = 0
  for (const { start, end, kind } of hits.toSorted((one, other) => one.start - other.start)) {
    if (end <= at) continue
    const rule: MaskRule = preset[kind] ?? { rule: 'whole' }
    masked += text.slice(at, Math.max(at, start)) + (by ?? ((): string => maskBy(text.slice(Math.max(at, start), end), rule)))()
    at = end
  }
  return masked + text.slice(at)
}

function withCells(document: Document, { block, column }: { readonly block: number, readonly column: number }, write: (cell: Cell, row: number) => string): Document {
  return {
    blocks: document.blocks.map((one, at) => at !== block || one.type !== 'table' ? one : {
      ...one,
      rows: one.rows.map((cells, row) => cells.map((cell, number) => number === column ? { ...cell, text: write(cell, row) } : cell)),
    }),
  }
}
