import { screenItem } from '../../../shared/stage/screening.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { actingVisit } from '../../../shared/web/review/behalf.ts'
import { decides, DECISIONS } from '../../../shared/web/review/options.ts'
import { decisionPage } from '../../../shared/web/review/page.ts'
import type { Visit } from '../../../shared/web/review/visit.ts'
import { address } from '../../../shared/web/routes.ts'
import { doorOf } from '../behalf.ts'
import { record } from '../context.ts'
import { visit } from '../visit.ts'

/** The page on which a reviewer decides; whoever has nothing to decide gets the item's. */
export async function decidePage(request: SignedRequest): Promise<Reply> {
  const seen = actingVisit(await screened(request), DECISIONS)
  if (!decides(seen)) return { kind: 'go', to: address('item', { id: seen.item.id }) }
  return decisionPage(request, seen, doorOf(seen))
}

// The stream may not have got round to it; whoever opens the page does it then.
async function screened(request: SignedRequest): Promise<Visit> {
  const seen = await visit(request)
  const answer = await screenItem(record, seen.item, 'page').catch(() => undefined)
  return answer?.kind === 'done' ? visit(request) : seen
}
