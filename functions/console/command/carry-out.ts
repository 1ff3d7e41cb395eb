import { ulid } from 'ulid'
import { now } from '../../../shared/now.ts'
import { screenItem } from '../../../shared/stage/screening.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { decisionPage } from '../../../shared/web/review/page.ts'
import { refusedPage } from '../../../shared/web/review/refused.ts'
import { SPECS } from '../../../shared/web/review/specs.ts'
import { shownIn, takeForm } from '../../../shared/web/review/take.ts'
import { address } from '../../../shared/web/routes.ts'
import { doorOf, visitAsSent } from '../behalf.ts'
import { commit } from '../commit.ts'
import { record } from '../context.ts'
import { isUlid } from '../ids.ts'
import { visit } from '../visit.ts'
import { commandOf, commandPage } from './page.ts'

/**
 * Takes the form of a command: shows what is wrong with it; or the answers to check; or, once they are confirmed, does it
 * and leads to the page that says what came of it.
 */
export async function carryOut(request: SignedRequest): Promise<Reply> {
  const name = commandOf(request)
  const seen = await visitAsSent(await visit(request), request)
  const door = doorOf(seen)
  const taken = await takeForm(request, seen, name, door, (problems) =>
    SPECS[name].decision ? decisionPage(request, seen, door, { command: name, problems }) : commandPage(request, seen, name, problems))
  if ('reply' in taken) return taken.reply
  const { command } = taken
  const given = typed(request.form, 'commandId')
  const commandId = isUlid(given) ? given : ulid(now().getTime())
  const shown = shownIn(request, seen.item, door)
  const answer = await commit({ itemId: seen.item.id, command, actor: seen.actor, commandId, ...(shown && { shown }) })
  if (answer.kind === 'refused') return refusedPage(request, { ...seen, item: answer.item ?? seen.item }, name, answer, door)
  // The next reviewer finds the report there; the stream does the same for whatever else wakes it.
  if (name === 'submit') await screenItem(record, answer.item, 'page').catch(() => undefined)
  return { kind: 'go', to: address('done', { id: seen.item.id, commandId }) }
}
