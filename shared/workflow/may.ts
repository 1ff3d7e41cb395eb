import type { CommandName } from './commands.ts'
import { covers } from './covers.ts'
import { nameOf, refuse } from './refuse.ts'
import { REQUIREMENTS } from './requirements.ts'
import { deciders, personsOf, reviewerAt } from './separation.ts'
import { REVIEWER, isReview } from './states.ts'
import type { Review, Role } from './states.ts'
import { worksOn } from './staffing.ts'
import { mayStandIn } from './stand-in.ts'
import { COMMANDS, ruleOf } from './table.ts'
import type { CommandRule, Separation } from './table.ts'
import type { Actor, Facts, Item, RefusalCode, Refused } from './types.ts'

/**
 * Whether a command is open to a person, whatever its values: the checks of `decide` without those of the values.
 *
 * @param item the item; none for `create`
 * @param name the command
 * @returns why not; nothing where it is open
 */
export function may(item: Item | undefined, actor: Actor, name: CommandName, facts: Facts): Refused | undefined {
  const rule = ruleOf(name)
  if (name === 'create') return item ? refuse('item_exists') : granted(rule, actor, actor.unit, rolesFor(rule))
  if (!item) return refuse('unknown_item')
  return granted(rule, actor, item.unit, rolesFor(rule, item))
    ?? placed(rule, item)
    ?? apart(rule, item, actor, facts)
    ?? stoodIn(rule, item, actor, facts)
    ?? first(rule.requires.map((requirement) => () => REQUIREMENTS[requirement](item, facts, actor)))
}

/** One command as a page shows it: open, or why not. */
export interface Option { readonly name: CommandName, readonly refused?: Refused }

/** @returns every command of people with its standing for this person, in the table's order */
export function options(item: Item | undefined, actor: Actor, facts: Facts): readonly Option[] {
  return COMMAND_NAMES.filter((name) => !isSystem(name)).map((name) => {
    const refused = may(item, actor, name, facts)
    return refused ? { name, refused } : { name }
  })
}

/** The commands in the table's order. */
export const COMMAND_NAMES: readonly CommandName[] = Object.keys(COMMANDS).filter((name) => isCommand(name))

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name)
}

/** Whether only the system gives the command. */
export function isSystem(name: CommandName): boolean {
  const { who } = ruleOf(name)
  return typeof who === 'object' && 'system' in who
}

/** The roles of which the rule asks one; at a review it is that review's. */
export function rolesFor(rule: CommandRule, item?: Item, review?: Review): readonly Role[] {
  if (rule.who !== 'reviewer') return 'system' in rule.who ? [] : rule.who
  if (review !== undefined) return [REVIEWER[review]]
  const role = item && reviewerAt(item)
  return role === undefined ? Object.values(REVIEWER) : [role]
}

/** Whether the actor is who the rule asks for, in that unit. */
export function granted(rule: CommandRule, actor: Actor, unit: string, roles: readonly Role[]): Refused | undefined {
  if (typeof rule.who === 'object' && 'system' in rule.who) {
    const known = actor.method === 'system' && rule.who.system.some((name) => actor.person === `system:${name}`)
    return known ? undefined : refuse('not_granted')
  }
  const holds = actor.method !== 'system' && actor.unit === unit && actor.roles.some((role) => roles.includes(role))
  return holds ? undefined : refuse('not_granted', { roles })
}

/**
 * Whoever acts for another does so by a delegation that covers this post and column now, and for a decision only; and
 * holds no post that has been granted since which keeps them apart.
 */
function stoodIn(rule: CommandRule, item: Item, { person, onBehalfOf }: Actor, { people }: Facts): Refused | undefined {
  if (!onBehalfOf) return undefined
  const self = people.find((one) => one.person === person && mayStandIn(one))
  const acting = self?.actsFor?.find(({ delegation }) => delegation === onBehalfOf.delegation)
  const covered = rule.who === 'reviewer' && acting?.person === onBehalfOf.person && covers(acting, reviewerAt(item), item.column)
  return covered ? undefined : refuse('not_delegated', { person: onBehalfOf.name })
}

function placed(rule: CommandRule, item: Item): Refused | undefined {
  if (!rule.rounds.includes(item.round)) return refuse(roundCode(rule), { round: item.round })
  if (isReview(item.round) && rule.review) {
    const last = item.reviews.at(-1) === item.round
    if (last !== (rule.review === 'last')) return refuse('wrong_round', { round: item.round })
  }
  return rule.presences.includes(item.presence) ? undefined : refuse('wrong_presence', { presence: item.presence })
}

function roundCode(rule: CommandRule): 'not_editable' | 'round_open' | 'wrong_round' {
  if (rule === COMMANDS.save) return 'not_editable'
  return rule.rounds.includes('none') ? 'round_open' : 'wrong_round'
}

function apart({ separation }: CommandRule, item: Item, actor: Actor, { people }: Facts): Refused | undefined {
  const refused = separation && SEPARATIONS[separation](item, personsOf(actor))
  return refused && refuse(refused.code, refused.person === undefined ? {} : { person: nameOf(people, refused.person) })
}

type Together = { readonly code: RefusalCode, readonly person?: string } | undefined

/** Who has to be kept apart from the persons who act: the refusal's code and the person it is about. */
const SEPARATIONS: Readonly<Record<Separation, (item: Item, persons: readonly string[]) => Together>> = {
  outsider: (item, persons) => {
    const self = persons.find((person) => item.contributors.includes(person))
    if (self !== undefined) return { code: 'self_review', person: self }
    const again = persons.find((person) => deciders(item.decisions).includes(person))
    return again === undefined ? undefined : { code: 'already_decided_by_you', person: again }
  },
  own: (item, persons) => persons.some((person) => worksOn(item, person)) ? undefined : { code: 'not_own_item' },
  second_to_take_down: (item, persons) => second(item.takeDown?.by, persons),
  second_to_banner: (item, persons) => second(item.banner?.by, persons),
  second_to_unseal: (item, persons) => second(item.seal?.askedBy, persons),
}

function second(by: string | undefined, persons: readonly string[]): Together {
  const same = persons.find((person) => person === by)
  return same === undefined ? undefined : { code: 'not_second_person', person: same }
}

/** The first refusal; later checks are not made. */
function first(checks: readonly (() => Refused | undefined)[]): Refused | undefined {
  for (const check of checks) {
    const refused = check()
    if (refused) return refused
  }
  return undefined
}
