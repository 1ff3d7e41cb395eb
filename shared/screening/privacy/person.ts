import type { Hit } from '../finding.ts'
import { Claims, hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { wordCost } from '../words/costs.ts'
import { PARTY } from './context.ts'

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来缪苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺'
const COMPOUND = '欧阳|上官|皇甫|司徒|令狐|诸葛|司马|宇文|呼延|端木|东方|南宫|夏侯|尉迟|公孙|慕容|长孙|轩辕|钟离|闻人|申屠|太史|百里|淳于|单于|独孤|拓跋|澹台|公冶|濮阳|赫连|万俟|西门|阿不都|买买提'
const ROLE = new RegExp(`${PARTY}(?:姓名)?[：:]?[ \\u3000]{0,2}`, 'gu')
const SEXED = /(?:^|[，,、。；;：:（(\s])([\u4E00-\u9FFF]{2,4})[，,（( ][\s]?[男女](?:性)?[，,。、；;）)\s]/gu
const NAME = new RegExp(`^(?:(?:${COMPOUND})[ \\u3000]?[\\u4E00-\\u9FFF]{1,2}|[${SURNAMES}][ \\u3000]{0,2}[\\u4E00-\\u9FFF](?:[ \\u3000]{0,2}[\\u4E00-\\u9FFF])?)`, 'u')
const DOTTED = /^[\u4E00-\u9FFF]{1,8}(?:[·•・‧][\u4E00-\u9FFF]{1,8}){1,3}/u
const AFTER_NAME = /^(?:$|[\s，,。；;、：:（(）)《》“”"'／/|\]】]|等|的|在|于|与|和|及|因|向|对|被|将|不|未|已|系|为|是|提|驾|持|称|说|住|男|女|身|电|联|同志|先生|女士|户|家|你|我|从|到|以|经|自|由|曾|有|犯|涉|到|之|共|所|该|现|报|申|无|酒|醉|违|申请|死|受|名下|确|诊|购|领|缴|交|去|来|进|离|入|出|收|要|请|求|诉|告|获|拒|逃|殴|盗|抢|诈|吸|实|擅|私|非法|签|还|欠|借|租|卖|买|转|经查|户籍|一案|案|反映|投诉|举报|表示|来电|来信|咨询|陈述|认为|签字)/u
/** what follows a name of two characters and is no third: 李娜|确诊 */
const VERB = /^(?:确诊|反映|投诉|举报|诉[被原]|表示|认为)/u
/** what follows a name with a dot, whose syllables are many of the words above */
const AFTER_DOTTED = /^(?:$|[\s，,。；;、：:（(）)《》“”"'／/|\]】]|等|的|在|与|和|及|因|向|被|于|系|为|是|未|已|对|将|从|经|涉|驾|持|不|同志|先生|女士|反映|投诉|申请|提出)/u
const NOT_LAST = /[ \u3000的等因向被在与和及是为有将不对于从]$/u
const MASKED_NAME = /[某×*＊✕○●□ⅩX]/u
const PSEUDONYM = /^[（(]?(?:化名|系化名|均为化名)/u
/** a surname before an office or a form of address */
const TITLED = /^.(?:主任|经理|老师|书记|科长|局长|处长|所长|站长|队长|镇长|乡长|校长|院长|医生|警官|先生|女士|师傅|同志|会计|律师)$/u
const NO_NAME = /^(?:应当|应该|可以|不服|提供|提出|提交|有权|有关|对于|对|必须|需要|如果|认为|或者|所在|无正|逾期|要求|向|依法|自愿|不得|未|拒绝|以及|及其|和|的|在|与|或|是|为|等)/u
const LABEL_NAME = /(?:^|\s)(?:姓名|户主|户主姓名|申请人|当事人|被处罚人|驾驶人|驾驶员|负责人姓名|法人姓名|救助对象|受助人|联系人|学生|考生|对象|死者|户名|人员姓名|成员)(?:姓名)?(?:\s|$)/u

/** Names behind a role, before a sex, or in a column of names. Masked names, pseudonyms and institutions pass. */
export function personNames(view: View): Hit[] {
  const hits: Hit[] = []
  const claims = new Claims(view.text.text.length)
  const add = (from: number, name: string, basis: string): void => {
    const to = from + name.length
    if (name === '' || !claims.take(view.starts[from] ?? 0, view.ends[to - 1] ?? 0)) return
    hits.push(hitAt(view, from, to, {
      kind: 'person', level: 'warn', rule: 'privacy.person', basis: `个人信息保护法第四条; ${basis}`,
      masked: mask(name.replaceAll(/[ \u3000]/gu, ''), 1, 0),
    }))
  }
  const { chars, text } = view
  if (LABEL_NAME.test(text.label) && chars.length <= 12) {
    const joined = chars.replaceAll(/[，,]/gu, '')
    add(0, joined !== chars && nameAt(joined, true) === joined ? chars : nameAt(chars, true), 'label:column')
  }
  for (const match of chars.matchAll(ROLE)) {
    let from = match.index + match[0].length
    const afterColon = /[：:]\s*$/u.test(match[0])
    for (let more = true; more;) {
      const name = nameAt(chars.slice(from, from + 24), afterColon)
      add(from, name, 'label:role')
      from += name.length
      more = name !== '' && /^[、，和]/u.test(chars.slice(from)) && chars[from] === '、'
      from++
    }
  }
  for (const match of chars.matchAll(SEXED)) {
    const from = match.index + match[0].indexOf(match[1] ?? '')
    const name = nameAt(match[1] ?? '', true)
    if (name === match[1]) add(from, name, 'label:sex')
  }
  return hits
}

/** The name at the beginning of `chars`, or ''. */
function nameAt(chars: string, sure: boolean): string {
  const dotted = DOTTED.exec(chars)?.[0]
  if (dotted !== undefined) return dottedName(chars, dotted)
  const longest = NAME.exec(chars)?.[0]
  if (longest === undefined || NO_NAME.test(chars)) return ''
  const units = Array.from(longest)
  const surname = new RegExp(`^(?:${COMPOUND})`, 'u').test(longest) ? 2 : 1
  for (let length = units.length; length > surname; length--) {
    const name = units.slice(0, length).join('')
    if (length - surname === 2 && VERB.test(chars.slice(name.length - 1))) continue
    if (NOT_LAST.test(name) || !ends(chars, name) || MASKED_NAME.test(name) || TITLED.test(name)) continue
    const apart = /[ \u3000]/u.test(name)
    const closed = /^(?:$|[，,。；;、（(\s])/u.test(chars.slice(name.length))
    if (!apart && !(sure && closed) && !VERB.test(chars.slice(name.length)) && isWord(name)) continue
    return name
  }
  return ''
}

/** the shortest form that may end there: what follows is Han too */
function dottedName(chars: string, longest: string): string {
  const least = Math.max(longest.lastIndexOf('·'), longest.lastIndexOf('•'), longest.lastIndexOf('・'), longest.lastIndexOf('‧')) + 2
  for (let length = least; length <= longest.length; length++) {
    const after = chars.slice(length)
    if (AFTER_DOTTED.test(after) && !PSEUDONYM.test(after) && !MASKED_NAME.test(after.slice(0, 1))) return longest.slice(0, length)
  }
  return ''
}

function ends(chars: string, name: string): boolean {
  const after = chars.slice(name.length)
  return AFTER_NAME.test(after) && !PSEUDONYM.test(after) && !MASKED_NAME.test(after.slice(0, 1))
}

const COMMON = 24

/** a common word rather than a name: 高中, 周末, 方便 */
function isWord(name: string): boolean {
  const cost = wordCost(name.replaceAll(/[ \u3000]/gu, ''))
  return cost >= 0 && cost <= COMMON
}
