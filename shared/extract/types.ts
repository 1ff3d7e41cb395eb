import type { Text } from '../screening/texts.ts'

/** The part of a file that a text was read from. */
export type Part =
  | 'text' | 'body' | 'header' | 'footer' | 'footnote' | 'endnote' | 'comment' | 'before_change' | 'aside' | 'link' | 'properties'
  | 'sheet' | 'hidden_sheet' | 'workbook' | 'slide' | 'notes' | 'page' | 'annotation' | 'form' | 'picture' | 'name' | 'other'

/** Where a text stands in its file. */
export interface Where {
  readonly part: Part
  /** which page, slide, header, picture …, counted from 1 */
  readonly number?: number
  /** name of the sheet, the property, the embedded file */
  readonly name?: string
  /** a sheet's cell, e.g. `B7` */
  readonly cell?: string
  /** the embedded files that lead to it, outermost first */
  readonly inside?: readonly string[]
}

/** A text of a file. Texts of the body have no `place.field`, all others have their part as field. */
export interface FileText extends Text {
  readonly where: Where
}

/** Why a file, or something in it, was not read. Each one means that a person must look. */
export type ProblemCode =
  /** the file is of no known kind, or of a kind that is not read */
  | 'unknown_kind'
  /** name or stated type do not fit the bytes */
  | 'wrong_kind'
  | 'encrypted'
  /** truncated, or not what its own headers say */
  | 'damaged'
  /** names inside that leave the archive, stand twice, or hide in one another */
  | 'suspicious'
  /** declares entities or a document type */
  | 'entities'
  | 'too_large'
  | 'too_deep'
  | 'too_slow'
  | 'macro'
  | 'embedded_object'
  | 'picture_unread'
  /** the picture says where it was taken */
  | 'picture_position'
  | 'encoding'
  /** text whose characters cannot be told from its glyphs */
  | 'glyphs_unread'
  /** any other failure of a reader */
  | 'unread'

export interface Problem {
  readonly code: ProblemCode
  /** names in the file, limits, numbers; never text of the file's body */
  readonly detail: string
  readonly where?: Where
}

export interface Extracted {
  /** in reading order, body first */
  readonly texts: readonly FileText[]
  readonly problems: readonly Problem[]
  /** for plain text and markup: what the spans of findings are offsets into */
  readonly source?: string
}

export interface FileName {
  readonly name: string
  /** the type that the sender stated, checked against the bytes */
  readonly mediaType?: string
}

/** What a file may cost. Whatever passes a limit is a problem, and nothing more of it is read. */
export interface Limits {
  /** bytes of the file itself */
  readonly fileBytes: number
  readonly entries: number
  /** bytes of all parts together, inflated */
  readonly inflatedBytes: number
  /** how many times longer than packed a part, or all together, may be above `ratioFrom` bytes */
  readonly ratio: number
  readonly ratioFrom: number
  readonly texts: number
  /** UTF-16 units of all texts */
  readonly textUnits: number
  /** units of one token of markup */
  readonly tokenUnits: number
  /** elements inside one another */
  readonly depth: number
  /** files inside one another */
  readonly nesting: number
  readonly pages: number
  /** pixels of one picture */
  readonly pixels: number
  /** pictures that are read by OCR */
  readonly pictures: number
  /** milliseconds for the whole file */
  readonly time: number
  /** milliseconds for all its pictures */
  readonly ocrTime: number
}

/**
 * Chosen so that no small file takes more than 64 MB above the idle process, and a file that fills every limit to the
 * brim not more than 192 MB.
 */
export const LIMITS: Limits = {
  fileBytes: 20 * 1024 * 1024, entries: 2000, inflatedBytes: 64 * 1024 * 1024, ratio: 150, ratioFrom: 512 * 1024,
  texts: 200_000, textUnits: 4_000_000, tokenUnits: 1_000_000, depth: 256, nesting: 2, pages: 1000,
  pixels: 25_000_000, pictures: 20, time: 60_000, ocrTime: 40_000,
}
