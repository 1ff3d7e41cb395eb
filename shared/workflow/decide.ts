import type { Command } from './commands.ts'
import { eventData } from './data.ts'
import { apply } from './evolve.ts'
import { GUARDS } from './guards.ts'
import { granted, may, rolesFor } from './may.ts'
import { NEEDS } from './needs.ts'
import { nameOf, refuse } from './refuse.ts'
import { reviewAt, seesReport } from './separation.ts'
import { ruleOf } from './table.ts'
import type { Actor, EventBody, Facts, Item, Outcome, Refused, Unchanged } from './types.ts'

/**
 * The rule: what a command does to an item, or why it may not.
 *
 * @param item the item as it stands; none if there is none
 * @param actor who acts, with the roles they hold in their unit now
 * @param command what they want, its texts already within limits
 * @param facts what the rule has to know besides the item
 * @returns the event with the item after it and the conditions of the transaction; or that there is nothing to do; or a refusal
 */
export function decide(item: Item | undefined, actor: Actor, command: Command, facts: Facts): Outcome {
  const answer = overtaken(item, actor, command, facts)
    ?? foreign(actor, command)
    ?? may(item, actor, command.name, facts)
    ?? examined(item, command, facts)
  return answer ?? accepted(item, actor, command, facts)
}

/** A decision that somebody else has made meanwhile: the other is told by whom, not merely that the item is elsewhere. */
function overtaken(item: Item | undefined, actor: Actor, command: Command, facts: Facts): Refused | undefined {
  if (!item || !('review' in command) || command.review === item.round) return undefined
  const rule = ruleOf(command.name)
  const stranger = granted(rule, actor, item.unit, rolesFor(rule, item, command.review))
  if (stranger) return stranger
  const made = item.decisions.find(({ review }) => review === command.review)
  if (!made) return refuse('wrong_round', { round: item.round })
  return refuse('already_decided', { review: made.review, by: nameOf(facts.people, made.person), at: made.at })
}

function foreign(actor: Actor, command: Command): Refused | undefined {
  return command.name === 'create' && command.unit !== actor.unit ? refuse('not_granted') : undefined
}

function examined(item: Item | undefined, command: Command, facts: Facts): Refused | Unchanged | undefined {
  if (!item) return undefined
  for (const need of ruleOf(command.name).needs) {
    const answer = NEEDS[need](item, command, facts)
    if (answer) return answer
  }
  return undefined
}

function accepted(item: Item | undefined, actor: Actor, command: Command, facts: Facts): Outcome {
  const rule = ruleOf(command.name)
  const from = item ? { round: item.round, presence: item.presence } : null
  // Clocks of two machines differ by milliseconds; a trail does not run backwards.
  const at = item && item.updatedAt > facts.now ? item.updatedAt : facts.now
  const told = { type: command.name, at, actor, commandId: facts.commandId, from, data: eventData(command, at) }
  const next = apply(item, told)
  const report = reportOf(item, command, next)
  const event: EventBody = {
    ...told, to: { round: next.round, presence: next.presence },
    revision: item && command.name !== 'save' ? item.revision : next.revision,
    ...report && { report: report.digest, edition: report.edition },
  }
  const subject = { item: item ?? next, actor, facts, roles: rolesFor(rule, item) }
  return { accepted: true, event, guards: rule.guards.flatMap((kind) => GUARDS[kind](subject)), next }
}

/** The report that the command was about; at the first review reports are not yet part of what is decided on. */
function reportOf(item: Item | undefined, command: Command, next: Item): Item['report'] {
  if (command.name === 'screen' || command.name === 'publish') return next.report
  return item && 'seen' in command && seesReport(item, reviewAt(item)) ? item.report : undefined
}
