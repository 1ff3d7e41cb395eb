import type { PageRequest } from '../request.ts'
import type { PageCommand } from '../words/commands.ts'
import { moved } from '../../workflow/move.ts'
import type { Visit } from './visit.ts'
import { nextStep } from './next.ts'

/** What a command will do, and to whom the item goes, before anybody presses. */
export function foreseen(request: PageRequest, { item, actor, people, facts }: Visit, command: PageCommand): string {
  const { round, presence } = moved(item, command, facts.now)
  if (command === 'restore' && presence !== 'live') return request.say('will.restore.over')
  // Whoever decides now cannot be the next one.
  const after = {
    ...item, round, contributors: command === 'submit' ? [...item.contributors, actor.person] : item.contributors,
    decisions: command === 'pass' ? [...item.decisions, { review: item.reviews[0] ?? 'approval', person: actor.person, ...(actor.onBehalfOf && { onBehalfOf: actor.onBehalfOf.person }), revision: item.revision, at: item.enteredAt } as const] : item.decisions,
  }
  return request.say(`will.${command}`, { next: nextStep(request, after, people) })
}
