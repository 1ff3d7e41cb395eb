import type { Hit } from '../finding.ts'
import { hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { isInstitutional, isPersonal, leftOf, paragraphLeftOf } from './context.ts'
import { isWordUnit } from './runs.ts'

const AT = /[ \u3000]{0,2}(?:@|＠|﹫|[[(（【{〔]\s?(?:at|AT|@|艾特)\s?[\])）】}〕]|#at#|艾特|\s(?:at|AT|艾特)\s(?=[A-Za-z0-9]{2,20}\s?(?:[.．。]|\s(?:dot|DOT)\s|点)\s?(?:com|cn|net)\b)|#(?=\s?(?:qq|163|126|139|189|sina|sohu|gmail|foxmail|hotmail|outlook)\.))[ \u3000]{0,2}/gu
const DOMAIN = /^(?:[A-Za-z0-9-]{1,63}[ ]{0,1}(?:[.．。]|[[(（【]\s?(?:dot|点)\s?[\])）】]|\s(?:dot|DOT|点)\s|点(?=[A-Za-z]))[ ]{0,1}){1,4}(?:com|cn|net|org|gov|edu|cc|me|info|vip|top|hk|tw|io|co)\b/iu
const LOCAL = /[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9])?$/u
const OFFICE_NAME = /^(?:info|service|admin|office|contact|webmaster|support|public|press|hr|bgs|zwgk|xxgk|zfxxgk|gkb|jubao|xinfang|master|mail)\b/iu
const HIDDEN = /[×✕✖╳]/u
const OF_OFFICE = /(?:官方|政务|公众)$/u
const QQ = /(?:QQ|qq|Qq|扣扣|企鹅|(?<![A-Za-z])[Qq](?=[：:]))(?:号码?|账号)?[：:\s为是]{0,4}([1-9]\d{4,10})/gu
const WECHAT = /(?:微信号?码?|微信ID|微信账号|(?<![A-Za-z])[Vv][Xx]|加[VvＶ]信?|[Vv]信|薇信|威信|加微信?|(?<![A-Za-z])[Ww][Xx]号?|[Ww]e[Cc]hat|[Ww]eixin)(?:号|ID)?[：:\s为是]{0,4}([A-Za-z][A-Za-z0-9_-]{5,19})/gu

/** E-mail addresses, also with the at sign spelled out. An institution's mailbox is information only. */
export function emails(view: View): Hit[] {
  const hits: Hit[] = []
  for (const match of view.chars.matchAll(AT)) {
    const local = LOCAL.exec(view.chars.slice(Math.max(0, match.index - 64), match.index))?.[0]
    const after = match.index + match[0].length
    const domain = DOMAIN.exec(view.chars.slice(after, after + 120))?.[0]
    if (local === undefined || domain === undefined) continue
    const from = match.index - local.length
    if (view.chars[from - 1] === '*' || HIDDEN.test(view.text.text.slice(view.starts[from], view.ends[from]))) continue
    const before = leftOf(view, from, 100)
    const around = paragraphLeftOf(view, from, 120)
    const ofOffice = /\.gov\.cn$/iu.test(domain) || (!isPersonal(before) && (isInstitutional(before) || isInstitutional(around) || OFFICE_NAME.test(local)))
    hits.push(hitAt(view, from, after + domain.length, {
      kind: 'email', level: ofOffice ? 'info' : 'warn', rule: ofOffice ? 'privacy.email_office' : 'privacy.email',
      basis: ofOffice ? 'label:institution' : '个人信息保护法第四条', masked: `${mask(local, 1, 0)}@${domain}`,
    }))
  }
  return hits
}

/** QQ numbers and WeChat names, behind their label. */
export function messengerNames(view: View): Hit[] {
  const hits: Hit[] = []
  for (const [kind, pattern] of [['qq', QQ], ['wechat', WECHAT]] as const) {
    const source = kind === 'qq' ? view.digits : view.chars
    for (const match of source.matchAll(pattern)) {
      const name = match[1] ?? ''
      const end = match.index + match[0].length
      if (OF_OFFICE.test(source.slice(0, match.index).slice(-2)) || isWordUnit(source[end]) || source[end] === '@' || /^\s?(?:群|登录|支付)/u.test(source.slice(end))) continue
      hits.push(hitAt(view, end - name.length, end, {
        kind, level: 'warn', rule: `privacy.${kind}`, basis: '个人信息保护法第四条; label', masked: mask(name, 2, 2),
      }))
    }
  }
  return hits
}
