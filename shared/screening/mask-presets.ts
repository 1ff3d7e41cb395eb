import { mask } from './finding.ts'
import type { Kind } from './types.ts'

/** How a value of one kind is made unreadable. */
export type MaskRule =
  /** shows the first and the last characters */
  | { readonly rule: 'keep', readonly left: number, readonly right: number }
  /** shows the surname, the rest by a sign */
  | { readonly rule: 'surname', readonly sign: string }
  /** shows an address down to the township */
  | { readonly rule: 'township' }
  /** shows the first character and what stands from the sign on */
  | { readonly rule: 'mailbox' }
  /** hides the last number in it */
  | { readonly rule: 'serial' }
  /** shows nothing, not even the length */
  | { readonly rule: 'whole' }

/** Which rule for which kind; kinds that it does not name are not masked by column. */
export type MaskPreset = Readonly<Partial<Record<Kind, MaskRule>>>

const fourSides: MaskRule = { rule: 'keep', left: 2, right: 2 }

/**
 * The conventions of published lists: 138****1234, 35*************123, 张某某, an address down to its township. The date of
 * birth goes from a citizen number, as it must; of the place of birth two digits are left.
 */
export const COMMON_MASKS: MaskPreset = {
  person: { rule: 'surname', sign: '某' },
  id_card: { rule: 'keep', left: 2, right: 3 },
  mobile: { rule: 'keep', left: 3, right: 4 },
  landline: { rule: 'keep', left: 4, right: 0 },
  bank_card: { rule: 'keep', left: 6, right: 4 },
  uscc: { rule: 'keep', left: 12, right: 0 },
  vin: { rule: 'keep', left: 3, right: 4 },
  passport: fourSides, permit: fourSides, military_id: fourSides, social_card: fourSides, driver_file_no: fourSides, plate: fourSides,
  qq: fourSides, wechat: fourSides,
  email: { rule: 'mailbox' },
  address: { rule: 'township' },
  case_no: { rule: 'serial' },
  birth: { rule: 'whole' }, age: { rule: 'whole' }, health: { rule: 'whole' }, criminal: { rule: 'whole' },
}

const WHOLE = '****'
const COMPOUND_SURNAME = /^(?:欧阳|上官|皇甫|司徒|令狐|诸葛|司马|宇文|呼延|端木|东方|南宫|夏侯|尉迟|公孙|慕容|长孙|轩辕|钟离|闻人|申屠|太史|百里|淳于|单于|独孤|拓跋|澹台|公冶|濮阳|赫连|万俟|西门)(?=.)/u
const TOWNSHIP = /^.*?(?:街道|苏木|镇|乡)/u
const COUNTY = /^.*?(?:县|区|旗|市|省)/u
const BETWEEN = /[\s\-－—_.．·]/gu
const LAST_NUMBER = /[\d０-９]+(?=[^\d０-９]*$)/u

/** A value as one rule leaves it. Blanks and strokes inside a number go: 138 1234 5678 is masked as 13812345678. */
export function maskBy(value: string, rule: MaskRule): string {
  switch (rule.rule) {
    case 'keep': return mask(value.normalize('NFKC').replaceAll(BETWEEN, ''), rule.left, rule.right)
    case 'surname': {
      const name = value.replaceAll(BETWEEN, '')
      const surname = COMPOUND_SURNAME.exec(name)?.[0] ?? Array.from(name)[0] ?? ''
      return surname + rule.sign.repeat(Math.max(1, Array.from(name.slice(surname.length)).length))
    }
    case 'township': return `${TOWNSHIP.exec(value)?.[0] ?? COUNTY.exec(value)?.[0] ?? ''}${WHOLE}`
    case 'mailbox': return `${Array.from(value)[0] ?? ''}***${value.slice(Math.max(0, value.lastIndexOf('@')))}`
    case 'serial': return LAST_NUMBER.test(value) ? value.replace(LAST_NUMBER, '***') : WHOLE
    case 'whole':
  }
  return WHOLE
}
