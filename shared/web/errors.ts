import type { RefusalCode } from '../workflow/types.ts'
import { REFUSAL_CODES } from '../workflow/types.ts'
import { refusals } from './errors/refusals.ts'
import { webErrors } from './errors/web.ts'
import type { ErrorText } from './errors/types.ts'
import type { Lang, Values } from './words.ts'
import { fill } from './words.ts'

export type WebErrorCode = keyof typeof webErrors
export type ErrorCode = RefusalCode | WebErrorCode

/** Each error that a person can meet: its HTTP status, what is wrong and what to do, in both languages. */
export const errors: Readonly<Record<ErrorCode, ErrorText>> = { ...refusals, ...webErrors }

/** What a page says of an error. */
export interface Said {
  readonly status: number
  readonly what: string
  readonly remedy: string
}

/** Says an error with its values. */
export function sayError(code: ErrorCode, lang: Lang, values: Values = {}): Said {
  const { status, what, remedy } = errors[code]
  const at = lang === 'zh' ? 0 : 1
  return { status, what: fill(what[at], values), remedy: fill(remedy[at], values) }
}

export function isRefusal(code: string): code is RefusalCode {
  return REFUSAL_CODES.some((known) => known === code)
}

/** Ends a request with a page that says so. */
export class WebError extends Error {
  readonly code: ErrorCode
  readonly values: Values
  constructor(code: ErrorCode, values: Values = {}) {
    super(code)
    this.name = 'WebError'
    this.code = code
    this.values = values
  }
}
