import type { PeopleEvent, Person } from '../../../shared/identity/index.ts'
import { sayPeopleRefusal } from '../../../shared/web/errors/people.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { identity } from '../context.ts'
import { stateView } from './overview.ts'
import { changeRows, rolesText, unitName } from './say.ts'
import type { ChangeKind } from './specs.ts'
import { personOf } from './subject.ts'

/** One person: posts in each unit, sign-ins, what can be changed, and everything that was. */
export async function personPage(request: SignedRequest): Promise<Reply> {
  const { say } = request
  const person = await personOf(request)
  const [proposals, events] = await Promise.all([identity.proposals(), identity.history(person.id)])
  const waiting = proposals.filter((one) => one.person === person.id)
  return {
    kind: 'page', title: person.name, here: 'admin',
    main: html`<p class="crumb"><a href="${address('admin')}">${say('admin.back')}</a></p>
<h1>${person.name}</h1>
<p class="quiet">${person.email} · ${say('admin.person.id')} <code data-id>${person.id}</code></p>
<p>${stateView(request, person)}</p>
${waiting.map(({ id, change }) => html`<p class="notice warn">${say('admin.state.waiting')} <a href="${address('admin.proposal', { id })}">${say(`admin.do.${change.kind}`)}</a></p>`)}
<div class="cols"><div class="half">${posts(request, person)}${signIns(request, person)}</div>
<section class="half"><h2>${say('admin.changes')}</h2>${changes(request, person)}</section></div>
<h2>${say('admin.history')}</h2>
<ol class="history" data-history>${events.toReversed().map((event) => eventRow(request, event))}</ol>`,
  }
}

function posts(request: SignedRequest, { grants }: Person): Html {
  const { say } = request
  return html`<section><h2>${say('admin.posts')}</h2>
${grants.length === 0 ? html`<p class="panel quiet">${say('admin.posts.none')}</p>` : html`<table class="facts" data-posts>${grants.map(({ unit, roles }) =>
  html`<tr><th scope="row">${unitName(request, unit)}</th><td>${rolesText(request, roles)}</td></tr>`)}</table>`}</section>`
}

function signIns({ say }: SignedRequest, person: Person): Html {
  return html`<section><h2>${say('admin.sign_ins')}</h2>
<p class="quiet small">${say(person.signIns.length === 0 ? 'admin.sign_ins.none' : 'admin.sign_ins.note')}</p>
<ul data-sign-ins>${person.signIns.map(({ issuer, subject }) => html`<li><code>${subject}</code> <span class="quiet">${issuer}</span></li>`)}</ul></section>`
}

/** A button for each change, or the reason why there is none. */
function changes({ say, lang, visitor }: SignedRequest, person: Person): Html[] {
  const button = (kind: ChangeKind, query = ''): Html =>
    html`<p class="action"><a class="button" href="${address('admin.change', { id: person.id, change: kind })}${query}">${say(`admin.do.${kind}`)}</a></p>`
  const [only] = person.grants.length === 1 ? person.grants : []
  const own = person.id === visitor.id
  return [
    button('grant'),
    ...(person.grants.length > 0 ? [button('revoke', only ? `?${new URLSearchParams({ unit: only.unit })}` : '')] : []),
    button('link_sign_in'),
    ...(person.signIns.length > 0 && !own ? [button('unlink_sign_in')] : []),
    ...(own ? [html`<p class="absent"><b>${say('admin.do.suspend')}</b> ${sayPeopleRefusal('not_yourself', lang).what}</p>`]
      : [button(person.suspended === undefined ? 'suspend' : 'unsuspend')]),
  ]
}

function eventRow(request: SignedRequest, event: PeopleEvent): Html {
  const { say, lang } = request
  const { change, stage, actor, proposedBy, at } = event
  const takenBack = stage === 'rejected' && proposedBy?.person === actor.person
  return html`<li data-stage="${stage}"><b>${say(`admin.do.${change.kind}`)}</b> <span class="quiet">${takenBack ? say('admin.taken_back') : say(`audit.stage.${stage}`)}</span>
<br>${changeRows(request, change).map(([head, value]) => html`<span class="quiet">${head}</span> ${lines(value)} `)}
<br><span class="quiet">${say('admin.by', { name: actor.name, time: clockTime(at, lang) })}${proposedBy && !takenBack ? ` · ${say('admin.proposed_by', { name: proposedBy.name })}` : ''}</span></li>`
}
