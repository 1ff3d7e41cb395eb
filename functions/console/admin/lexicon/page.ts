import type { LexiconEvent, LexiconRefusal } from '../../../../shared/lexicon/index.ts'
import { compileStored, listStatus } from '../../../../shared/screening/index.ts'
import { activeLexicon, shippedEdition } from '../../../../shared/stage/lexicon.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import { check } from '../../../../shared/web/fields.ts'
import type { FieldRules, Problem } from '../../../../shared/web/fields.ts'
import { typed } from '../../../../shared/web/form.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html, lines } from '../../../../shared/web/html.ts'
import { problemSummary, textArea } from '../../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import { clockTime, dayText } from '../../../../shared/web/time.ts'
import { list } from '../../../../shared/web/words.ts'
import { editions, record } from '../../context.ts'
import { factRow } from '../check.ts'
import { hiddenFields } from '../form.ts'
import { administratorOf, commandIdOf } from '../subject.ts'
import { changesView } from './changes-view.ts'
import { newerView, takeNewer } from './newer.ts'
import { refusedView, unlessBusy } from './refused.ts'
import type { Working } from './working.ts'
import { inForce, storedOf, working } from './working.ts'

const RULES = { note: { label: 'lexicon.value.note', max: 500, required: true, multiline: true } } as const satisfies FieldRules

interface Again { readonly problems?: readonly Problem[], readonly refused?: LexiconRefusal }

/** The lexicon: what is in force, its lists, the edition that is prepared, what waits and what became of each. */
export async function lexiconPage(request: SignedRequest, { problems = [], refused }: Again = {}): Promise<Reply> {
  const { say, lang, query } = request
  const [present, inUse, proposals, history] = await Promise.all([working(), activeLexicon(record), editions.proposals(), editions.history()])
  const lists = listStatus(compileStored(present.stored))
  const missing = lists.filter(({ state }) => state === 'not_loaded').map(({ name }) => name)
  const done = history.find(({ commandId }) => commandId === query.get('done'))
  return {
    kind: 'page', title: say('admin.lexicon'), here: 'admin', wrong: problems.length > 0 || refused !== undefined,
    ...(refused ? { status: 409 } : problems.length > 0 ? { status: 422 } : {}),
    main: html`<p class="crumb"><a href="${address('admin')}">${say('admin.back')}</a></p>
${refused ? refusedView(request, refused) : ''}
${problemSummary(problems, () => say('lexicon.value.note'), say)}
<h1>${say('admin.lexicon')}</h1>
${done ? html`<div class="big-done" role="status" data-done="${done.stage}"><p class="lead">${say(`lexicon.done.${done.stage}`)}</p></div>` : ''}
<table class="facts">
${factRow(say('admin.lexicon.active'), html`<code data-edition>${inUse.active || say('admin.lexicon.none')}</code>`)}
${factRow(say('lexicon.origin'), inUse.terms === undefined ? say('lexicon.origin.shipped') : html`<code>${inUse.terms}</code>`)}
${inUse.terms === undefined ? '' : factRow(say('admin.lexicon.shipped'), html`<code>${shippedEdition()}</code>`)}
</table>
${inUse.active === inUse.edition ? '' : html`<p class="notice warn">${say('admin.lexicon.differs')}</p>`}
${missing.length === 0 ? '' : html`<p class="notice warn">${say('admin.lexicon.missing', { names: list(lang, missing) })}</p>`}
<p>${say(present.draft ? 'lexicon.of_draft' : 'lexicon.of_active')}</p>
<div class="panel scroll" tabindex="0"><table data-lists>
<thead><tr><th scope="col">${say('admin.lexicon.list')}</th><th scope="col">${say('admin.lexicon.edition')}</th><th scope="col">${say('admin.lexicon.terms')}</th><th scope="col">${say('admin.lexicon.source')}</th><th scope="col">${say('admin.lexicon.digest')}</th></tr></thead>
<tbody>${lists.map(({ id, name, state, edition, date, terms, source, digest }) => html`<tr data-list="${id}" data-state="${state}"><th scope="row"><a href="${address('lexicon.list', { list: id })}">${name}</a></th>
<td>${state === 'loaded' ? html`${edition}<br><span class="quiet">${date === '' ? '' : dayText(date, lang)}</span>` : html`<span class="tag warn">${say('admin.lexicon.not_loaded')}</span>`}</td>
<td>${terms}</td><td>${source}</td><td>${state === 'loaded' ? html`<code>${digest.slice(0, 16)}…</code>` : ''}</td></tr>`)}</tbody>
</table></div>
<p><a class="button" href="${address('lexicon.new')}">${say('lexicon.new')}</a></p>
${await newerView(request, present)}
${await draftView(request, present, problems)}
<h2>${say('lexicon.proposals')} <span class="count">${proposals.length}</span></h2>
${proposals.length === 0 ? html`<p class="panel quiet">${say('lexicon.proposals.none')}</p>` : html`<ul class="queue">${proposals.map(({ id, note, by, at, edition }) => html`<li data-proposal="${id}"><div class="what"><a class="title" href="${address('lexicon.proposal', { id })}">${note}</a><span class="meta"><code>${edition}</code> · ${say('admin.proposed_by', { name: by.name })} · ${clockTime(at, lang)}</span></div>
<div class="act"><a class="button" href="${address('lexicon.proposal', { id })}">${say('admin.proposals.see')}</a></div></li>`)}</ul>`}
<h2 id="history">${say('lexicon.history')}</h2>
${history.length === 0 ? html`<p class="panel quiet">${say('lexicon.history.none')}</p>` : html`<ol class="history" data-history>${history.toReversed().map((event) => eventRow(request, event))}</ol>`}`,
  }
}

