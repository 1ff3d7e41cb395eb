import type { Attachment } from '../document/content.ts'
import type { Record } from '../record/index.ts'
import { ContentAbsent, RecordBroken } from '../record/index.ts'
import type { Uploads } from '../record/uploads.ts'
import { WebError } from './errors.ts'

/**
 * The address at which a browser fetches an attachment, once its bytes have been found to be those that the revision
 * names: nobody is to decide on others.
 *
 * @throws WebError attachment_broken where others lie there, or none
 */
export async function attachmentAddress(record: Pick<Record, 'attachment'>, files: Pick<Uploads, 'link'>, { sha256, name }: Attachment): Promise<string> {
  await record.attachment(sha256).catch(refuse)
  return files.link(sha256, name)
}

function refuse(error: unknown): never {
  throw error instanceof RecordBroken || error instanceof ContentAbsent ? new WebError('attachment_broken') : error
}
