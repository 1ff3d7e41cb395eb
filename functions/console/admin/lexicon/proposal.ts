import type { EditionProposal, LexiconRefusal } from '../../../../shared/lexicon/index.ts'
import { loadLexicon } from '../../../../shared/stage/lexicon.ts'
import { typed } from '../../../../shared/web/form.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html, lines } from '../../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import { clockTime } from '../../../../shared/web/time.ts'
import { list } from '../../../../shared/web/words.ts'
import { editions, identity, record } from '../../context.ts'
import { isUlid } from '../../ids.ts'
import { factRow } from '../check.ts'
import { hiddenFields } from '../form.ts'
import { seconds } from '../people.ts'
import { administratorOf, commandIdOf } from '../subject.ts'
import { changesView } from './changes-view.ts'
import { refusedView, unlessBusy } from './refused.ts'
import { inForce, storedOf } from './working.ts'

/** An edition that waits: what it changes, who proposed it, and the buttons that settle it, or why one is missing. */
export async function editionProposal(request: SignedRequest, refused?: LexiconRefusal): Promise<Reply> {
  const found = await waiting(request)
  return found ? proposalPage(request, found, refused) : gonePage(request)
}

/** Puts an edition in force, by another administrator than the one who proposed it; or settles it without effect. */
export async function settleEdition(request: SignedRequest): Promise<Reply> {
  const { form, visitor, params } = request
  const [actor, commandId, id] = [administratorOf(visitor), commandIdOf(request), params['id'] ?? '']
  const decision = typed(form, 'decision')
  if (!isUlid(id) || (decision !== 'activate' && decision !== 'reject')) return editionProposal(request)
  const found = await waiting(request)
  // The rules may have changed since it was proposed: what comes into force is the edition that they make of it today.
  const edition = found && decision === 'activate' ? (await loadLexicon(record, found.digest)).edition : ''
  const answer = await unlessBusy(decision === 'activate' ? editions.activate(actor, id, edition, commandId) : editions.reject(actor, id, commandId))
  if (answer.kind === 'refused') return editionProposal(request, answer.code)
  return { kind: 'go', to: `${address('admin.lexicon')}?${new URLSearchParams({ done: answer.event.commandId }).toString()}` }
}

async function waiting({ params }: SignedRequest): Promise<EditionProposal | undefined> {
  const id = params['id'] ?? ''
  return isUlid(id) ? editions.proposal(id) : undefined
}

async function proposalPage(request: SignedRequest, found: EditionProposal, refused: LexiconRefusal | undefined): Promise<Reply> {
  const { say, lang, visitor } = request
  const { id, digest, edition, base, note, by, at } = found
  const [people, before, after, present] = await Promise.all([identity.people(), storedOf(base), record.lexicon(digest), inForce()])
  const own = by.person === visitor.id
  const commandId = commandIdOf(request)
  const form = (decision: 'activate' | 'reject', look: string, text: string): Html =>
    html`<form method="post" action="${address('lexicon.settle', { id })}" data-command="${decision}">
${hiddenFields(request, { commandId })}<p class="buttons"><button class="${look}" name="decision" value="${decision}">${text}</button></p></form>`
  return {
    kind: 'page', title: `${say('lexicon.proposal')} · ${say('admin.lexicon')}`, here: 'admin', ...(refused && { status: 409, wrong: true }),
    main: html`<div data-proposal="${id}"><p class="crumb"><a href="${address('admin.lexicon')}">${say('lexicon.back')}</a></p>
${refused ? refusedView(request, refused) : ''}
<h1>${say('lexicon.proposal')}</h1>
<table class="facts">
${factRow(say('admin.lexicon.edition'), html`<code>${edition}</code>`)}
${factRow(say('admin.lexicon.digest'), html`<code>${digest}</code>`)}
${factRow(say('lexicon.base'), html`<code>${base.edition || say('admin.lexicon.none')}</code>`)}
${factRow(say('lexicon.value.note'), html`${lines(note)}`)}
${factRow(say('admin.proposal.who'), say('admin.by', { name: by.name, time: clockTime(at, lang) }))}
${factRow(say('check.happens'), say('lexicon.will'))}
</table>
${changesView(request, before, after)}
<p><a class="button" href="${address('lexicon.preview', { digest })}">${say('lexicon.preview')}</a></p>
${own ? html`<p class="notice">${say('admin.proposal.own', { names: list(lang, seconds(people, visitor.id).map(({ name }) => name)) || say('others.nobody') })}</p>`
      : present.terms !== base.terms ? html`<p class="notice stop">${say('lexicon.stale')}</p>` : form('activate', 'main', say('lexicon.activate'))}
${form('reject', '', say(own ? 'admin.proposal.take_back' : 'admin.proposal.reject'))}</div>`,
  }
}

function gonePage(request: SignedRequest): Reply {
  return {
    kind: 'page', status: 404, title: request.say('lexicon.refused.unknown_proposal'), wrong: true, here: 'admin',
    main: html`<div class="narrow">${refusedView(request, 'unknown_proposal')}
<p class="buttons"><a class="button main" href="${address('admin.lexicon')}">${request.say('lexicon.back')}</a></p></div>`,
  }
}