async function draftView(request: SignedRequest, { draft, stored, version }: Working, problems: readonly Problem[]): Promise<Html> {
  const { say, lang, form } = request
  if (!draft) return html`<h2>${say('lexicon.draft')}</h2><p class="panel quiet">${say('lexicon.draft.none')}</p>`
  const [before, base] = await Promise.all([storedOf(draft.base), inForce()])
  const stale = base.terms !== draft.base.terms
  const action = (name: 'propose' | 'discard', look: string, inside: Html | string = ''): Html => html`<form method="post" action="${address('lexicon.draft')}" data-command="${name}">
${hiddenFields(request, { commandId: commandIdOf(request) })}<input type="hidden" name="version" value="${version}">${inside}
<p class="buttons"><button class="${look}" name="do" value="${name}">${say(`lexicon.draft.${name}`)}</button></p></form>`
  return html`<section data-draft="${draft.digest}" id="draft"><h2>${say('lexicon.draft')}</h2>
<table class="facts">
${factRow(say('admin.lexicon.edition'), html`<code>${draft.edition}</code>`)}
${factRow(say('admin.lexicon.digest'), html`<code>${draft.digest}</code>`)}
${factRow(say('lexicon.draft.by'), say('admin.by', { name: draft.by.name, time: clockTime(draft.at, lang) }))}
</table>
${changesView(request, before, stored)}
<p><a class="button" href="${address('lexicon.preview', { digest: draft.digest })}">${say('lexicon.preview')}</a></p>
${stale ? html`<p class="notice warn">${say('lexicon.stale')}</p>`
    : action('propose', 'main', textArea({ name: 'note', label: 'lexicon.value.note', hint: 'lexicon.hint.note', value: typed(form, 'note'), problems, say, required: true, rows: 3 }))}
${action('discard', '')}</section>`
}

function eventRow({ say, lang }: SignedRequest, { seq, stage, edition, digest, before, note, actor, at, proposedBy, hash }: LexiconEvent): Html {
  return html`<li data-stage="${stage}"><b>${seq}. ${say(`lexicon.stage.${stage}`)}</b> <code>${edition}</code> <span class="quiet">${say('lexicon.follows', { edition: before || say('admin.lexicon.none') })}</span>
<br>${lines(note)}
<br><span class="quiet">${say('admin.by', { name: actor.name, time: clockTime(at, lang) })}${proposedBy ? ` · ${say('admin.proposed_by', { name: proposedBy.name })}` : ''} · <code>${digest.slice(0, 16)}…</code> · ${say('audit.hash')} <code>${hash.slice(0, 16)}…</code></span></li>`
}

/** Proposes the draft, gives it up, or takes newer shipped lists into it. */
export async function draftAction(request: SignedRequest): Promise<Reply> {
  const { form, visitor } = request
  const version = Number(typed(form, 'version'))
  const actor = administratorOf(visitor)
  const commandId = commandIdOf(request)
  if (typed(form, 'do') === 'discard') {
    const refused = await editions.discard(actor, version)
    return refused ? lexiconPage(request, { refused }) : { kind: 'go', to: address('admin.lexicon') }
  }
  if (typed(form, 'do') === 'take_newer') {
    await takeNewer(visitor)
    return { kind: 'go', to: `${address('admin.lexicon')}#draft` }
  }
  if (typed(form, 'do') !== 'propose' || !Number.isSafeInteger(version)) throw new WebError('bad_form')
  const checked = check(form, RULES)
  if (checked.problems.length > 0) return lexiconPage(request, { problems: checked.problems })
  const answer = await unlessBusy(editions.propose(actor, { note: checked.of('note'), version, commandId }))
  if (answer.kind === 'refused') return lexiconPage(request, { refused: answer.code })
  return { kind: 'go', to: `${address('admin.lexicon')}?${new URLSearchParams({ done: answer.event.commandId }).toString()}` }
}
