import type { Content } from '../../document/content.ts'
import type { AttachmentsShown } from '../attachments.ts'
import { attachmentList } from '../attachments.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest } from '../request.ts'

/** The attachments of a revision, each to be fetched where a link is given; nothing where it has none. */
export function attachmentsView(
  { say }: PageRequest, { attachments }: Content, shown: AttachmentsShown = {},
): Html | undefined {
  if (attachments.length === 0) return undefined
  return html`<section class="panel" id="attachments"><h2>${say('attachments.title')} <span class="count">${attachments.length}</span></h2>
${attachmentList(attachments, say, shown)}</section>`
}
