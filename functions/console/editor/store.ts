import type { Content } from '../../../shared/document/content.ts'
import type { RevisionRef } from '../../../shared/workflow/commands.ts'
import type { Digest } from '../../../shared/workflow/types.ts'

/** What the row keeps of content under its digest. */
export function refOf({ title, fields, changeNote }: Content, digest: Digest): RevisionRef {
  return { digest, title, column: fields.column, openness: fields.openness, ...(changeNote !== undefined && { hasChangeNote: true }) }
}
