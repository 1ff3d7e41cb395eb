import type { Place, Span } from '../../shared/document/types.ts'
import { extractTexts } from '../../shared/extract/extract.ts'
import type { FileText, Problem, Where } from '../../shared/extract/types.ts'

/** What a reader takes out of a file. */
export interface ReadFile {
  readonly texts: readonly FileText[]
  /** what a person must look at because it could not be read */
  readonly problems: readonly Problem[]
  /** where a span stands, in words of the file: `line:column`, `sheet 名单!B7`, `page 3` */
  locate(span: Span): string
}

/** Reads a file of any kind; it never throws because of what is in the file. */
export async function readFile(bytes: Uint8Array, name: string): Promise<ReadFile> {
  const { texts, problems, source } = await extractTexts(bytes, { name })
  if (source !== undefined) return { texts, problems, locate: lineAndColumn(source) }
  const places = new Map(texts.map(({ place, where }) => [keyOf(place), where]))
  return {
    texts, problems,
    locate: (span) => {
      const where = places.get(keyOf(span))
      return `${where === undefined ? '' : whereText(where)}${cellOf(span, where)}:${span.start + 1}`
    },
  }
}

/** A place in a file in words, e.g. `sheet 名单!B7`, `header 2`, `word/embeddings/a.xlsx > sheet S!A1`. */
export function whereText({ part, number, name, cell, inside }: Where): string {
  const sheet = part === 'sheet' || part === 'hidden_sheet'
  const words = [part.replaceAll('_', ' '), number, sheet && cell !== undefined ? `${name ?? ''}!${cell}` : name, sheet ? undefined : cell]
  return [...inside ?? [], words.filter((word) => word !== undefined).join(' ')].join(' > ')
}

/** paragraphs and tables of a document are counted from its beginning; sheets and pages have names of their own */
function cellOf({ block, row, column }: Place, where: Where | undefined): string {
  if (where?.cell !== undefined) return ''
  const cell = row === undefined || column === undefined ? '' : ` row ${row + 1} column ${column + 1}`
  return where?.part === 'body' ? ` ${block + 1}${cell}` : cell
}

function keyOf({ field, block, item, row, column }: Place): string {
  return [field, block, item, row, column].join('\u0000')
}

function lineAndColumn(text: string): (span: Span) => string {
  const lines = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
  return ({ start }) => {
    let low = 0
    let high = lines.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((lines[middle] ?? 0) > start) high = middle - 1
      else low = middle
    }
    return `${low + 1}:${start - (lines[low] ?? 0) + 1}`
  }
}
