const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const ID_CHECKS = '10X98765432'
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const VIN_VALUES: Readonly<Record<string, number>> = {
  A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8, J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9,
  S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9,
}
/** first two digits of a county code, GB/T 2260; 81–83 are the residence permits of 2018, 91 foreign residents */
const PROVINCES = new Set(['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37',
  '41', '42', '43', '44', '45', '46', '50', '51', '52', '53', '54', '61', '62', '63', '64', '65', '71', '81', '82',
  '83', '91', '92', '93', '94', '95', '96', '97', '98', '99'])

/** Whether `value` (18 characters, X upper-case) is a citizen number by GB 11643: region, calendar date, MOD 11-2. */
export function isCitizenNumber(value: string, today?: string): boolean {
  if (!/^\d{17}[\dX]$/u.test(value) || !PROVINCES.has(value.slice(0, 2))) return false
  if (value.slice(2, 6) === '0000' && !/^8[123]/u.test(value)) return false
  if (!isBirthDate(value.slice(6, 10), value.slice(10, 12), value.slice(12, 14), today)) return false
  return ID_CHECKS[weighted(value, ID_WEIGHTS) % 11] === value[17]
}

/** Whether the fifteen digits are a citizen number of the first generation: region and a calendar date of 19xx. */
export function isOldCitizenNumber(value: string): boolean {
  return /^\d{15}$/u.test(value) && PROVINCES.has(value.slice(0, 2)) &&
    isBirthDate(`19${value.slice(6, 8)}`, value.slice(8, 10), value.slice(10, 12))
}

/** Whether year, month and day are a day of the calendar from 1900 up to `today` (YYYY-MM-DD). */
export function isBirthDate(year: string, month: string, day: string, today = '2099-12-31'): boolean {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const time = new Date(`${date}T00:00:00Z`)
  return year >= '1900' && date <= today && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date)
}

/** Luhn's check (ISO/IEC 7812-1) over digits only. */
export function passesLuhn(value: string): boolean {
  let sum = 0
  for (let at = 0; at < value.length; at++) {
    const digit = Number(value[value.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** Whether `value` (18 characters, upper-case) is a unified social credit code by GB 32100: alphabet and MOD 31. */
export function isCreditCode(value: string): boolean {
  if (!/^[159AN-Y][0-9A-HJ-NPQRTUWXY]{17}$/u.test(value)) return false
  let sum = 0
  let weight = 1
  for (let at = 0; at < 17; at++) {
    sum += USCC_ALPHABET.indexOf(value[at] ?? '') * weight
    weight = (weight * 3) % 31
  }
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] === value[17]
}

/** Whether `value` (17 characters, upper-case) is a vehicle identification number with its check digit, GB 16735. */
export function isVehicleNumber(value: string): boolean {
  if (!/^[A-HJ-NPR-Z0-9]{8}[\dX][A-HJ-NPR-Z0-9]{8}$/u.test(value)) return false
  let sum = 0
  for (let at = 0; at < 17; at++) sum += (VIN_VALUES[value[at] ?? ''] ?? Number(value[at])) * (VIN_WEIGHTS[at] ?? 0)
  return '0123456789X'[sum % 11] === value[8]
}

function weighted(value: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(value[at]), 0)
}
