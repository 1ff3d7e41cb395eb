import type { Attachment } from '../../../shared/document/content.ts'
import { now } from '../../../shared/now.ts'
import type { FileFindings } from '../../../shared/stage/attachments.ts'
import { screenAttachment } from '../../../shared/stage/attachments.ts'
import { activeLexicon } from '../../../shared/stage/lexicon.ts'
import { placeNote } from '../../../shared/web/attachments.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { chinaDay } from '../../../shared/web/time.ts'
import type { Say } from '../../../shared/web/words.ts'
import { record } from '../context.ts'

/** What is found in the attachments now, each by itself: nothing for one that is still being read. */
export async function filesFound(attachments: readonly Attachment[]): Promise<readonly (FileFindings | undefined)[]> {
  if (attachments.length === 0) return []
  const { lexicon } = await activeLexicon(record)
  const found: (FileFindings | undefined)[] = []
  // One after the other: each may hold millions of characters.
  for (const at of attachments.keys()) found.push(await screenAttachment(record, attachments, at, lexicon, chinaDay(now()), false))
  return found
}

/** More than these of one file are not listed to its editor. */
const MOST = 20

/** What stands under the n-th attachment for its editor: still being read, clean, or what was found. */
export function foundIn(all: readonly (FileFindings | undefined)[], at: number, say: Say): Html {
  const found = all[at]
  if (!found) return html`<p class="quiet small" data-reading>${say('attachments.reading')}</p>`
  const { findings, places } = found
  if (findings.length === 0) return html`<p class="small" data-clean>${say('attachments.clean')}</p>`
  return html`<p class="small" data-found="${findings.length}"><b>${say('attachments.found', { count: findings.length })}</b></p>
<ul>${findings.slice(0, MOST).map((finding) => {
    const place = places[finding.id]
    return html`<li data-kind="${finding.kind}"><span class="tag ${finding.level}">${say(`level.${finding.level}`)}</span> ${say(`finding.${finding.kind}`)} ${finding.kind === 'unread' ? '' : html`<b>${finding.masked}</b>`}${place ? placeNote(place, say) : ''}</li>`
  })}</ul>`
}
