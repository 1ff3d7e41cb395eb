import { ulid } from 'ulid'
import type { Content } from '../../../shared/document/content.ts'
import { now } from '../../../shared/now.ts'
import { typed } from '../../../shared/web/form.ts'
import { refusedError } from '../../../shared/web/refused.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { nextPeople } from '../../../shared/workflow/staffing.ts'
import { commit } from '../commit.ts'
import { record } from '../context.ts'
import { openDraft } from '../editor/open.ts'
import { revisionRef } from '../../../shared/stage/revision.ts'
import { isUlid } from '../ids.ts'
import { uploadRefused } from './refused.ts'

/** Takes an attachment off the draft, by an ordinary save; the file itself stays with the revisions that had it. */
export async function removeAttachment(request: SignedRequest): Promise<Reply> {
  const { item, actor, people } = await openDraft(request)
  const { form } = request
  const base = typed(form, 'base')
  const sha256 = typed(form, 'remove')
  const stored = await record.content(item.revision)
  const left = stored.attachments.filter((one) => one.sha256 !== sha256)
  const there = left.length < stored.attachments.length
  const given = typed(form, 'commandId')
  const content: Content = { ...stored, attachments: left }
  const answer = await commit({
    itemId: item.id, actor, commandId: isUlid(given) ? given : ulid(now().getTime()),
    command: { name: 'save', base, revision: revisionRef(content, await record.putContent(content), item.type), via: 'form' },
  })
  if (answer.kind === 'refused' && answer.code === 'stale_save') return uploadRefused(request, item, 'stale_removal')
  if (answer.kind === 'refused') throw refusedError(request, answer, nextPeople(item, people))
  return { kind: 'go', to: `${address('attachments', { id: item.id })}${there || answer.kind === 'done' ? '?removed=yes' : ''}` }
}
