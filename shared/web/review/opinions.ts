import type { TrailEvent } from '../../record/index.ts'
import type { Html } from '../html.ts'
import { html, lines } from '../html.ts'
import type { PageRequest } from '../request.ts'
import { clockTime } from '../time.ts'
import type { Candidate } from '../../workflow/types.ts'
import { actorText } from './behalf.ts'
import { wordsOf } from './written.ts'
import { nameIn } from './visit.ts'

const withWords: ReadonlySet<string> = new Set(['submit', 'pass', 'approve', 'return', 'suggest', 'refer', 'resume'])

/** What reviewers do, with words or without. */
const byReviewers: ReadonlySet<string> = new Set(['pass', 'approve', 'return', 'suggest', 'refer', 'resume'])

/**
 * 前序审核意见: everything that was written about the item since its last publication, latest last. Nothing
 * where no reviewer has come to it yet and its editor wrote nothing.
 *
 * @param shown what is shown of something that was written; all of it, unless told otherwise
 */
export function opinionsView(
  request: PageRequest, trail: readonly TrailEvent[], people: readonly Candidate[], shown: (words: string) => string = (words) => words,
): Html | undefined {
  const { say, lang } = request
  const published = trail.findLastIndex(({ type }) => type === 'publish')
  const round = trail.slice(published + 1)
  const written = round.filter((event) => withWords.has(event.type) && wordsOf(event) !== '')
  if (written.length === 0 && !round.some(({ type }) => byReviewers.has(type))) return undefined
  return html`<section class="panel"><h2>${say('opinions.title')}</h2>
${written.length === 0 ? html`<p class="quiet">${say('opinions.none')}</p>` : written.map((event) => html`<div class="opinion" data-event="${event.type}">
<p><b>${say(`done.${event.type}`)}</b> <span class="quiet">${actorText(request, { ...event.actor, name: nameIn(people, event.actor.person) })} · ${clockTime(event.at, lang)}</span></p>
<p>${lines(shown(wordsOf(event)))}</p></div>`)}</section>`
}
