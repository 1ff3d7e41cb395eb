import type { Hit } from '../finding.ts'
import { hitAt, mask } from '../finding.ts'
import type { Kind } from '../types.ts'
import type { View } from '../view.ts'
import { isCitizenNumber, isCreditCode } from './checks.ts'
import { leftOf } from './context.ts'
import { isWordUnit } from './runs.ts'

interface Labelled {
  readonly kind: Kind
  /** what must stand before the number in its sentence, at its end */
  readonly label: RegExp
  readonly number: RegExp
  readonly basis: string
}

const AFTER_LABEL = '[^\\d，。；;A-Za-z]{0,10}(?:No\\.?|NO\\.?|Number|number|号码?)?[：:\\s为是]{0,4}$'

const LABELLED: readonly Labelled[] = [
  { kind: 'passport', label: new RegExp(`(?:护照|[Pp]assport|PASSPORT)${AFTER_LABEL}`, 'u'), basis: '护照号码; label',
    number: /(?:E[A-HJ-NP-Z]?\d{7,8}|E[A-HJ-NP-Z]?[ -]?\d{3,4}[ -]\d{4}|[EGDSP][ -]\d{8}|[GDSPHM][A-Z]?\d{7,8}|1[45]\d{7}|[A-Z]{1,2}\d{6,8})/giu },
  { kind: 'permit', label: new RegExp(`(?:通行证|台胞证|回乡证|来往大陆|来往内地|往来港澳|往来台湾|居留证|永居证)${AFTER_LABEL}`, 'u'),
    number: /(?:[CWHMLT][A-HJ-NP-Z]?\d{7,10}|\d{8}(?:\d{2})?)/giu, basis: '出入境证件号码; label' },
  { kind: 'military_id', label: new RegExp(`(?:军官证|士兵证|士官证|文职干部证|文职人员证|义务兵证|军人证|警官证|退役证|军人身份)${AFTER_LABEL}`, 'u'),
    number: /(?:(?:(?![号码证为是])[\u4E00-\u9FFF]){1,2}字第?\d{4,10}号?|\d{6,10})/gu, basis: '军人证件号码; label' },
  { kind: 'social_card', label: new RegExp(`(?:社保卡|社会保障卡|社会保障号|社保号|社保编号|社保账号|医保卡|医保号|医保编号|医疗保险号|个人编号)${AFTER_LABEL}`, 'u'),
    number: /[A-Z]{0,2}\d{7,18}[A-Z]?/giu, basis: '社会保障号码; label' },
  { kind: 'driver_file_no', label: new RegExp(`(?:档案编号|档案号|驾驶证档案)${AFTER_LABEL}`, 'u'), number: /\d{12}/gu, basis: 'GA 482 档案编号; label' },
]
const MILITARY = /[\u4E00-\u9FFF]字第\d{6,10}号/gu
const MILITARY_SERVICE = /^[军士兵政后空海装参武文沈北兰济南广成联]/u
const CREDIT_CODE = /[0-9A-HJ-NPQRTUWXY]{18}/giu

/** Numbers of papers that only their label tells from others. */
export function labelledNumbers(view: View): Hit[] {
  const hits: Hit[] = []
  for (const { kind, label, number, basis } of LABELLED) {
    const source = kind === 'military_id' ? view.chars : view.digits
    for (const match of source.matchAll(number)) {
      const end = match.index + match[0].length
      if (/^[0-9A-Za-z]/u.test(match[0]) && isWordUnit(source[match.index - 1])) continue
      if (isWordUnit(source[end]) || !label.test(leftOf(view, match.index, 24))) continue
      hits.push(hitAt(view, match.index, end, {
        kind, level: 'block', rule: `privacy.${kind}`, basis: `${basis}; 个人信息保护法第四条`, masked: mask(match[0], 2, 2),
      }))
    }
  }
  for (const match of view.chars.matchAll(MILITARY)) {
    if (!MILITARY_SERVICE.test(match[0])) continue
    if (!/证|军人|部队/u.test(leftOf(view, match.index, 16))) continue
    hits.push(hitAt(view, match.index, match.index + match[0].length, {
      kind: 'military_id', level: 'block', rule: 'privacy.military_id', basis: '军人证件号码', masked: mask(match[0], 3, 1),
    }))
  }
  return hits
}

/** Unified social credit codes: a sole trader's (92, 93) tells of a person, an organisation's is public. */
export function creditCodes(view: View, today?: string): Hit[] {
  const hits: Hit[] = []
  for (const match of view.chars.matchAll(CREDIT_CODE)) {
    const end = match.index + 18
    const value = match[0].toUpperCase()
    if (isWordUnit(view.chars[match.index - 1]) || isWordUnit(view.chars[end])) continue
    if (!isCreditCode(value) || isCitizenNumber(value, today)) continue
    const soleTrader = /^9[23]/u.test(value)
    hits.push(hitAt(view, match.index, end, {
      kind: 'uscc', level: soleTrader ? 'warn' : 'info', masked: soleTrader ? mask(value, 6, 4) : value,
      rule: soleTrader ? 'privacy.uscc_sole_trader' : 'privacy.uscc', basis: 'GB 32100-2015 校验',
    }))
  }
  return hits
}
