/** Units on either side of a term that the judgement of it looks at. */
export const CONTEXT = 4

const SLOT_BITS = 14
/** numbers of a slot, a line of memory: two units in each, and at last how many units there are and the judgement */
const SLOT_SIZE = 16
const SHAPE = SLOT_SIZE - 1
const LONGEST = 24

let slots: Int32Array | undefined
/** the window that `recall` was last asked about, as it would stand in a slot */
const asked = new Int32Array(SLOT_SIZE)
let place = 0

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
  slots ??= new Int32Array(SLOT_SIZE << SLOT_BITS)
  const used = (length + 1) >>> 1
  const hash = start >= CONTEXT && end + CONTEXT < text.length ? readWindow(text, start - CONTEXT, used) : readEnds(text, start - CONTEXT, used)
  place = Math.imul(hash ^ length, 0x9e3779b1) >>> (32 - SLOT_BITS) << 4
  const shape = slots[place + SHAPE] ?? 0
  if (shape >>> 1 !== length) return undefined
  for (let at = 0; at < used; at++) {
    if (slots[place + at] !== asked[at]) return undefined
  }
  return (shape & 1) === 1
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
