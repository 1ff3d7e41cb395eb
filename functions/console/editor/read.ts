import type { Attachment, Content } from '../../../shared/document/content.ts'
import type { FieldError, FieldErrorCode } from '../../../shared/document/content-schema.ts'
import { parseContent } from '../../../shared/document/content-schema.ts'
import { importText } from '../../../shared/document/import-text.ts'
import { DocumentError, limits } from '../../../shared/document/limits.ts'
import type { ImportNotice } from '../../../shared/document/notices.ts'
import { toText } from '../../../shared/document/to-text.ts'
import type { Document } from '../../../shared/document/types.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import { check } from '../../../shared/web/fields.ts'
import type { Form } from '../../../shared/web/form.ts'
import { decodeText } from '../../../shared/web/form.ts'
import type { Draft } from './draft.ts'
import { editorRules } from './fields.ts'

/** What came of the fields: content that can be stored, or what is wrong with them. */
export interface ReadDraft {
  readonly content?: Content
  readonly problems: readonly Problem[]
  readonly notices: readonly ImportNotice[]
  /** the text as a document, wherever it can be read at all */
  readonly document?: Document
}

/** Reads the editor's fields as content. Nothing is lost: whatever is wrong is named with its field. */
export function readDraft(form: Form, draft: Draft, attachments: readonly Attachment[]): ReadDraft {
  const checked = check(withDraft(form, draft), editorRules)
  const body = readText(draft.text)
  const problems = [...checked.problems, ...lacksContact(draft), ...body.problems]
  const read = { notices: body.notices, ...(body.document && { document: body.document }) }
  if (problems.length > 0 || !body.document) return { problems, ...read }
  const { of } = checked
  const keywords = of('keywords').split(/[\s,，、;；]+/u).filter(Boolean)
  const parsed = parseContent({
    title: of('title'), body: body.document, attachments,
    fields: {
      column: of('column'), openness: of('openness'), formedOn: of('formedOn'), source: of('source'), ground: of('ground'),
      ...given('documentNumber', of('documentNumber')), ...given('summary', of('summary')),
      ...given('validFrom', of('validFrom')), ...given('validUntil', of('validUntil')),
      ...given('contact', of('contact')),
      ...(keywords.length > 0 && { keywords: [...new Set(keywords)] }),
    },
    ...given('changeNote', of('changeNote')),
  })
  return parsed.ok ? { content: parsed.content, problems, ...read } : { problems: parsed.errors.map(problemOf), ...read }
}

/** A 公示 with an end has somebody to turn to until then. */
function lacksContact({ type, validUntil, contact }: Draft): Problem[] {
  return type === 'publicity' && validUntil !== '' && contact.trim() === '' ? [{ field: 'contact', code: 'missing' }] : []
}

/** The text field as a document. */
export function readText(text: string): ReadDraft {
  try {
    const { document, notices } = importText(text, { title: false })
    if (document.blocks.length === 0) return { problems: [{ field: 'text', code: 'missing' }], notices }
    return { document, notices, problems: [] }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error
    return { problems: [documentProblem(error)], notices: [] }
  }
}

/** The sentence of what the document room refuses. */
export function documentProblem({ code, values }: DocumentError): Problem {
  return { field: 'text', code: 'document', document: code, values }
}

/**
 * What was pasted or uploaded, as the fields hold it: an uploaded text follows what was typed; a title that stands above the
 * text goes into its field where that is empty or says the same.
 */
export function takeImport(form: Form, draft: Draft): { readonly draft: Draft, readonly problems: readonly Problem[], readonly notices: readonly ImportNotice[] } {
  const upload = form.uploads.get('file')?.[0]
  const problem = upload && uploadProblem(upload)
  if (problem) return { draft, problems: [problem], notices: [] }
  const text = [draft.text, ...(upload ? [decodeText(upload.bytes)] : [])].filter((one) => one !== '').join('\n\n')
  if (text === '') return { draft, problems: [], notices: [] }
  try {
    const read = importText(text)
    const fits = read.title !== undefined && (draft.title.trim() === '' || draft.title.trim() === read.title)
    const taken = fits ? read : importText(text, { title: false })
    return {
      draft: { ...draft, title: fits ? read.title ?? '' : draft.title, text: toText(taken.document) },
      problems: [], notices: taken.notices,
    }
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error
    return { draft: { ...draft, text }, problems: [documentProblem(error)], notices: [] }
  }
}

/** What the fields show when their form comes back with problems: what was typed, to the last blank line, unless a file was added to it. */
export function shownAgain(form: Form, typed: Draft, imported: Draft): Draft {
  return form.uploads.has('file') ? imported : typed
}

function uploadProblem({ name, bytes }: { readonly name: string, readonly bytes: Uint8Array }): Problem | undefined {
  if (!/\.txt$/iu.test(name)) return { field: 'file', code: 'file_type' }
  return bytes.length > limits.bodyBytes ? { field: 'file', code: 'file_too_large', values: { max: limits.bodyBytes / 1024 } } : undefined
}

// The fields may have been filled by an import since the form came in.
function withDraft(form: Form, draft: Draft): Form {
  const texts = new Map(form.texts)
  for (const [name, value] of Object.entries(draft)) if ((texts.get(name)?.length ?? 0) < 2) texts.set(name, [value])
  return { ...form, texts }
}

function given(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value }
}

function problemOf({ path, code, values }: FieldError): Problem {
  const field = path.startsWith('body') ? 'text' : path.replace(/^fields\./u, '').split('.')[0] ?? ''
  return { field, code: codes[code] ?? 'invalid', values: { max: values['limit'] ?? '' } }
}

/** What the form calls an error of the content; the rest cannot come from its fields. */
const codes: Readonly<Partial<Record<FieldErrorCode, Problem['code']>>> = {
  too_long: 'limit', too_many: 'limit', too_large: 'limit', required: 'missing', empty: 'missing', not_a_choice: 'choice',
  not_a_date: 'date', before_start: 'before_start',
}
