import type { Hit } from '../finding.ts'
import { hitAt } from '../finding.ts'
import type { Kind, Level } from '../types.ts'
import type { View } from '../view.ts'
import { isBirthDate } from './checks.ts'
import { leftOf } from './context.ts'

const DATE = /((?:19|20)\d{2})(?:年|[-./．])\s?(\d{1,2})(?:月|[-./．])\s?(\d{1,2})日?/gu
const MONTH = /((?:19|20)\d{2})(?:年|[-./．])\s?(\d{1,2})月?(?=生|出生|[，,。；;）)\s]|$)/gu
const BORN_BEFORE = /(?:出生(?:日期|年月日?|于|时间)?|生日|生于)[：:\s为于是]{0,3}$/u
const BORN_AFTER = /^\s?(?:出)?生(?![产效活命成态存])/u
const ILLNESS = new RegExp('(?:(?:精神|智力|肢体|视力|听力|言语|多重)残疾[一二三四1234]级|[一二三四1234]级(?:精神|智力|肢体|视力|听力|言语|多重)残疾|' +
  '(?:患(?!者)有?|确诊(?:为|患)?|诊断为|身患|罹患|感染|检查出|查出)(?:重度|严重|晚期|急性|慢性|先天性|双相)?[\\u4E00-\\u9FFFA-Za-z]{0,8}(?:病|症|癌|瘤|炎|障碍|综合征|艾滋病|HIV|肺结核|梅毒|白血病|高血压|分裂|乙肝|中风|偏瘫|瘫痪|残疾)|' +
  '尿毒症|白血病|艾滋病(?:病毒)?(?:感染者|携带者|患者)?|精神分裂症|抑郁症|乳腺癌|肺癌|肝癌|胃癌|癫痫|乙肝|肺结核|梅毒|孕\\d{1,2}周|怀孕\\d{1,2}(?:周|个月)|HIV阳性)', 'gu')
const CRIME = /(?:因|犯|涉嫌|曾因|以)?(?:犯)?(?:(?!因|犯|涉嫌)[\u4E00-\u9FFF]){2,10}罪[，,、]?(?:被)?(?:[\u4E00-\u9FFF]{2,16}法院)?(?:一审|终审)?(?:判处|判决)?(?:有期徒刑|无期徒刑|拘役|管制|死刑)?[一二三四五六七八九十\d年零个月]{0,8}(?:[，,]?缓刑[一二三四五六七八九十\d年零个月]{1,6})?|(?:判处|执行)(?:有期徒刑|无期徒刑|拘役|管制|死刑)[一二三四五六七八九十\d年零个月]{0,8}|(?:吸毒|嫖娼|卖淫|赌博)被(?:行政)?(?:拘留|处罚|查获)[一二三四五六七八九十\d]{0,3}[日天]?|(?:刑满释放|社区矫正|强制隔离戒毒|有前科|吸毒史|犯罪记录|前科)/gu
const AGE = /(\d{1,3}|[一二三四五六七八九十]{1,3})(?:周)?岁/gu
const SEX_OR_NATION = /(?<=[，,、：:\s（(])(?:[男女](?=[，,、\s）)。；;])|(?:汉|回|满|蒙古|藏|维吾尔|苗|彝|壮|布依|朝鲜|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|畲)族(?=[，,、\s）)。；;]))/gu

/** Birth dates, health, crime, age, sex and nation: findings where a person stands in the same sentence. */
export function personalFacts(view: View, people: readonly Hit[]): Hit[] {
  const hits: Hit[] = []
  const sentences = new Set(people.filter((hit) => hit.kind === 'person' || hit.kind === 'id_card')
    .map((hit) => sentenceStart(view, hit.start)))
  const named = (at: number): boolean => sentences.has(sentenceStart(view, view.starts[at] ?? 0))
  const add = (kind: Kind, level: Level, from: number, value: string, basis: string): void => {
    hits.push(hitAt(view, from, from + value.length, {
      kind, level, rule: `privacy.${kind}`, basis: `个人信息保护法第二十八条; ${basis}`, masked: '*'.repeat(Math.min(value.length, 12)),
    }))
  }
  const births = new Set<number>()
  for (const match of [...view.chars.matchAll(DATE), ...view.chars.matchAll(MONTH)]) {
    const end = match.index + match[0].length
    const born = BORN_BEFORE.test(leftOf(view, match.index, 16)) || BORN_AFTER.test(view.chars.slice(end, end + 4))
    if (!born || births.has(match.index) || !isBirthDate(match[1] ?? '', match[2] ?? '', match[3] ?? '01')) continue
    births.add(match.index)
    add('birth', 'warn', match.index, match[0], 'label:birth')
  }
  for (const match of view.chars.matchAll(ILLNESS)) {
    if (named(match.index)) add('health', 'warn', match.index, match[0], '健康信息; with a person')
  }
  for (const match of view.chars.matchAll(CRIME)) {
    if (named(match.index)) add('criminal', 'warn', match.index, match[0], '违法犯罪记录; with a person')
  }
  for (const match of view.chars.matchAll(AGE)) {
    const minor = /^\d+$/u.test(match[1] ?? '') && Number(match[1]) < 18
    if (named(match.index)) add('age', minor ? 'warn' : 'info', match.index, match[0], minor ? '未成年人; with a person' : 'with a person')
  }
  for (const match of view.chars.matchAll(SEX_OR_NATION)) {
    if (named(match.index)) add('gender_ethnicity', 'info', match.index, match[0], 'with a person')
  }
  return hits
}

function sentenceStart(view: View, place: number): number {
  const { text } = view.text
  for (let at = place; at > 0 && place - at < 400; at--) if (/[。！？\n\t]/u.test(text[at - 1] ?? '')) return at
  return Math.max(0, place - 400)
}
