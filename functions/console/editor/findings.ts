import type { Attachment, Content } from '../../../shared/document/content.ts'
import { screenContent } from '../../../shared/screening/index.ts'
import type { Report } from '../../../shared/screening/index.ts'
import { now } from '../../../shared/now.ts'
import { activeLexicon } from '../../../shared/stage/lexicon.ts'
import { attachmentList } from '../../../shared/web/attachments.ts'
import type { Files } from '../../../shared/web/attachments.ts'
import { findingCards } from '../../../shared/web/finding.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { chinaDay } from '../../../shared/web/time.ts'
import type { Say } from '../../../shared/web/words.ts'
import { filesFound } from '../attachments/found.ts'
import { record } from '../context.ts'

/** What is found in text and attachments, and the attachments that are still being read. */
export interface Screened {
  readonly report: Report
  readonly files: Files
  readonly unread: readonly Attachment[]
}

/** Screens what an editor has in the form, at once, with the lexicon in force; nothing of it is stored. */
export async function screenNow(content: Content): Promise<Screened> {
  const { lexicon } = await activeLexicon(record)
  const report = screenContent(content, lexicon, { today: chinaDay(now()) })
  const { attachments } = content
  const found = await filesFound(attachments)
  return {
    report: { ...report, findings: [...found.flatMap((one) => one?.findings ?? []), ...report.findings] },
    files: { attachments, places: Object.assign({}, ...found.map((one) => one?.places)) },
    unread: attachments.filter((_, at) => found[at] === undefined),
  }
}

/** A whole report as a list. */
export function reportList({ report: { findings }, files, unread }: Screened, say: Say): Html {
  return html`${unread.length === 0 ? '' : html`<p class="notice warn">${say('attachments.unscreened', { names: unread.map(({ name }) => name).join('、') })}</p>`}
${findings.length > 0 ? findingCards(findings, say, () => undefined, files) : unread.length === 0 ? html`<p class="notice good">${say('edit.screening.clean')}</p>` : ''}
${files.attachments.length === 0 ? '' : html`<h3>${say('attachments.title')}</h3>${attachmentList(files.attachments, say)}`}`
}
