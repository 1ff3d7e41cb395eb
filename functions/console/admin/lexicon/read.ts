import { sheetRows } from '../../../../shared/extract/office/rows.ts'
import type { Problem as FileProblem } from '../../../../shared/extract/types.ts'
import { csvOfRows, importRows, importTerms, inItsList } from '../../../../shared/screening/index.ts'
import { OPTIONS } from '../../../../shared/screening/csv.ts'
import type { RowError, Term } from '../../../../shared/screening/index.ts'
import type { Form, Upload } from '../../../../shared/web/form.ts'
import { decodeText, typed } from '../../../../shared/web/form.ts'

/** What a form brought of terms: all of them, or what is wrong; nothing is taken where anything is. */
export interface Read {
  readonly terms: readonly Term[]
  readonly errors: readonly RowError[]
  /** why a file could not be read */
  readonly file?: 'none' | 'both' | 'unreadable' | 'too_large' | 'too_many'
  readonly problems?: readonly FileProblem[]
  /** what was read, as text that can be put right on the page */
  readonly text?: string
}

/** Terms of one list at most. */
export const MOST_TERMS = 100_000
/** Bytes of a file at most: what a function can be given. */
const MOST_BYTES = 4_000_000
/** Rows up to this length come back onto the page to be put right. */
const EDITABLE = 200_000

/** Reads the terms of an import: a file, CSV or XLSX by its bytes, or rows that were pasted. */
export async function readImport(form: Form, list: string): Promise<Read> {
  const pasted = typed(form, 'rows')
  const [upload, ...further] = form.uploads.get('file') ?? []
  if (upload && (further.length > 0 || pasted.trim() !== '')) return { terms: [], errors: [], file: 'both' }
  if (!upload) return pasted.trim() === '' ? { terms: [], errors: [], file: 'none' } : bounded(importTerms(pastedText(pasted), list))
  if (upload.bytes.length > MOST_BYTES) return { terms: [], errors: [], file: 'too_large' }
  return bounded(await readFile(upload, list))
}

/** The one term of the form for terms. */
export function readTerm(form: Form, list: string): Read {
  const columns = ['term', 'kind', 'level', 'suggestion', 'basis', 'allow'] as const
  const options = OPTIONS.filter((option) => typed(form, option) === 'yes').join('|')
  return importRows([[...columns, 'options'], [...columns.map((column) => typed(form, column).replaceAll('\n', ' ')), options]], list)
}

async function readFile({ bytes }: Upload, list: string): Promise<Read> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const { rows, problems } = await sheetRows(bytes)
    if (problems.length > 0) return { terms: [], errors: [], file: 'unreadable', problems }
    return withText(importRows(rows, list), () => csvOfRows(rows))
  }
  // An old workbook, a picture: no text holds this byte.
  if (bytes.subarray(0, 4096).includes(0) && bytes[0] !== 0xff && bytes[0] !== 0xfe) return { terms: [], errors: [], file: 'unreadable' }
  const text = decodeText(bytes)
  return withText(importTerms(text, list), () => text)
}

function withText(read: Read, textOf: () => string): Read {
  if (read.errors.length === 0) return read
  const text = textOf().replace(/^\uFEFF/u, '').replaceAll('\r\n', '\n')
  return text.length > EDITABLE ? read : { ...read, text }
}

function bounded(read: Read): Read {
  if (read.terms.length > MOST_TERMS) return { terms: [], errors: [], file: 'too_many' }
  return { ...read, terms: read.terms.map(inItsList) }
}

// What is copied out of a spreadsheet is parted by tabs.
function pastedText(text: string): string {
  const [head = ''] = text.split('\n', 1)
  return head.includes('\t') && !head.includes(',') ? csvOfRows(text.split('\n').map((line) => line.split('\t'))) : text
}
