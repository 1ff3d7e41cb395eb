import { html } from '../html.ts'
import type { Reply, PageRequest } from '../request.ts'
import type { PageCommand } from '../words/commands.ts'
import type { Refused } from '../../workflow/types.ts'
import type { Door } from './door.ts'
import { nextSentence } from './next.ts'
import { SPECS } from './specs.ts'
import { decisionPage } from './page.ts'
import { sayRefusal } from '../refused.ts'
import { othersFor } from './others.ts'
import { titleShown } from './item.ts'
import type { Visit } from './visit.ts'

/**
 * A command that the rule has refused: why, what to do, who can act. Where the person may decide once more, the decision
 * page comes back with what they typed and shows what has changed.
 */
export async function refusedPage(
  request: PageRequest, seen: Visit, command: PageCommand, refusal: Pick<Refused, 'code' | 'values'>, door: Door,
): Promise<Reply> {
  const { say } = request
  const { item, people } = seen
  const said = sayRefusal(request, refusal, othersFor(command, refusal.code, seen))
  const retryable = ['stale_revision', 'stale_report', 'undisposed_findings', 'unknown_finding', 'release_in_past', 'release_too_far',
    'opinion_required', 'reason_required', 'state_secret_mark', 'not_screened', 'lexicon_outdated'].includes(refusal.code)
  if (SPECS[command].decision && retryable) return decisionPage(request, seen, door, { command, problems: [], refused: said })
  return {
    kind: 'page', status: said.status, title: said.what, wrong: true,
    main: html`<div class="narrow" data-refused="${refusal.code}"><div class="problems" role="alert"><h2>${said.what}</h2><p>${said.remedy}</p></div>
<p class="lead">${titleShown(request, item)}</p>
<p>${nextSentence(request, item, people)}</p>
${door.back ? html`<p class="buttons"><a class="button main" href="${door.back(item)}">${say('back.item')}</a></p>` : ''}</div>`,
  }
}
