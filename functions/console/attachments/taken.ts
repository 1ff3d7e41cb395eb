import { attachmentName } from '../../../shared/document/attachment-name.ts'
import { limits } from '../../../shared/document/limits.ts'
import type { Attachment } from '../../../shared/document/content.ts'
import { statedType } from '../../../shared/extract/stated.ts'
import type { Uploaded } from '../../../shared/record/uploads.ts'
import type { UploadProblem } from '../../../shared/web/errors/uploads.ts'

/** A file that may be attached, or why it may not; `name` wherever it has one. */
export type Judged =
  | { readonly ok: true, readonly file: Omit<Attachment, 'sha256'>, readonly bytes: Uint8Array }
  | { readonly ok: false, readonly problem: UploadProblem, readonly name: string }

/** Judges an upload by what came: whether it came whole, its name, its size, and whether its bytes are what its name says. */
export function judge(uploaded: Uploaded | undefined): Judged {
  if (uploaded === undefined) return no('unfinished')
  if (uploaded === 'too_large' || uploaded === 'changed') return no(uploaded)
  const { bytes } = uploaded
  const name = attachmentName(uploaded.name)
  if (name === undefined) return no('no_file')
  if (bytes.length === 0) return no('empty', name)
  if (bytes.length > limits.attachmentBytes) return no('too_large', name)
  const stated = statedType(bytes, name)
  if (stated.ok) return { ok: true, file: { name, mediaType: stated.mediaType, size: bytes.length }, bytes }
  if (stated.code === 'not_taken') return no('not_taken', name)
  return no(stated.code === 'wrong_kind' || stated.code === 'unknown_kind' ? 'wrong_kind' : 'damaged', name)
}

function no(problem: UploadProblem, name = ''): Judged {
  return { ok: false, problem, name }
}
