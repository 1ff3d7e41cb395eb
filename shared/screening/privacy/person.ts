import type { Hit } from '../finding.ts'
import { Claims, hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { wordCost } from '../words/costs.ts'
import { PARTY } from './context.ts'
import { COMPOUND, GIVEN, SURNAMES } from './names.ts'

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
/** function words that are surnames too, in the words that they begin */
const NO_SURNAME = /^(?:于(?:[次当某本该同今昨近其此前上下每]|[一二三四五六七八九十\d]+[日月年时]|20)|何(?:[时种地人处故]|以)|方(?:[可能面式便向]|案)|应[当该急对予由在依按于如要]|任[何职意命期]|全[部体面额程县市省区镇村力国年]|常[住用见年务态]|曾[经因有被在多于]|连[续同带夜日]|单[独位方次]|都[应要有是在]|和[其他该本]|解[除决释答]|经[过查审公调办鉴其]|成[员为年立]|向[其本]|计[划入算分]|包[括含]|保[证持管险障]|原[因则件告]|明[确知示文显]|关[于系键注闭]|申[请报领诉]|严[禁格重肃查管打惩]|高[度速龄校考等]|安[全排置装]|车[辆主牌驾道内]|黄[灯线色标]|路[口段面边]|余[额下款]|文[明件书字化]|强[制行化调]|管[理控制辖]|查[询验看处扣]|时[间候常有]|广[大泛]|代[表理办领为收缴码替]|付[款费清给诸]|展[示开现]|班[级主组]|农[村业民户]|容[易许]|权[利益限属]|双[方人]|满[足意\d一二三四五六七八九十]|敬[请告礼]|诸[如多]|师[生资傅]|智[力能障慧]|那[么些]|索[要赔取]|祖[父母孙籍]|富[裕余]|滑[倒]|宿[舍]|劳[动务]|储[蓄户存]|麻[醉]|皮[肤]|楼[上下道栋房]|尚[未有无在需不]|占[用道有地]|寿[命]|海[外上关]|丰[富])/u
/** surnames common enough for a name of two characters */
const COMMON_SURNAMES = 50
const GIVEN_NAME = `[${GIVEN}]{1,2}`
const OWN_NAME = `(?:${COMPOUND}|[${SURNAMES}])${GIVEN_NAME}`
const LONG_NAME = `(?:(?:${COMPOUND})[${GIVEN}]{1,2}|[${SURNAMES}][${GIVEN}]{2}|[${SURNAMES.slice(0, COMMON_SURNAMES)}][${GIVEN}])`
/** what is said of a person: behind it a clause's first words are a name */
const DEED = '的(?:邻居|家属|家人|妻子|丈夫|父亲|母亲|父母|儿子|女儿|亲属|(?:上述)?行为|供述|陈述申辩)|之[妻夫子女父母]|(?:饮?酒后|醉酒|醉驾|无证|无牌|超速|疲劳|毒驾)(?:驾|骑|行|超)|涉嫌|因(?:涉嫌|犯|饮?酒|醉|无证|盗|诈|故意|殴)|驾驶(?![人员证时室技资]|行为)|骑行|驾车|在[\u4E00-\u9FFF0-9]{2,16}(?:酒后|饮酒|醉酒|驾驶|闯红|逆行|违法|发生|被查)|伙同|酒驾|' +
  '[，,（(][\\s]?(?:居民|公民)?身份(?:证|号)|[，,（(][\\s]?(?:现年)?\\d{1,3}岁|[，,]系[\u4E00-\u9FFF]{2,16}(?:村民|居民|人[，,。])|[，,（(][\\s]?(?:(?:手机|电话)(?:号码?)?[：:]?)?1[3-9]\\d{9}|(?:刑事|行政)拘留|被(?:依法)?(?:刑事|行政|查获|抓获|处以|罚款|判处)'
/** what others do as well: tells a name only where it is of three characters or its surname is common */
const WEAK_DEED = '(?:逆行|闯红灯|违法停|未系|未戴|未按|拒不|逃逸|当场死亡|受伤|死亡|遇难|供认|自述|来[电信访]|反映|举报|投诉|申请(?:办理|公开|行政|复议|法律|低保|救助|信息)|曾因|患有?|拖欠|名下|领取|户籍|出生|租住|居住|酒精|血液|肇事|向[\u4E00-\u9FFF]{2,10}(?:申请|反映|举报|投诉|提出))'
const SUBJECT = new RegExp(`(?<=^|[，,、。；;：:（(\\s“])(${OWN_NAME}(?=${DEED})|${LONG_NAME}(?=${WEAK_DEED}))`, 'uy')
const OBJECT = new RegExp(`(?<=(?:抓获|查获|传唤|拘留|处罚|逮捕|约谈|训诫|慰问|走访|救助|帮扶|资助|网格员|困难群众|老人|[对将把])(?:了|(?:涉嫌|犯有?)[\u4E00-\u9FFF]{2,8}的)?)(${OWN_NAME})(?=(?:依法)?(?:处以|作出|进行(?!的)|予以|传唤|带[至回]|抓获|查获|移送|刑事拘留|行政拘留|送[往医至达]|上门|入户|家中?|老人|$|[，。；])(?!的?(?:规定|要求)))`, 'muy')
const OTHER_PARTY = new RegExp(`(?<=[与同致]|撞[上倒伤]|造成|导致|救助了|联系到)(${LONG_NAME})(?=(?:驾驶|骑行|乘坐|所[驾骑]|发生|相撞|碰撞|当场|受伤|死亡|送医|签订|互殴|达成))`, 'uy')
const LISTED = new RegExp(`(?<=(?<!工作|联系|值班|执法|办案|评审|管理|技术|服务)(?:人员|对象|获得者|当事者)[：:][ \\u3000]?)(${OWN_NAME})(?=$|[，。；、\\s（(])`, 'muy')
const SEVERAL = new RegExp(`(?<=^|[，,。；;：:（(\\s对将把])(?:${OWN_NAME}、){1,9}${OWN_NAME}(?=等?[一二三四五六七八九十两\\d]{1,3}[人名户])`, 'uy')
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
  addNamesInProse(chars, add)
  return hits
}

