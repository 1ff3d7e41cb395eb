import { now } from '../../../shared/now.ts'
import { shortage } from '../../../shared/stage/absences.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import { untilText } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { REVIEWER } from '../../../shared/workflow/states.ts'
import { identity } from '../context.ts'

/** How many days ahead a submission looks for absences: about as long as three reviews take. */
const DAYS_AHEAD = 7

/** Before somebody submits: that too few will be there in the coming days, who is away, and who could stand in. Nothing where enough remain. */
export async function absentNotice({ say, lang }: PageRequest, { item, actor }: Visit): Promise<Html | undefined> {
  const times = Array.from({ length: DAYS_AHEAD + 1 }, (_, days) => new Date(now().getTime() + days * 24 * 3_600_000).toISOString())
  const found = shortage(item, [...item.contributors, actor.person], await identity.delegations.foreseen(item.unit, times))
  if (!found) return undefined
  const { missing, away, couldStepIn } = found
  const reviewing = new Set(Object.values(REVIEWER))
  const gone = away.filter(({ roles }) => roles.some((role) => reviewing.has(role)))
  return html`<div class="notice warn" data-short="${missing.join(' ')}"><p>${say('submit.away.few', { missing: list(lang, missing.map((review) => say(`role.${REVIEWER[review]}`))) })}</p>
<p>${say('submit.away.names', { names: list(lang, gone.map(({ name, away: until }) => say('absence.away.until', { name, until: untilText(until ?? '', lang) }))) })}</p>
<p>${couldStepIn.length > 0 ? say('submit.away.step_in', { names: list(lang, couldStepIn.map(({ name }) => name)) }) : say('submit.away.nobody')}</p></div>`
}
