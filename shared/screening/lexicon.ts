import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { foldTable, foldTerm } from './match/fold.ts'
import type { Trie } from './match/trie.ts'
import { getWord, makeTrie, setWord } from './match/trie.ts'
import type { Way } from './match/variants.ts'
import { formsOf } from './match/variants.ts'
import { soundsOfTerm } from './match/sound.ts'
import type { Level, ListStatus } from './types.ts'

/** Where a list of terms comes from. */
export interface ListInfo {
  readonly id: string
  readonly name: string
  readonly edition: string
  readonly source: string
  /** YYYY-MM-DD */
  readonly date: string
}

/** One term of a list, as an administrator writes it. A list and the term's text together name it. */
export interface Term {
  readonly term: string
  /** id of its list; the lexicon's first list, or `terms` */
  readonly list?: string
  /** `sensitive` unless told */
  readonly kind?: 'sensitive' | 'misused' | 'naming'
  /** `warn` unless told */
  readonly level?: Level
  readonly suggestion?: string
  readonly basis?: string
  /** longer innocent words that hold the term */
  readonly allow?: readonly string[]
  /** only as written: no other script, numeral style or repeats, over blanks at most. For wrong words */
  readonly exact?: boolean
  /** report it also where a division into words speaks against it */
  readonly anywhere?: boolean
  /** also written in pinyin, wholly, in part, or by initials */
  readonly pinyin?: boolean
  /** also other characters of the same sound */
  readonly homophone?: boolean
  /** also characters and letters that look alike */
  readonly lookalike?: boolean
  /** also characters taken apart (扌斥) */
  readonly split?: boolean
}

/** Form of a term other than its plain one; `entry` is the term's number. */
interface Alias {
  readonly entry: number
  readonly way: Way
}

/** the term is Han throughout, not numerals only, without options: most terms, judged fastest */
const SIMPLE = 1
/** other terms have the same plain form */
const SHARED = 2
const ALIAS = 0x20000000
const FIRST_HAN = 0x3400
const HAN_ZERO = 0x3007

/** Terms ready to be looked for. Made by `compileLexicon`; `putTerm` and `withdrawTerm` change it in place. */
export interface Lexicon {
  readonly lists: ListInfo[]
  /** number of a term → its text; '' where withdrawn */
  readonly texts: string[]
  /** number of a term → SIMPLE and SHARED, or-ed */
  flags: Uint8Array
  /** number of a term → what it has beyond its text, where it has anything */
  readonly details: Map<number, Term>
  readonly trie: Trie
  /** terms with doubled units, written with single ones */
  readonly collapsed: Trie
  readonly aliases: Alias[]
  /** further values of a form that several terms share */
  readonly shared: Map<number, number[]>
  /** terms by their sound, from syllables to numbers */
  readonly sounds: { trie: Trie, values: Map<string, number[]>, forms: string[] }
  longest: number
  /** terms with options that need the text in sounds */
  homophones: number
  size: number
  status: ListStatus[] | undefined
}

/** An entry that cannot be looked for. */
export class TermError extends Error {
  readonly code: 'term_empty_after_folding' | 'term_too_long'
  readonly term: string
  constructor(code: TermError['code'], term: string) {
    super(`${code}: ${term}`)
    this.name = 'TermError'
    this.code = code
    this.term = term
  }
}

/** longest term in UTF-16 units */
export const LONGEST_TERM = 200

/**
 * Makes a lexicon of terms. Lists without a term stand in the report as not loaded.
 * @param entries terms; a later one replaces an earlier one of the same list and text
 * @param lists where they come from; lists that only terms name are added without a source
 * @throws TermError on a term that folds to nothing or is longer than 200 units
 */
export function compileLexicon(entries: Iterable<Term>, lists: readonly ListInfo[] = []): Lexicon {
  const given = Array.isArray(entries) ? entries as readonly Term[] : [...entries]
  const lexicon: Lexicon = {
    lists: [...lists], texts: [], flags: new Uint8Array(Math.max(16, given.length)), details: new Map(), trie: makeTrie(given.length), collapsed: makeTrie(16), aliases: [], shared: new Map(),
    sounds: { trie: makeTrie(16), values: new Map(), forms: [] }, longest: 0, homophones: 0, size: 0, status: undefined,
  }
  for (const entry of given) putTerm(lexicon, entry)
  return lexicon
}

