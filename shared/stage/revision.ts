import { endOf } from '../calendar/index.ts'
import type { Content } from '../document/content.ts'
import type { RevisionRef } from '../workflow/commands.ts'
import type { ItemType } from '../workflow/states.ts'
import type { Digest } from '../workflow/types.ts'

/**
 * What the row keeps of content under its digest. A 公示 with a last day is public until the end of it.
 *
 * @param type of the item
 */
export function revisionRef({ title, fields, changeNote }: Content, digest: Digest, type: ItemType): RevisionRef {
  return {
    digest, title, column: fields.column, openness: fields.openness,
    ...(changeNote !== undefined && { hasChangeNote: true }),
    ...(type === 'publicity' && fields.validUntil !== undefined && { publicUntil: endOf(fields.validUntil) }),
  }
}
