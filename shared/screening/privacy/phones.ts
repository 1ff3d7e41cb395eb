import type { Hit } from '../finding.ts'
import { Claims, hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { isPersonal, leftOf } from './context.ts'
import { isWordUnit } from './runs.ts'

const LANDLINE = /(?:\(0\d{2,3}\)|（0\d{2,3}）|0\d{2,3})[ \-—–－.·]{0,3}(?:[2-8]\d{3}[ -]?\d{3,4}|[2-8]\d{2}[ -]\d{4})(?:[-—转]\d{1,6})?/gu
const LOCAL = /[2-8]\d{6,7}/gu
const PHONE = /电话|号码|联系方式|座机|宅电/u

/** Fixed lines of private persons. A number with an institution's label, or with none, is a public contact. */
export function landlines(view: View): Hit[] {
  const hits: Hit[] = []
  const claims = new Claims(view.text.text.length)
  for (const match of [...view.digits.matchAll(LANDLINE), ...view.digits.matchAll(LOCAL)]) {
    const end = match.index + match[0].length
    if (isWordUnit(view.digits[match.index - 1]) || isWordUnit(view.digits[end])) continue
    const before = leftOf(view, match.index, 24)
    if (!isPersonal(before) || (!match[0].startsWith('0') && !/^[(（]/u.test(match[0]) && !PHONE.test(before))) continue
    if (!claims.take(view.starts[match.index] ?? 0, view.ends[end - 1] ?? 0)) continue
    hits.push(hitAt(view, match.index, end, {
      kind: 'landline', level: 'warn', rule: 'privacy.landline', basis: '个人信息保护法第四条; label:personal',
      masked: mask(match[0], 4, 2),
    }))
  }
  return hits
}
