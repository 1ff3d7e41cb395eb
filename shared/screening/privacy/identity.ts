import type { Hit } from '../finding.ts'
import { hitAt, mask } from '../finding.ts'
import type { View } from '../view.ts'
import { isCitizenNumber, isOldCitizenNumber } from './checks.ts'
import { goesOnWith, isDigit, readRun } from './runs.ts'

const LABEL = /(?:身份证|身份号码|公民身份|证件号|居住证|身份证明)[^\d，。；;\n]{0,12}$/u
const BASIS = 'GB 11643-1999; 个人信息保护法第四条'

/** What is said of a citizen number. */
export function citizenHit(value: string): Omit<Hit, 'start' | 'end'> {
  return { kind: 'id_card', level: 'block', rule: 'privacy.id_card', basis: BASIS, masked: mask(value, 2, 3) }
}

/** Numbers of resident identity cards and residence permits: region, calendar date and check character hold. */
export function citizenNumbers(view: View, today?: string): Hit[] {
  const hits: Hit[] = []
  const { digits } = view
  for (let at = 0; at < digits.length; at++) {
    if (!isDigit(digits[at]) || goesOnWith(view, at - 1, at)) continue
    const run = readRun(digits, at, 18)
    if (run !== undefined && !goesOnWith(view, run.to, run.to - 1) && isCitizenNumber(run.value, today)) {
      hits.push(hitAt(view, run.from, run.to, citizenHit(run.value)))
      at = run.to - 1
      continue
    }
    const old = readRun(digits, at, 15)
    if (old === undefined || old.separators.length > 0 || goesOnWith(view, old.to, old.to - 1)) continue
    if (isOldCitizenNumber(old.value) && LABEL.test(`${view.text.label}：${digits.slice(Math.max(0, at - 20), at)}`)) {
      hits.push(hitAt(view, old.from, old.to, {
        kind: 'id_card', level: 'block', rule: 'privacy.id_card_old', basis: BASIS, masked: mask(old.value, 2, 3),
      }))
      at = old.to - 1
    }
  }
  return hits
}
