import type { Hit } from '../finding.ts'
import { hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { passesLuhn } from './checks.ts'
import { leftOf } from './context.ts'
import { goesOnWith, isDigit, readRun } from './runs.ts'
import type { Run } from './runs.ts'

const ISSUER = /^(?:62|4|5[1-5]|35|3[47]|60|9[0-9]{3}(?=\d{12,}))/u
const FIRST_DIGIT = /[34569]/u
const LABEL = /卡号|账号|帐号|账户|帐户|银行|开户|信用卡|储蓄卡|一卡通|存折|行卡|打入|汇入|转入|社保卡|Visa|VISA|万事达|Master|JCB|运通/u
const PUBLIC_ACCOUNT = /财政|国库|专户|非税|罚没|对公|单位账|罚款缴纳|缴款|捐款|捐赠|慈善|基金会|红十字|收款单位|保证金|监管账户|专用账户|户名[：:][^，。]{0,20}(?:局|公司|政府|中心|院|厅|委)/u
const OTHER_NUMBER = /ISBN|ISSN|订单|编号|流水号|单号|文号|条码|批号|合同号|项目代码|校验码|哈希/u
const LENGTHS = [19, 18, 17, 16, 15, 14, 13]

/** Payment cards: issuer's prefix and Luhn's check hold; prefixes that are not UnionPay's need a label. */
export function bankCards(view: View): Hit[] {
  const hits: Hit[] = []
  const { digits } = view
  for (let at = 0; at < digits.length; at++) {
    if (!FIRST_DIGIT.test(digits[at] ?? '') || goesOnWith(view, at - 1, at)) continue
    const found = LENGTHS.map((length) => readRun(digits, at, length)).find((run) => run !== undefined &&
      !goesOn(view, run) && ISSUER.test(run.value) && passesLuhn(run.value) && (run.groups.length <= 6 || run.groups.length === run.value.length))
    if (found === undefined) continue
    const before = leftOf(view, at, 24)
    const labelled = LABEL.test(before)
    if (PUBLIC_ACCOUNT.test(before) || (!labelled && (OTHER_NUMBER.test(before) || !(isUnionPay(found.value) || isGrouped(found))))) continue
    hits.push(hitAt(view, found.from, found.to, {
      kind: 'bank_card', level: 'block', rule: 'privacy.bank_card', masked: mask(found.value, 6, 4),
      basis: `ISO/IEC 7812-1 校验; 个人信息保护法第二十八条${labelled ? '; label' : ''}`,
    }))
    at = found.to - 1
  }
  return hits
}

/** more digits follow, at once or after the separator that parts the others */
function goesOn(view: View, run: Run): boolean {
  const [gap = ''] = run.separators
  const { digits } = view
  return goesOnWith(view, run.to, run.to - 1) || (gap !== '' && digits.startsWith(gap, run.to) && isDigit(digits[run.to + gap.length]))
}

/** 4-4-4-4, or 4-6-5: how a card is embossed */
function isGrouped({ groups }: Run): boolean {
  return ['4 4 4 4', '4 6 5'].includes(groups.join(' '))
}

function isUnionPay(value: string): boolean {
  return value.startsWith('62') && value.length >= 16
}
