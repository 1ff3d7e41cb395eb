import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { options } from '../../../shared/workflow/may.ts'
import type { Refused } from '../../../shared/workflow/types.ts'
import { actingVisit } from '../../../shared/web/review/behalf.ts'
import { DECISIONS, decisionsOn } from '../../../shared/web/review/options.ts'
import { buttonText } from '../../../shared/web/review/form.ts'
import { isPageCommand, SPECS } from '../../../shared/web/review/specs.ts'
import type { PageCommand } from '../../../shared/web/words/commands.ts'
import { sayRefusal } from '../../../shared/web/refused.ts'
import { othersFor } from '../../../shared/web/review/others.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'

/** What this person can do with the item, and why the other buttons are missing. */
export function actionsView(request: SignedRequest, seen: Visit): Html {
  const { say } = request
  const { item, actor, facts } = seen
  const all = options(item, actor, facts)
  const open = all.filter(({ refused }) => !refused).map(({ name }) => name)
  const commands = open.filter(isPageCommand)
  const deputy = actingVisit(seen, DECISIONS)
  const behalf = deputy.actor.onBehalfOf
  const deciding = commands.some((name) => SPECS[name].decision) || behalf !== undefined
  // What can be done on behalf of somebody is not missed.
  const lent = new Set(behalf ? decisionsOn(deputy).flatMap(({ name, refused }) => refused ? [] : [name]) : [])
  const absent = all.flatMap(({ name, refused }) => refused && isPageCommand(name) && !lent.has(name) ? [{ name, refused }] : [])
  const near = absent.filter(({ refused }) => !elsewhere.has(refused.code))
  const far = absent.filter(({ refused }) => elsewhere.has(refused.code))
  const own = commands.filter((name) => !SPECS[name].decision)
  return html`<section class="panel" id="actions"><h2>${say('actions.title')}</h2>
<p class="buttons">
${deciding ? html`<a class="button main" href="${address('decide', { id: item.id })}" data-action="decide">${behalf ? say('absence.act.review', { name: behalf.name }) : say('act.review')}</a>` : ''}
${open.includes('save') ? html`<a class="button${open.includes('submit') ? '' : ' main'}" href="${address('edit', { id: item.id })}" data-action="save">${say('act.edit')}</a>` : ''}
${own.map((name) => html`<a class="button${name === 'submit' || name.startsWith('confirm_') ? ' main' : ''}" href="${address('command', { id: item.id, command: name })}" data-action="${name}">${buttonText(say, name, item)}</a>`)}
${actor.roles.includes('editor') ? html`<a class="button" href="${address('new')}?from=${item.id}" data-action="copy">${say('actions.copy')}</a>` : ''}
</p>
${open.length === 0 && !deciding ? html`<p class="quiet">${say('actions.none')}</p>` : ''}
${near.map((one) => reason(request, seen, one))}
${far.length === 0 ? '' : html`<details><summary>${say('actions.absent')}</summary>${far.map((one) => reason(request, seen, one))}</details>`}
</section>`
}

/** Reasons that only say that the item, or the person, is somewhere else. */
const elsewhere: ReadonlySet<string> = new Set([
  'wrong_round', 'wrong_presence', 'round_open', 'not_editable', 'not_granted', 'no_seal', 'nothing_pending', 'already_confirmed', 'not_own_item',
])

function reason(request: SignedRequest, seen: Visit, { name, refused }: { readonly name: PageCommand, readonly refused: Refused }): Html {
  const { what, remedy } = sayRefusal(request, refused, othersFor(name, refused.code, seen))
  return html`<p class="absent" data-absent="${name}" data-code="${refused.code}"><b>${buttonText(request.say, name, seen.item)}</b> ${what}。<span class="small">${remedy}</span></p>`
}
