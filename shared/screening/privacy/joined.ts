import type { Hit } from '../finding.ts'
import { hitAt } from '../finding.ts'
import type { View } from '../view.ts'
import { isCitizenNumber } from './checks.ts'
import { citizenHit } from './identity.ts'
import { mobileHit } from './mobile.ts'
import { isWordUnit } from './runs.ts'

const TOKEN = /\d[0-9A-Za-z]{18,399}/gu
const ID_LENGTH = 18
const MOBILE_LENGTH = 11
const MOBILE = /^1[3-9]\d{9}$/u
/** the classes that a driving licence is for, GA 801 */
const CLASSES = /^(?:[ABC][1-6]|[DEFMNP])*$/u
const LONGEST_SERIAL = 3
/** where a row of a list begins, with its number */
const ROW = /(?:^|[\s、；;|]|序号|名单|人员)[：:]?$/u

/**
 * Citizen numbers that stand against another number with nothing between them: the number of the row before, further
 * citizen and mobile numbers, the classes of a driving licence behind. Every unit must belong to one of them.
 */
export function joinedNumbers(view: View, today?: string): Hit[] {
  const hits: Hit[] = []
  for (const { 0: token, index } of view.chars.matchAll(TOKEN)) {
    if (isWordUnit(view.chars[index - 1]) || isWordUnit(view.chars[index + token.length])) continue
    const serials = ROW.test(view.chars.slice(Math.max(0, index - 4), index)) && view.chars[index + token.length] !== '号' ? LONGEST_SERIAL : 0
    for (let serial = 0; serial <= serials; serial++) {
      const lengths = partsOf(token.slice(serial).toUpperCase(), today)
      if (lengths === undefined) continue
      let from = index + serial
      for (const length of lengths) {
        const value = view.chars.slice(from, from + length).toUpperCase()
        hits.push(hitAt(view, from, from + length, length === ID_LENGTH ? citizenHit(value) : mobileHit(value)))
        from += length
      }
      break
    }
  }
  return hits
}

/** Lengths of the citizen and mobile numbers that a token consists of; undefined where anything else is in it, or no citizen number. */
function partsOf(token: string, today?: string): number[] | undefined {
  const lengths: number[] = []
  let at = 0
  for (;;) {
    if (isCitizenNumber(token.slice(at, at + ID_LENGTH), today)) lengths.push(ID_LENGTH)
    else if (MOBILE.test(token.slice(at, at + MOBILE_LENGTH))) lengths.push(MOBILE_LENGTH)
    else break
    at += lengths.at(-1) ?? 0
  }
  return lengths.includes(ID_LENGTH) && CLASSES.test(token.slice(at)) ? lengths : undefined
}
