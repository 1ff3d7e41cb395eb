import type { Report } from '../../shared/screening/types.ts'
import type { ReadFile } from './readers.ts'

/** A report as lines `file:line:column level kind value → suggestion (basis)`, with a summary and the lists not loaded. */
export function printReport(file: string, report: Report, read: ReadFile): string {
  const lines = report.findings.map(({ span, level, kind, masked, suggestion, basis }) => {
    const shown = masked.replaceAll(/\s+/gu, ' ')
    return `${file}:${read.locate(span)}  ${level}  ${kind}  ${shown}${suggestion === undefined ? '' : ` → ${suggestion}`}  (${basis})`
  })
  const { block, warn, info } = report.counts
  lines.push(`${file}: ${block} block, ${warn} warn, ${info} info; ${report.edition}`)
  const missing = report.lists.filter(({ state }) => state === 'not_loaded')
  if (missing.length > 0) lines.push(`not loaded: ${missing.map(({ name }) => name).join('、')}`)
  return `${lines.join('\n')}\n`
}
