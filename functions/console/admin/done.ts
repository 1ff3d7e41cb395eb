import { WebError } from '../../../shared/web/errors.ts'
import { html, lines } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { identity } from '../context.ts'
import { isUlid } from '../ids.ts'
import { factRow } from './check.ts'
import { seconds } from './people.ts'
import { changeRows } from './say.ts'

/** What came of a change and who is next. Can be come back to, as to a receipt. */
export async function changeDone(request: SignedRequest): Promise<Reply> {
  const { say, lang, params } = request
  const id = params['id'] ?? ''
  const events = isUlid(id) ? await identity.history(id) : []
  const event = events.find(({ commandId }) => commandId !== undefined && commandId === params['commandId'])
  if (!event) throw new WebError('not_found')
  const [people, waits] = await Promise.all([identity.people(), event.proposal === undefined ? undefined : identity.proposal(event.proposal)])
  const since = event.stage === 'proposed' ? events.find(({ proposal, stage }) => proposal === event.proposal && stage !== 'proposed') : undefined
  const person = people.find((one) => one.id === id)
  const names = list(lang, seconds(people, event.actor.person).map(({ name }) => name))
  const title = say(`admin.result.${event.stage}`)
  return {
    kind: 'page', title, here: 'admin',
    main: html`<div class="narrow" data-done="${event.stage}"><div class="big-done" role="status"><h1>${title}</h1>
<p class="lead">${say(`admin.do.${event.change.kind}`)}${person ? html` · ${person.name}` : ''}</p>
${waits ? html`<p>${names === '' ? say('admin.result.no_next') : say('admin.result.next', { names })}</p>` : ''}
${since ? html`<p>${say('admin.result.since', { stage: say(`admin.result.${since.stage}`), name: since.actor.name })}</p>` : ''}</div>
<table class="facts">
${changeRows(request, event.change).map(([head, value]) => factRow(head, html`${lines(value)}`))}
${event.proposedBy ? factRow(say('admin.proposal.who'), event.proposedBy.name) : ''}
${factRow(say('check.who'), event.actor.name)}
${factRow(say('admin.history'), say('done.seq', { seq: event.seq, time: clockTime(event.at, lang) }))}
</table>
<p class="buttons"><a class="button main" href="${address('admin')}">${say('admin.back')}</a>
${person ? html`<a class="button" href="${address('admin.person', { id })}">${say('admin.see_person')}</a>` : ''}</p></div>`,
  }
}
