import type { Person, Proposal } from '../../../shared/identity/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { hasRole } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { editions, identity } from '../context.ts'
import { changeRows } from './say.ts'

/** For the start page of an administrator: the changes that wait for exactly them. Nothing for anybody else. */
export async function waitingForMe(request: SignedRequest): Promise<Html | undefined> {
  const { say, visitor } = request
  if (!hasRole(visitor, 'administrator')) return undefined
  const [people, proposals, lexicons] = await Promise.all([identity.people(), identity.proposals(), editions.proposals()])
  const mine = proposals.filter(({ by }) => by.person !== visitor.id)
  const own = lexicons.filter(({ by }) => by.person !== visitor.id)
  return html`<section data-queue="proposals"><h2>${say('admin.proposals.mine')} <span class="count">${mine.length}</span></h2>
${mine.length === 0 ? html`<p class="panel quiet">${say('admin.proposals.mine.none')}</p>` : proposalList(request, mine, people)}
${own.length === 0 ? '' : html`<p class="notice warn"><a href="${address('admin.lexicon')}">${say('lexicon.proposals')}</a> <span class="count">${own.length}</span></p>`}
<p><a class="button" href="${address('admin')}">${say('admin.title')}</a></p></section>`
}

/** Changes that wait, each with what it is, whom it is about and who proposed it. */
export function proposalList(request: SignedRequest, proposals: readonly Proposal[], people: readonly Person[]): Html {
  return html`<ul class="queue">${proposals.map((one) => row(request, one, people.find(({ id }) => id === one.person)))}</ul>`
}

function row(request: SignedRequest, { id, change, by, at }: Proposal, about: Person | undefined): Html {
  const { say, lang } = request
  const to = address('admin.proposal', { id })
  return html`<li data-proposal="${id}"><div class="what"><a class="title" href="${to}">${say(`admin.do.${change.kind}`)}${about ? html` · ${about.name}` : ''}</a>
<span class="meta">${changeRows(request, change).map(([, value]) => value).join(' · ')}</span>
<span class="meta">${say('admin.proposed_by', { name: by.name })} · ${clockTime(at, lang)}</span></div>
<div class="act"><a class="button" href="${to}">${say('admin.proposals.see')}</a></div></li>`
}
