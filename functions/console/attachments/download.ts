import { attachmentAddress } from '../../../shared/web/attachment-file.ts'
import { WebError } from '../../../shared/web/errors.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { isSealed } from '../../../shared/workflow/seal.ts'
import { record } from '../context.ts'
import { visit } from '../visit.ts'
import { uploads } from './uploads.ts'

/**
 * Leads whoever may see a revision to one of its attachments: for a minute, to be saved under its own name, never shown.
 *
 * @throws WebError not_found for strangers and where there is none; sealed where two people have to open it first;
 *   attachment_broken where other bytes lie there than were taken in
 */
export async function attachment(request: SignedRequest): Promise<Reply> {
  const { item, facts } = await visit(request)
  const { digest = '', number = '' } = request.params
  const trail = await record.trail(item.id)
  if (!trail.some(({ revision }) => revision === digest)) throw new WebError('not_found')
  if (isSealed(item, digest, trail, facts.now)) throw new WebError('sealed')
  const { attachments } = await record.content(digest)
  const file = /^[1-9]\d?$/u.test(number) ? attachments[Number(number) - 1] : undefined
  if (!file) throw new WebError('not_found')
  return { kind: 'go', to: await attachmentAddress(record, uploads, file) }
}

/** Where the attachments of a revision are fetched. */
export function fileLink(item: string, revision: string): (at: number) => string {
  return (at) => address('attachment', { id: item, digest: revision, number: String(at + 1) })
}
