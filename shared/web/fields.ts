import type { DocumentErrorCode } from '../document/limits.ts'
import type { Form } from './form.ts'
import type { Key, Say, Values } from './words.ts'

/** What is wrong with one field of a form. */
export interface Problem {
  readonly field: string
  readonly code: 'missing' | 'repeated' | 'too_long' | 'limit' | 'choice' | 'date' | 'time' | 'before_start' | 'hidden' | 'invalid' | 'taken'
    | 'file_type' | 'file_too_large' | 'document' | 'reason' | 'code' | 'code_closed' | 'code_locked'
  readonly values?: Values
  /** what the document room has against the text, where `code` says so */
  readonly document?: DocumentErrorCode
}

/** What a field takes. */
export interface FieldRule {
  readonly label: Key
  /** characters at most, as people count them */
  readonly max: number
  readonly required?: boolean
  /** line breaks and tabs may stand in it */
  readonly multiline?: boolean
  readonly kind?: 'text' | 'date'
  readonly choices?: readonly string[]
}

export type FieldRules = Readonly<Record<string, FieldRule>>

export interface Checked<R extends FieldRules> {
  /** the value of a field, trimmed and NFC, whatever it is worth; '' where it was left empty */
  readonly of: (field: keyof R & string) => string
  /** in the order of the rules */
  readonly problems: readonly Problem[]
}

/** Checks a form against its rules. Fields that no rule names are left alone. */
export function check<R extends FieldRules>(form: Form, rules: R): Checked<R> {
  const checked = Object.entries(rules).map(([field, rule]) => ({ field, ...checkField(field, rule, form.texts.get(field) ?? []) }))
  const values = new Map(checked.map(({ field, value }) => [field, value]))
  return { of: (field) => values.get(field) ?? '', problems: checked.flatMap(({ problem }) => problem ?? []) }
}

function checkField(field: string, rule: FieldRule, given: readonly string[]): { value: string, problem?: Problem } {
  const value = (given[0] ?? '').normalize('NFC').trim()
  const wrong = (code: Problem['code'], values?: Values) => ({ value, problem: { field, code, ...(values && { values }) } })
  if (given.length > 1) return wrong('repeated')
  if (value === '') return rule.required ? wrong(rule.choices ? 'choice' : 'missing') : { value }
  const length = charactersIn(value)
  if (length > rule.max) return wrong('too_long', { max: rule.max, length })
  const hidden = hiddenCharacters(value, rule.multiline ?? false)
  if (hidden.length > 0) return wrong('hidden', { codes: hidden.join(' ') })
  if (rule.choices && !rule.choices.includes(value)) return wrong('choice')
  if (rule.kind === 'date' && !isDay(value)) return wrong('date')
  return { value }
}

/** How many characters people count in a text: a pair of surrogates is one. */
export function charactersIn(text: string): number {
  return Array.from(text).length
}

// Controls, and the marks that turn the direction of what follows: what is read would not be what is stored.
const hiding = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u2028\u2029]|\p{Cs}/gu

/** The code points of a text that nobody sees and that change what is seen, each once, as `U+202E`. */
export function hiddenCharacters(text: string, multiline: boolean): readonly string[] {
  const found = [...text.matchAll(hiding)].map(([char]) => char).filter((char) => !(multiline && (char === '\n' || char === '\t')))
  return [...new Set(found)].slice(0, 5)
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
}

/** The sentence of a problem. */
export function sentence(problem: Problem, label: string, say: Say): string {
  if (problem.code === 'document') return say(`document_error.${problem.document ?? 'not_joinable'}`, problem.values)
  return say(`problem.${problem.code}`, { label, ...problem.values })
}
