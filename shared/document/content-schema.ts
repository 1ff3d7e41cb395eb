import * as z from 'zod/mini'
import type { Content } from './content.ts'
import { limits } from './limits.ts'
import { normalize, normalizeText } from './normalize.ts'
import type { NoticeKind } from './notices.ts'

/** What is wrong with one field. `path` is written `fields.keywords.2`; '' is the content as a whole. */
export interface FieldError {
  readonly path: string
  readonly code: FieldErrorCode
  readonly values: Readonly<Record<string, string>>
}

export const FIELD_ERROR_CODES = [
  'required', 'wrong_type', 'unknown_field', 'empty', 'too_long', 'too_many', 'too_large', 'not_a_date', 'before_start',
  'not_a_digest', 'not_a_choice', 'not_a_media_type', 'repeated', 'bad_span', 'line_break', 'wrong_form',
] as const
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number]

/** What was changed in one text so that it is in its normal form; blanks at the edges are not worth a notice. */
export interface FieldNotice {
  readonly path: string
  readonly kind: NoticeKind
  readonly values: Readonly<Record<string, string>>
}

export type ParsedContent =
  | { readonly ok: true, readonly content: Content, readonly notices: readonly FieldNotice[] }
  | { readonly ok: false, readonly errors: readonly FieldError[] }

const utf8 = new TextEncoder()

/** A text in its normal form: NFC, no control or bidi character, no blanks at its edges. Not empty. */
function text(longest?: number) {
  const normal = z.pipe(z.string(), z.transform(normalizeText)).check(z.refine((value) => value !== '', { error: 'empty' }))
  return longest === undefined ? normal : normal.check(z.refine((value) => value.length <= longest, { error: `too_long ${longest}` }))
}

/** A text on one line. */
function line(longest: number) {
  return text(longest).check(z.refine((value) => !value.includes('\n'), { error: 'line_break' }))
}

const cellText = z.pipe(z.string(), z.transform(normalizeText))
const span = z.int().check(z.refine((value) => value >= 2 && value <= limits.span, { error: 'bad_span' }))

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), level: z.literal([1, 2, 3, 4]), text: text() }),
  z.strictObject({ type: z.literal('paragraph'), text: text() }),
  z.strictObject({ type: z.literal('list'), items: z.array(text()).check(z.refine((items) => items.length > 0, { error: 'empty' })) }),
  z.strictObject({
    type: z.literal('table'),
    caption: z.optional(text()),
    rows: z.array(z.array(z.strictObject({
      text: cellText,
      header: z.optional(z.enum(['column', 'row'])),
      colspan: z.optional(span),
      rowspan: z.optional(span),
    })).check(z.refine((cells) => cells.length > 0, { error: 'empty' }))).check(z.refine((rows) => rows.length > 0, { error: 'empty' })),
  }),
])

/** A document in its normal form; unknown fields are refused. */
export const documentSchema = z.strictObject({
  blocks: z.array(block).check(
    z.refine((blocks) => blocks.length <= limits.blocks, { error: `too_many ${limits.blocks}`, abort: true }),
    z.refine((blocks) => cellsIn(blocks) <= limits.cells, { error: `too_many ${limits.cells}` }),
    z.refine((blocks) => bytesIn(blocks) <= limits.bodyBytes, { error: `too_large ${limits.bodyBytes}` }),
  ),
})

type Blocks = readonly z.infer<typeof block>[]

/** Places that the cells of all tables take: what writing a table as lines has to make. */
function cellsIn(blocks: Blocks): number {
  let cells = 0
  for (const entry of blocks) {
    if (entry.type !== 'table') continue
    for (const row of entry.rows) for (const cell of row) cells += (cell.colspan ?? 1) * (cell.rowspan ?? 1)
  }
  return cells
}

function bytesIn(blocks: Blocks): number {
  let bytes = 0
  const add = (value: string | undefined): void => {
    if (value !== undefined) bytes += utf8.encode(value).length
  }
  for (const entry of blocks) {
    if (entry.type === 'list') entry.items.forEach(add)
    else if (entry.type === 'table') [entry.caption, ...entry.rows.flatMap((row) => row.map((cell) => cell.text))].forEach(add)
    else add(entry.text)
  }
  return bytes
}

