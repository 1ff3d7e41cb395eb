import type { CommandName } from '../../workflow/commands.ts'
import { may } from '../../workflow/may.ts'
import type { Acting, Actor, Candidate, Principal } from '../../workflow/types.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import type { PageRequest } from '../request.ts'
import { untilText } from '../time.ts'
import type { Visit } from './visit.ts'

/** Whom somebody stands in for now. */
export function actingIn(people: readonly Candidate[], person: string): readonly Acting[] {
  return people.find((one) => one.person === person)?.actsFor ?? []
}

/** A person as they act for another: with the posts that were lent to them, and no others. */
export function onBehalfOf(actor: Actor, { person, name, delegation, roles }: Principal & Pick<Acting, 'roles'>): Actor {
  return { ...actor, roles, onBehalfOf: { person, name, delegation } }
}

/** The same person on behalf of each whom they stand in for. */
export function deputiesOf({ actor, people }: Pick<Visit, 'actor' | 'people'>): readonly Actor[] {
  return actingIn(people, actor.person).map((acting) => onBehalfOf(actor, acting))
}

/** The visit by whoever of the person may give one of these commands: themselves before anybody whom they stand in for. */
export function actingVisit(seen: Visit, names: readonly CommandName[]): Visit {
  const open = (actor: Actor): boolean => names.some((name) => !may(seen.item, actor, name, seen.facts))
  const deputy = open(seen.actor) ? undefined : deputiesOf(seen).find(open)
  return deputy ? { ...seen, actor: deputy } : seen
}

/** Who acts and, where they stand in, for whom. */
export function actorText({ say }: PageRequest, { name, onBehalfOf: principal }: Pick<Actor, 'name' | 'onBehalfOf'>): string {
  return principal ? `${name} · ${say('status.behalf', { name: principal.name })}` : name
}

/** For whom a decision is being made and until when; nothing where somebody decides as themselves. */
export function behalfNotice({ say, lang }: PageRequest, { actor, people }: Visit): Html | undefined {
  const acting = actingIn(people, actor.person).find(({ delegation }) => delegation === actor.onBehalfOf?.delegation)
  return acting && html`<p class="notice warn" data-behalf="${acting.person}">${say('absence.behalf.notice', { name: acting.name, until: untilText(acting.until, lang) })}</p>`
}
