import { ulid } from 'ulid'
import type { Content } from '../../../shared/document/content.ts'
import { now } from '../../../shared/now.ts'
import { contentView } from '../../../shared/web/document.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { nextPeople } from '../../../shared/workflow/staffing.ts'
import { commit, isOfAnotherText } from '../commit.ts'
import { record } from '../context.ts'
import { isUlid } from '../ids.ts'
import { returnedView } from '../item/returned.ts'
import { refusedError, sayRefusal } from '../../../shared/web/refused.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import { nameIn } from '../../../shared/web/review/visit.ts'
import type { Tried } from './actions.ts'
import { isTrial, tryOut } from './actions.ts'
import { draftFrom, draftOf } from './draft.ts'
import { liveScreening } from './live.ts'
import { isMask, masked, maskOffers } from './mask.ts'
import { noticesView } from './notices.ts'
import { openDraft } from './open.ts'
import { presetOf } from './preset.ts'
import { readDraft, readText, shownAgain, takeImport } from './read.ts'
import { revisionRef } from '../../../shared/stage/revision.ts'
import { editorForm, editorProblems } from './view.ts'

/** The editor of a draft. */
export async function edit(request: SignedRequest): Promise<Reply> {
  const seen = await openDraft(request)
  const content = await record.content(seen.item.revision)
  const draft = draftFrom(content, seen.item)
  const said = request.query.has('created') ? { said: request.say('edit.saved') } : {}
  return page(request, seen, { draft, problems: [], notices: readText(draft.text).notices, ...said })
}

/** Saves the draft, then goes on to submitting where asked; or tries out what is in the form without storing anything. */
export async function save(request: SignedRequest): Promise<Reply> {
  const seen = await openDraft(request)
  const { item, actor } = seen
  const { form } = request
  const stored = await record.content(item.revision)
  const draft = draftOf(form, draftFrom(stored, item))
  const action = typed(form, 'action')
  if (isTrial(action)) return page(request, seen, await tryOut(request, action, draft, stored.attachments), typed(form, 'base'))

  const imported = takeImport(form, draft)
  const read = readDraft(form, imported.draft, stored.attachments)
  const problems = [...imported.problems, ...read.problems]
  if (!read.content || problems.length > 0) {
    return page(request, seen, { draft: shownAgain(form, draft, imported.draft), problems, notices: read.notices }, typed(form, 'base'))
  }
  const made = isMask(action) ? masked(read.content.body, action, presetOf(request.body, item.unit)) : undefined
  if (isMask(action) && !made) {
    return page(request, seen, { draft: imported.draft, problems, notices: read.notices, said: request.say('edit.masked.nothing') }, typed(form, 'base'))
  }
  const content: Content = made ? { ...read.content, body: made.document } : read.content
  const digest = await record.putContent(content)
  const given = typed(form, 'commandId')
  const send = (commandId: string): ReturnType<typeof commit> => commit({
    itemId: item.id, actor, commandId,
    command: { name: 'save', base: typed(form, 'base') || item.revision, revision: revisionRef(content, digest, item.type), via: form.uploads.size > 0 ? 'import' : 'form' },
  })
  const first = await send(isUlid(given) ? given : ulid(now().getTime()))
  const answer = isOfAnotherText(first, digest) ? await send(ulid(now().getTime())) : first
  if (answer.kind === 'refused' && answer.code === 'stale_save' && answer.item) {
    return stale(request, { ...seen, item: answer.item }, { ...imported.draft, text: made?.text ?? imported.draft.text }, content)
  }
  if (answer.kind === 'refused') throw refusedError(request, answer, nextPeople(item, seen.people))
  if (action === 'attachments') return { kind: 'go', to: address('attachments', { id: item.id }) }
  if (action === 'submit') return { kind: 'go', to: address('command', { id: item.id, command: 'submit' }) }
  return page(request, { ...seen, item: answer.item }, {
    draft: draftFrom(content, item), problems: [], notices: [...imported.notices, ...readText(made?.text ?? imported.draft.text).notices].filter(onlyOnce),
    said: request.say(answer.kind === 'unchanged' ? 'edit.unchanged' : made ? 'edit.masked' : 'edit.saved'), ...(made && { screened: made.document }),
  })
}

function onlyOnce(notice: object, at: number, all: readonly object[]): boolean {
  return all.findIndex((one) => JSON.stringify(one) === JSON.stringify(notice)) === at
}

async function page(request: SignedRequest, seen: Visit, tried: Tried, base?: string, above?: Html): Promise<Reply> {
  const { say, lang } = request
  const { item, people } = seen
  const { draft, problems, notices, said, shown, screened } = tried
  const status = above ? 409 : problems.length > 0 ? 422 : 200
  const [trail, live, { attachments }] = await Promise.all([record.trail(item.id), liveScreening(), record.content(item.revision)])
  return {
    kind: 'page', title: say('edit.title'), status, wrong: status !== 200, ...(live && { script: live.script }),
    main: html`<p class="crumb"><a href="${address('item', { id: item.id })}">${say('back.item')}</a></p>
<h1>${say('edit.title')}</h1>
${editorProblems(request, problems)}
${said === undefined ? '' : html`<p class="notice good" role="status"><b>${said}</b>。${say('edit.saved.at', { time: clockTime(item.updatedAt, lang) })}${say('edit.next')}</p>`}
${above ?? ''}
${returnedView(request, trail, people)}
${shown ?? ''}
${editorForm(request, {
    command: 'save', action: address('save', { id: item.id }), draft, problems, kind: item.kind, units: [], attachments, ...(live && { live }),
    hidden: { base: base || item.revision, commandId: ulid(now().getTime()) },
    beside: html`${noticesView(notices, draft.text, say) ?? ''}${maskOffers(request, screened, item.unit) ?? ''}`,
  })}`,
  }
}

/** Somebody else has saved meanwhile: both texts side by side, nothing stored over another. */
async function stale(request: SignedRequest, seen: Visit, draft: Tried['draft'], mine: Content): Promise<Reply> {
  const { say } = request
  const { item, people } = seen
  const theirs = await record.content(item.revision)
  const refusal = sayRefusal(request, { code: 'stale_save', values: {} }, [])
  return page(request, seen, { draft, problems: [], notices: [] }, item.revision, html`<div class="problems" role="alert"><h2>${refusal.what}</h2><p>${refusal.remedy}</p></div>
<div class="cols"><div class="half"><h2>${say('edit.stale.theirs', { name: nameIn(people, item.editor) })}</h2>${contentView(theirs)}</div>
<div class="half"><h2>${say('edit.stale.yours')}</h2>${contentView(mine)}</div></div>`)
}
