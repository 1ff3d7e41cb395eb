import type { Attachment } from '../../document/content.ts'
import type { StoredReport } from '../../record/index.ts'
import type { Finding, Report } from '../../screening/types.ts'
import type { Problem } from '../fields.ts'
import { sentence } from '../fields.ts'
import { findingCards } from '../finding.ts'
import { typed } from '../form.ts'
import { list } from '../words.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { textInput } from '../inputs.ts'
import type { PageRequest } from '../request.ts'
import { mustDispose } from '../../workflow/requirements.ts'
import type { Disposition } from '../../workflow/types.ts'
import { columnField, reasonField } from './findings.ts'
import type { Visit } from './visit.ts'

/** The report with a field for each finding that has to be disposed of; stands inside the form that passes. */
export function reportFields(
  request: PageRequest, { item, facts }: Visit, { findings, places = {} }: StoredReport,
  { problems, attachments }: { readonly problems: readonly Problem[], readonly attachments: readonly Attachment[] },
): Html {
  const { say, form } = request
  return html`${columns(request, findings)}
${findingCards(findings, say, (finding) => {
    const name = reasonField(finding.id)
    const ruling = item.rulings.find((one) => one.finding === finding.id && one.revision === item.revision)
    const mark = facts.findings?.some(({ id, stateMark }) => id === finding.id && stateMark) ?? false
    return html`${ruling ? html`<p class="quiet">${say('report.ruled', { text: ruling.text, authority: ruling.authority })}</p>` : ''}
${mark && !ruling && mustDispose(finding) ? html`<p class="says">${say('report.mark')}</p>` : ''}
${mustDispose(finding) && !mark ? reasonInput(name, finding, { value: typed(form, name), problems, say }) : ''}`
  }, { attachments, places })}`
}

function reasonInput(name: string, finding: Finding, { value, problems, say }: { value: string, problems: readonly Problem[], say: PageRequest['say'] }): Html {
  const wrong = problems.find(({ field }) => field === name)
  return html`<div class="field${wrong ? ' wrong' : ''}">
<label for="${name}" class="small">${say('report.reason')}<span class="hidden"> ${finding.masked}</span></label>
${wrong ? html`<span class="says" id="${name}-says">${sentence(wrong, finding.masked, say)}</span>` : ''}
<input type="text" id="${name}" name="${name}" value="${value}" autocomplete="off"${wrong ? html` aria-invalid="true" aria-describedby="${name}-says"` : ''}></div>`
}

/** One reason for all findings of a kind in a column of a table. */
function columns({ say, form }: PageRequest, findings: readonly Finding[]): Html {
  const groups = Map.groupBy(findings.filter(mustDispose), columnField)
  return html`${[...groups].map(([name, group]) => {
    const kind = group[0]?.kind
    if (name === undefined || kind === undefined || group.length < 2) return ''
    return textInput({
      name, value: typed(form, name), problems: [], say, hint: 'report.column.hint',
      label: { text: say('report.column', { count: group.length, kind: say(`finding.${kind}`) }) },
    })
  })}`
}

/** The report as later reviewers read it: each finding with what was said of it. */
function reportRead(
  { say }: PageRequest, { findings, places = {} }: StoredReport,
  { dispositions, attachments }: { readonly dispositions: readonly Disposition[], readonly attachments: readonly Attachment[] },
): Html {
  if (findings.length === 0) return html`<p class="notice good">${say('edit.screening.clean')}</p>`
  return findingCards(findings, say, (finding) => {
    const disposed = dispositions.find((one) => one.finding === finding.id)
    return disposed && html`<p class="quiet">${say('report.excused', { reason: disposed.reason })}</p>`
  }, { attachments, places })
}

/** The report beside the text, for whoever does not dispose of it. */
export function reportPanel(request: PageRequest, report: StoredReport, shown: Parameters<typeof reportRead>[2]): Html {
  return html`<section class="panel"><h2>${request.say('report.title')}</h2>${reportHead(request, report)}${reportRead(request, report, shown)}</section>`
}

/** Which edition screened it, and which lists nobody has loaded. */
export function reportHead({ say, lang }: PageRequest, report: Report): Html {
  const absent = report.lists.filter(({ state }) => state === 'not_loaded').map(({ name }) => name)
  return html`<p class="quiet small">${say('facts.counts', report.counts)}<br>${say('report.edition', { edition: report.edition })}${absent.length > 0 ? html` · <span class="tag warn">${say('report.not_loaded', { names: list(lang, absent) })}</span>` : ''}</p>`
}
