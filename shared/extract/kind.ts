import { isZip } from './office/zip.ts'

/** What a file is by its bytes; an archive or a compound file is looked into before it has a kind. */
export type Kind = 'zip' | 'compound' | 'pdf' | 'png' | 'jpg' | 'text' | 'html' | 'csv' | 'other'

/** A kind of file that is read, with the endings and media types it may carry. */
export interface NamedKind {
  readonly kind: string
  readonly endings: readonly string[]
  readonly types: readonly string[]
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument.'

export const NAMED_KINDS: readonly NamedKind[] = [
  { kind: 'docx', endings: ['docx', 'dotx'], types: [`${OPEN_XML}wordprocessingml.document`] },
  { kind: 'xlsx', endings: ['xlsx', 'xltx'], types: [`${OPEN_XML}spreadsheetml.sheet`] },
  { kind: 'pptx', endings: ['pptx', 'ppsx', 'potx'], types: [`${OPEN_XML}presentationml.presentation`] },
  { kind: 'pdf', endings: ['pdf'], types: ['application/pdf'] },
  { kind: 'doc', endings: ['doc', 'dot'], types: ['application/msword'] },
  { kind: 'png', endings: ['png'], types: ['image/png'] },
  { kind: 'jpg', endings: ['jpg', 'jpeg'], types: ['image/jpeg'] },
  { kind: 'csv', endings: ['csv', 'tsv'], types: ['text/csv'] },
  { kind: 'html', endings: ['html', 'htm'], types: ['text/html'] },
  { kind: 'text', endings: ['txt', 'md', ''], types: ['text/plain', 'text/markdown'] },
]

/** endings of kinds that are known and not read, whatever their bytes look like */
const OTHER_TEXT = /\.(?:rtf|svg|xml|eml|mht|mhtml|js|json|ps|eps)$/iu

/** The kind of a file by its first bytes; for text its name tells how it is read. */
export function kindOf(bytes: Uint8Array, name: string): Kind {
  if (isZip(bytes)) return 'zip'
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return 'compound'
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png'
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg'
  if (hasPdfHeader(bytes)) return 'pdf'
  if (isOtherBinary(bytes) || OTHER_TEXT.test(name)) return 'other'
  const ending = endingOf(name)
  return ending === 'csv' || ending === 'tsv' ? 'csv' : ending === 'html' || ending === 'htm' ? 'html' : 'text'
}

/** The ending of a file's name in lower case, without the dot; '' where there is none. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]+)$/u.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** What is wrong with name and stated type for a file of this kind, if anything. */
export function mismatch(kind: string, name: string, mediaType: string | undefined): string | undefined {
  const named = NAMED_KINDS.find((one) => one.kind === kind)
  const ending = endingOf(name)
  if (named === undefined || !named.endings.includes(ending)) return `${kind} named .${ending}`
  const type = mediaType?.split(';')[0]?.trim().toLowerCase()
  return type === undefined || type === '' || named.types.includes(type) ? undefined : `${kind} stated as ${type.slice(0, 80)}`
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte)
}

/** readers of PDF look for the mark in the first kilobyte */
function hasPdfHeader(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-')
}

const BINARY: readonly (readonly number[])[] = [
  [0x47, 0x49, 0x46, 0x38], [0x42, 0x4d], [0x49, 0x49, 0x2a, 0], [0x4d, 0x4d, 0, 0x2a], [0x52, 0x61, 0x72, 0x21], [0x37, 0x7a, 0xbc, 0xaf],
  [0x1f, 0x8b], [0x50, 0x4b], [0x7b, 0x5c, 0x72, 0x74, 0x66], [0x4d, 0x5a], [0x7f, 0x45, 0x4c, 0x46], [0x52, 0x49, 0x46, 0x46],
]

function isOtherBinary(bytes: Uint8Array): boolean {
  return BINARY.some((magic) => startsWith(bytes, magic) && (magic.length > 2 || bytes.subarray(0, 64).includes(0)))
}
