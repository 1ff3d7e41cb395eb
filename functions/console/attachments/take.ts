import { ulid } from 'ulid'
import type { Attachment, Content } from '../../../shared/document/content.ts'
import { freeName } from '../../../shared/document/attachment-name.ts'
import { limits } from '../../../shared/document/limits.ts'
import { now } from '../../../shared/now.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { typed } from '../../../shared/web/form.ts'
import { refusedError } from '../../../shared/web/refused.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { nextPeople } from '../../../shared/workflow/staffing.ts'
import { commit, isOfAnotherText } from '../commit.ts'
import { record } from '../context.ts'
import { openDraft } from '../editor/open.ts'
import { revisionRef } from '../../../shared/stage/revision.ts'
import { isUlid } from '../ids.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import type { WaysOn } from './refused.ts'
import { uploadRefused } from './refused.ts'
import { judge } from './taken.ts'
import { uploads } from './uploads.ts'

/** Which upload is to be attached to which revision, and what to do about another file of its name. */
interface Asked {
  readonly upload: string
  readonly key: string
  readonly etag: string
  readonly base: string
  readonly commandId: string
  readonly choice: string
}

/**
 * Takes in what a browser has put into the bucket: as an attachment of the draft, by an ordinary save. The upload's id is
 * the command's, so that this address does it once however often it is opened.
 */
export async function takeAttachment(request: SignedRequest): Promise<Reply> {
  const seen = await openDraft(request)
  const { item } = seen
  const asked = read(request)
  const base = await baseOf(seen, asked)
  const place = { item: item.id, person: request.visitor.id, id: asked.upload }
  const judged = judge(await uploads.take(place, { key: asked.key, etag: asked.etag, most: limits.attachmentBytes }))
  if (!judged.ok) return uploadRefused(request, item, judged.problem, { name: judged.name })
  const { bytes, file } = judged
  const { attachments } = base
  const ways = (buttons: WaysOn['buttons'], onto: string): WaysOn => ({
    action: address('attachments.take', { id: item.id, upload: asked.upload }), buttons, hidden: { key: asked.key, etag: asked.etag, base: onto },
  })
  const clash = attachments.findIndex(({ name }) => name === file.name)
  const replaces = asked.choice === 'replace' && clash >= 0
  if (attachments.length >= limits.attachments && !replaces) return uploadRefused(request, item, 'full', { name: file.name })
  const sha256 = await record.putAttachment(bytes)
  const present = attachments.find((one) => one.sha256 === sha256)
  if (present) return uploadRefused(request, item, 'same_file', { present: present.name })
  const both = freeName(file.name, attachments.map(({ name }) => name))
  if (clash >= 0 && !replaces && asked.choice !== 'both') {
    return uploadRefused(request, item, 'same_name', { name: file.name }, ways([
      { value: 'replace', text: request.say('attachments.replace') }, { value: 'both', text: request.say('attachments.both', { name: both }) },
    ], asked.base))
  }
  const added: Attachment = { ...file, name: replaces ? file.name : both, sha256 }
  const content: Content = { ...base, attachments: replaces ? attachments.with(clash, added) : [...attachments, added] }
  const answer = await saved(seen, content, asked)
  if (answer.kind === 'refused' && answer.code === 'stale_save' && answer.item) {
    return uploadRefused(request, item, 'stale', { name: file.name }, ways([{ value: 'add', text: request.say('attachments.again') }], answer.item.revision))
  }
  if (answer.kind === 'refused') throw refusedError(request, answer, nextPeople(item, seen.people))
  const said = answer.kind === 'done' && answer.repeated ? 'before' : sha256
  return { kind: 'go', to: `${address('attachments', { id: item.id })}?${new URLSearchParams({ added: said })}` }
}

/** Saves under the upload's id; where that was used for another file, by somebody who went back in the browser, under one of its own. */
async function saved({ item, actor }: Visit, content: Content, { base, commandId }: Asked): ReturnType<typeof commit> {
  const digest = await record.putContent(content)
  const send = (id: string): ReturnType<typeof commit> => commit({
    itemId: item.id, actor, commandId: id, command: { name: 'save', base, revision: revisionRef(content, digest, item.type), via: 'import' },
  })
  const first = await send(commandId)
  return isOfAnotherText(first, digest) ? send(ulid(now().getTime())) : first
}

/** From the address that S3 sends the browser to, or from the form of a page that asked what to do. */
function read({ method, form, query, params }: SignedRequest): Asked {
  const of = (name: string): string => method === 'POST' ? typed(form, name) : query.get(name) ?? ''
  const upload = params['upload'] ?? ''
  const base = method === 'POST' ? of('base') : params['base'] ?? ''
  if (!isUlid(upload) || !/^[0-9a-f]{64}$/u.test(base)) throw new WebError('not_found')
  const given = method === 'POST' ? of('commandId') : upload
  return { upload, base, key: of('key'), etag: of('etag'), choice: of('choice'), commandId: isUlid(given) ? given : upload }
}

/** What the page showed: only a revision of this very item. */
async function baseOf({ item }: Visit, { base }: Asked): Promise<Content> {
  if (base !== item.revision && !(await record.trail(item.id)).some(({ revision }) => revision === base)) throw new WebError('not_found')
  return record.content(base)
}
