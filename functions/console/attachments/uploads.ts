import { ATTACHMENT_ENDINGS } from '../../../shared/extract/stated.ts'
import { limits } from '../../../shared/document/limits.ts'
import { Uploads } from '../../../shared/record/uploads.ts'
import { sizeText } from '../../../shared/web/attachments.ts'
import type { PageRequest } from '../../../shared/web/request.ts'

/** The door by which files come from browsers. */
export const uploads = new Uploads(process.env)

/** What the bucket takes: more than an attachment may have, so that a page of ours says what is too large. */
export const MOST_SENT = 5 * limits.attachmentBytes

/** For the file field's `accept`. */
export const accepted = ATTACHMENT_ENDINGS.map((ending) => `.${ending}`).join(',')

/** The limits as sentences quote them. */
export function limitWords({ say }: Pick<PageRequest, 'say'>): { readonly types: string, readonly size: string, readonly most: number } {
  return { types: say('attachments.types'), size: sizeText(limits.attachmentBytes), most: limits.attachments }
}
