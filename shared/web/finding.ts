import type { Finding } from '../screening/types.ts'
import type { Files } from './attachments.ts'
import { attachmentAnchor, fileNote } from './attachments.ts'
import { readBasis } from './basis.ts'
import { anchorOf, findingAnchor } from './document.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import type { Say } from './words.ts'

/** One finding as a line: its level, what it is, where it stands, what to write instead, and why; of one in a file, also in which. */
export function findingLine(finding: Finding, say: Say, files?: Files): Html {
  const place = files?.places[finding.id]
  const to = place ? attachmentAnchor(place.attachment) : anchorOf(finding)
  return html`<span class="tag ${finding.level}">${say(`level.${finding.level}`)}</span> ${say(`finding.${finding.kind}`)}
<a class="hit" href="#${to}">${finding.masked}</a>${finding.suggestion === undefined ? '' : html` → <b>${finding.suggestion}</b>`}
<span class="quiet small">${basisLine(finding.basis, say)}</span>${files ? fileNote(finding, files, say) ?? '' : ''}`
}

/** Why: the law or standard first, then how the rule knew. */
export function basisLine(basis: string, say: Say): string {
  const { sources, proofs } = readBasis(basis)
  return [...sources, ...proofs.map((proof) => say(proof))].join('；')
}

/** The list of a report: each finding with its place to come to and the ways to its neighbours, and what belongs to it. */
export function findingCards(
  findings: readonly Finding[], say: Say, inside: (finding: Finding) => Html | undefined = () => undefined, files?: Files,
): Html {
  return html`${findings.map((finding, at) => html`<div class="finding" id="${findingAnchor(finding)}" data-finding="${finding.id}" data-level="${finding.level}">
${jumps(findings[at - 1], findings[at + 1], say)}${findingLine(finding, say, files)}
${inside(finding) ?? ''}</div>`)}`
}

function jumps(previous: Finding | undefined, next: Finding | undefined, say: Say): Html | undefined {
  if (!previous && !next) return undefined
  return html`<span class="jumps small">${previous ? html`<a href="#${findingAnchor(previous)}">${say('report.previous')}</a> ` : ''}${next ? html`<a href="#${findingAnchor(next)}">${say('report.next')}</a>` : ''}</span>`
}
