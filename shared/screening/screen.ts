import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Content } from '../document/content.ts'
import type { Document } from '../document/types.ts'
import type { Hit } from './finding.ts'
import { byPlace, findingId, spanOf } from './finding.ts'
import type { Lexicon } from './lexicon.ts'
import { listStatus } from './lexicon.ts'
import { citizenNumbers } from './privacy/identity.ts'
import { mobileNumbers } from './privacy/mobile.ts'
import { stateMarks } from './secrecy.ts'
import type { Text } from './texts.ts'
import { textsOf } from './texts.ts'
import type { FieldTexts, Finding, Report, ScreenOptions } from './types.ts'
import { viewOf } from './view.ts'

/** Edition of the rules in code; raise it with every change that can change a report. */
export const RULES_EDITION = 'rules@2026-11-24.1'

/**
 * Screens a document and the catalogue texts that are published with it.
 * @returns findings in reading order; the same input gives the same report
 */
export function screen(document: Document, lexicon: Lexicon, options: ScreenOptions = {}): Report {
  const findings: Finding[] = []
  const lists = listStatus(lexicon)
  for (const text of textsOf(document, options.fields)) {
    const view = viewOf(text)
    for (const hit of [...citizenNumbers(view, options.today), ...mobileNumbers(view), ...stateMarks(view)]) {
      findings.push(finding(hit, text, RULES_EDITION))
    }
    for (const term of lexicon.terms.values()) {
      for (let at = text.text.indexOf(term.term); at >= 0; at = text.text.indexOf(term.term, at + 1)) {
        findings.push(finding({
          kind: term.kind, level: term.level, start: at, end: at + term.term.length, rule: `${term.list}:${term.term}`,
          basis: term.basis ?? '', suggestion: term.suggestion, masked: term.term,
        }, text, term.list))
      }
    }
  }
  findings.sort(byPlace)
  const counts = { block: 0, warn: 0, info: 0 }
  for (const { level } of findings) counts[level]++
  const digest = bytesToHex(sha256(utf8ToBytes([RULES_EDITION, ...lists.map((list) => list.digest)].join('\n'))))
  return { edition: `lexicon@${digest.slice(0, 16)}`, lists, findings, counts }
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
  for (const name of ['documentNumber', 'source', 'summary'] as const) {
    const text = fields[name]
    if (text !== undefined) texts[`fields.${name}`] = text
  }
  for (const [at, keyword] of (fields.keywords ?? []).entries()) texts[`fields.keywords.${at}`] = keyword
  for (const [at, attachment] of content.attachments.entries()) texts[`attachments.${at}.name`] = attachment.name
  return texts
}

function finding(hit: Hit, text: Text, edition: string): Finding {
  const span = spanOf(text.place, hit.start, hit.end, text.starts, text.ends)
  const { kind, level, rule, basis, masked, suggestion } = hit
  const base = { id: findingId(rule, span), kind, level, span, rule, edition, basis, masked }
  return suggestion === undefined ? base : { ...base, suggestion }
}
