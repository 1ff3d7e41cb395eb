/** Units on either side of a term that the judgement of it looks at. */
export const CONTEXT = 4

const SLOT_BITS = 15
const LONGEST = 24
const SLOTS = 2 ** SLOT_BITS

let held: Uint16Array | undefined
/** units of the window in a slot and the judgement of it; 0 for an empty slot */
const shapes = new Uint8Array(SLOTS)
let slot = 0

/**
 * The judgement of a term whose units stand side by side, if the same term was judged between the same neighbours
 * before. Official prose says the same things again and again, and to compare a dozen units costs far less than to
 * divide them into words. The units themselves are compared, so an answer is never another window's; a newer window
 * takes an older one's place, so memory is bounded.
 *
 * @param start the term's first unit in the text, `end` behind its last
 * @returns the judgement, or undefined where there is none
 */
export function recall(text: string, start: number, end: number): boolean | undefined {
  const length = end - start + 2 * CONTEXT
  if (length > LONGEST) return undefined
  held ??= new Uint16Array(SLOTS * LONGEST)
  const from = start - CONTEXT
  const inside = from >= 0 && from + length <= text.length
  let hash = length
  let at = 0
  for (; at < length - 1; at += 2) {
    hash = Math.imul(hash ^ (inside ? pairAt(text, from + at) : (unitAt(text, from + at) << 16) | unitAt(text, from + at + 1)), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  if (at < length) hash ^= unitAt(text, from + at)
  slot = Math.imul(hash, 0x85ebca6b) >>> (32 - SLOT_BITS)
  const shape = shapes[slot] ?? 0
  if (shape >>> 1 !== length) return undefined
  const place = slot * LONGEST
  for (at = 0; at < length; at++) {
    if (held[place + at] !== (inside ? text.charCodeAt(from + at) : unitAt(text, from + at))) return undefined
  }
  return (shape & 1) === 1
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1)
}

/** Keeps the judgement of the term that `recall` was last asked about. */
export function remember(text: string, start: number, end: number, stands: boolean): void {
  const length = end - start + 2 * CONTEXT
  if (length > LONGEST || held === undefined) return
  const from = start - CONTEXT
  const place = slot * LONGEST
  for (let at = 0; at < length; at++) held[place + at] = unitAt(text, from + at)
  shapes[slot] = (length << 1) | Number(stands)
}

/** beyond the text there is nothing, as between two texts */
function unitAt(text: string, at: number): number {
  return at < 0 || at >= text.length ? 0 : text.charCodeAt(at)
}
