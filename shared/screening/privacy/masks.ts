import type { Hit } from '../finding.ts'
import { hitAt } from '../finding.ts'
import type { View } from '../view.ts'
import { isWordUnit } from './runs.ts'

const MASK_SIGN = /[*＊×xX●○•■□?？_#]/u
const BIRTH_FROM = 6
const BIRTH_TO = 14
const MOST_SHOWN = { id_card: 10, mobile: 7, bank_card: 10 } as const

/**
 * Masks that hide too little. Of a citizen number the date of birth must go, of a mobile number at least four digits
 * in the middle, of a card all but six and four.
 */
export function weakMasks(view: View): Hit[] {
  const hits: Hit[] = []
  const { digits } = view
  for (let at = 0; at < digits.length;) {
    const from = at
    let shown = 0
    while (at < digits.length && at - from < 24 && isPart(digits[at])) {
      if (!MASK_SIGN.test(digits[at] ?? '')) shown++
      at++
    }
    if (at === from) at++
    else if (shown > 0 && shown < at - from && !isWordUnit(digits[from - 1]) && !isWordUnit(digits[at])) {
      const kind = weakKind(digits.slice(from, at), shown)
      if (kind !== undefined) {
        hits.push(hitAt(view, from, at, {
          kind, level: 'warn', rule: `privacy.${kind}_weak_mask`, basis: '个人信息保护法第七十三条第三项 去标识化',
          masked: digits.slice(from, at).replaceAll(/\d(?=.*\d)/gu, '*'),
        }))
      }
    }
  }
  return hits
}

function isPart(char: string | undefined): boolean {
  return char !== undefined && ((char >= '0' && char <= '9') || MASK_SIGN.test(char))
}

function weakKind(value: string, shown: number): 'id_card' | 'mobile' | 'bank_card' | undefined {
  const hidden = Array.from(value).map((char) => !/\d/u.test(char))
  const gaps = hidden.filter((each, at) => each && !(hidden[at - 1] ?? false)).length
  if (gaps > 2 || !/^\d{2}/u.test(value)) return undefined
  if (value.length === 18 && hidden.slice(0, -1).includes(true)) {
    const birth = hidden.slice(BIRTH_FROM, BIRTH_TO).filter((each) => !each).length
    return birth >= 4 || shown > MOST_SHOWN.id_card ? 'id_card' : undefined
  }
  if (value.length === 11 && /^1[3-9]\d/u.test(value)) {
    const middle = hidden.slice(3, 7).every(Boolean)
    return shown > MOST_SHOWN.mobile || (shown === MOST_SHOWN.mobile && !middle) ? 'mobile' : undefined
  }
  if (value.length >= 16 && value.length <= 19 && value.startsWith('62')) return shown > MOST_SHOWN.bank_card ? 'bank_card' : undefined
  return undefined
}
