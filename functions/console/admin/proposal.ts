import type { ChangeRefusal, Proposal } from '../../../shared/identity/index.ts'
import { sayPeopleRefusal } from '../../../shared/web/errors/people.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { identity } from '../context.ts'
import { isUlid } from '../ids.ts'
import { receiptOf, unlessBusy } from './change.ts'
import { factRow, warnings } from './check.ts'
import { hiddenFields } from './form.ts'
import { seconds } from './people.ts'
import { changeRows } from './say.ts'
import { administratorOf, commandIdOf, foresee } from './subject.ts'

/** A change that waits: what it is, who proposed it, and the buttons that settle it, or why one is missing. */
export async function proposal(request: SignedRequest): Promise<Reply> {
  const found = await waiting(request)
  return found ? proposalPage(request, found) : refusedPage(request, 'unknown_proposal')
}

/** Settles a change that waits: by a second administrator, or without effect by anybody. */
export async function settle(request: SignedRequest): Promise<Reply> {
  const { form, visitor, params } = request
  const commandId = commandIdOf(request)
  const person = typed(form, 'person')
  const receipt = isUlid(person) ? await receiptOf(person, commandId) : undefined
  if (receipt) return receipt
  const [actor, id] = [administratorOf(visitor), params['id'] ?? '']
  const decision = typed(form, 'decision')
  if (decision !== 'confirm' && decision !== 'reject') return proposal(request)
  const answer = await unlessBusy(decision === 'confirm' ? identity.confirm(actor, id, commandId) : identity.reject(actor, id, commandId))
  // The same button may have been pressed twice at once: the other press has done it.
  if (answer.kind === 'refused') return (isUlid(person) ? await receiptOf(person, commandId) : undefined) ?? refusedPage(request, answer.code)
  return { kind: 'go', to: address('admin.done', { id: answer.kind === 'done' ? answer.person.id : answer.proposal.person, commandId }) }
}

async function waiting({ params }: SignedRequest): Promise<Proposal | undefined> {
  const id = params['id'] ?? ''
  return isUlid(id) ? identity.proposal(id) : undefined
}

async function proposalPage(request: SignedRequest, { id, change, person, by, at }: Proposal): Promise<Reply> {
  const { say, lang, visitor } = request
  const [people, about] = await Promise.all([identity.people(), identity.person(person)])
  const after = await foresee(change, about, by.person, people)
  const label = say(`admin.do.${change.kind}`)
  const own = by.person === visitor.id
  const commandId = commandIdOf(request)
  const form = (decision: 'confirm' | 'reject', look: string, text: string): Html =>
    html`<form method="post" action="${address('admin.settle', { id })}" data-command="${decision}">
${hiddenFields(request, { commandId })}<input type="hidden" name="person" value="${person}">
<p class="buttons"><button class="${look}" name="decision" value="${decision}">${text}</button></p></form>`
  return {
    kind: 'page', title: `${label} · ${say('admin.proposals')}`, here: 'admin',
    main: html`<div class="narrow" data-proposal="${id}"><p class="crumb"><a href="${address('admin')}">${say('admin.back')}</a></p>
<h1>${say('check.title')}</h1>
${warnings(request, change, people)}
<table class="facts">
${about ? factRow(say('admin.person'), html`<a href="${address('admin.person', { id: person })}">${about.name}</a>`) : ''}
${factRow(say('admin.act'), html`<b>${label}</b>`)}
${changeRows(request, change).map(([head, value]) => factRow(head, html`${lines(value)}`))}
${factRow(say('admin.proposal.who'), say('admin.by', { name: by.name, time: clockTime(at, lang) }))}
${factRow(say('check.happens'), say(`admin.will.${change.kind}`))}
</table>
${own ? html`<p class="notice">${say('admin.proposal.own', { names: list(lang, seconds(people, visitor.id).map(({ name }) => name)) || say('others.nobody') })}</p>`
    : typeof after === 'string' ? html`<p class="notice stop">${say('admin.proposal.impossible', { what: sayPeopleRefusal(after, lang).what })}</p>`
      : form('confirm', 'main', say('admin.proposal.confirm', { act: label }))}
${form('reject', '', say(own ? 'admin.proposal.take_back' : 'admin.proposal.reject'))}</div>`,
  }
}

function refusedPage(request: SignedRequest, code: ChangeRefusal): Reply {
  const { status, what, remedy } = sayPeopleRefusal(code, request.lang)
  return {
    kind: 'page', status, title: what, wrong: true, here: 'admin',
    main: html`<div class="narrow" data-refused="${code}"><div class="problems" role="alert"><h1>${what}</h1><p>${remedy}</p></div>
<p class="buttons"><a class="button main" href="${address('admin')}">${request.say('admin.back')}</a></p></div>`,
  }
}
