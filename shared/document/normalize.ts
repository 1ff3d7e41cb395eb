import type { ImportNotice } from './notices.ts'

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g
/** Controls but tab and line feed, bidi marks and overrides, invisible fillers, tags, lone surrogates, noncharacters. */
const REMOVED = new RegExp(
  '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e'
  + '\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\u{e0000}-\\u{e007f}]|\\p{Cs}', 'gu')
/** More marks than UAX #15 (stream-safe text) lets stand on one letter: no language has them, and ordering them takes long. */
const MARKS = /(\p{M}{30})\p{M}+/gu
const SHOWN_CODE_POINTS = 20

/**
 * Text as the document keeps it: lines end in "\n", no control, bidi or invisible character, NFC. Tabs stay.
 * @returns the text, and a notice for each sort of change; without notices the text is the one that came in
 */
export function normalize(text: string): { readonly text: string, readonly notices: readonly ImportNotice[] } {
  const notices: ImportNotice[] = []
  let ends = 0
  let result = text.replace(LINE_ENDS, () => {
    ends++
    return '\n'
  })
  if (ends > 0) notices.push({ kind: 'line_ends', values: { count: String(ends) } })
  let removed = 0
  const points = new Set<string>()
  const remove = (found: string): void => {
    for (const character of found) {
      removed++
      if (points.size < SHOWN_CODE_POINTS) points.add(codePoint(character))
    }
  }
  const clear = (from: string): string => from.replace(MARKS, (found, kept: string) => {
    remove(found.slice(kept.length))
    return kept
  })
  result = clear(result.replace(REMOVED, (found) => {
    remove(found)
    return ''
  }))
  // some marks come apart in NFC, so there may be too many again
  const composed = clear(result.normalize('NFC'))
  if (removed > 0) {
    notices.push({ kind: 'removed_control', values: { count: String(removed), codePoints: [...points].join(' ') } })
  }
  if (composed !== result) {
    const before = result.split('\n')
    const changed = composed.split('\n').filter((line, at) => line !== before[at]).length
    notices.push({ kind: 'composed', values: { count: String(changed) } })
  }
  return { text: composed, notices }
}

/**
 * One text of a document (a heading, an item, a cell) as the document keeps it: normalized, tabs as blanks, no blanks
 * at its edges.
 */
export function normalizeText(text: string): string {
  return normalize(text).text.replaceAll('\t', ' ').trim()
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
