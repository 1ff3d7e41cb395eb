import type { Content } from '../../shared/document/content.ts'
import type { StoredReport } from '../../shared/record/index.ts'
import { attachmentList } from '../../shared/web/attachments.ts'
import { contentView, fieldView, findingAnchor, marksOf } from '../../shared/web/document.ts'
import { findingLine } from '../../shared/web/finding.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { now } from '../../shared/now.ts'
import { isSealed } from '../../shared/workflow/seal.ts'
import { auditedItem, record } from './context.ts'

/** One revision as its deciders saw it: the content, with the findings of the last report on it. */
export async function revision(request: SignedRequest): Promise<Reply> {
  const { say, params } = request
  const item = await auditedItem(request)
  const digest = params['digest'] ?? ''
  const events = await record.trail(item.id)
  if (!events.some((event) => event.revision === digest)) throw new WebError('not_found')
  const back = html`<p class="crumb"><a href="${address('audit.item', { id: item.id })}">${say('audit.trail')}</a></p>`
  // What those who mend it may see, an auditor does not see by their leave.
  if (isSealed({ ...item, round: 'none' }, digest, events, now().toISOString())) {
    return { kind: 'page', status: 403, title: say('seal.closed.title'), here: 'audit', main: html`${back}<h1>${say('seal.closed.title')}</h1><p class="panel">${say('audit.sealed')}</p>` }
  }
  const reported = events.findLast((event) => event.type === 'screen' && event.revision === digest)?.report
  const [content, report] = await Promise.all([record.content(digest), reported === undefined ? undefined : record.report(reported)])
  const marks = marksOf(report?.findings ?? [])
  return {
    kind: 'page', title: content.title, here: 'audit',
    main: html`${back}
<h1>${say('audit.seen')}</h1>
<p class="quiet"><code>${digest}</code></p>
${content.changeNote === undefined ? '' : html`<p>${fieldView('changeNote', content.changeNote, marks)}</p>`}
${contentView(content, marks)}
${content.attachments.length === 0 ? '' : html`<h2>${say('attachments.title')}</h2>${attachmentList(content.attachments, say, { marks })}`}
${report === undefined ? '' : findingsView(request, report, content)}`,
  }
}

function findingsView({ say }: SignedRequest, { findings, places = {} }: StoredReport, { attachments }: Content): Html {
  return html`<ul class="history">${findings.map((finding) => html`<li id="${findingAnchor(finding)}">${findingLine(finding, say, { attachments, places })}</li>`)}</ul>`
}
