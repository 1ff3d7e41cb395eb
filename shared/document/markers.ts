/** How a line is numbered: the style of its marker and its number; bullets have the number 0. */
export interface Marker {
  readonly style: string
  readonly number: number
  /** characters that the marker takes */
  readonly length: number
}

const HAN = '零〇一二三四五六七八九十百'
const STYLES: readonly (readonly [string, RegExp])[] = [
  ['han', new RegExp(`^([${HAN}]{1,5})、`)],
  ['paren_han', new RegExp(`^[（(]([${HAN}]{1,5})[）)]`)],
  ['paren_digit', /^[（(](\d{1,3})[）)]/],
  ['half_paren', /^(\d{1,3})[）)]/],
  ['digit', /^(?:附件[：:]\s*)?(\d{1,3})(?:[、．]|\.(?!\d))/],
  // a unit after the number makes it a quantity: 3 月, 5 个
  ['blank_digit', /^(\d{1,2})[ \u3000](?=\p{sc=Han})(?![年月日号时分秒个项条件元人名次处份辆起家级岁天公米吨万千])/u],
  ['is', new RegExp(`^([${HAN}]{1,3})是`)],
  ['yao', new RegExp(`^([${HAN}]{1,3})要`)],
  ['chapter', new RegExp(`^第([${HAN}]{1,5})章`)],
  ['ordinal', new RegExp(`^第([${HAN}]{1,3})[，,、：:]`)],
]
const CIRCLED = /^[①-⑳]/
const BULLET = /^(——|[•·●○■□◆◇▪★►▶➤➢✅✔☑❌–—*-])(?=[\s\p{sc=Han}])/u

/** The marker that a line begins with, if any. */
export function markerOf(line: string): Marker | undefined {
  const start = line.slice(0, 12)
  for (const [style, pattern] of STYLES) {
    const match = pattern.exec(start)
    const digits = match?.[1]
    if (match === null || digits === undefined) continue
    const number = /\d/.test(digits) ? Number(digits) : hanNumber(digits)
    return { style, number, length: match[0].length }
  }
  if (CIRCLED.test(start)) return { style: 'circled', number: (start.codePointAt(0) ?? 0) - 0x245f, length: 1 }
  const bullet = BULLET.exec(start)?.[1]
  if (bullet !== undefined) return { style: `bullet ${bullet}`, number: 0, length: bullet.length }
  return undefined
}

/** Whether a line marked `next` goes on with the list that a line marked `previous` stands in. */
export function continues(previous: Marker, next: Marker): boolean {
  if (previous.style !== next.style) return false
  return next.number === 0 ? previous.number === 0 : next.number === previous.number + 1
}

/** 1–999 written in Chinese numerals; 0 for what is no such number. */
export function hanNumber(text: string): number {
  let total = 0
  let digit = 0
  for (const character of text) {
    if (character === '百') {
      total += (digit || 1) * 100
      digit = 0
    } else if (character === '十') {
      total += (digit || 1) * 10
      digit = 0
    } else {
      digit = character === '〇' ? 0 : Math.max(0, '零一二三四五六七八九'.indexOf(character))
    }
  }
  return total + digit
}