/** Adds a term or changes the one of the same list and text. Takes time by the term's length, not the lexicon's size. */
export function putTerm(lexicon: Lexicon, term: Term): void {
  const forms = formsOf(term.term, term)
  if (forms.length === 0) throw new TermError('term_empty_after_folding', term.term)
  if (term.term.length > LONGEST_TERM) throw new TermError('term_too_long', term.term)
  const list = term.list ?? defaultList(lexicon)
  drop(lexicon, find(lexicon, forms[0]?.units ?? '', term.term, list))
  const number = lexicon.texts.push(term.term) - 1
  const bare = Object.keys(term).length === 1
  if (!bare) lexicon.details.set(number, term)
  if (number >= lexicon.flags.length) lexicon.flags = lengthened(lexicon.flags)
  lexicon.flags[number] = bare && isHanThroughout(term.term) && forms[0]?.units.length === term.term.length ? SIMPLE : 0
  for (const { units, way } of forms) {
    addForm(lexicon, way === 'collapsed' ? lexicon.collapsed : lexicon.trie, units,
      way === 'plain' ? number : ALIAS + lexicon.aliases.push({ entry: number, way }) - 1)
    lexicon.longest = Math.max(lexicon.longest, units.length)
  }
  if (term.homophone === true) addSound(lexicon, term.term, number)
  if (!lexicon.lists.some(({ id }) => id === list)) {
    lexicon.lists.push({ id: list, name: list, edition: '', source: '', date: '' })
  }
  lexicon.size++
  lexicon.status = undefined
}

function lengthened(flags: Uint8Array): Uint8Array {
  const longer = new Uint8Array(flags.length * 2)
  longer.set(flags)
  return longer
}

function isHanThroughout(text: string): boolean {
  const table = foldTable()
  let words = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < FIRST_HAN && unit !== HAN_ZERO) return false
    if ((table[unit] ?? 0) >= FIRST_HAN) words++
  }
  return words > 0
}

/** Takes a term out. @returns whether it was there */
export function withdrawTerm(lexicon: Lexicon, text: string, list?: string): boolean {
  return drop(lexicon, find(lexicon, foldTerm(text), text, list ?? defaultList(lexicon)))
}

function find(lexicon: Lexicon, plain: string, text: string, list: string): number | undefined {
  if (plain === '') return undefined
  const value = getWord(lexicon.trie, plain)
  return value < 0 ? undefined : valuesOf(lexicon, value).find((number) =>
    number < ALIAS && lexicon.texts[number] === text && listOf(lexicon, number) === list)
}

function drop(lexicon: Lexicon, number: number | undefined): boolean {
  if (number === undefined) return false
  const term = termOf(lexicon, number)
  for (const { units, way } of formsOf(term.term, term)) {
    dropForm(lexicon, way === 'collapsed' ? lexicon.collapsed : lexicon.trie, units, number)
  }
  if (term.homophone === true) dropSound(lexicon, term.term, number)
  lexicon.texts[number] = ''
  lexicon.details.delete(number)
  lexicon.size--
  lexicon.status = undefined
  return true
}

/** All values that share a form with the given one. */
export function valuesOf(lexicon: Lexicon, value: number): readonly number[] {
  if (value < 0) return []
  return lexicon.shared.get(value) ?? [value]
}

/** Whether a value stands for one term in its plain form, and nothing else. */
export function isOnlyPlain(lexicon: Lexicon, value: number): boolean {
  return value < ALIAS && ((lexicon.flags[value] ?? 0) & SHARED) === 0
}

/** Whether a term is Han throughout and has no options. */
export function isSimple(lexicon: Lexicon, number: number): boolean {
  return ((lexicon.flags[number] ?? 0) & SIMPLE) !== 0
}

