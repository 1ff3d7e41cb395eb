import { workbookOf } from '../../../../shared/lexicon/workbook.ts'
import { exportTerms, termRows } from '../../../../shared/screening/index.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { uploads } from '../../attachments/uploads.ts'
import { listIn, working } from './working.ts'

const CSV = 'text/csv; charset=utf-8'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
/** Bytes of an answer at most: they travel as base64 in 6 MB of JSON. */
const MOST_BYTES = 4_000_000

/** A list as a file, which an import reads back as it was. One that is too large for an answer is fetched from the record bucket. */
export async function exportList({ params }: SignedRequest): Promise<Reply> {
  const { id, name, edition, terms } = listIn(await working(), params['list'])
  const file = [name, edition].filter((part) => part !== '').join('-') || id
  if (params['format'] === 'csv') return reply(Buffer.from(exportTerms(terms), 'utf8'), `${file}.csv`, CSV)
  if (params['format'] === 'xlsx') return reply(workbookOf(termRows(terms), name), `${file}.xlsx`, XLSX)
  throw new WebError('not_found')
}

async function reply(bytes: Uint8Array, name: string, type: string): Promise<Reply> {
  if (bytes.length <= MOST_BYTES) return { kind: 'bytes', type, bytes, name }
  return { kind: 'go', to: await uploads.layOut(bytes, name, type) }
}
