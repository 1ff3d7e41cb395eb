import { STYLED_LETTERS } from './match/alphabets.ts'
import { withoutTags } from './match/markup.ts'
import type { Text } from './texts.ts'

/**
 * A text as the detectors read it: digits and Latin letters of any style are ASCII, what nobody sees is gone,
 * and each unit knows where it stands in the text.
 */
export interface View {
  readonly text: Text
  readonly chars: string
  /** `chars` with Chinese numerals turned into digits, unit for unit */
  readonly digits: string
  /** start and end in `text.text` of each unit of `chars` */
  readonly starts: Int32Array
  readonly ends: Int32Array
}

const HAN_DIGITS: Readonly<Record<string, string>> = {
  〇: '0', 零: '0', '○': '0', 一: '1', 壹: '1', 幺: '1', 二: '2', 贰: '2', 貳: '2', 三: '3', 叁: '3', 四: '4', 肆: '4',
  五: '5', 伍: '5', 六: '6', 陆: '6', 陸: '6', 七: '7', 柒: '7', 八: '8', 捌: '8', 九: '9', 玖: '9',
}
const HAN_DIGIT = /[〇零○一壹幺二贰貳三叁四肆五伍六陆陸七柒八捌九玖]/gu
const LETTERS_LIKE: Readonly<Record<string, string>> = {
  А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', О: 'O', Р: 'P', Т: 'T', Х: 'X', У: 'Y', а: 'a', с: 'c', е: 'e',
  о: 'o', р: 'p', х: 'x', у: 'y', і: 'i', ѕ: 's', ј: 'j', Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K',
  Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X', χ: 'x', ο: 'o', '×': 'X', '✕': 'X', '✖': 'X', '╳': 'X',
}
const UNSEEN = /^[\p{Cf}\p{Mn}\p{Me}\u{FE0F}\u{3164}\u{115F}\u{1160}]$/u
/** what makes a key of the digit before it (1️⃣) is part of it */
const ENCLOSING = /^[\u20E3\uFE0F]$/u
/** first digit of the scripts whose digits are read as such */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xe50, 0xed0, 0x1810]
/** letters that are typed for digits between digits, or in a number long enough to be a person's */
const TYPED_ZERO = /(?<=\d)[Oo]+(?=[Oo\d]*\d)/gu
const TYPED_NUMBER = /(?<![A-Za-z0-9])[0-9OoIl][0-9OoIl -]{9,22}[0-9OoIlXx](?![A-Za-z0-9])/gu
const LEAST_TYPED_DIGITS = 6
/** brackets, marks and Han keep their form: they mean something to the rules */
const PLAIN = /^[\u0020-\u007E\u3000-\u303F\u3400-\u9FFF]$/u
/** ㊀ and ㈠ */
const ENCLOSED_NUMERAL = /^[一二三四五六七八九]$/u
const STYLED = /^[A-Za-z0-9]{1,2}$/u

/** Reads one text for the detectors. */
export function viewOf(text: Text): View {
  const source = withoutTags(text.text)
  const starts: number[] = []
  const ends: number[] = []
  let chars = ''
  for (let at = 0; at < source.length;) {
    const char = String.fromCodePoint(source.codePointAt(at) ?? 0)
    const end = at + char.length
    const seen = PLAIN.test(char) ? char : visible(char)
    if (ENCLOSING.test(char) && ends.length > 0) ends[ends.length - 1] = end
    for (let unit = 0; unit < seen.length; unit++) {
      starts.push(at)
      ends.push(end)
    }
    chars += seen
    at = end
  }
  return {
    text, chars, starts: Int32Array.from(starts), ends: Int32Array.from(ends),
    digits: chars.replace(HAN_DIGIT, (char) => HAN_DIGITS[char] ?? char).replace(TYPED_ZERO, (letters) => '0'.repeat(letters.length))
      .replace(TYPED_NUMBER, withoutLetters),
  }
}

function withoutLetters(number: string): string {
  const letters = number.replaceAll(/[^OoIl]/gu, '').length
  if (letters === 0 || number.replaceAll(/\D/gu, '').length < LEAST_TYPED_DIGITS) return number
  return number.replaceAll(/[Oo]/gu, '0').replaceAll(/[Il]/gu, '1')
}

function visible(char: string): string {
  if (UNSEEN.test(char)) return ''
  const like = LETTERS_LIKE[char]
  if (like !== undefined) return like
  const point = char.codePointAt(0) ?? 0
  const zero = ZEROS.find((first) => point >= first && point < first + 10)
  if (zero !== undefined) return String(point - zero)
  const styled = STYLED_LETTERS.get(char)
  if (styled !== undefined) return styled.toUpperCase()
  const compatible = char.normalize('NFKC')
  if (compatible.length === 1 && compatible >= ' ' && compatible <= '~') return compatible
  const bare = compatible.replace(/[()[\].〔〕]/gu, '')
  return STYLED.test(bare) || ENCLOSED_NUMERAL.test(bare) ? bare : char
}
