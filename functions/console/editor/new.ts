import { ulid } from 'ulid'
import { now } from '../../../shared/now.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { typed } from '../../../shared/web/form.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest, Visitor } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { commit, isOfAnotherText } from '../commit.ts'
import { record } from '../context.ts'
import { refusedError } from '../../../shared/web/refused.ts'
import { isUlid } from '../ids.ts'
import { isSealed } from '../../../shared/workflow/seal.ts'
import { actorIn, visit } from '../visit.ts'
import type { Tried } from './actions.ts'
import { isTrial, tryOut } from './actions.ts'
import type { Draft } from './draft.ts'
import { draftFrom, draftOf, freshDraft } from './draft.ts'
import { isItemType } from './fields.ts'
import { liveScreening } from './live.ts'
import { isMask, maskOffers } from './mask.ts'
import { noticesView } from './notices.ts'
import { readDraft, shownAgain, takeImport } from './read.ts'
import { revisionRef } from '../../../shared/stage/revision.ts'
import { editorForm, editorProblems } from './view.ts'

/** The empty editor. */
export async function newItem(request: SignedRequest): Promise<Reply> {
  const units = unitsOf(request.visitor)
  const from = request.query.get('from')
  const draft = from === null ? freshDraft(units[0] ?? '') : await copyOf(request, from, units[0] ?? '')
  return page(request, { draft, problems: [], notices: [] }, { ...ids(request), via: from === null ? 'form' : 'copy' })
}

/** 以旧稿新建: the fields of an earlier item, as of today. What is sealed is not copied. */
async function copyOf(request: SignedRequest, id: string, unit: string): Promise<Draft> {
  const { item, facts } = await visit({ ...request, params: { id } })
  if (isSealed(item, item.revision, await record.trail(item.id), facts.now)) throw new WebError('sealed')
  const { formedOn } = freshDraft(unit)
  return { ...draftFrom(await record.content(item.revision), { type: item.type, unit }), formedOn, changeNote: '', validFrom: '', validUntil: '', contact: '' }
}

/** Makes an item of what was typed, pasted or uploaded; or tries it out without storing anything. */
export async function create(request: SignedRequest): Promise<Reply> {
  const { form, visitor } = request
  const units = unitsOf(visitor)
  const draft = draftOf(form, freshDraft(units[0] ?? ''))
  const action = typed(form, 'action')
  const via = form.uploads.size > 0 ? 'import' : typed(form, 'via') === 'copy' ? 'copy' : 'form'
  const hidden = { ...ids(request), via }
  if (isTrial(action) || isMask(action)) return page(request, await tryOut(request, action, draft, []), hidden)

  const imported = takeImport(form, draft)
  const read = imported.problems.length > 0 ? imported : readDraft(form, imported.draft, [])
  const content = 'content' in read ? read.content : undefined
  const { type, unit } = imported.draft
  const chosen = isItemType(type) && units.includes(unit)
  const problems = [...read.problems, ...(isItemType(type) ? [] : [{ field: 'type', code: 'choice' } as const]),
    ...(units.includes(unit) ? [] : [{ field: 'unit', code: 'choice' } as const])]
  const actor = actorIn(visitor, unit)
  if (!content || !chosen || !actor) {
    return page(request, { draft: shownAgain(form, draft, imported.draft), problems, notices: imported.notices }, hidden)
  }
  const digest = await record.putContent(content)
  const send = (itemId: string, commandId: string): ReturnType<typeof commit> =>
    commit({ itemId, commandId, actor, command: { name: 'create', id: itemId, unit, type, revision: revisionRef(content, digest, type), via } })
  const first = await send(hidden.itemId, hidden.commandId)
  const answer = isOfAnotherText(first, digest) ? await send(ulid(now().getTime()), ulid(now().getTime())) : first
  if (answer.kind === 'refused') throw refusedError(request, answer, [])
  return { kind: 'go', to: `${address('edit', { id: answer.item.id })}?created=1` }
}

/** The units that somebody writes for. @throws WebError for those who write for none */
function unitsOf(visitor: Visitor): string[] {
  const units = visitor.grants.filter(({ roles }) => roles.includes('editor')).map(({ unit }) => unit)
  if (units.length === 0) throw new WebError('not_your_role')
  return units
}

// Made once, when the form is first shown, and kept while it comes back: pressing twice makes one item.
function ids({ form }: SignedRequest): { readonly itemId: string, readonly commandId: string } {
  const kept = (name: string): string => isUlid(typed(form, name)) ? typed(form, name) : ulid(now().getTime())
  return { itemId: kept('itemId'), commandId: kept('commandId') }
}

async function page(request: SignedRequest, { draft, problems, notices, said, shown, screened }: Tried, hidden: Readonly<Record<string, string>>): Promise<Reply> {
  const { say, visitor } = request
  const live = await liveScreening()
  return {
    kind: 'page', title: say('new.title'), here: 'new', status: problems.length > 0 ? 422 : 200, wrong: problems.length > 0, ...(live && { script: live.script }),
    main: html`<h1>${say('new.title')}</h1>
${editorProblems(request, problems)}
${said === undefined ? '' : html`<p class="notice good" role="status">${said}</p>`}
<p class="lead">${say('new.lead')}</p>
${shown ?? ''}
${editorForm(request, {
    command: 'create', action: address('create'), draft, problems, kind: 'publication', hidden, units: unitsOf(visitor), ...(live && { live }),
    beside: html`${noticesView(notices, draft.text, say) ?? ''}${maskOffers(request, screened, draft.unit) ?? ''}`,
  })}`,
  }
}
