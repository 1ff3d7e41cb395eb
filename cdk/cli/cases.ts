import { z } from 'zod'
import { textsOfHtml } from '../../shared/screening/html.ts'
import type { Lexicon } from '../../shared/screening/lexicon.ts'
import { compileLexicon } from '../../shared/screening/lexicon.ts'
import { screenTexts } from '../../shared/screening/screen.ts'
import type { Finding } from '../../shared/screening/types.ts'

const CaseShape = z.object({
  id: z.string(),
  text: z.string(),
  terms: z.array(z.object({
    term: z.string(), kind: z.enum(['sensitive', 'misused', 'naming']).optional(), allow: z.array(z.string()).optional(),
  })).optional(),
  match: z.enum(['all', 'longest']).optional(),
  format: z.enum(['html', 'text']).optional(),
  builtin: z.boolean().optional(),
})

export type Case = z.infer<typeof CaseShape>

interface CaseFindings {
  readonly id: string
  readonly findings: readonly (Pick<Finding, 'kind' | 'level' | 'suggestion'> & { start: number, end: number })[]
}

/** Reads one line of labelled cases. @throws on a line that is no case */
export function readCase(line: string): Case {
  return CaseShape.parse(JSON.parse(line))
}

/** Screens one labelled case; its own terms are looked for in every way of writing, and replace the shipped lexicon. */
export function screenCase(one: Case, shipped: Lexicon, today: string): CaseFindings {
  const lexicon = one.terms === undefined ? shipped : compileLexicon(one.terms.map(({ term, kind, allow }) => ({
    term, kind: kind ?? 'sensitive', allow: allow ?? [], pinyin: true, homophone: true, lookalike: true, split: true,
  })))
  const texts = one.format === 'html' ? textsOfHtml(one.text)
    : [{ place: { block: 0 }, text: one.text, label: '', head: true }]
  const report = screenTexts(texts, lexicon, { today, ...(one.match === undefined ? {} : { match: one.match }) })
  return {
    id: one.id,
    findings: report.findings.map(({ kind, level, suggestion, span, more }) => ({
      start: span.start, end: more?.at(-1)?.end ?? span.end, kind, level, ...(suggestion === undefined ? {} : { suggestion }),
    })),
  }
}
