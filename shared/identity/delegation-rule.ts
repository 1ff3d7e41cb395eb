import type { Role } from '../workflow/states.ts'
import { APART, mayStandIn } from '../workflow/stand-in.ts'
import { REVIEWER } from '../workflow/states.ts'
import type { Actor, Candidate, Instant } from '../workflow/types.ts'
import type { Absence, Delegation, DelegationCommand, DelegationRefusal, DelegationStage, Terms } from './delegation.ts'
import { meet } from './delegation.ts'

/** A delegation lasts this long at most. */
export const DELEGATION_DAYS = 90
/** So long an absence may be, and so far ahead anything may begin. */
export const AHEAD_DAYS = 366

const DAY = 24 * 3_600_000

/** The posts that can be delegated: those that decide at a review. */
export const DELEGABLE: readonly Role[] = Object.values(REVIEWER)

/** One unit as it stands: its people by their own grants, without those who are suspended. */
export interface UnitState {
  readonly unit: string
  readonly people: readonly Pick<Candidate, 'person' | 'name' | 'roles'>[]
  readonly delegations: readonly Delegation[]
  readonly absences: readonly Absence[]
}

/** A row of a grant that must still be so when the step is written. */
export interface GrantCheck {
  readonly unit: string
  readonly person: string
  /** one of these, where any are named */
  readonly any?: readonly Role[]
  /** each of these */
  readonly all?: readonly Role[]
  /** none of these */
  readonly none?: readonly Role[]
}

/** What a step does: the delegation or the absence as it is after it. */
export interface DelegationStep {
  readonly stage: DelegationStage
  readonly delegation?: Delegation
  /** the delegation before; none where the step makes it */
  readonly before?: Delegation
  readonly absence?: Absence
  readonly checks: readonly GrantCheck[]
}

type Judged = DelegationStep | DelegationRefusal

/**
 * Whether a step about absences may be taken in a unit, and what it leads to.
 *
 * @param state as it stands
 * @param actor who acts; an administrator may be of another unit
 * @param at the time of the step
 * @param id of a delegation that the step makes
 */
export function judge(state: UnitState, actor: Actor, command: DelegationCommand, moment: Moment): Judged {
  return step(state, actor, command, moment)
}

interface Moment { readonly at: Instant, readonly id: string }
type Steps = { readonly [K in DelegationCommand['kind']]: (state: UnitState, actor: Actor, command: Extract<DelegationCommand, { kind: K }>, moment: Moment) => Judged }

const STEPS: Steps = {
  delegate: (state, actor, { terms }, moment) => delegate(state, actor, terms, moment),
  appoint: (state, actor, { principal, terms }, moment) => appoint(state, actor, principal, { terms, ...moment }),
  confirm: (state, actor, { id }, { at }) => confirm(state, actor, id, at),
  revoke: (state, actor, { id }, { at }) => revoke(state, actor, id, at),
  absent: (state, actor, command, { at }) => absent(state, actor, command, at),
  return: (state, actor, { person }, { at }) => comeBack(state, actor, person, at),
}

function step<K extends DelegationCommand['kind']>(state: UnitState, actor: Actor, command: Extract<DelegationCommand, { kind: K }>, moment: Moment): Judged {
  const kind: K = command.kind
  return STEPS[kind](state, actor, command, moment)
}

function delegate(state: UnitState, actor: Actor, terms: Terms, { at, id }: Moment): Judged {
  const own = holder(state, actor.person)
  if (!own || actor.unit !== state.unit) return 'not_granted'
  const made = drawn(state, own, terms, { at, id })
  if (typeof made === 'string') return made
  const delegation: Delegation = { ...made, state: 'active' }
  return impediment(state, delegation, at, ['active']) ?? { stage: 'delegated', delegation, checks: partiesOf(delegation) }
}

