import type { View } from '../view.ts'

const SENTENCE_END = /[。！？；;!?\n\t]/u

/** What stands before unit `at` in the same sentence or cell, at most `reach` units; in a cell its headers come first. */
export function leftOf(view: View, at: number, reach = 20): string {
  let from = at
  while (from > 0 && at - from < reach && !SENTENCE_END.test(view.chars[from - 1] ?? '')) from--
  const near = view.chars.slice(from, at)
  return view.text.label === '' || at - from >= reach ? near : `${view.text.label}：${near}`
}

/** What stands before unit `at` in the same paragraph, over semicolons too, at most `reach` units. */
export function paragraphLeftOf(view: View, at: number, reach: number): string {
  return view.chars.slice(Math.max(0, at - reach), at).replace(/^.*[\n\t。！？]/su, '')
}

/** What stands from unit `at` on in the same sentence or cell, at most `reach` units. */
export function rightOf(view: View, at: number, reach = 8): string {
  let to = at
  while (to < view.chars.length && to - at < reach && !SENTENCE_END.test(view.chars[to] ?? '')) to++
  return view.chars.slice(at, to)
}

const OWN_PARTY = '被?申请人|申请者|当事人|被处罚人|被处罚单位负责人|违法行为人|违法人|受害人|被害人|受害者|举报人|信访人|信访群众|来访群众|上访人员|上访人|投诉人|报案人|控告人|检举人|申诉人|求助人|涉案人员|违法人员|肇事者|房主|房东|租客|走失人员|失踪人员|' +
  '反映人|来信人|来访人|户主|死者|逝者|伤者|(?:犯罪)?嫌疑人|被告人?|原告人?|上诉人|被上诉人|被执行人|第三人|家长|学生|患者|病人|' +
  '驾驶人|驾驶员|司机|车主|机动车所有人|业主|监护人|收款人|收件人|持卡人|开户人|户名|姓名|登记人|持证人|产权人|权利人|申报人|申领人|领取人|领款人|受益人|承包人|低保户|低保对象|贫困户|脱贫户|特困人员|' +
  '五保户|救助对象|残疾人|孤儿|亲属|家属|父亲|母亲|丈夫|妻子|儿子|女儿|之子|之女|本人|受助人|考生|证人|承租人|购房人|受访人|退役军人|' +
  '行人|乘客|乘车人|骑行人|骑车人|肇事人|投保人|被保险人|寄件人|患儿|报名人|中奖人|获奖者|' +
  '村民|居民|住户|失信人|借款人|担保人|继承人|产妇|孕妇|被拘留人|被强制隔离戒毒人|强制戒毒人员|戒毒人员|吸毒人员|服刑人员|社区矫正对象|当事人员'
/** may speak for an institution: their names count, their telephone may be an office's */
const SPEAKER = '联系人|负责人姓名|经办人姓名|法人姓名|法定代表人|代理人|委托人'

/** Words for a person who is a party to something, not for one who acts for an institution. */
export const PARTY = `(?:${OWN_PARTY}|${SPEAKER})`

const INSTITUTION = /单位|机关|机构|办公室|中心|大队|支队|总队|中队|[局厅委院所站处科]|政府|公司|部门|监督|举报(?:电话|邮箱|投诉)|投诉(?:电话|邮箱)|咨询|热线|服务|值班|传真|受理|信箱|邮编|邮政编码|网站/u
const PERSONAL = new RegExp(`${OWN_PARTY}|住宅|家庭|家里|宅电|私人|个人|本人|[（(]家[)）]`, 'u')
const ADDRESSED = new RegExp(`${PARTY}(?:可以?|如|应当?|需|须|请|或|在|对|有|认为|不服|向)`, 'u')

/** Whether the words before a contact say that it is a private person's. */
export function isPersonal(before: string): boolean {
  return PERSONAL.test(before) && !ADDRESSED.test(before)
}

/** Whether the words before a contact say that it is an institution's. */
export function isInstitutional(before: string): boolean {
  return INSTITUTION.test(before) && !isPersonal(before)
}
