import type { Hit } from '../finding.ts'
import { hitAt } from '../finding.ts'
import type { View } from '../view.ts'

const PROVINCE = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋内蒙陕吉闽贵粤青藏川宁琼兵'
const COURT = new RegExp('[（(〔\\[【［]\\s?(?:19|20)\\d{2}\\s?[）)〕\\]】］]\\s?(?:最高法|军|[' + PROVINCE + ']{1,2})\\s?\\d{0,4}\\s?' +
  '(?:知|破|环|海|铁|林|兵)?(?:民|刑|行|执|破|赔|商|知|财|调|监|督|催|请|他|认|辖|保|委|强|协|司|清|仲)' +
  '[\\u4E00-\\u9FFF]{0,3}\\s?(?:字)?\\s?第?\\s?\\d{1,6}(?:-\\d{1,3})?\\s?号(?:之[一二三四五六七八九十\\d]{1,2})?', 'gu')
/** as courts numbered until 2015 */
const OLD_COURT = /[（(〔[]\s?(?:19|20)\d{2}\s?[）)〕\]][\u4E00-\u9FFF]{1,4}[民刑行执商][\u4E00-\u9FFF]{0,3}字第\s?\d{1,6}\s?号/gu
const NUMBERED_YEAR = /[〔（([【［]\s?(?:19|20)\d{2}\s?[〕）)\]】］]\s?第?\s?\d{1,20}(?:-\d{1,12})?\s?号/gu
const PENALTY = /[\u4E00-\u9FFF（）()]{2,22}$/u
const PENALTY_SIGN = /(?:罚决|罚告|行罚|处罚|强戒|行拘|拘决|拘留|拘|行决|行强|强制|罚)字?第?$|[决罚强拘戒告处]字第?$|(?:刑诉|不诉|仲案|复决|强措|扣决|交认)字?第?$/u
/** words before a number that are not part of it */
const LEAD = /^.*(?:依据|根据|作出|下达|送达|文号|编号|决定书|通知书|告知书|按照|详见|关于|不服|撤销|维持|变更|收到|的|了|为|见|和|及|与|以)/u

/** the series and year stay, the number goes */
function withoutSerial(number: string): string {
  return number.replace(/\d+(?=\s?号)/u, (serial) => '*'.repeat(serial.length))
}

/** Numbers of court cases and of penalty papers, which lead to the people concerned. */
export function caseNumbers(view: View): Hit[] {
  const hits: Hit[] = []
  const courts = [...view.chars.matchAll(COURT)]
  const old = [...view.chars.matchAll(OLD_COURT)].filter(({ index }) => !courts.some((court) => court.index === index))
  for (const match of [...courts, ...old]) {
    hits.push(hitAt(view, match.index, match.index + match[0].length, {
      kind: 'case_no', level: 'warn', rule: 'privacy.case_no', basis: '法〔2015〕137号 案号; 个人信息保护法第四条', masked: withoutSerial(match[0]),
    }))
  }
  for (const match of view.chars.matchAll(NUMBERED_YEAR)) {
    const series = PENALTY.exec(view.chars.slice(Math.max(0, match.index - 22), match.index))?.[0] ?? ''
    const own = series.slice(LEAD.exec(series)?.[0].length ?? 0)
    if (!PENALTY_SIGN.test(own) || own.length < 3) continue
    const end = match.index + match[0].length
    hits.push(hitAt(view, match.index - own.length, end, {
      kind: 'case_no', level: 'warn', rule: 'privacy.penalty_no', basis: '行政处罚文号; 个人信息保护法第四条', masked: withoutSerial(own + match[0]),
    }))
  }
  return hits
}
