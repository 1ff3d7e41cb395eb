import { Gathering, Unreadable } from './gathering.ts'
import { endingOf, kindOf, mismatch, NAMED_KINDS } from './kind.ts'
import { openPackage } from './office/package.ts'
import type { ProblemCode } from './types.ts'
import { LIMITS } from './types.ts'

/** Endings that an attachment may have. */
export const ATTACHMENT_ENDINGS = ['docx', 'xlsx', 'pptx', 'pdf', 'png', 'jpg', 'jpeg', 'doc', 'csv', 'txt'] as const

/** What a file that is what its name says is called among the media types, or why it is not. */
export type Stated = { readonly ok: true, readonly mediaType: string } | { readonly ok: false, readonly code: ProblemCode | 'not_taken' }

/** Whether a file is of the type that its name states, told by its bytes and, in an archive, by its list of contents. */
export function statedType(bytes: Uint8Array, name: string): Stated {
  const ending = endingOf(name)
  if (!ATTACHMENT_ENDINGS.some((one) => one === ending)) return { ok: false, code: 'not_taken' }
  try {
    const kind = kindOf(bytes, name)
    const named = kind === 'zip' ? openPackage(bytes, new Gathering(LIMITS)).kind : kind === 'compound' ? 'doc' : kind
    const wrong = mismatch(named, name, undefined) !== undefined || ((named === 'text' || named === 'csv') && !isText(bytes))
    const mediaType = NAMED_KINDS.find((one) => one.kind === named)?.types[0]
    return wrong || mediaType === undefined ? { ok: false, code: 'wrong_kind' } : { ok: true, mediaType }
  } catch (error) {
    return { ok: false, code: error instanceof Unreadable ? error.code : 'damaged' }
  }
}

/** no text has a NUL, unless it is written in units of two bytes and says so */
function isText(bytes: Uint8Array): boolean {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return wide || !bytes.includes(0)
}
