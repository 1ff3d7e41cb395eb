import { coverPersonal, coverPersonalIn } from '../../shared/screening/cover.ts'
import type { Content } from '../../shared/document/content.ts'
import { dateOf } from '../../shared/calendar/index.ts'
import { now } from '../../shared/now.ts'
import { forbidsNothing } from '../../shared/notices/name.ts'
import { standingDispositions } from '../../shared/record/dispositions.ts'
import type { StoredReport, TrailEvent } from '../../shared/record/index.ts'
import { contentView, marksOf } from '../../shared/web/document.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { PageRequest } from '../../shared/web/request.ts'
import { attachmentsView } from '../../shared/web/review/attachments.ts'
import { changesView } from '../../shared/web/review/changes.ts'
import { factsView } from '../../shared/web/review/facts.ts'
import { opinionsView } from '../../shared/web/review/opinions.ts'
import { reportPanel } from '../../shared/web/review/report.ts'
import { EVENT_DATA } from '../../shared/workflow/data.ts'
import { isSealed } from '../../shared/workflow/seal.ts'
import type { Digest, Item } from '../../shared/workflow/types.ts'
import type { Asked } from './asked.ts'
import { record } from './context.ts'

/** What stands beside each other on the page of a link. */
export interface Reading { readonly text: Html, readonly side: Html }

/**
 * What whoever holds a link may read of the item: content, differences, findings and opinions with everybody's personal data
 * covered, and no attachment's bytes. Nothing where settings, a finding that forbids publication or a seal say no, or nobody has
 * screened the revision yet.
 *
 * @param report that of the item's revision, where there is one
 */
export async function readingOf(request: PageRequest, { item, link, people }: Asked, report: StoredReport | undefined): Promise<Reading | undefined> {
  if (request.body.links?.contentByLink === false || !forbidsNothing(report, item.revision)) return undefined
  const [content, trail, dispositions] = await Promise.all([record.content(item.revision), record.trail(item.id), standingDispositions(record, item)])
  const at = now().toISOString()
  if (isSealed(item, item.revision, trail, at)) return undefined
  const today = dateOf(at)
  const covered = coverPersonal(content, today)
  const marks = marksOf(report.findings)
  const before = async (revision: Digest): Promise<Content | undefined> =>
    mayRead(item, revision, trail, at) ? coverPersonal(await record.content(revision), today) : undefined
  return {
    text: html`${await changesView(request, { item, person: link.person, trail }, covered, before)}
${contentView(covered, marks)}
${attachmentsView(request, covered, { marks }) ?? ''}
${factsView(request, item, covered, marks)}`,
    side: html`${reportPanel(request, report, {
      attachments: covered.attachments, dispositions: dispositions.map((one) => ({ ...one, reason: coverPersonalIn(one.reason, today) })),
    })}
${opinionsView(request, trail, people, (words) => coverPersonalIn(words, today)) ?? ''}`,
  }
}

/** An earlier revision is held to what holds for the one in work; what is public needs no leave. */
function mayRead(item: Item, revision: Digest, trail: readonly TrailEvent[], at: string): boolean {
  if (isSealed(item, revision, trail, at)) return false
  if (item.presence === 'live' && item.published?.revision === revision) return true
  const screened = trail.findLast((event) => event.type === 'screen' && event.revision === revision)
  return screened !== undefined && forbidsNothing(EVENT_DATA.screen.parse(screened.data).report, revision)
}
