import type { Report } from '../../shared/screening/types.ts'
import type { ReadFile } from './readers.ts'
import { whereText } from './readers.ts'

/**
 * A report as lines `file:place level kind value → suggestion (basis)`, with what could not be read, a summary and the
 * lists not loaded.
 */
export function printReport(file: string, report: Report, read: ReadFile): string {
  const lines = report.findings.map(({ span, level, kind, masked, suggestion, basis }) => {
    const shown = masked.replaceAll(/\s+/gu, ' ')
    return `${file}:${read.locate(span)}  ${level}  ${kind}  ${shown}${suggestion === undefined ? '' : ` → ${suggestion}`}  (${basis})`
  })
  for (const { code, detail, where } of read.problems) {
    lines.push(`${file}${where === undefined ? '' : `:${whereText(where)}`}  block  unread  ${code}: ${detail} → a person must look`)
  }
  const { warn, info } = report.counts
  const block = report.counts.block + read.problems.length
  lines.push(`${file}: ${block} block, ${warn} warn, ${info} info; ${report.edition}`)
  const missing = report.lists.filter(({ state }) => state === 'not_loaded')
  if (missing.length > 0) lines.push(`not loaded: ${missing.map(({ name }) => name).join('、')}`)
  return `${lines.join('\n')}\n`
}
