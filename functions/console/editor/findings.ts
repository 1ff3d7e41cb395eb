import type { Content } from '../../../shared/document/content.ts'
import { screenContent } from '../../../shared/screening/index.ts'
import type { Report } from '../../../shared/screening/index.ts'
import { now } from '../../../shared/now.ts'
import { activeLexicon } from '../../../shared/stage/lexicon.ts'
import { findingCards } from '../../../shared/web/finding.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { chinaDay } from '../../../shared/web/time.ts'
import type { Say } from '../../../shared/web/words.ts'
import { record } from '../context.ts'

/** Screens what an editor has in the form, at once, with the lexicon in force; nothing of it is stored. */
export async function screenNow(content: Content): Promise<Report> {
  const { lexicon } = await activeLexicon(record)
  return screenContent(content, lexicon, { today: chinaDay(now()) })
}

/** A whole report as a list. */
export function reportList({ findings }: Pick<Report, 'findings'>, say: Say): Html {
  if (findings.length === 0) return html`<p class="notice good">${say('edit.screening.clean')}</p>`
  return findingCards(findings, say)
}
