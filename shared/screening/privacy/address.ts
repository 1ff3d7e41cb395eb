import type { Hit } from '../finding.ts'
import { Claims, hitAt } from '../finding.ts'
import type { View } from '../view.ts'
import { isPersonal, leftOf } from './context.ts'

const HOME = /(?:家庭住址|家庭地址|现住址|住址|户籍地址|户籍所在地|户籍地|户口所在地|户籍|居住地址|居住地|经常居住地|住所地?|现居住?|家住|现住|居住[在于]|租住[在于]?|暂住[在于]?|住在|住于|送货地址|收货地址|收件地址|通讯地址|通信地址|身份证地址|地址|住)[：:为在于是\s]{0,3}/gu
const REGION = /^[\u4E00-\u9FFF]{2,8}?(?:省|自治区|市|县|区|旗|镇|乡|街道|村|路|街)/u
const CHAIN = /^[\u4E00-\u9FFF0-9A-Za-z\-—－#＃·〇○]{4,60}/u
const DETAIL = /(?:\d|[一二三四五六七八九十〇零]|[A-Za-z])+[号室组户栋幢座层楼弄单元#队巷排]+|[\u4E00-\u9FFF]{1,6}(?:小区|花园|公寓|家园|新村|苑|新城|嘉园|华庭|府邸|自然村|村|屯|庄|社区)/gu
const LAST_LEVEL = /^.*(?:\d{1,5}(?:号楼?|室|栋|幢|组|户|楼|层|单元|座|弄|#|队|排)?|[一二三四五六七八九十]{1,3}(?:号|组|队|单元|楼|户|社|巷)|号|室|小区|花园|公寓|家园|新村|苑|村|屯|庄|社区|宿舍|家属院|家属楼|大院)/u
const FLAT = /(?:[\u4E00-\u9FFF]{2,10}(?:省|自治区|市|县|区|镇|乡|街道|路|街))?[\u4E00-\u9FFF]{2,8}(?:小区|花园|公寓|家园|新村|苑|社区|家属院|新城|嘉园|华庭|名邸|村)(?:[东西南北中一二三四五]?区|[一二三四]期)?[\dA-Za-z一二三四五六七八九十]{1,4}(?:号楼|栋|幢|号院|#楼|#|号|座|组)(?:[\d一二三四五六七八九]{1,2}单元)?[\d一二三四五六七八九〇]{0,5}(?:室|户|号|层)?/gu
const OFFICE = /办公|单位地址|单位|项目|工程|施工|联系地址|机构地址|注册地|经营地|受理|地点|邮寄|我局|我队|本局|公司|法人|企业|商铺|门店|服务|营业/u

/** Home addresses: behind a label of dwelling, or down to the flat. An institution's address is public. */
export function homeAddresses(view: View): Hit[] {
  const hits: Hit[] = []
  const claims = new Claims(view.text.text.length)
  const add = (from: number, value: string, basis: string): void => {
    const to = from + value.length
    if (!claims.take(view.starts[from] ?? 0, view.ends[to - 1] ?? 0)) return
    hits.push(hitAt(view, from, to, {
      kind: 'address', level: 'warn', rule: 'privacy.address', basis: `个人信息保护法第四条; ${basis}`,
      masked: `${/^.*?(?:镇|乡|街道|县|区|市)/u.exec(value)?.[0] ?? value.slice(0, 2)}***`,
    }))
  }
  const { chars, text } = view
  if (/住址|地址|户籍|居住地|住所/u.test(text.label) && !OFFICE.test(text.label)) {
    const value = addressAt(chars, false)
    if (value !== '') add(0, value, 'label:column')
  }
  for (const match of chars.matchAll(HOME)) {
    const from = match.index + match[0].length
    const before = leftOf(view, match.index, 30)
    const weak = /^(?:地址|通讯地址|通信地址|住所)/u.test(match[0])
    if (OFFICE.test(before.slice(-8)) || (weak && !isPersonal(before)) || /^住[建房院宿户]/u.test(chars.slice(match.index))) continue
    const value = addressAt(chars.slice(from, from + 64), /^住[^址所在于]?$/u.test(match[0]))
    if (value !== '') add(from, value, 'label:home')
  }
  for (const match of chars.matchAll(FLAT)) {
    const levels = [...match[0].matchAll(DETAIL)].length + Number(/单元|室|户/u.test(match[0]))
    if (levels < 2 || OFFICE.test(leftOf(view, match.index, 16))) continue
    const lead = /^.*(?:住|家|在|于|位|到|至|为|是)(?=[\u4E00-\u9FFF]{4})/u.exec(match[0].slice(0, 8))?.[0].length ?? 0
    add(match.index + lead, match[0].slice(lead), 'form:flat')
  }
  return hits
}

function addressAt(chars: string, strict: boolean): string {
  const chain = CHAIN.exec(chars)?.[0] ?? ''
  const value = LAST_LEVEL.exec(chain)?.[0] ?? ''
  if (/某|×/u.test(value)) return ''
  const details = [...value.matchAll(DETAIL)].length
  const regional = REGION.test(value)
  return details >= 1 && regional && (!strict || value.length >= 7) ? value : ''
}
