import { divide, hanUnit, mayJoin, wordCost } from './costs.ts'

const CONTEXT = 6
/** what a term that is no common word counts as: about as common as a rare word */
const TERM_COST = 24
/** a term written over punctuation is less likely meant */
const GAP_COST = 8
/** what may follow or precede a term without making another word of it */
const AFFIX = /^[人们者家国党派性化度率法学论员区市县省队团部案类型款项品机场所站点网店的了在是和与及]$/u
const BLANK = /^[\s\p{Cf}\p{Mn}\p{Me}]*$/u

/**
 * Whether a term stands in a text as a word, or only where the end of one word meets the beginning of the next
 * (时代|开启 holds 代开). The text is divided into its most likely words with the term and without it; the term
 * stands when dividing with it is at least as likely.
 * @param places where in the text each of the term's units stands, ascending: `places[from]`‥`places[to - 1]`
 * @param end the end of its last character
 * @param termCost what the term counts as when it is no common word, in half nats
 */
export function standsAsWord(text: string, places: ArrayLike<number>, from: number, to: number, end: number,
  termCost = TERM_COST): boolean {
  const start = places[from] ?? 0
  const opening = hanUnit(text.charCodeAt(start))
  const closing = hanUnit(text.charCodeAt(places[to - 1] ?? 0))
  const before = start > 0 && opening > 0 ? hanUnit(text.charCodeAt(start - 1)) : 0
  const after = end < text.length && closing > 0 ? hanUnit(text.charCodeAt(end)) : 0
  const joinsLeft = before > 0 && mayJoin(before, opening)
  const joinsRight = after > 0 && mayJoin(closing, after)
  if (!joinsLeft && !joinsRight) return true
  const core: number[] = []
  for (let at = from; at < to; at++) core.push(hanUnit(text.charCodeAt(places[at] ?? 0)))
  if (core.includes(0)) return true
  const gaps = core.map((_, at) => at > 0 &&
    !BLANK.test(text.slice((places[from + at - 1] ?? 0) + 1, places[from + at])))
  return isLikely(core, gaps, leftOf(text, start), rightOf(text, end), termCost)
}

function isLikely(core: number[], gaps: boolean[], left: number[], right: number[], termCost: number): boolean {
  const open = left.length
  const close = open + core.length
  const units = [...left, ...core, ...right]
  const all = divide(units, (before) => !(gaps[before - open] ?? false))
  if ((all.cuts[open] ?? true) && (all.cuts[close] ?? true)) return true
  const known = core.length > 1 ? wordCost(String.fromCharCode(...core)) : -1
  const term = (known >= 0 ? Math.min(known, termCost) : termCost) + (gaps.includes(true) ? GAP_COST : 0)
  if (divide(left).cost + term + divide(right).cost <= all.cost) return true
  return isAffixed(all.cuts, units, open, close, known >= 0)
}

/** the whole term and an affix make up the longer word: 台独 in 台独者 */
function isAffixed(cuts: readonly boolean[], units: readonly number[], open: number, close: number,
  known: boolean): boolean {
  if (close - open < 2) return false
  let from = open
  while (!(cuts[from] ?? true)) from--
  let to = close
  while (!(cuts[to] ?? true)) to++
  for (let at = open + 1; at < close; at++) if (cuts[at] ?? false) return false
  if (from !== open && to !== close) return false
  const rest = String.fromCharCode(...(from === open ? units.slice(close, to) : units.slice(from, open)))
  return rest.length > 1 ? known && wordCost(rest) >= 0 : AFFIX.test(rest)
}

function leftOf(text: string, start: number): number[] {
  const units: number[] = []
  for (let at = start - 1; at >= 0 && units.length < CONTEXT; at--) {
    const unit = hanUnit(text.charCodeAt(at))
    if (unit === 0) break
    units.unshift(unit)
  }
  return units
}

function rightOf(text: string, end: number): number[] {
  const units: number[] = []
  for (let at = end; at < text.length && units.length < CONTEXT; at++) {
    const unit = hanUnit(text.charCodeAt(at))
    if (unit === 0) break
    units.push(unit)
  }
  return units
}
