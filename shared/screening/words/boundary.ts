import { foldTable } from '../match/fold.ts'
import { costUpTo, cuts, divide, hanUnit, LONGEST_WORD, mayJoin, reaches, window, windowCost } from './costs.ts'
import { CONTEXT, recall, remember } from './recall.ts'

const LONGEST_TERM = 256
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
  // What stands between the units is part of the window; what the term counts as is not.
  if (termCost !== TERM_COST) return isJudged(text, places, from, to, end, termCost)
  const known = recall(text, start, end)
  if (known !== undefined) return known
  const stands = isJudged(text, places, from, to, end, termCost)
  remember(start, end, stands)
  return stands
}

const LEFT = 1
const RIGHT = 2

/** on which sides of a term some word may hold both its end and what stands beside it */
function joinsOf(text: string, start: number, last: number, end: number): number {
  const folds = foldTable()
  const before = start > 0 ? folds[text.charCodeAt(start - 1)] ?? 0 : 0
  const after = end < text.length ? folds[text.charCodeAt(end)] ?? 0 : 0
  return (before > 0 && mayJoin(before, folds[text.charCodeAt(start)] ?? 0) ? LEFT : 0) |
    (after > 0 && mayJoin(folds[text.charCodeAt(last)] ?? 0, after) ? RIGHT : 0)
}

function isJudged(text: string, places: ArrayLike<number>, from: number, to: number, end: number, termCost: number): boolean {
  const start = places[from] ?? 0
  const joins = joinsOf(text, start, places[to - 1] ?? 0, end)
  const left = (joins & LEFT) !== 0 && isCrossed(text, start) ? CONTEXT : 0
  const right = (joins & RIGHT) !== 0 && isCrossed(text, end) ? CONTEXT : 0
  if (left + right === 0 || to - from > LONGEST_TERM) return true
  if (joins === (LEFT | RIGHT) && to - from === 2 && !BLANK.test(text.slice(start + 1, places[to - 1]))) return false
  return isLikely(text, places, from, to, end, left, right, termCost)
}

/** whether some word of the word list lies over the place before unit `at` of the text as it stands */
function isCrossed(text: string, at: number): boolean {
  for (let start = at - 1; start >= 0 && at - start < LONGEST_WORD; start--) {
    const first = hanUnit(text.charCodeAt(start))
    if (first === 0) return false
    if (reaches(text, start, first, at)) return true
  }
  return false
}

/** no word runs over an end that has no context here, so what stands beyond it costs the same either way */
function isLikely(text: string, places: ArrayLike<number>, from: number, to: number, end: number, left: number,
  right: number, termCost: number): boolean {
  const start = places[from] ?? 0
  let open = 0
  while (open < left && start - open > 0 && hanUnit(text.charCodeAt(start - open - 1)) > 0) open++
  for (let at = 0; at < open; at++) window[at] = hanUnit(text.charCodeAt(start - open + at))
  const close = open + to - from
  let wall = -1
  for (let at = from; at < to; at++) {
    const place = places[at] ?? 0
    const unit = hanUnit(text.charCodeAt(place))
    if (unit === 0) return true
    window[open + at - from] = unit
    const before = at === from ? place : (places[at - 1] ?? 0) + 1
    if (before < place && wall < 0 && !BLANK.test(text.slice(before, place))) wall = open + at - from
  }
  let all = close
  for (let at = end; at < text.length && all - close < right; at++) {
    const unit = hanUnit(text.charCodeAt(at))
    if (unit === 0) break
    window[all++] = unit
  }
  const whole = divide(0, all, wall)
  if (cuts[open] === 1 && cuts[close] === 1) return true
  const known = windowCost(open, close)
  const affixed = isAffixed(open, close, known >= 0)
  const before = costUpTo(open)
  const term = (known >= 0 ? Math.min(known, termCost) : termCost) + (wall >= 0 ? GAP_COST : 0)
  return affixed || before + term + (all === close ? 0 : divide(close, all)) <= whole
}

/** the whole term and an affix make up the longer word: 台独 in 台独者 */
function isAffixed(open: number, close: number, known: boolean): boolean {
  if (close - open < 2) return false
  let from = open
  while (cuts[from] === 0) from--
  let to = close
  while (cuts[to] === 0) to++
  for (let at = open + 1; at < close; at++) if (cuts[at] === 1) return false
  if (from !== open && to !== close) return false
  const [first, last] = from === open ? [close, to] : [from, open]
  return last - first > 1 ? known && windowCost(first, last) >= 0 : AFFIX.test(String.fromCharCode(window[first] ?? 0))
}
