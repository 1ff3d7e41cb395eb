import { ulid } from 'ulid'
import { now } from '../../../shared/now.ts'
import { screenItem } from '../../../shared/stage/screening.ts'
import { check } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { decide } from '../../../shared/workflow/decide.ts'
import { commit } from '../commit.ts'
import { record } from '../context.ts'
import { decisionPage } from '../decide/page.ts'
import { isUlid } from '../ids.ts'
import { refusedPage } from '../refused-page.ts'
import { visit } from '../visit.ts'
import { checkPage } from './check.ts'
import { commandOf, commandPage } from './page.ts'
import { SPECS } from './specs.ts'

/**
 * Takes the form of a command: shows what is wrong with it; or the answers to check; or, once they are confirmed, does it
 * and leads to the page that says what came of it.
 */
export async function carryOut(request: SignedRequest): Promise<Reply> {
  const name = commandOf(request)
  const seen = await visit(request)
  const spec = SPECS[name]
  const { form } = request
  const again = (problems: Parameters<typeof commandPage>[3]): Reply | Promise<Reply> =>
    spec.decision ? decisionPage(request, seen, { command: name, problems }) : commandPage(request, seen, name, problems)
  if (typed(form, 'back') === 'yes') return again([])
  const checked = check(form, spec.rules)
  if (checked.problems.length > 0) return again(checked.problems)
  const built = await spec.build(checked, form, seen)
  if ('problems' in built) return again(built.problems)
  const { command } = built
  if (typed(form, 'confirmed') !== 'yes') {
    const outcome = decide(seen.item, seen.actor, command, { ...seen.facts, commandId: 'check' })
    return outcome.accepted ? checkPage(request, seen, name, command) : refusedPage(request, seen, name, outcome)
  }
  const given = typed(form, 'commandId')
  const commandId = isUlid(given) ? given : ulid(now().getTime())
  const shown = shownIn(request)
  const answer = await commit({ itemId: seen.item.id, command, actor: seen.actor, commandId, ...(shown && { shown }) })
  if (answer.kind === 'refused') return refusedPage(request, { ...seen, item: answer.item ?? seen.item }, name, answer)
  // The next reviewer finds the report there; the stream does the same for whatever else wakes it.
  if (name === 'submit') await screenItem(record, answer.item, 'page').catch(() => undefined)
  return { kind: 'go', to: address('done', { id: seen.item.id, commandId }) }
}

/** Digests of what the form says its page showed. */
function shownIn({ form }: SignedRequest): Readonly<Record<string, string>> | undefined {
  const digest = (name: string): string | undefined => /^[0-9a-f]{64}$/u.exec(typed(form, name))?.[0]
  const revision = digest('seen_revision')
  const report = digest('seen_report')
  return revision === undefined ? undefined : { revision, ...(report && { report }) }
}
