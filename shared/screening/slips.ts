import type { Hit } from './finding.ts'
import { hitAt } from './finding.ts'
import { IDIOM_VARIANTS } from './lexicons/idiom-variants.ts'
import { OFFICIAL_PHRASES, SLIPPED_LOOKS } from './lexicons/phrases.ts'
import { LOOK_ALIKES } from './match/shapes.ts'
import { soundAlike } from './match/sound-alike.ts'
import type { View } from './view.ts'
import { divide, hanUnit, window, wordsOfLength } from './words/costs.ts'

/** a slip is so much rarer than what is meant, in half nats: what a text is likelier to say must be likelier by more */
const SLIP_COST = 6
/** a word of the word list is no phrase that an office is expected to write */
const IDIOM_SLIP_COST = 14
/** a phrase of three characters has more neighbours that are right */
const SHORT_SLIP_COST = 14
/** idioms and compounds of the word list, where an official phrase would be told */
const IDIOM_LENGTH = 4
/** numbers and times, which stand close to one another */
const COUNTED = /[一二三四五六七八九十百千万亿两几多余数半零].*[一二三四五六七八九十百千万亿两几多余数半零年月日号点]/u
const official = new Set(OFFICIAL_PHRASES)
const CONTEXT = 4
const BASIS = '与公文常用语仅一字之差或两字颠倒，且所写不成词'

interface Phrases {
  /** under their first two characters, and under their last two */
  readonly heads: ReadonlyMap<number, readonly string[]>
  readonly tails: ReadonlyMap<number, readonly string[]>
  /** one bit for every hashed pair of them */
  readonly known: Uint32Array
}

let phrases: Phrases | undefined
let looks: ReadonlyMap<string, string> | undefined

/**
 * Phrases of official papers with one character written as another of the same sound or of like form, or with two
 * exchanged, where what is written divides into far less likely words than the phrase does.
 */
export function slips(view: View): Hit[] {
  const hits: Hit[] = []
  const { chars } = view
  phrases ??= phrasesByPairs()
  let end = 0
  for (let at = 0; at + 1 < chars.length; at++) {
    const bit = bitOf(chars, at)
    if ((((phrases.known[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 0) continue
    const pair = pairAt(chars, at)
    const found = slipAt(chars, at, phrases.heads.get(pair) ?? [], end, () => at) ??
      slipAt(chars, at, phrases.tails.get(pair) ?? [], end, (phrase) => at + 2 - phrase.length)
    if (found === undefined) continue
    end = found.from + found.phrase.length
    hits.push(hitAt(view, found.from, end, {
      kind: 'misused', level: 'warn', rule: 'wording.slip', basis: BASIS, suggestion: found.phrase, masked: chars.slice(found.from, end),
    }))
  }
  return hits
}

function phrasesByPairs(): Phrases {
  const all = [...new Set([...OFFICIAL_PHRASES, ...wordsOfLength(IDIOM_LENGTH).filter((word) => !COUNTED.test(word))])]
  const known = new Uint32Array(2 ** (PAIR_BITS - 5))
  for (const phrase of all) {
    for (const at of [0, phrase.length - 2]) {
      const bit = bitOf(phrase, at)
      known[bit >>> 5] = (known[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
  }
  return {
    heads: Map.groupBy(all, (phrase) => pairAt(phrase, 0)),
    tails: Map.groupBy(all, (phrase) => pairAt(phrase, phrase.length - 2)), known,
  }
}

const PAIR_BITS = 18

function bitOf(text: string, at: number): number {
  return (Math.imul(text.charCodeAt(at), 0x9e3779b1) + Math.imul(text.charCodeAt(at + 1), 0x85ebca6b)) >>> (32 - PAIR_BITS)
}

function pairAt(text: string, at: number): number {
  return text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1)
}

interface Slip {
  readonly from: number
  readonly phrase: string
}

/** the longest of the phrases that is written wrong at its place, not before `least` */
function slipAt(chars: string, at: number, candidates: readonly string[], least: number, fromOf: (phrase: string) => number): Slip | undefined {
  let best: Slip | undefined
  for (const phrase of candidates) {
    const from = fromOf(phrase)
    if (from < least || from > at || (best !== undefined && best.phrase.length >= phrase.length)) continue
    const written = chars.slice(from, from + phrase.length)
    if (isSlip(written, phrase) && !IDIOM_VARIANTS.has(written) && isUnlikely(chars, from, phrase)) best = { from, phrase }
  }
  return best
}

function isSlip(written: string, phrase: string): boolean {
  if (written.length !== phrase.length) return false
  let first = 0
  while (first < phrase.length && written[first] === phrase[first]) first++
  let last = phrase.length - 1
  while (last > first && written[last] === phrase[last]) last--
  if (first >= phrase.length) return false
  const [wrong = '', other = ''] = [written[first], written[last]]
  const [right = '', behind = ''] = [phrase[first], phrase[last]]
  if (first === last) return isMistakenFor(wrong, right)
  return last === first + 1 && phrase.length > 3 && official.has(phrase) && wrong === behind && other === right
}

function isMistakenFor(wrong: string, right: string): boolean {
  const unit = hanUnit(wrong.charCodeAt(0))
  if (unit === 0 || unit === hanUnit(right.charCodeAt(0))) return false
  looks ??= new Map([...LOOK_ALIKES].map(([char, others]) => [char, others.join('')]))
  return soundAlike(String.fromCharCode(unit), right) || looks.get(right)?.includes(wrong) === true ||
    SLIPPED_LOOKS.some((group) => group.includes(wrong) && group.includes(right))
}

function isUnlikely(chars: string, from: number, phrase: string): boolean {
  const to = from + phrase.length
  let open = from
  while (open > 0 && from - open < CONTEXT && hanUnit(chars.charCodeAt(open - 1)) > 0) open--
  let close = to
  while (close < chars.length && close - to < CONTEXT && hanUnit(chars.charCodeAt(close)) > 0) close++
  return costOf(chars.slice(open, close)) - costOf(chars.slice(open, from) + phrase + chars.slice(to, close)) >
    (!official.has(phrase) ? IDIOM_SLIP_COST : phrase.length > 3 ? SLIP_COST : SHORT_SLIP_COST)
}

function costOf(text: string): number {
  for (let at = 0; at < text.length; at++) window[at] = hanUnit(text.charCodeAt(at))
  return divide(0, text.length)
}
