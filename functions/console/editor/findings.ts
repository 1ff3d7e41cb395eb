import type { Content } from '../../../shared/document/content.ts'
import { screenContent } from '../../../shared/screening/index.ts'
import type { Finding, Report } from '../../../shared/screening/index.ts'
import { now } from '../../../shared/now.ts'
import { activeLexicon } from '../../../shared/stage/lexicon.ts'
import { anchorOf } from '../../../shared/web/document.ts'
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

/** One finding as a line: its level, what it is, where it stands, what to write instead. */
export function findingLine(finding: Finding, say: Say): Html {
  return html`<span class="tag ${finding.level}">${say(`level.${finding.level}`)}</span> ${say(`finding.${finding.kind}`)}
<a class="hit" href="#${anchorOf(finding)}">${finding.masked}</a>${finding.suggestion === undefined ? '' : html` → <b>${finding.suggestion}</b>`}
<span class="quiet small">${basisOf(finding)}</span>`
}

/** The laws and standards of a basis; the code of the proof is for machines. */
function basisOf({ basis }: Finding): string {
  return basis.split(';').map((part) => part.trim()).filter((part) => !/^[a-z_]+:/u.test(part)).join('；')
}

/** A whole report as a list. */
export function reportList({ findings }: Pick<Report, 'findings'>, say: Say): Html {
  if (findings.length === 0) return html`<p class="notice good">${say('edit.screening.clean')}</p>`
  return html`${findings.map((finding) => html`<div class="finding" data-finding="${finding.id}">${findingLine(finding, say)}</div>`)}`
}
