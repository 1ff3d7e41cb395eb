import { workbookOf } from '../../../../shared/lexicon/workbook.ts'
import { exportTerms, termRows } from '../../../../shared/screening/index.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { listIn, working } from './working.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A list as a file, which an import reads back as it was. */
export async function exportList({ params }: SignedRequest): Promise<Reply> {
  const { id, name, edition, terms } = listIn(await working(), params['list'])
  const file = [name, edition].filter((part) => part !== '').join('-') || id
  if (params['format'] === 'csv') return { kind: 'file', type: 'text/csv; charset=utf-8', text: exportTerms(terms), name: `${file}.csv` }
  if (params['format'] === 'xlsx') return { kind: 'bytes', type: XLSX, bytes: workbookOf(termRows(terms), name), name: `${file}.xlsx` }
  throw new WebError('not_found')
}
