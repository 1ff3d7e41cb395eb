import type { Attachment } from '../../../shared/document/content.ts'
import { now } from '../../../shared/now.ts'
import type { FileFindings } from '../../../shared/stage/attachments.ts'
import { screenAttachment } from '../../../shared/stage/attachments.ts'
import { activeLexicon } from '../../../shared/stage/lexicon.ts'
import { findingsIn } from '../../../shared/web/attachments.ts'
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

/** What stands under the n-th attachment for its editor: still being read, clean, or what was found. */
export function foundIn(all: readonly (FileFindings | undefined)[], at: number, say: Say): Html {
  const found = all[at]
  if (!found) return html`<p class="quiet small" data-reading>${say('attachments.reading')}</p>`
  return findingsIn(found.findings, found.places, at, say) ?? html`<p class="small" data-clean>${say('attachments.clean')}</p>`
}
