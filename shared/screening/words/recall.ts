/** Units on either side of a term that the judgement of it looks at. */
export const CONTEXT = 4

const SLOT_BITS = 14
/** numbers of a slot, a line of memory: two units in each, and at last how many units there are and the judgement */
const SLOT_SHIFT = 4
const SLOT_SIZE = 1 << SLOT_SHIFT
const SHAPE = SLOT_SIZE - 1
const LONGEST = 24

let slots: Int32Array | undefined
/** the window that `recall` was last asked about, as it would stand in a slot */
const asked = new Int32Array(SLOT_SIZE)
/** where its judgement is to be kept */
let place = 0
let turn = 0

/**
 * The judgement of a term if the same was judged between the same neighbours before. Official prose says the same
 * things again and again, and to compare a dozen units costs far less than to divide them into words. The units
 * themselves are compared, so an answer is never another window's. A window has two slots to choose from; a newer one
 * takes an older one's place, so memory is bounded.
 *
 * @param start the term's first unit in the text, `end` behind its last
 * @returns the judgement, or undefined where there is none
 */
export function recall(text: string, start: number, end: number): boolean | undefined {
  const length = end - start + 2 * CONTEXT
  if (length > LONGEST) return undefined
  slots ??= new Int32Array(SLOT_SIZE << SLOT_BITS)
  const used = (length + 1) >>> 1
  const hash = start >= CONTEXT && end + CONTEXT < text.length ? readWindow(text, start - CONTEXT, used) : readEnds(text, start - CONTEXT, used)
  const first = Math.imul(hash ^ length, 0x9e3779b1) >>> (32 - SLOT_BITS) << SLOT_SHIFT
  if (isAsked(slots, first, length, used)) return ((slots[first + SHAPE] ?? 0) & 1) === 1
  const second = first ^ SLOT_SIZE
  if (isAsked(slots, second, length, used)) return ((slots[second + SHAPE] ?? 0) & 1) === 1
  turn ^= 1
  place = slots[first + SHAPE] === 0 || (slots[second + SHAPE] !== 0 && turn === 0) ? first : second
  return undefined
}

function isAsked(held: Int32Array, at: number, length: number, used: number): boolean {
  if ((held[at + SHAPE] ?? 0) >>> 1 !== length) return false
  for (let each = 0; each < used; each++) {
    if (held[at + each] !== asked[each]) return false
  }
  return true
}

/** Keeps the judgement of the term that `recall` was last asked about. */
export function remember(start: number, end: number, stands: boolean): void {
  const length = end - start + 2 * CONTEXT
  if (length > LONGEST || slots === undefined) return
  slots.set(asked, place)
  slots[place + SHAPE] = (length << 1) | Number(stands)
}

/** A window of an odd length takes the next unit in: it only makes it rarer. */
function readWindow(text: string, from: number, used: number): number {
  let hash = 0
  for (let at = 0; at < used; at++) {
    const two = (text.charCodeAt(from + 2 * at) << 16) | text.charCodeAt(from + 2 * at + 1)
    asked[at] = two
    hash = Math.imul((hash ^ two) >>> 7 ^ (hash ^ two), 0x85ebca6b)
  }
  return hash
}

function readEnds(text: string, from: number, used: number): number {
  let hash = 0
  for (let at = 0; at < used; at++) {
    const two = (unitAt(text, from + 2 * at) << 16) | unitAt(text, from + 2 * at + 1)
    asked[at] = two
    hash = Math.imul((hash ^ two) >>> 7 ^ (hash ^ two), 0x85ebca6b)
  }
  return hash
}

/** beyond the text there is nothing, as between two texts */
function unitAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? 0 : text.charCodeAt(at)
}