function appoint(
  state: UnitState, actor: Actor, principal: string, { terms, at, id }: Moment & { readonly terms: Terms },
): Judged {
  if (!heads(state, actor)) return 'not_granted'
  const away = holder(state, principal)
  if (!away) return 'not_in_unit'
  if (principal === actor.person) return 'not_second_person'
  if (terms.delegate === actor.person) return 'is_appointee'
  const made = drawn(state, away, terms, { at, id })
  if (typeof made === 'string') return made
  const delegation: Delegation = { ...made, state: 'proposed', appointedBy: { person: actor.person, name: actor.name } }
  return impediment(state, delegation, at, ['active', 'proposed'])
    ?? { stage: 'proposed', delegation, checks: [...partiesOf(delegation), { unit: state.unit, person: actor.person, any: ['head'] }] }
}

function confirm(state: UnitState, actor: Actor, id: string, at: Instant): Judged {
  const before = state.delegations.find((one) => one.id === id)
  if (!before) return 'unknown_delegation'
  if (before.state !== 'proposed') return 'settled'
  if (!heads(state, actor) && !actor.roles.includes('administrator')) return 'not_granted'
  if (before.delegate === actor.person) return 'is_appointee'
  if (before.appointedBy?.person === actor.person || before.principal === actor.person) return 'not_second_person'
  // What is confirmed late begins late: nobody has stood in before.
  const delegation: Delegation = { ...before, state: 'active', from: later(before.from, at), confirmedBy: { person: actor.person, name: actor.name } }
  return impediment(state, delegation, at, ['active'])
    ?? { stage: 'confirmed', before, delegation, checks: [...partiesOf(delegation), guardianCheck(state, actor)] }
}

function revoke(state: UnitState, actor: Actor, id: string, at: Instant): Judged {
  const before = state.delegations.find((one) => one.id === id)
  if (!before) return 'unknown_delegation'
  if (before.state === 'revoked') return 'settled'
  const own = before.principal === actor.person
  if (!own && !heads(state, actor) && !actor.roles.includes('administrator')) return 'not_granted'
  if (before.until <= at) return 'over'
  const rejected = before.state === 'proposed'
  return {
    stage: rejected ? 'rejected' : 'revoked', before, delegation: { ...before, state: 'revoked', ...(!rejected && { revokedAt: at }) },
    checks: [own ? { unit: actor.unit, person: actor.person } : guardianCheck(state, actor)],
  }
}

function absent(state: UnitState, actor: Actor, { person, from, until }: { readonly person: string, readonly from: Instant, readonly until: Instant }, at: Instant): Judged {
  const away = holder(state, person)
  if (!away) return 'not_in_unit'
  const own = person === actor.person
  if (!own && !heads(state, actor) && !actor.roles.includes('administrator')) return 'not_granted'
  const absence: Absence = { person, name: away.name, from: later(from, at), until }
  const refused = timely(absence, at, AHEAD_DAYS) ?? standingIn(state, person, absence) ?? stoodIn(state, person, [absence], at)
  if (refused) return refused
  return { stage: 'absent', absence, checks: [own ? { unit: actor.unit, person } : guardianCheck(state, actor)] }
}

function comeBack(state: UnitState, actor: Actor, person: string, at: Instant): Judged {
  const before = state.absences.find((one) => one.person === person)
  if (!before || before.until <= at) return 'not_away'
  const own = person === actor.person
  if (!own && !heads(state, actor) && !actor.roles.includes('administrator')) return 'not_granted'
  const refused = stoodIn(state, person, [], at)
  if (refused) return refused
  return { stage: 'returned', absence: { ...before, until: at }, checks: [own ? { unit: actor.unit, person } : guardianCheck(state, actor)] }
}

/** The delegation that the terms describe, if it is one at all. */
function drawn(
  state: UnitState, principal: UnitState['people'][number], terms: Terms, { at, id }: Moment,
): Omit<Delegation, 'state'> | DelegationRefusal {
  const { roles, columns, until, reason } = terms
  if (roles.length === 0) return 'no_roles'
  // Of their own grants: what somebody holds by a delegation is not theirs to pass on.
  if (!roles.every((role) => DELEGABLE.includes(role) && principal.roles.includes(role))) return 'role_not_held'
  if (terms.delegate === principal.person) return 'to_oneself'
  const stand = holder(state, terms.delegate)
  if (!stand) return 'not_in_unit'
  return {
    id, unit: state.unit, principal: principal.person, principalName: principal.name, delegate: stand.person, delegateName: stand.name,
    roles: DELEGABLE.filter((role) => roles.includes(role)), ...(columns && { columns: [...new Set(columns)] }),
    from: later(terms.from, at), until, ...(reason !== undefined && { reason }), createdAt: at,
  }
}

