import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Content } from '../document/content.ts'
import type { Document } from '../document/types.ts'
import type { Hit } from './finding.ts'
import { byPlace, Claims, findingId, spanOf } from './finding.ts'
import type { Lexicon } from './lexicon.ts'
import { listStatus } from './lexicon.ts'
import { personalData } from './privacy/detect.ts'
import { secrecyMarks } from './secrecy.ts'
import { slips } from './slips.ts'
import type { MatchMode, TermHit } from './terms.ts'
import { findTerms } from './terms.ts'
import type { Text } from './texts.ts'
import { textsOf } from './texts.ts'
import type { FieldTexts, Finding, Report, ScreenOptions } from './types.ts'
import { viewOf } from './view.ts'

/** Edition of the rules in code; raise it with every change that can change a report. */
export const RULES_EDITION = 'rules@2026-11-24.8'

/**
 * Screens a document and the catalogue texts that are published with it.
 * @returns findings in reading order; the same input gives the same report
 */
export function screen(document: Document, lexicon: Lexicon, options: ScreenOptions = {}): Report {
  return screenTexts(textsOf(document, options.fields), lexicon, options)
}

/** Screens texts that a reader has taken out of a file, in reading order. */
export function screenTexts(texts: readonly Text[], lexicon: Lexicon,
  options: Omit<ScreenOptions, 'fields'> & { readonly match?: MatchMode } = {}): Report {
  const lists = listStatus(lexicon)
  const editions = new Map(lists.map((list) => [list.id, `${list.id}@${list.edition === '' ? list.digest.slice(0, 16) : list.edition}`]))
  const findings: Finding[] = []
  const terms = findTerms(texts, lexicon, options.match)
  const known = Map.groupBy(terms.filter(({ kind }) => kind === 'misused'), ({ text }) => text)
  for (const [number, text] of texts.entries()) {
    const view = viewOf(text)
    const claims = new Claims(text.text.length)
    for (const { start, end } of known.get(number) ?? []) claims.take(start, end)
    const unknown = slips(view).filter(({ start, end }) => claims.take(start, end))
    for (const hit of [...personalData(view, options.today), ...secrecyMarks(view), ...unknown]) {
      findings.push(placed(hit, text, RULES_EDITION))
    }
  }
  for (const hit of terms) {
    const text = texts[hit.text]
    if (text !== undefined) findings.push(withMore(placed(hit, text, editions.get(hit.list) ?? hit.list), hit, texts))
  }
  findings.sort(byPlace)
  const counts = { block: 0, warn: 0, info: 0 }
  for (const { level } of findings) counts[level]++
  return { edition: editionOf(lexicon), lists, findings, counts }
}

/** The edition of every report that this code makes with a lexicon: changes with the rules and with any term, not with their order. */
export function editionOf(lexicon: Lexicon): string {
  const digests = listStatus(lexicon).map((list) => list.digest)
  return `lexicon@${bytesToHex(sha256(utf8ToBytes([RULES_EDITION, ...digests].join('\n')))).slice(0, 16)}`
}

/** Screens all that an item publishes as text: title, body, catalogue fields, change note, names of attachments. */
export function screenContent(content: Content, lexicon: Lexicon, options: Omit<ScreenOptions, 'fields'> = {}): Report {
  return screen(content.body, lexicon, { ...options, fields: fieldTexts(content) })
}

/** The catalogue texts of an item under the names that findings carry in `span.field`. */
export function fieldTexts(content: Content): FieldTexts {
  const { fields } = content
  const texts: Record<string, string> = { title: content.title }
  if (content.changeNote !== undefined) texts['changeNote'] = content.changeNote
  for (const name of ['documentNumber', 'source', 'summary', 'contact'] as const) {
    const text = fields[name]
    if (text !== undefined) texts[`fields.${name}`] = text
  }
  for (const [at, keyword] of (fields.keywords ?? []).entries()) texts[`fields.keywords.${at}`] = keyword
  for (const [at, attachment] of content.attachments.entries()) texts[`attachments.${at}.name`] = attachment.name
  return texts
}

function placed(hit: Hit, text: Text, edition: string): Finding {
  const span = spanOf(text.place, hit.start, hit.end, text.starts, text.ends)
  const { kind, level, rule, basis, masked, suggestion } = hit
  const base = { id: findingId(rule, span), kind, level, span, rule, edition, basis, masked }
  return suggestion === undefined ? base : { ...base, suggestion }
}

function withMore(finding: Finding, hit: TermHit, texts: readonly Text[]): Finding {
  if (hit.more.length === 0) return finding
  const more = hit.more.flatMap((piece) => {
    const text = texts[piece.text]
    return text === undefined ? [] : [spanOf(text.place, piece.start, piece.end, text.starts, text.ends)]
  })
  return { ...finding, more }
}
