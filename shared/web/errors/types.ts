import type { Word } from '../words/types.ts'

/** One error: what is wrong, and what the person can do about it. */
export interface ErrorText {
  /** HTTP status of the page that says it */
  readonly status: number
  readonly what: Word
  readonly remedy: Word
}
