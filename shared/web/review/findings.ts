import type { Finding } from '../../screening/types.ts'
import type { Record } from '../../record/index.ts'
import type { Problem } from '../fields.ts'
import { charactersIn, hiddenCharacters } from '../fields.ts'
import type { Form } from '../form.ts'
import { typed } from '../form.ts'
import { isRuled, mustDispose } from '../../workflow/requirements.ts'
import type { Digest, Disposition } from '../../workflow/types.ts'
import type { Visit } from './visit.ts'

const longest = 500

/** The field that holds the reason for one finding. */
export function reasonField(finding: string): string {
  return `reason_${finding}`
}

/** Findings of one kind in one column of a table can be disposed of together: the field of that column. */
export function columnField({ span, kind }: Finding): string | undefined {
  const file = span.field === undefined ? '' : `${span.field.replaceAll('.', '_')}_`
  return span.column === undefined ? undefined : `column_${file}${span.block}_${span.column}_${kind}`
}

/** The reasons that a screening reviewer has given, finding by finding, column by column. */
export async function readDispositions(
  form: Form, { item, facts }: Visit, record: Record,
): Promise<{ readonly digest: Digest, readonly list: readonly Disposition[] } | { readonly problems: readonly Problem[] }> {
  const report = item.report && await record.report(item.report.digest)
  const problems: Problem[] = []
  const list: Disposition[] = []
  for (const finding of report?.findings ?? []) {
    if (!mustDispose(finding)) continue
    const fact = facts.findings?.find(({ id }) => id === finding.id)
    const ruling = item.rulings.find((one) => one.finding === finding.id)
    if (fact?.stateMark && ruling && isRuled(item, finding.id)) {
      list.push({ finding: finding.id, as: 'ruled', reason: ruling.text })
      continue
    }
    const field = reasonField(finding.id)
    const column = columnField(finding)
    const reason = (typed(form, field).trim() || (column === undefined ? '' : typed(form, column).trim())).normalize('NFC')
    const label = finding.masked
    if (reason === '') problems.push({ field, code: 'reason', values: { label } })
    else if (charactersIn(reason) > longest) problems.push({ field, code: 'too_long', values: { max: longest, length: charactersIn(reason), label } })
    else if (hiddenCharacters(reason, true).length > 0) problems.push({ field, code: 'hidden', values: { codes: hiddenCharacters(reason, true).join(' '), label } })
    else list.push({ finding: finding.id, as: 'excused', reason })
  }
  if (problems.length > 0) return { problems }
  return { digest: await record.putDispositions(list), list }
}

/** A ruling that arrived is attached to every state-secret mark that has none yet. */
export function readRulings({ item, facts }: Visit, text: string, authority: string): { finding: string, text: string, authority: string }[] {
  return (facts.findings ?? []).filter(({ id, stateMark, level }) => stateMark && level !== 'info' && !isRuled(item, id))
    .map(({ id }) => ({ finding: id, text, authority }))
}
