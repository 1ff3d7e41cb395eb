import type { Span } from '../document/types.ts'

/** What a finding is about. Personal data first, then marks, then words. */
export type Kind =
  | 'id_card' | 'mobile' | 'landline' | 'bank_card' | 'uscc' | 'passport' | 'permit' | 'military_id' | 'social_card'
  | 'driver_file_no' | 'vin' | 'plate' | 'email' | 'qq' | 'wechat' | 'person' | 'address' | 'birth' | 'age'
  | 'gender_ethnicity' | 'health' | 'criminal' | 'case_no' | 'secrecy_mark' | 'secrecy_term' | 'sensitive' | 'misused'
  | 'naming'
  /** a file, or something in it, that could not be read */
  | 'unread'

/** `block` forbids publication, `warn` must be disposed of, `info` need not be. */
export type Level = 'block' | 'warn' | 'info'

/** One thing that a person should look at. Holds no private value in plain: `masked` is what may be shown or logged. */
export interface Finding {
  /** the same for the same rule at the same place of the same text; unique in its report */
  readonly id: string
  readonly kind: Kind
  readonly level: Level
  readonly span: Span
  /** the further pieces of something that runs over several cells or paragraphs, in reading order */
  readonly more?: readonly Span[]
  /** the rule or, for a lexicon term, `<lexicon id>:<term id>` */
  readonly rule: string
  /** edition of the rules or of the lexicon that knows it, `<id>@<edition>` */
  readonly edition: string
  /** what to write instead */
  readonly suggestion?: string
  /** why: a standard, a law, a dictionary, the source of a term; and the proof (checksum, label) as a code */
  readonly basis: string
  /** the matched text, private values masked */
  readonly masked: string
}

/** A lexicon's standing in a report. A list that nobody has loaded is shown, never passed over. */
export interface ListStatus {
  readonly id: string
  readonly name: string
  readonly state: 'loaded' | 'not_loaded'
  readonly edition: string
  /** SHA-256 of the terms, lower-case hex */
  readonly digest: string
  readonly terms: number
  readonly source: string
  /** YYYY-MM-DD */
  readonly date: string
}

export interface Report {
  /** `<id>@<first 16 hex digits of the digest over rules and all lists>` */
  readonly edition: string
  readonly lists: readonly ListStatus[]
  /** in reading order */
  readonly findings: readonly Finding[]
  readonly counts: Readonly<Record<Level, number>>
}

/** The places of other texts than the body, e.g. `title`, `changeNote`, `fields.summary`, `attachments.0.name`. */
export type FieldTexts = Readonly<Record<string, string>>

export interface ScreenOptions {
  /** catalogue texts to screen with the body; findings there carry `span.field` */
  readonly fields?: FieldTexts
  /** YYYY-MM-DD; dates of birth after it are no dates of birth. Without it, any date before 2100 may be one */
  readonly today?: string
}
