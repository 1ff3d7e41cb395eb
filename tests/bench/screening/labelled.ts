import { randomFrom } from './data.ts'

/** A labelled case: kinds and offsets (UTF-16) of what must be found in `text`; nothing else may be reported above `info`. */
export interface Labelled {
  readonly id: string
  readonly group: string
  readonly tier: 'core' | 'hard'
  readonly text: string
  readonly expect: readonly { readonly start: number, readonly end: number, readonly kind: string }[]
  readonly terms?: readonly { readonly term: string, readonly kind: 'sensitive', readonly allow?: readonly string[] }[]
  readonly match?: 'all' | 'longest'
  readonly format?: 'html'
}

const random = randomFrom(4711)

/** Takes one of several at random, the same in every run. */
export function pick<T>(from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}

/** `count` random digits. */
export function digits(count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('')
}

/** A citizen number that holds: never given to anybody, the serial is 000 or the place is a test region. */
export function citizenNumber(region = pick(['110101', '310115', '371521', '440305', '510107', '820000', '830000'])): string {
  const body = region + String(1940 + Math.floor(random() * 75)) + String(1 + Math.floor(random() * 12)).padStart(2, '0') +
    String(1 + Math.floor(random() * 28)).padStart(2, '0') + digits(3)
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0)
  return body + '10X98765432'[sum % 11]
}

/** A mobile number with 0000 in its middle, so that it is nobody's. */
export function mobileNumber(): string {
  return `1${pick(['3', '5', '7', '8', '9'])}${digits(1)}0000${digits(4)}`
}

/** A card number that holds by Luhn. */
export function cardNumber(prefix: string, length: number): string {
  const body = prefix + digits(length - prefix.length - 1)
  for (let check = 0; check < 10; check++) {
    const whole = body + String(check)
    const sum = Array.from(whole).toReversed().reduce((total, digit, at) => {
      const doubled = at % 2 === 1 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
    if (sum % 10 === 0) return whole
  }
  return body
}

/** A credit code that holds by GB 32100. */
export function creditCode(prefix: string): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const body = prefix + Array.from({ length: 17 - prefix.length }, () => pick([...alphabet])).join('')
  let sum = 0
  let weight = 1
  for (const char of body) {
    sum += alphabet.indexOf(char) * weight
    weight = (weight * 3) % 31
  }
  return body + (alphabet[(31 - (sum % 31)) % 31] ?? '')
}

/** A vehicle number that holds by its ninth place. */
export function vehicleNumber(): string {
  const values: Record<string, number> = { A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, J: 1, K: 2, L: 3, M: 4, N: 5, P: 7,
    R: 9, S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 }
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
  const chars = [...`L${pick(['S', 'F', 'H'])}V${Array.from({ length: 14 }, () => pick([...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'])).join('')}`]
  chars[5] = '1'
  chars[6] = '2'
  chars[7] = '3'
  const sum = chars.reduce((total, char, at) => total + (values[char] ?? Number(char)) * (weights[at] ?? 0), 0)
  chars[8] = '0123456789X'[sum % 11] ?? '0'
  return chars.join('')
}

const FULL = (value: string): string => [...value].map((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join('')
const MAP = (to: string) => (value: string): string => [...value].map((char) => (/\d/u.test(char) ? [...to][Number(char)] ?? char : char)).join('')
const BETWEEN = (mark: string) => (value: string): string => [...value].join(mark)
const GROUPS = (mark: string, ...sizes: number[]) => (value: string): string => {
  let at = 0
  return sizes.map((size) => value.slice(at, at += size)).join(mark)
}

/** Ways of writing a number. */
export const STYLES: readonly (readonly [string, (value: string) => string])[] = [
  ['plain', (value) => value], ['full width', FULL], ['circled', MAP('⓪①②③④⑤⑥⑦⑧⑨')], ['Chinese numerals', MAP('〇一二三四五六七八九')],
  ['spoken numerals', MAP('〇幺二三四五六七八九')], ['financial numerals', MAP('零壹贰叁肆伍陆柒捌玖')], ['bold', MAP('𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗')],
  ['zero width', BETWEEN('\u200B')], ['joiners', BETWEEN('\u200D')], ['soft hyphens', BETWEEN('\u00AD')], ['spaces', BETWEEN(' ')],
  ['hyphens between', BETWEEN('-')], ['dots between', BETWEEN('.')], ['middle dots', BETWEEN('·')], ['enumeration commas', BETWEEN('、')],
  ['keycaps', (value) => [...value].map((char) => (/\d/u.test(char) ? `${char}\uFE0F\u20E3` : char)).join('')],
]
export const ID_STYLES = [...STYLES, ['hyphens', GROUPS('-', 6, 8, 4)], ['blanks', GROUPS(' ', 6, 8, 4)], ['no-break blanks', GROUPS('\u00A0', 6, 4, 4, 4)],
  ['line break', GROUPS('\n', 10, 8)], ['ideographic blanks', GROUPS('\u3000', 6, 8, 4)]] as const
export const MOBILE_STYLES = [...STYLES, ['3-4-4', GROUPS('-', 3, 4, 4)], ['3 4 4', GROUPS(' ', 3, 4, 4)], ['em dashes', GROUPS('—', 3, 4, 4)],
  ['dots', GROUPS('.', 3, 4, 4)], ['line break', GROUPS('\n', 3, 8)], ['underscores', GROUPS('_', 3, 4, 4)], ['slashes', GROUPS('/', 3, 4, 4)]] as const
export const CARD_STYLES = [['plain', (value: string) => value], ['fours', (value: string) => value.match(/.{1,4}/gu)?.join(' ') ?? value],
  ['hyphens', (value: string) => value.match(/.{1,4}/gu)?.join('-') ?? value], ['full width', FULL], ['zero width', BETWEEN('\u200B')]] as const

/** A text with ⟦value¦kind⟧ around what must be found, the kind left out where it is the usual one; the brackets are taken away. */
export function readMarked(marked: string, kind: string): Pick<Labelled, 'text' | 'expect'> {
  const expect: { start: number, end: number, kind: string }[] = []
  let text = ''
  for (const part of marked.split(/(⟦.*?⟧)/su)) {
    if (part.startsWith('⟦')) {
      const [value = '', own = kind] = part.slice(1, -1).split('¦')
      expect.push({ start: text.length, end: text.length + value.length, kind: own })
      text += value
    } else text += part
  }
  return { text, expect }
}
