import type { Hit } from '../finding.ts'
import { hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { isVehicleNumber } from './checks.ts'
import { leftOf } from './context.ts'
import { isWordUnit } from './runs.ts'

const PROVINCE = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬雲遼魯蘇贛陝貴粵寧]'
const GAP = '[ \\u3000·•・.．\\-—‧∙_*\\p{Extended_Pictographic}]{0,2}'
const SERIAL_UNIT = '[A-HJ-NP-Za-hj-np-z0-9]'
const PLATE = new RegExp(`${PROVINCE}${GAP}[A-HJ-NP-Za-hj-np-z]${GAP}(?:${SERIAL_UNIT}${GAP}){4}` +
  `(?:[挂学警港澳使领]|${SERIAL_UNIT}(?:${GAP}${SERIAL_UNIT})?)`, 'gu')
const HAN_SERIAL = new RegExp(`${PROVINCE}${GAP}[A-HJ-NP-Za-hj-np-z]${GAP}[〇零一壹幺二贰三叁四肆五伍六陆七柒八捌九玖]{5}`, 'gu')
const SPECIAL = /(?:使[A-Z]?[ ·]?\d{3}[ ·]?\d{2,3}|[军空海北沈兰济南广成][A-Z][ ·-]?\d{5}|WJ[ ·]?[\u4E00-\u9FFF]?\d{4,5}[A-Z]?)/gu
const SMALL_NEW_ENERGY = /^[A-HJ-NP-Z][ABCDEFGHJK][A-HJ-NP-Z0-9]\d{4}$/u
const LARGE_NEW_ENERGY = /^[A-HJ-NP-Z]\d{5}[ABCDEFGHJK]$/u
/** what follows the number of a building, a plot, a class */
const OF_PLACE = /^(?:级|地块|号楼|厂房|标段|类|座|栋|幢|宗地)/u
const VIN = /[A-HJ-NPR-Z0-9]{17}/giu
const VIN_LABEL = /车架号|车辆识别|VIN|vin/u

/** Vehicle plates by GA 36, new-energy ones by its 2018 edition: six units behind the letter. */
export function plates(view: View): Hit[] {
  const hits: Hit[] = []
  for (const match of view.chars.matchAll(PLATE)) {
    const whole = match[0].trimEnd()
    const compact = whole.replaceAll(/[^A-Za-z0-9\u4E00-\u9FFF]/gu, '').toUpperCase()
    const cut = plateLength(compact)
    if (cut === 0) continue
    const end = match.index + (cut === compact.length ? whole.length : cutAt(whole, cut))
    if (isWordUnit(view.chars[end]) || OF_PLACE.test(view.chars.slice(end, end + 2))) continue
    hits.push(hitAt(view, match.index, end, {
      kind: 'plate', level: 'warn', rule: 'privacy.plate', basis: 'GA 36-2018', masked: mask(compact.slice(0, cut), 2, 2),
    }))
  }
  for (const match of view.chars.matchAll(HAN_SERIAL)) {
    hits.push(hitAt(view, match.index, match.index + match[0].length, {
      kind: 'plate', level: 'warn', rule: 'privacy.plate', basis: 'GA 36-2018', masked: mask(match[0], 2, 2),
    }))
  }
  for (const match of view.chars.matchAll(SPECIAL)) {
    const end = match.index + match[0].length
    if (isWordUnit(view.chars[end]) || isWordUnit(view.chars[match.index - 1])) continue
    if (!/车|牌|驾/u.test(leftOf(view, match.index, 12)) && !/^号?[车牌]/u.test(view.chars.slice(end, end + 2))) continue
    hits.push(hitAt(view, match.index, end, {
      kind: 'plate', level: 'warn', rule: 'privacy.plate', basis: 'GA 36-2018', masked: mask(match[0], 2, 2),
    }))
  }
  return hits
}

/** Number of units of the plate at the beginning of `compact`, 0 for none. */
function plateLength(compact: string): number {
  const serial = compact.slice(1)
  if (/^[A-Z][A-Z0-9]{4}[\u4E00-\u9FFF]$/u.test(serial)) return letters(serial.slice(1)) <= 2 ? compact.length : 0
  if (serial.length === 7) return SMALL_NEW_ENERGY.test(serial) || LARGE_NEW_ENERGY.test(serial) ? 8 : 0
  return letters(serial.slice(1)) <= 2 && /\d/u.test(serial.slice(1)) ? 7 : 0
}

function letters(serial: string): number {
  return serial.replaceAll(/[^A-Z]/gu, '').length
}

function cutAt(whole: string, units: number): number {
  let seen = 0
  for (let at = 0; at < whole.length; at++) {
    if (/[A-Za-z0-9\u4E00-\u9FFF]/u.test(whole[at] ?? '') && ++seen === units) return at + 1
  }
  return whole.length
}

/** Vehicle identification numbers with a sound check digit, or with their label. */
export function vehicleNumbers(view: View): Hit[] {
  const hits: Hit[] = []
  for (const match of view.chars.matchAll(VIN)) {
    const end = match.index + 17
    const value = match[0].toUpperCase()
    if (isWordUnit(view.chars[match.index - 1]) || isWordUnit(view.chars[end])) continue
    const mixed = /\d{3}/u.test(value) && letters(value) >= 3
    if (!mixed || (!isVehicleNumber(value) && !VIN_LABEL.test(leftOf(view, match.index, 16)))) continue
    hits.push(hitAt(view, match.index, end, {
      kind: 'vin', level: 'warn', rule: 'privacy.vin', basis: 'GB 16735-2019', masked: mask(value, 3, 4),
    }))
  }
  return hits
}
