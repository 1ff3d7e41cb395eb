import type { Command } from '../../workflow/commands.ts'
import { decide } from '../../workflow/decide.ts'
import type { Item } from '../../workflow/types.ts'
import { check } from '../fields.ts'
import type { Problem } from '../fields.ts'
import { typed } from '../form.ts'
import type { PageRequest, Reply } from '../request.ts'
import type { PageCommand } from '../words/commands.ts'
import { checkPage } from './check.ts'
import type { Door } from './door.ts'
import { refusedPage } from './refused.ts'
import { openedIn } from './opened.ts'
import { SPECS } from './specs.ts'
import type { Visit } from './visit.ts'

/** What came of a command's form: a page to be shown, or the command, confirmed by the person. */
export type Taken = { readonly reply: Reply } | { readonly command: Command }

/**
 * Takes the form of a command: shows what is wrong with it; or the answers to check; or gives the command once they are
 * confirmed.
 *
 * @param again the page of the form, with what is wrong
 */
export async function takeForm(
  request: PageRequest, seen: Visit, name: PageCommand, door: Door, again: (problems: readonly Problem[]) => Reply | Promise<Reply>,
): Promise<Taken> {
  const spec = SPECS[name]
  const { form } = request
  if (typed(form, 'back') === 'yes') return { reply: await again([]) }
  const checked = check(form, spec.rules)
  if (checked.problems.length > 0) return { reply: await again(checked.problems) }
  const built = await spec.build(checked, form, seen, door.record)
  if ('problems' in built) return { reply: await again(built.problems) }
  const { command } = built
  if (typed(form, 'confirmed') === 'yes') return { command }
  const outcome = decide(seen.item, seen.actor, command, { ...seen.facts, commandId: 'check' })
  return { reply: outcome.accepted ? checkPage(request, seen, name, command, door) : await refusedPage(request, seen, name, outcome, door) }
}

/** Digests of what the form says its page showed, and when that was opened, as we have stamped it. */
export function shownIn(request: PageRequest, item: Item, door: Door): Readonly<Record<string, string>> | undefined {
  const { form } = request
  const digest = (name: string): string | undefined => /^[0-9a-f]{64}$/u.exec(typed(form, name))?.[0]
  const revision = digest('seen_revision')
  const report = digest('seen_report')
  const opened = openedIn(form, item, door.stampKey?.(request))
  return revision === undefined ? undefined : { revision, ...(report && { report }), ...(opened !== undefined && { opened }) }
}
