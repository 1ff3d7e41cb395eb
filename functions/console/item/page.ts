import { WebError } from '../../../shared/web/errors.ts'
import type { StoredReport } from '../../../shared/record/index.ts'
import { findingsIn } from '../../../shared/web/attachments.ts'
import { contentView } from '../../../shared/web/document.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { isSealed } from '../../../shared/workflow/seal.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { fileLink } from '../attachments/download.ts'
import { record } from '../context.ts'
import { scriptOf } from '../scripts.ts'
import { visit } from '../visit.ts'
import { actionsView } from './actions.ts'
import { attachmentsView } from '../../../shared/web/review/attachments.ts'
import { factsView } from '../../../shared/web/review/facts.ts'
import { fullView } from './full.ts'
import { historyView } from './history.ts'
import { remindView, unreachedView } from './remind.ts'
import { returnedView } from './returned.ts'
import { statusView } from './status.ts'

/** One item: where it stands, what this person can do, its content, its history. */
export async function itemPage(request: SignedRequest): Promise<Reply> {
  const { say } = request
  const seen = await visit(request)
  const { item, people } = seen
  const trail = await record.trail(item.id)
  const content = isSealed(item, item.revision, trail, seen.facts.now) ? undefined : await record.content(item.revision)
  const report = content && content.attachments.length > 0 ? await reportShown(item) : undefined
  const remind = remindView(request, seen)
  const copy = remind && scriptOf('copy')
  return {
    kind: 'page', title: content ? item.title : say('seal.closed.title'), ...(copy && { script: address('assets', { name: copy.name }) }),
    main: html`<p class="crumb"><a href="${address('home')}">${say('back.home')}</a></p>
<h1>${content ? item.title : say('seal.closed.title')}</h1>
${unreachedView(request, seen) ?? ''}${await fullView(request, item) ?? ''}
<div class="cols"><div class="side">
${statusView(request, seen)}
${actionsView(request, seen)}
${remind ?? ''}
</div><div class="text">
${item.round === 'drafting' ? returnedView(request, trail, people) : ''}
${content ? html`${contentView(content)}
${attachmentsView(request, content, {
      link: fileLink(item.id, item.revision), ...(report && { inside: (_, at) => findingsIn(report.findings, report.places ?? {}, at, say) }),
    }) ?? ''}
${factsView(request, item, content)}` : html`<p class="panel" data-sealed>${say('seal.closed')}</p>`}
<p class="quiet small">${say('facts.revision')} <code data-revision="${item.revision}">${item.revision}</code></p>
${historyView(request, item, trail)}
</div></div>`,
  }
}

/** The report of the item as it is now; a first reviewer judges without it. */
async function reportShown({ report, revision, round }: Item): Promise<StoredReport | undefined> {
  return report?.revision === revision && round !== 'first_review' ? record.report(report.digest) : undefined
}

/** An earlier revision, as somebody saw or saved it. Only what the item's own trail names. */
export async function revisionPage(request: SignedRequest): Promise<Reply> {
  const { say, params } = request
  const { item, facts } = await visit(request)
  const digest = params['digest'] ?? ''
  const trail = await record.trail(item.id)
  if (!trail.some(({ revision }) => revision === digest)) throw new WebError('not_found')
  if (isSealed(item, digest, trail, facts.now)) throw new WebError('sealed')
  const content = await record.content(digest)
  return {
    kind: 'page', title: content.title,
    main: html`<p class="crumb"><a href="${address('item', { id: item.id })}">${say('back.item')}</a></p>
<h1>${content.title}</h1>
${digest === item.revision ? '' : html`<p class="notice warn">${say('content.not_current', { digest: digest.slice(0, 16) })}</p>`}
${contentView(content)}
${attachmentsView(request, content, { link: fileLink(item.id, digest) }) ?? ''}
${factsView(request, item, content)}`,
  }
}
