import { ulid } from 'ulid'
import type { Attachment } from '../../../shared/document/content.ts'
import { limits } from '../../../shared/document/limits.ts'
import { now } from '../../../shared/now.ts'
import type { UploadForm } from '../../../shared/record/uploads.ts'
import { attachmentList } from '../../../shared/web/attachments.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import { keep } from '../../../shared/web/kept.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { origin, record } from '../context.ts'
import { openDraft } from '../editor/open.ts'
import { fileLink } from './download.ts'
import { filesFound, foundIn } from './found.ts'
import { accepted, limitWords, MOST_SENT, uploads } from './uploads.ts'

/** The attachments of a draft: those it has, and the form by which a browser puts another straight into the bucket. */
export async function attachmentsPage(request: SignedRequest): Promise<Reply> {
  const { say } = request
  const { item } = await openDraft(request)
  const { attachments } = await record.content(item.revision)
  const [form, found] = await Promise.all([
    attachments.length < limits.attachments ? formFor(item, request.visitor.id) : undefined, filesFound(attachments),
  ])
  return {
    kind: 'page', title: say('attachments.title'), ...(form && { formTo: form.origin }),
    main: html`<div class="narrow"><p class="crumb"><a href="${address('edit', { id: item.id })}">${say('attachments.back')}</a></p>
${said(request, attachments)}
<h1>${say('attachments.title')}</h1>
<p class="lead">${item.title}</p>
<p>${say('attachments.lead')}</p>
<section class="panel"><h2>${say('attachments.present')}</h2>
${removals(request, item, attachmentList(attachments, say, {
    link: fileLink(item.id, item.revision),
    inside: (one, at) => html`${foundIn(found, at, say)}${removal(request, one)}`,
  }))}</section>
${form ? uploadForm(request, form, attachments.length) : html`<p class="notice warn">${say('attachments.full', limitWords(request))}</p>`}
<p><a class="button" href="${address('edit', { id: item.id })}">${say('attachments.back')}</a></p></div>`,
  }
}

function formFor(item: Item, person: string): Promise<UploadForm> {
  const id = ulid(now().getTime())
  // S3 adds a query of its own, so that there is none yet.
  const next = `${origin}${address('attachments.taken', { id: item.id, upload: id, base: item.revision })}`
  return uploads.form({ item: item.id, person, id }, MOST_SENT, next)
}

/** The form that leaves this site: multipart as S3 takes it, the file last. */
function uploadForm(request: SignedRequest, { url, fields }: UploadForm, count: number): Html {
  const { say } = request
  return html`<section class="panel"><h2>${say('attachments.add')}</h2>
<form method="post" action="${url}" enctype="multipart/form-data" accept-charset="utf-8" data-command="upload">
${Object.entries(fields).map(([name, value]) => keep(name, value))}
<div class="field"><label for="file">${say('attachments.file')}</label>
<span class="hint" id="file-hint">${say('attachments.file.hint', { ...limitWords(request), count })}</span>
<input type="file" id="file" name="file" required accept="${accepted}" aria-describedby="file-hint"></div>
<p class="buttons"><button class="main">${say('attachments.upload')}</button> <span class="quiet small">${say('attachments.upload.wait')}</span></p>
</form>
<h3>${say('attachments.next.title')}</h3>
<ol><li>${say('attachments.next.check')}</li><li>${say('attachments.next.digest')}</li><li>${say('attachments.next.read')}</li></ol></section>`
}

/** The list as a form: each file in it has its own button. */
function removals({ visitor }: SignedRequest, item: Item, files: Html): Html {
  return html`<form method="post" action="${address('attachments.remove', { id: item.id })}" data-command="remove">
${keep('csrf', visitor.csrf)}${keep('commandId', ulid(now().getTime()))}${keep('base', item.revision)}
${files}</form>`
}

function removal({ say }: SignedRequest, { sha256, name }: Attachment): Html {
  return html`<button class="small" name="remove" value="${sha256}">${say('attachments.remove')}<span class="hidden"> ${name}</span></button>`
}

/** What the last step has done. */
function said({ say, query }: SignedRequest, attachments: readonly Attachment[]): Html | undefined {
  const added = query.get('added')
  const name = attachments.find(({ sha256 }) => sha256 === added)?.name
  const words = added === 'before' ? say('attachments.added.before') : name !== undefined ? say('attachments.added', { name })
    : query.has('removed') ? say('attachments.removed') : undefined
  return words === undefined ? undefined : html`<p class="notice good" role="status">${words}</p>`
}
