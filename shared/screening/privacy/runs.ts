/** Digits of a view that may belong together, with what stands between them. */
export interface Run {
  /** digits and a closing X only */
  readonly value: string
  readonly from: number
  readonly to: number
  /** lengths of the groups between separators */
  readonly groups: readonly number[]
  /** the separators, each as written */
  readonly separators: readonly string[]
}

const SEPARATOR = /^[ \u00A0\u2002-\u200A\u3000\-‐‑‒–—―－_.．·・•、,，/／|:~～\n\t\r]$/u
const MAX_SEPARATOR = 3
/** one bracket between two groups: 371521（20050227）… */
const BRACKET = /^[()（）[\]【】〔〕「」]$/u
/** any sign that is put between single digits, or its name */
const SIGN = /^(?:(?:[\p{S}\p{P}]\uFE0F?){1,2}|空格?|横?杠|短?横|点)/u
const LONGEST_SIGN = 8
/** how a number is grouped when other signs than separators part it: one by one, or as it is spoken and printed */
const SHAPES = /^(?:1(?: 1)+|3 4 4|6 8 4|6 4 4 4|4 4 4 4(?: 3)?)$/u

/**
 * Reads `count` digits from unit `from` of `digits`, over separators that stay the same from gap to gap.
 * @returns the run, or undefined where there are fewer digits or the separators differ
 */
export function readRun(digits: string, from: number, count: number): Run | undefined {
  let value = ''
  const groups: number[] = []
  const separators: string[] = []
  let group = 0
  let at = from
  let signs = false
  while (at < digits.length) {
    const char = digits[at] ?? ''
    if (isDigit(char) || (value.length === 17 && count === 18 && (char === 'X' || char === 'x'))) {
      value += char.toUpperCase()
      group++
      at++
      if (value.length === count) {
        groups.push(group)
        return sameSeparators(separators) && (!signs || SHAPES.test(groups.join(' '))) ? { value, from, to: at, groups, separators } : undefined
      }
      continue
    }
    let gap = signs ? repeated(digits, at, separators[0] ?? '') : separatorAt(digits, at)
    if (gap === '' && separators.length === 0) {
      gap = signAt(digits, at)
      signs = true
    }
    if (gap === '') return undefined
    groups.push(group)
    group = 0
    separators.push(gap)
    at += gap.length
  }
  return undefined
}

/** Whether a unit is an ASCII digit. */
export function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

/** Whether a unit is an ASCII letter or digit: a number does not begin or end beside one. */
export function isWordUnit(char: string | undefined): boolean {
  return char !== undefined && /^[0-9A-Za-z]$/u.test(char)
}

/**
 * Whether the unit at `outside` goes on with the digits that end at `inside`. A Han numeral beside an ASCII digit does not:
 * it begins or ends a word of its own (一直, 星期三).
 */
export function goesOnWith(view: { readonly chars: string, readonly digits: string }, outside: number, inside: number): boolean {
  return isWordUnit(view.digits[outside]) && (isWordUnit(view.chars[outside]) || !isWordUnit(view.chars[inside]))
}

function repeated(digits: string, at: number, sign: string): string {
  return digits.startsWith(sign, at) && isCandidate(digits[at + sign.length]) ? sign : ''
}

function signAt(digits: string, at: number): string {
  const sign = SIGN.exec(digits.slice(at, at + LONGEST_SIGN))?.[0] ?? ''
  return isCandidate(digits[at + sign.length]) ? sign : ''
}

function separatorAt(digits: string, at: number): string {
  let end = at
  while (end - at < MAX_SEPARATOR && SEPARATOR.test(digits[end] ?? '')) end++
  if (end === at && BRACKET.test(digits[at] ?? '')) {
    end++
    if (digits[end] === ' ') end++
  }
  return end > at && isCandidate(digits[end]) ? digits.slice(at, end) : ''
}

function isCandidate(char: string | undefined): boolean {
  return isDigit(char) || char === 'X' || char === 'x'
}

/** one line break inside a number is a broken line, brackets enclose a group; everything else must repeat itself */
function sameSeparators(separators: readonly string[]): boolean {
  const inLine = separators.filter((gap) => !gap.includes('\n'))
  const outside = inLine.map((gap) => gap.trim() || ' ').filter((gap) => !BRACKET.test(gap))
  return separators.length - inLine.length <= 1 && new Set(outside).size <= 1
}