/** Names that no word for a person announces: what is said of them, or done to them, does. */
function addNamesInProse(chars: string, add: (from: number, name: string, basis: string) => void): void {
  for (let at = 0; at + 1 < chars.length; at++) {
    if (!mayBeginName(chars, at)) continue
    for (const pattern of [SUBJECT, OBJECT, OTHER_PARTY, LISTED]) {
      const name = matchAt(pattern, chars, at)
      if (name !== '' && isOwnName(name)) add(at, name, 'label:deed')
    }
    const several = matchAt(SEVERAL, chars, at).split('、')
    if (several.length < 2 || !several.every(isOwnName)) continue
    let from = at
    for (const name of several) {
      add(from, name, 'label:several')
      from += name.length + 1
    }
    at = from - 2
  }
}

/** what a sticky pattern matches at a place, or '' */
function matchAt(pattern: RegExp, chars: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(chars)?.[0] ?? ''
}

const SURNAME_HEAD = 1
const GIVEN_UNIT = 2
const LONG_SURNAME_HEAD = 4
let unitKinds: Uint8Array | undefined

/** whether a surname stands there with a character of a given name behind: most places are told by two looks */
function mayBeginName(chars: string, at: number): boolean {
  unitKinds ??= kindsOfUnits()
  const kind = unitKinds[chars.charCodeAt(at)] ?? 0
  return (kind & LONG_SURNAME_HEAD) !== 0 || ((kind & SURNAME_HEAD) !== 0 && ((unitKinds[chars.charCodeAt(at + 1)] ?? 0) & GIVEN_UNIT) !== 0)
}

function kindsOfUnits(): Uint8Array {
  const kinds = new Uint8Array(65536)
  const mark = (units: string, kind: number): void => {
    for (let at = 0; at < units.length; at++) kinds[units.charCodeAt(at)] = (kinds[units.charCodeAt(at)] ?? 0) | kind
  }
  mark(SURNAMES, SURNAME_HEAD)
  mark(GIVEN, GIVEN_UNIT)
  mark(COMPOUND.split('|').map((surname) => surname.charAt(0)).join(''), LONG_SURNAME_HEAD)
  return kinds
}

/** neither a word nor the beginning of one, and no title */
function isOwnName(name: string): boolean {
  return !NO_NAME.test(name) && !NO_SURNAME.test(name) && !TITLED.test(name) && wordCost(name) < 0 &&
    (name.length < 3 || wordCost(name.slice(0, 2)) < 0 || wordCost(name.slice(0, 2)) > COMMON || wordCost(name.slice(1)) < 0)
}

/** The name at the beginning of `chars`, or ''. */
function nameAt(chars: string, sure: boolean): string {
  const dotted = DOTTED.exec(chars)?.[0]
  if (dotted !== undefined) return dottedName(chars, dotted)
  const longest = NAME.exec(chars)?.[0]
  if (longest === undefined || NO_NAME.test(chars) || NO_SURNAME.test(chars)) return ''
  const units = Array.from(longest)
  const surname = new RegExp(`^(?:${COMPOUND})`, 'u').test(longest) ? 2 : 1
  let best = ''
  for (let length = units.length; length > surname; length--) {
    const name = units.slice(0, length).join('')
    if (length - surname === 2 && VERB.test(chars.slice(name.length - 1))) continue
    if (NOT_LAST.test(name) || !ends(chars, name) || MASKED_NAME.test(name) || TITLED.test(name)) continue
    const apart = /[ \u3000]/u.test(name)
    const closed = /^(?:$|[，,。；;、（(\s])/u.test(chars.slice(name.length))
    if (!apart && !(sure && closed) && !VERB.test(chars.slice(name.length)) && isWord(name)) continue
    // 张伟未系…: the last character is rather the next word's
    if (apart || closed || GIVEN.includes(name.at(-1) ?? '')) return best !== '' && !GIVEN.includes(name.at(-1) ?? '') ? best : name
    best ||= name
  }
  return best
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