/** What stands in the way of a delegation, given the others. */
function impediment(state: UnitState, delegation: Delegation, at: Instant, among: readonly Delegation['state'][]): DelegationRefusal | undefined {
  const { id, principal, delegate: stand, roles } = delegation
  const late = timely(delegation, at, DELEGATION_DAYS)
  if (late) return late
  // Both people and their posts are looked at again when a proposal is confirmed.
  const own = holder(state, principal)
  if (!own || !roles.every((role) => own.roles.includes(role))) return 'role_not_held'
  const delegated = holder(state, stand)
  if (!delegated) return 'not_in_unit'
  if (!mayStandIn(delegated)) return 'delegate_apart'
  // Somebody else names a stand-in only for whoever is known to be away.
  if (delegation.appointedBy && !isAway(state.absences, principal, delegation)) return 'not_away_then'
  const others = state.delegations.filter((one) => one.id !== id && among.includes(one.state) && meet(one, delegation))
  if (others.some((one) => one.principal === stand) || state.absences.some((one) => one.person === stand && meet(one, delegation))) return 'delegate_away'
  if (others.some((one) => one.delegate === principal)) return 'is_stand_in'
  return others.some((one) => one.principal === principal && one.roles.some((role) => roles.includes(role)) && shareColumn(one, delegation))
    ? 'overlapping' : undefined
}

function standingIn(state: UnitState, person: string, time: Absence): DelegationRefusal | undefined {
  return state.delegations.some((one) => one.state === 'active' && one.delegate === person && meet(one, time)) ? 'is_stand_in' : undefined
}

/** Whoever has a stand-in whom the head named stays away for as long: that one is revoked first. */
function stoodIn(state: UnitState, person: string, absences: readonly Absence[], at: Instant): DelegationRefusal | undefined {
  return state.delegations.some((one) => one.state === 'active' && one.appointedBy && one.principal === person && at < one.until
    && !isAway(absences, person, { from: later(one.from, at), until: one.until })) ? 'has_stand_in' : undefined
}

function isAway(absences: readonly Absence[], person: string, { from, until }: { readonly from: Instant, readonly until: Instant }): boolean {
  return absences.some((one) => one.person === person && one.from <= from && until <= one.until)
}

function shareColumn({ columns: one }: Delegation, { columns: other }: Delegation): boolean {
  return !one || !other || one.some((column) => other.includes(column))
}

function timely({ from, until }: { readonly from: Instant, readonly until: Instant }, at: Instant, days: number): DelegationRefusal | undefined {
  if (until <= at) return 'over'
  if (until <= from) return 'time_order'
  if (Date.parse(from) - Date.parse(at) > AHEAD_DAYS * DAY) return 'too_far'
  return Date.parse(until) - Date.parse(from) > days * DAY ? 'too_long' : undefined
}

function holder({ people }: UnitState, person: string): UnitState['people'][number] | undefined {
  return people.find((one) => one.person === person)
}

function heads(state: UnitState, actor: Actor): boolean {
  return actor.unit === state.unit && (holder(state, actor.person)?.roles.includes('head') ?? false)
}

function partiesOf({ unit, principal, delegate: stand, roles }: Delegation): GrantCheck[] {
  return [{ unit, person: principal, all: roles }, { unit, person: stand, none: APART }]
}

function guardianCheck(state: UnitState, actor: Actor): GrantCheck {
  return { unit: actor.unit, person: actor.person, any: heads(state, actor) ? ['head', 'administrator'] : ['administrator'] }
}

function later(one: Instant, other: Instant): Instant {
  return one < other ? other : one
}
