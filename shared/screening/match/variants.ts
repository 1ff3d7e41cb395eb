import { pinyin } from 'pinyin-pro'
import { foldTerm } from './fold.ts'
import { OTHER_READINGS } from './readings.ts'
import { COMPONENTS, LOOK_ALIKES } from './shapes.ts'

/** In which way a form of a term was written. */
export type Way = 'plain' | 'collapsed' | 'pinyin' | 'look' | 'split' | 'sound'

export interface Form {
  readonly units: string
  readonly way: Way
}

export interface VariantOptions {
  readonly homophone?: boolean
  readonly pinyin?: boolean
  readonly lookalike?: boolean
  readonly split?: boolean
}

const MOST_FORMS = 96
const HAN = /^\p{Script=Han}$/u
const LEAST_INITIALS = 3
/** shorter Latin terms with digits for letters are too often numbers of something */
const LEAST_LETTERS = 4
const DIGITS_LIKE: Readonly<Record<string, string>> = { l: '1', i: '1', o: '0', e: '3', a: '4', s: '5', t: '7', b: '8', g: '9', z: '2' }

/** All folded forms under which a term is looked for, the plain one first; none for a term that folds to nothing. */
export function formsOf(term: string, options: VariantOptions): Form[] {
  const plain = foldTerm(term)
  if (plain === '') return []
  const collapsed = collapse(plain)
  const doubled = collapsed !== plain && collapsed.length > 1
  if (options.split !== true && options.lookalike !== true && options.pinyin !== true && options.homophone !== true) {
    return doubled ? [{ units: plain, way: 'plain' }, { units: collapsed, way: 'collapsed' }] : [{ units: plain, way: 'plain' }]
  }
  const forms = new Map<string, Way>([[plain, 'plain']])
  const offer = (units: string, way: Way): void => {
    if (units !== '' && !forms.has(units) && forms.size < MOST_FORMS) forms.set(units, way)
  }
  if (doubled) offer(collapsed, 'collapsed')
  const chars = [...term].filter((char) => foldTerm(char) !== '')
  if (options.split === true) for (const form of mixtures(chars, splitsOf)) offer(foldTerm(form), 'split')
  if (options.homophone === true) for (const form of mixtures(chars, otherReadingsOf)) offer(foldTerm(form), 'sound')
  if (options.lookalike === true) {
    for (const form of mixtures(chars, looksOf)) offer(foldTerm(form), 'look')
    if ((plain.match(/[a-z]/gu) ?? []).length >= LEAST_LETTERS) for (const form of mixtures([...plain], digitsOf)) if (hasFewDigits(form, plain)) offer(form, 'look')
  }
  if (options.pinyin === true && chars.some((char) => HAN.test(char))) {
    for (const form of mixtures(chars, soundsOf)) offer(foldTerm(form), 'pinyin')
    offer(chars.map((char) => (HAN.test(char) ? syllable(char) + toneOf(char) : foldTerm(char))).join(''), 'pinyin')
    if (chars.length >= LEAST_INITIALS && chars.every((char) => HAN.test(char))) {
      offer(chars.map((char) => syllable(char)[0] ?? '').join(''), 'pinyin')
    }
  }
  return Array.from(forms, ([units, way]) => ({ units, way }))
}

/** The toneless syllable of a Han character; the character itself where it has none. */
export function syllable(char: string): string {
  return pinyin(char, { toneType: 'none', v: true, nonZh: 'consecutive' }).replaceAll('ü', 'v')
}

/** the digit of a Han character's tone, as in du3 */
function toneOf(char: string): string {
  const tone = pinyin(char, { toneType: 'num', v: true, nonZh: 'consecutive' }).at(-1) ?? ''
  return /[1-4]/u.test(tone) ? tone : ''
}

function digitsOf(char: string): readonly string[] {
  const digit = DIGITS_LIKE[char]
  return digit === undefined ? [] : [digit]
}

/** at most half of the letters are written as digits */
function hasFewDigits(form: string, plain: string): boolean {
  const changed = Array.from(form).filter((char, at) => char !== plain[at]).length
  return changed * 2 <= plain.length
}

/** Repeated units written once. */
export function collapse(units: string): string {
  let at = 1
  while (at < units.length && units.charCodeAt(at) !== units.charCodeAt(at - 1)) at++
  return at >= units.length ? units : units.replaceAll(/(.)\1+/gsu, '$1')
}

function splitsOf(char: string): readonly string[] {
  return COMPONENTS.get(char) ?? []
}

function looksOf(char: string): readonly string[] {
  return LOOK_ALIKES.get(char) ?? []
}

/** characters that sound like this one in a reading that is not their usual one */
function otherReadingsOf(char: string): readonly string[] {
  return HAN.test(char) ? [...OTHER_READINGS.get(syllable(char)) ?? ''].filter((other) => other !== char) : []
}

function soundsOf(char: string): readonly string[] {
  return HAN.test(char) ? [syllable(char)] : []
}

/** Every way of writing some of the characters differently; changes to few characters come first. */
function* mixtures(chars: readonly string[], others: (char: string) => readonly string[]): Generator<string> {
  const choices = chars.map((char) => [char, ...others(char)])
  let ways: readonly { readonly form: string, readonly changed: number }[] = [{ form: '', changed: 0 }]
  for (const options of choices) {
    ways = ways.flatMap((way) => options.map((option, at) => ({
      form: way.form + option, changed: way.changed + Number(at > 0),
    }))).toSorted((a, b) => a.changed - b.changed).slice(0, MOST_FORMS)
  }
  const whole = chars.map((char) => others(char)[0] ?? char).join('')
  for (const { form, changed } of ways) if (changed > 0) yield form
  yield whole
}
