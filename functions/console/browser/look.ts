import { importText } from '../../../shared/document/import-text.ts'
import { DocumentError } from '../../../shared/document/limits.ts'
import type { Located } from '../../../shared/document/locate.ts'
import { locator } from '../../../shared/document/locate.ts'
import { normalizeText } from '../../../shared/document/normalize.ts'
import type { Document, Span } from '../../../shared/document/types.ts'
import type { Lexicon } from '../../../shared/screening/lexicon.ts'
import { screen } from '../../../shared/screening/screen.ts'
import type { Finding } from '../../../shared/screening/types.ts'
import type { Ask, ScreenedField, Shown } from './messages.ts'
import { FIELDS } from './messages.ts'

/** Screens what stands in the editor's fields, as the server's button does, and finds each place in its field again. */
export function look({ text, fields, today }: Pick<Ask, 'text' | 'fields' | 'today'>, lexicon: Lexicon): readonly Shown[] | undefined {
  const body = read(text)
  if (!body) return undefined
  const typed = FIELDS.flatMap((name) => {
    const value = fields[name] ?? ''
    const texts = name === 'keywords' ? value.split(/[\s,，、;；]+/u) : [value]
    const kept = texts.map(normalizeText).filter((one) => one !== '')
    return kept.length === 0 ? [] : [{ name, texts: kept, locate: locator(value, { blocks: kept.map((one) => ({ type: 'paragraph', text: one })) }) }]
  })
  const named = typed.flatMap(({ name, texts }) => texts.map((one, at) => [nameOf(name, at), one] as const))
  const inText = locator(text, body)
  const located = (span: Span): readonly [Shown['field'], Located] | undefined => {
    if (span.field === undefined) return pair('text', inText(span))
    for (const { name, texts, locate } of typed) {
      const at = texts.findIndex((_, number) => nameOf(name, number) === span.field)
      if (at >= 0) return pair(name, locate({ block: at, start: span.start, end: span.end }))
    }
    return undefined
  }
  return screen(body, lexicon, { fields: Object.fromEntries(named), today }).findings.flatMap((finding) => {
    const place = located(finding.span)
    return place ? [shown(finding, ...place)] : []
  })
}

function read(text: string): Document | undefined {
  try {
    return importText(text, { title: false }).document
  } catch (error) {
    if (error instanceof DocumentError) return undefined
    throw error
  }
}

/** The names that findings carry, as the content of an item has them. */
function nameOf(name: ScreenedField, at: number): string {
  if (name === 'title' || name === 'changeNote') return name
  return name === 'keywords' ? `fields.keywords.${at}` : `fields.${name}`
}

function pair(field: Shown['field'], at: Located | undefined): readonly [Shown['field'], Located] | undefined {
  return at && [field, at]
}

function shown({ kind, level, masked, basis, suggestion }: Finding, field: Shown['field'], { start, end, line }: Located): Shown {
  return { kind, level, masked, basis, field, start, end, ...(suggestion !== undefined && { suggestion }), ...(field === 'text' && { line }) }
}
