import type { Content } from '../../../shared/document/content.ts'
import { attachmentList } from '../../../shared/web/attachments.ts'
import type { Marks } from '../../../shared/web/document.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import type { Digest, Item } from '../../../shared/workflow/types.ts'
import { fileLink } from '../attachments/download.ts'

/** The attachments of a revision, each to be fetched; nothing where it has none. */
export function attachmentsView({ say }: PageRequest, { id }: Item, revision: Digest, { attachments }: Content, marks?: Marks): Html | undefined {
  if (attachments.length === 0) return undefined
  return html`<section class="panel" id="attachments"><h2>${say('attachments.title')} <span class="count">${attachments.length}</span></h2>
${attachmentList(attachments, say, { link: fileLink(id, revision), ...(marks && { marks }) })}</section>`
}
