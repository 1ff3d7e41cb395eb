import { WebError } from '../../../shared/web/errors.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { problemSummary } from '../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { PageCommand } from '../../../shared/web/words/commands.ts'
import { may } from '../../../shared/workflow/may.ts'
import { refusedError } from '../../../shared/web/refused.ts'
import { othersFor } from '../../../shared/web/review/others.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import { door } from '../door.ts'
import { visit } from '../visit.ts'
import { titleShown } from '../../../shared/web/review/item.ts'
import { foreseen } from '../../../shared/web/review/foresee.ts'
import { buttonText, commandForm } from '../../../shared/web/review/form.ts'
import { isPageCommand, SPECS } from '../../../shared/web/review/specs.ts'
import { absentNotice } from './absent.ts'

/** The page of one command: what will happen, who is next, its fields. Decisions have the decision page instead. */
export async function command(request: SignedRequest): Promise<Reply> {
  const name = commandOf(request)
  const seen = await visit(request)
  if (SPECS[name].decision) return { kind: 'go', to: address('decide', { id: seen.item.id }) }
  const refused = may(seen.item, seen.actor, name, seen.facts)
  if (refused) throw refusedError(request, refused, othersFor(name, refused.code, seen))
  return commandPage(request, seen, name, [], name === 'submit' ? await absentNotice(request, seen) : undefined)
}

/** @throws WebError where the address names no command of a page */
export function commandOf({ params }: SignedRequest): PageCommand {
  const name = params['command'] ?? ''
  if (!isPageCommand(name)) throw new WebError('not_found')
  return name
}

export function commandPage(request: SignedRequest, seen: Visit, name: PageCommand, problems: readonly Problem[], notice?: Html): Reply {
  const { say } = request
  const { item } = seen
  const { rules, direct } = SPECS[name]
  const label = buttonText(say, name, item)
  const title = direct ? say('check.title') : label
  return {
    kind: 'page', title: `${label} · ${title}`, status: problems.length > 0 ? 422 : 200, wrong: problems.length > 0,
    main: html`<div class="narrow"><p class="crumb"><a href="${address('item', { id: item.id })}">${say('back.item')}</a></p>
${problemSummary(problems, (field) => rules[field] ? say(rules[field].label) : field, say)}
<h1>${title}</h1>
<div class="panel"><table class="facts">
<tr><th scope="row">${say('check.item')}</th><td>${titleShown(request, item)}</td></tr>
<tr><th scope="row">${say('check.act')}</th><td><b>${label}</b></td></tr>
<tr><th scope="row">${say('check.happens')}</th><td>${foreseen(request, seen, name)}</td></tr>
</table></div>
${notice ?? ''}
${commandForm(request, item, name, door, { problems })}
<p><a href="${address('item', { id: item.id })}">${say('cancel')}</a></p></div>`,
  }
}
