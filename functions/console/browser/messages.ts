import type { Kind, Level } from '../../../shared/screening/types.ts'

/** The fields of the form whose texts are screened besides the text itself. */
export const FIELDS = ['title', 'changeNote', 'documentNumber', 'source', 'summary', 'keywords'] as const
export type ScreenedField = (typeof FIELDS)[number]

/** What the page asks of its worker. */
export interface Ask {
  readonly id: number
  /** address of the lexicon in force, as a script */
  readonly lexicon: string
  /** YYYY-MM-DD */
  readonly today: string
  readonly text: string
  readonly fields: Readonly<Partial<Record<ScreenedField, string>>>
}

/** One finding with its place in the field that it was typed into. */
export interface Shown {
  readonly kind: Kind
  readonly level: Level
  readonly masked: string
  readonly basis: string
  readonly suggestion?: string
  readonly field: ScreenedField | 'text'
  readonly start: number
  readonly end: number
  /** of the text; absent for other fields */
  readonly line?: number
}

export interface Answer {
  readonly id: number
  /** absent where the text is too long to be read */
  readonly findings?: readonly Shown[]
}
