import type { Hit } from '../finding.ts'
import { hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { goesOnWith, isDigit, readRun } from './runs.ts'
import type { Run } from './runs.ts'

const BASIS = '电信网编号计划（移动号码11位，首位1，次位3至9）; 个人信息保护法第四条'
const NOT_A_PHONE = /(?:订单|编号|单号|流水|文号|序列|型号|批号|条码|工单|票号|时间戳|ISBN|合同号|学号|工号|考号|准考证|编码|代码|识别|UID|身份证|税号|票据|发票|凭证|金额|合计|￥|¥)[^，。；;\n]{0,6}$|第$|GB(?:\/T)? ?$/u
/** between the sides of a thing as well as within a number */
const TIMES = /^[*×xX+＊＋]/u
const BRACKET = /^[()（）[\]【】〔〕「」]$/u
const PHONE_LABEL = /(?:电话|手机|联系|微信|致电|拨打|tel|mobile|phone)[^，。；;\n]{0,8}$/iu
/** whatever follows: a sum has no telephone */
const LABEL_AT_ONCE = /(?:电话|手机|致电|拨打)(?:号码?)?[：:为是]?\s?$/u
const UNIT_AFTER = /^\s?(?:号(?!码|机)|元|万|亿|件|条|人次|号文|吨|平方|公里|千瓦|米|字节|人(?=$|[，,。；;、\s])|次(?!日)|株|亩|辆|头|[.．]\d)/u

/** What is said of a mobile number. */
export function mobileHit(value: string): Omit<Hit, 'start' | 'end'> {
  return { kind: 'mobile', level: 'block', rule: 'privacy.mobile', basis: BASIS, masked: mask(value, 3, 4) }
}

/** Mobile numbers, also grouped, in any digit style and with the country code. */
export function mobileNumbers(view: View): Hit[] {
  const hits: Hit[] = []
  const { digits } = view
  for (let at = 0; at < digits.length; at++) {
    if (digits[at] !== '1') continue
    const run = readRun(digits, at, 11)
    if (run === undefined || !/^1[3-9]/u.test(run.value) || goesOnWith(view, run.to, run.to - 1)) continue
    const open = opened(digits, at, run)
    const code = countryCode(digits, at - open)
    const from = at - open - code
    if (!isNumberHere(view, from, run, code > 0)) continue
    const to = run.to + (code > 0 ? closed(digits, at, run) : 0)
    hits.push(hitAt(view, from, to, mobileHit(run.value)))
    at = to - 1
  }
  return hits
}

function countryCode(digits: string, at: number): number {
  return /(?:(?:\+|00)86|\(\+?86\)|(?<![0-9A-Za-z])86)[ \-—)]{0,2}\(?$/u.exec(digits.slice(Math.max(0, at - 9), at))?.[0].length ?? 0
}

/** the bracket before (138)0000… */
function opened(digits: string, at: number, run: Run): number {
  return Number(/[(（]/u.test(digits[at - 1] ?? '') && /^[)）]/u.test(run.separators[0] ?? ''))
}

/** the bracket behind +86(13800001234) */
function closed(digits: string, at: number, run: Run): number {
  return Number(digits[at - 1] === '(' && digits[run.to] === ')' && !run.separators.some((gap) => gap.includes(')')))
}

function isNumberHere(view: View, from: number, run: Run, coded: boolean): boolean {
  const { digits } = view
  const before = digits.slice(Math.max(0, from - 20), from)
  const after = digits.slice(run.to, run.to + 6)
  if (goesOnWith(view, from - 1, from) || /\d[.．]$/u.test(before)) return false
  if (!coded && NOT_A_PHONE.test(before) && !PHONE_LABEL.test(before)) return false
  if (UNIT_AFTER.test(after) && !LABEL_AT_ONCE.test(before) && !(after.startsWith('号') && PHONE_LABEL.test(before))) return false
  if (run.separators.length === 0) return true
  const [gap = ''] = run.separators
  if (isDigit(before.at(-1 - gap.length)) && before.endsWith(gap)) return false
  const single = run.groups.every((length) => length === 1)
  const few = run.groups.length <= 4 && run.groups[0] === 3
  if (TIMES.test(gap) && !single) return PHONE_LABEL.test(before)
  if (BRACKET.test(gap.trim())) return few
  if (/[.．,，:]/u.test(gap) && !single) return few && run.groups.length === 3
  return single ? !gap.includes('\t') : few || gap.includes('\n') || run.groups.length <= 6
}
