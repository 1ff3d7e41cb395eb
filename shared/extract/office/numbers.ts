import type { MarkupHandler } from './xml.ts'

/** How a cell shows its number, as far as it changes what a reader sees of it. */
export type CellFormat = { readonly kind: 'plain' } | { readonly kind: 'date' } | { readonly kind: 'digits', readonly width: number }

const PLAIN: CellFormat = { kind: 'plain' }
/** numbers of built-in formats that show a date, also those of Chinese editions */
const DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const KEPT_DIGITS = 15
const DAY = 86_400_000

/** Reads the formats of a workbook's cells in the order in which cells count them. */
export function readFormats(parse: (handler: MarkupHandler) => void): CellFormat[] {
  const codes = new Map<number, string>()
  const formats: CellFormat[] = []
  let inCells = false
  parse({
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) formats.push(formatOf(Number(attributes['numFmtId'] ?? 0), codes))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
    text: () => undefined,
  })
  return formats
}

/** A number as its cell shows it: all digits of whole numbers, dates as YYYY-MM-DD. */
export function shownNumber(value: string, format: CellFormat = PLAIN, since1904 = false): string {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return value
  if (format.kind === 'date' && number >= 1 && number < 2_958_466) {
    const days = Math.floor(since1904 ? number + 1462 : number)
    // Serial 60 is a 29 February 1900 that never was.
    return new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * DAY).toISOString().slice(0, 10)
  }
  const digits = wholeDigits(value, number)
  if (digits === undefined) return value
  return format.kind === 'digits' ? digits.padStart(format.width, '0') : digits
}

/**
 * What is written with all its digits stays as written. A number that a spreadsheet has calculated with has lost all
 * digits but fifteen: the lost ones are shown as such, so that a citizen number kept as a number is still known as one.
 */
function wholeDigits(value: string, number: number): string | undefined {
  if (/^-?\d+$/u.test(value)) return value
  if (!Number.isInteger(number) || Math.abs(number) >= 1e21) return undefined
  const [, sign = '', whole = '', rest = '', power = ''] = /^(-?)(\d)\.?(\d*)e\+?(\d+)$/u.exec(number.toExponential()) ?? []
  const digits = whole + rest.padEnd(Number(power), '0')
  return sign + (digits.length > KEPT_DIGITS ? digits.slice(0, KEPT_DIGITS).padEnd(digits.length, '*') : digits)
}

function formatOf(id: number, codes: ReadonlyMap<number, string>): CellFormat {
  const code = codes.get(id)
  if (code === undefined) return DATES.has(id) ? { kind: 'date' } : PLAIN
  const bare = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/gu, '')
  if (/y|d|m{3}|m.*d/iu.test(bare)) return { kind: 'date' }
  return /^0{2,}$/u.test(bare) ? { kind: 'digits', width: bare.length } : PLAIN
}
