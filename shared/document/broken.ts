import { markerOf } from './markers.ts'

const OPEN_END = /[，,、]$/
const CLOSED_END = /[。；;：:！!？?…”』」）)】》〕.]$/
const SENTENCE_END = /[。；;！!？?][”』」）)]?/
const LABEL = /^[^：:]{1,10}[：:]/
const SHORTEST = 15
const EDGE = 12

/** Whether the sentence of a text seems to go on in the text below it (疑似断行), as after a page break. */
export function isBroken(before: string, after: string): boolean {
  if (after === '' || markerOf(after) !== undefined || /^(?:第.{1,5}[条章节]|附件)/.test(after)) return false
  if (OPEN_END.test(before)) return true
  if (CLOSED_END.test(before) || before.length < SHORTEST || !SENTENCE_END.test(after)) return false
  return !LABEL.test(before) || SENTENCE_END.test(before)
}

/** Two texts as one: a blank stands only between two words of Latin letters or figures. */
export function joinTexts(before: string, after: string): string {
  const apart = /[\p{sc=Latin}\d]$/u.test(before) && /^[\p{sc=Latin}\d]/u.test(after)
  return (apart ? `${before} ${after}` : before + after).normalize('NFC')
}

/** The end of one text, the start of the next, and what stands there once they are joined. */
export function jointOf(before: string, after: string): { before: string, after: string, joined: string } {
  const end = before.slice(-EDGE).replace(/^[\u{dc00}-\u{dfff}]/u, '')
  const start = after.slice(0, EDGE).replace(/[\u{d800}-\u{dbff}]$/u, '')
  return { before: end, after: start, joined: joinTexts(end, start) }
}