/** The term's number and the way it was written, for a value of the trie. */
export function entryOf(lexicon: Lexicon, value: number): Alias {
  return value < ALIAS ? { entry: value, way: 'plain' } : lexicon.aliases[value - ALIAS] ?? { entry: -1, way: 'plain' }
}

/** The term with this number. */
export function termOf(lexicon: Lexicon, number: number): Term {
  return lexicon.details.get(number) ?? { term: lexicon.texts[number] ?? '' }
}

/** The list of the term with this number. */
export function listOf(lexicon: Lexicon, number: number): string {
  return lexicon.details.get(number)?.list ?? defaultList(lexicon)
}

/** All terms of a list, or of all lists, in the order in which they were put. */
export function* termsOf(lexicon: Lexicon, list?: string): Generator<Term> {
  for (const [number, text] of lexicon.texts.entries()) {
    if (text !== '' && (list === undefined || listOf(lexicon, number) === list)) yield termOf(lexicon, number)
  }
}

/** The standing of each list: its edition, digest and number of terms. The digest does not depend on the order. */
export function listStatus(lexicon: Lexicon): readonly ListStatus[] {
  if (lexicon.status !== undefined) return lexicon.status
  const lines = new Map<string, string[]>(lexicon.lists.map(({ id }) => [id, []]))
  for (const [number, text] of lexicon.texts.entries()) {
    if (text !== '') lines.get(listOf(lexicon, number))?.push(canonicalTerm(termOf(lexicon, number)))
  }
  lexicon.status = lexicon.lists.map((list) => {
    const terms = lines.get(list.id) ?? []
    const digest = bytesToHex(sha256(utf8ToBytes(terms.toSorted().join('\n'))))
    return { ...list, terms: terms.length, state: terms.length === 0 ? 'not_loaded' : 'loaded', digest }
  })
  return lexicon.status
}

function canonicalTerm(term: Term): string {
  const options = (['exact', 'anywhere', 'pinyin', 'homophone', 'lookalike', 'split'] as const)
    .filter((name) => term[name] === true)
  return JSON.stringify([term.term, term.kind ?? 'sensitive', term.level ?? 'warn', term.suggestion ?? '',
    term.basis ?? '', term.allow ?? [], options])
}

function defaultList(lexicon: Lexicon): string {
  return lexicon.lists[0]?.id ?? 'terms'
}

function addForm(lexicon: Lexicon, trie: Trie, units: string, value: number): void {
  const present = getWord(trie, units)
  if (present < 0) {
    setWord(trie, units, value)
    return
  }
  const values = lexicon.shared.get(present)
  if (values === undefined) share(lexicon, [present, value])
  else values.push(value)
}

/** the first value of a form that several terms share stands in the trie and leads to the others */
function share(lexicon: Lexicon, values: number[]): void {
  const [first = 0] = values
  lexicon.shared.set(first, values)
  if (first < ALIAS) lexicon.flags[first] = (lexicon.flags[first] ?? 0) | SHARED
}

function dropForm(lexicon: Lexicon, trie: Trie, units: string, number: number): void {
  const present = getWord(trie, units)
  const left = valuesOf(lexicon, present).filter((value) => entryOf(lexicon, value).entry !== number)
  if (lexicon.shared.delete(present) && present < ALIAS) lexicon.flags[present] = (lexicon.flags[present] ?? 0) & ~SHARED
  const [first = -1] = left
  setWord(trie, units, first)
  if (left.length > 1) share(lexicon, [...left])
}

function addSound(lexicon: Lexicon, text: string, number: number): void {
  const { sounds } = lexicon
  const form = soundsOfTerm(text)
  if (form === '') return
  const numbers = sounds.values.get(form)
  if (numbers !== undefined) numbers.push(number)
  else {
    sounds.values.set(form, [number])
    setWord(sounds.trie, form, sounds.forms.push(form) - 1)
  }
  lexicon.homophones++
}

function dropSound(lexicon: Lexicon, text: string, number: number): void {
  const numbers = lexicon.sounds.values.get(soundsOfTerm(text))
  if (numbers?.includes(number) !== true) return
  numbers.splice(numbers.indexOf(number), 1)
  lexicon.homophones--
}