/** A day of the calendar, YYYY-MM-DD. */
const day = z.string().check(z.refine(isDay, { error: 'not_a_date' }))

function isDay(value: string): boolean {
  if (!/^(?:19|20)\d{2}-\d{2}-\d{2}$/.test(value)) return false
  const time = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value)
}

const fields = z.strictObject({
  column: line(limits.column),
  openness: z.enum(['proactive', 'on_request', 'withheld']),
  documentNumber: z.optional(line(limits.documentNumber)),
  formedOn: day,
  source: line(limits.source),
  summary: z.optional(text(limits.summary)),
  keywords: z.optional(z.array(line(limits.keyword)).check(
    z.refine((words) => words.length <= limits.keywords, { error: `too_many ${limits.keywords}` }),
    z.refine((words) => new Set(words).size === words.length, { error: 'repeated' }),
  )),
  ground: line(limits.ground),
  validFrom: z.optional(day),
  validUntil: z.optional(day),
  contact: z.optional(line(limits.contact)),
}).check(z.refine(
  ({ validFrom, validUntil }) => validFrom === undefined || validUntil === undefined || validFrom <= validUntil,
  { error: 'before_start', path: ['validUntil'] },
))

const attachment = z.strictObject({
  name: line(limits.attachmentName),
  mediaType: z.string().check(z.regex(/^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,80}$/, { error: 'not_a_media_type' })),
  size: z.int().check(z.refine((size) => size >= 0 && size <= limits.attachmentBytes, { error: `too_large ${limits.attachmentBytes}` })),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'not_a_digest' })),
})

/**
 * Everything that people edit, in its normal form. Use `parseContent` for errors as codes. Parsing changes texts as
 * `normalizeText` does and nothing else; the result is what is hashed.
 */
export const contentSchema = z.strictObject({
  title: line(limits.title),
  body: documentSchema,
  fields,
  changeNote: z.optional(text(limits.changeNote)),
  attachments: z.array(attachment).check(
    z.refine((files) => files.length <= limits.attachments, { error: `too_many ${limits.attachments}` }),
    z.refine((files) => new Set(files.map((file) => file.name)).size === files.length, { error: 'repeated' }),
  ),
})

/** Reads anything as content, or says field by field what is wrong with it. Never throws. */
export function parseContent(input: unknown): ParsedContent {
  const parsed = contentSchema.safeParse(input, { reportInput: true })
  if (parsed.success) return { ok: true, content: parsed.data, notices: noticesOf(input, parsed.data, '') }
  return { ok: false, errors: parsed.error.issues.flatMap(errorsOf) }
}

function noticesOf(input: unknown, parsed: unknown, path: string): FieldNotice[] {
  if (typeof input === 'string') {
    return input === parsed ? [] : normalize(input).notices.map(({ kind, values }) => ({ path, kind, values }))
  }
  if (!isHolder(input) || !isHolder(parsed)) return []
  const at = path === '' ? '' : `${path}.`
  return Object.keys(parsed).flatMap((key) => noticesOf(input[key], parsed[key], `${at}${key}`))
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'custom' || issue.code === 'invalid_format') return [{ path, ...coded(issue.message) }]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: path === '' ? key : `${path}.${key}`, code: 'unknown_field', values: {} }))
  }
  if (issue.code === 'invalid_type') {
    return [{ path, code: issue.input === undefined ? 'required' : 'wrong_type', values: { expected: issue.expected } }]
  }
  if (issue.code === 'invalid_value') return [{ path, code: 'not_a_choice', values: { choices: issue.values.map(String).join(' ') } }]
  return [{ path, code: issue.code === 'invalid_union' ? 'not_a_choice' : 'wrong_form', values: {} }]
}

function coded(message: string): { code: FieldErrorCode, values: Readonly<Record<string, string>> } {
  const [word, limit] = message.split(' ')
  const code = FIELD_ERROR_CODES.find((known) => known === word) ?? 'wrong_form'
  return { code, values: limit === undefined ? {} : { limit } }
}
