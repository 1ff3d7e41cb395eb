import { ulid } from 'ulid'
import { now } from '../../../shared/now.ts'
import type { Answer } from '../../../shared/record/index.ts'
import { CommandReused, RecordBusy } from '../../../shared/record/index.ts'
import { screenItem } from '../../../shared/stage/screening.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { check } from '../../../shared/web/fields.ts'
import { typed } from '../../../shared/web/form.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import type { Command } from '../../../shared/workflow/commands.ts'
import { decide } from '../../../shared/workflow/decide.ts'
import { record } from '../context.ts'
import { decisionPage } from '../decide/page.ts'
import { isUlid } from '../ids.ts'
import { refusedPage } from '../refused-page.ts'
import type { Visit } from '../visit.ts'
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
  const answer = await execute(request, seen, command, commandId)
  if (answer.kind === 'refused') return refusedPage(request, { ...seen, item: answer.item ?? seen.item }, name, answer)
  // The next reviewer finds the report there; the stream does the same for whatever else wakes it.
  if (name === 'submit') await screenItem(record, answer.item, 'page').catch(() => undefined)
  return { kind: 'go', to: address('done', { id: seen.item.id, commandId }) }
}

async function execute(request: SignedRequest, { item, actor }: Visit, command: Command, commandId: string): Promise<Answer> {
  const shown = shownIn(request)
  try {
    return await record.execute({ itemId: item.id, command, actor, commandId, channel: 'page', ...(shown && { shown }) })
  } catch (error) {
    if (error instanceof RecordBusy) throw new WebError('busy')
    if (error instanceof CommandReused) throw new WebError('bad_form')
    throw error
  }
}

/** Digests of what the form says its page showed. */
function shownIn({ form }: SignedRequest): Readonly<Record<string, string>> | undefined {
  const digest = (name: string): string | undefined => /^[0-9a-f]{64}$/u.exec(typed(form, name))?.[0]
  const revision = digest('seen_revision')
  const report = digest('seen_report')
  return revision === undefined ? undefined : { revision, ...(report && { report }) }
}
