import { refusedError } from '../../../shared/web/refused.ts'
import type { SignedRequest } from '../../../shared/web/request.ts'
import { may } from '../../../shared/workflow/may.ts'
import { nextPeople } from '../../../shared/workflow/staffing.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import { visit } from '../visit.ts'

/** An item that this person may write on now. @throws WebError where they may not */
export async function openDraft(request: SignedRequest): Promise<Visit> {
  const seen = await visit(request)
  const refused = may(seen.item, seen.actor, 'save', seen.facts)
  if (refused) throw refusedError(request, refused, nextPeople(seen.item, seen.people))
  return seen
}
