import type { Span } from '../../shared/document/types.ts'
import { textsOfHtml } from '../../shared/screening/html.ts'
import type { Text } from '../../shared/screening/texts.ts'

/** What a reader takes out of a file. */
export interface ReadFile {
  readonly texts: readonly Text[]
  /** where a span stands, in words of the file: `line:column`, `sheet!cell`, `page 3` */
  locate(span: Span): string
}

/** One kind of file. Word, Excel and PDF readers join the table below. */
export interface Reader {
  readonly extensions: readonly string[]
  read(bytes: Uint8Array): ReadFile
}

const plainText: Reader = {
  extensions: ['.txt', '.md', '.csv'],
  read: (bytes) => {
    const text = decode(bytes)
    return { texts: [{ place: { block: 0 }, text, label: '', head: true }], locate: lineAndColumn(text) }
  },
}

const html: Reader = {
  extensions: ['.html', '.htm'],
  read: (bytes) => {
    const text = decode(bytes)
    return { texts: textsOfHtml(text), locate: lineAndColumn(text) }
  },
}

const READERS: readonly Reader[] = [plainText, html]

/** The reader for a file by its name's ending; a name without an ending is plain text. */
export function readerFor(file: string): Reader | undefined {
  const ending = /\.[A-Za-z0-9]+$/u.exec(file)?.[0].toLowerCase() ?? '.txt'
  return READERS.find(({ extensions }) => extensions.includes(ending))
}

/** UTF-8, with or without mark; what is not valid UTF-8 is read as GB 18030. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  }
}

function lineAndColumn(text: string): (span: Span) => string {
  const lines = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
  return ({ start }) => {
    let line = lines.length
    while ((lines[line - 1] ?? 0) > start) line--
    return `${line}:${start - (lines[line - 1] ?? 0) + 1}`
  }
}
