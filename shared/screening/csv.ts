import type { Term } from './lexicon.ts'
import { foldTerm } from './match/fold.ts'
import { LONGEST_TERM } from './lexicon.ts'

/** One row that could not be read; rows are counted from 1, the header's row. */
export interface RowError {
  readonly row: number
  readonly code: 'missing_term' | 'term_empty_after_folding' | 'term_too_long' | 'unknown_kind' | 'unknown_level' |
    'unknown_option' | 'duplicate_term' | 'unknown_column' | 'missing_column' | 'unclosed_quote'
  /** what stood there */
  readonly value: string
}

export interface Imported {
  readonly terms: readonly Term[]
  readonly errors: readonly RowError[]
}

const COLUMNS = ['term', 'kind', 'level', 'suggestion', 'basis', 'allow', 'options'] as const
type Column = typeof COLUMNS[number]

const CHINESE: Readonly<Record<string, Column>> = {
  词语: 'term', 词: 'term', 类别: 'kind', 级别: 'level', 建议: 'suggestion', 建议用语: 'suggestion', 依据: 'basis', 来源: 'basis',
  例外: 'allow', 白名单: 'allow', 选项: 'options',
}
export const KINDS = ['sensitive', 'misused', 'naming'] as const
export const LEVELS = ['block', 'warn', 'info'] as const
export const OPTIONS = ['exact', 'anywhere', 'pinyin', 'homophone', 'lookalike', 'split'] as const
const BETWEEN = /[|｜]/u
/** what a spreadsheet takes for a formula, also behind the marks that keep others from being one */
const FORMULA = /^'*[=+\-@\t\r]/u

/**
 * Reads terms from CSV (RFC 4180, with or without a byte order mark). The first row names the columns, in English or
 * Chinese; only `term` must be there. Several allow-words or options in one cell are parted by `|`.
 * A row with an error gives no term; all other rows do.
 */
export function importTerms(csv: string, list: string): Imported {
  const { rows, unclosed } = rowsOf(csv.replace(/^\uFEFF/u, ''))
  const { terms, errors } = importRows(rows, list)
  return { terms, errors: unclosed === undefined ? errors : [{ row: unclosed, code: 'unclosed_quote', value: '' }, ...errors] }
}

/** Reads terms from rows of cells, as `importTerms` does from CSV. */
export function importRows(rows: readonly (readonly string[])[], list: string): Imported {
  const errors: RowError[] = []
  const header = (rows[0] ?? []).map((name): Column | undefined => CHINESE[name.trim()] ??
    COLUMNS.find((column) => column === name.trim().toLowerCase()))
  for (const [at, column] of header.entries()) {
    if (column === undefined) errors.push({ row: 1, code: 'unknown_column', value: rows[0]?.[at] ?? '' })
  }
  if (!header.includes('term')) return { terms: [], errors: [...errors, { row: 1, code: 'missing_column', value: 'term' }] }
  const terms = new Map<string, Term>()
  for (const [at, cells] of rows.entries()) {
    if (at === 0 || cells.every((cell) => cell.trim() === '')) continue
    const read = termOf(cells, header, list)
    if ('code' in read) errors.push({ ...read, row: at + 1 })
    else if (terms.has(read.term)) errors.push({ row: at + 1, code: 'duplicate_term', value: read.term })
    else terms.set(read.term, read)
  }
  return { terms: [...terms.values()], errors }
}

/** Writes terms as CSV with a byte order mark, which spreadsheets need to read Chinese. Reads back as it was. */
export function exportTerms(terms: Iterable<Term>): string {
  return csvOfRows(termRows(terms))
}

/** Terms as rows of cells, the names of the columns first. */
export function termRows(terms: Iterable<Term>): string[][] {
  return [[...COLUMNS], ...Array.from(terms, (term) => [
    term.term, term.kind ?? 'sensitive', term.level ?? 'warn', term.suggestion ?? '', term.basis ?? '', (term.allow ?? []).join('|'),
    OPTIONS.filter((option) => term[option] === true).join('|'),
  ].map(unlikeFormula))]
}

/** Rows of cells as CSV with a byte order mark. */
export function csvOfRows(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`
}

function termOf(cells: readonly string[], header: readonly (Column | undefined)[], list: string): Term | Omit<RowError, 'row'> {
  const cell = (column: Column): string => (cells[header.indexOf(column)] ?? '').trim().replace(/^'(?='*[=+\-@])/u, '')
  const parts = (column: Column): string[] => cell(column).split(BETWEEN).map((part) => part.trim()).filter((part) => part !== '')
  const term = cell('term')
  if (term === '') return { code: 'missing_term', value: '' }
  if (term.length > LONGEST_TERM) return { code: 'term_too_long', value: term.slice(0, 20) }
  if (foldTerm(term) === '') return { code: 'term_empty_after_folding', value: term }
  const kind = KINDS.find((each) => each === (cell('kind') || 'sensitive'))
  if (kind === undefined) return { code: 'unknown_kind', value: cell('kind') }
  const level = LEVELS.find((each) => each === (cell('level') || 'warn'))
  if (level === undefined) return { code: 'unknown_level', value: cell('level') }
  const options = parts('options')
  const unknown = options.find((option) => !OPTIONS.some((each) => each === option))
  if (unknown !== undefined) return { code: 'unknown_option', value: unknown }
  const allow = parts('allow')
  return {
    term, list, kind, level,
    ...(cell('suggestion') === '' ? {} : { suggestion: cell('suggestion') }),
    ...(cell('basis') === '' ? {} : { basis: cell('basis') }),
    ...(allow.length === 0 ? {} : { allow }),
    ...Object.fromEntries(options.map((option) => [option, true])),
  }
}

function unlikeFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

function quoted(cell: string): string {
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

function rowsOf(csv: string): { rows: string[][], unclosed: number | undefined } {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let open = false
  for (let at = 0; at < csv.length; at++) {
    const char = csv[at] ?? ''
    if (open) {
      if (char !== '"') cell += char
      else if (csv[at + 1] === '"') {
        cell += '"'
        at++
      } else open = false
    } else if (char === '"' && cell === '') open = true
    else if (char === ',') {
      row.push(cell)
      cell = ''
    } else if (char === '\n') {
      rows.push([...row, cell.replace(/\r$/u, '')])
      row = []
      cell = ''
    } else cell += char
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return { rows, unclosed: open ? rows.length : undefined }
}
