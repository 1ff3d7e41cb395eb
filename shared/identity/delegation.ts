import { absenceKey, delegationKey } from '../record/conditions.ts'
import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import { rolesIn } from '../record/people.ts'
import type { Row } from '../record/wire.ts'
import type { Role } from '../workflow/states.ts'
import type { Actor, Instant } from '../workflow/types.ts'

/** Somebody as they were called then. */
export interface Named { readonly person: string, readonly name: string }

/** One person decides for another for a time (代审). It counts while it is active, within its time. */
export interface Delegation {
  readonly id: string
  readonly unit: string
  readonly principal: string
  readonly principalName: string
  readonly delegate: string
  readonly delegateName: string
  /** the principal's own reviewing posts that it is about */
  readonly roles: readonly Role[]
  /** only items of these columns; absent means all */
  readonly columns?: readonly string[]
  readonly from: Instant
  /** the first moment at which it counts no more */
  readonly until: Instant
  readonly state: 'proposed' | 'active' | 'revoked'
  readonly reason?: string
  /** where the unit's head appointed the stand-in, and who confirmed that */
  readonly appointedBy?: Named
  readonly confirmedBy?: Named
  readonly createdAt: Instant
  /** where it was revoked once it was active; a proposal that was rejected has none */
  readonly revokedAt?: Instant
}

/** Somebody is away, whether or not anybody stands in. */
export interface Absence {
  readonly person: string
  readonly name: string
  readonly from: Instant
  readonly until: Instant
}

/** What may be done about absences and delegations of one unit. */
export type DelegationCommand =
  | { readonly kind: 'delegate', readonly terms: Terms }
  | { readonly kind: 'appoint', readonly principal: string, readonly terms: Terms }
  | { readonly kind: 'confirm', readonly id: string }
  | { readonly kind: 'revoke', readonly id: string }
  | { readonly kind: 'absent', readonly person: string, readonly from: Instant, readonly until: Instant }
  | { readonly kind: 'return', readonly person: string }

/** To whom, what and for how long. */
export interface Terms {
  readonly delegate: string
  readonly roles: readonly Role[]
  readonly columns?: readonly string[]
  readonly from: Instant
  readonly until: Instant
  readonly reason?: string
}

export type DelegationStage = 'delegated' | 'proposed' | 'confirmed' | 'rejected' | 'revoked' | 'absent' | 'returned'

/** Why something about delegations was refused. */
export const DELEGATION_REFUSALS = [
  'not_granted', 'no_roles', 'role_not_held', 'not_in_unit', 'to_oneself', 'delegate_apart', 'delegate_away', 'is_stand_in', 'overlapping',
  'time_order', 'too_long', 'too_far', 'over', 'not_second_person', 'is_appointee', 'unknown_delegation', 'settled', 'not_away', 'not_away_then', 'has_stand_in',
] as const
export type DelegationRefusal = (typeof DELEGATION_REFUSALS)[number]

/** A step of a delegation or an absence, in the chain `delegation#<unit>`: one chain keeps two people of a unit from making a loop at once. */
export interface DelegationEvent extends Omit<Chained, 'actor'> {
  readonly type: 'delegation_changed'
  readonly actor: Actor
  readonly stage: DelegationStage
  readonly unit: string
  /** of the form that it came with */
  readonly commandId: string
  /** as it is after the event */
  readonly delegation?: Delegation
  readonly absence?: Absence
}

/** A refusal, in the chain `refusal#<person>#<day>`. Equal ones of the same day are only counted. */
export interface DelegationRefused extends Omit<Chained, 'actor'> {
  readonly type: 'delegation_refused'
  readonly actor: Actor
  readonly unit: string
  readonly command: DelegationCommand
  readonly code: DelegationRefusal
}

export function delegationChain(unit: string): string {
  return `delegation#${unit}`
}

export function isDelegationEvent(event: object): event is DelegationEvent {
  return isOf(event, 'delegation#') && 'stage' in event && 'unit' in event
}

export function isDelegationRefused(event: object): event is DelegationRefused {
  return isOf(event, 'refusal#') && 'type' in event && event.type === 'delegation_refused'
}

/** Whether a delegation counts at a time, as far as its own row says. */
export function counts({ state, from, until }: Pick<Delegation, 'state' | 'from' | 'until'>, at: Instant): boolean {
  return state === 'active' && from <= at && at < until
}

/** Since when a delegation that has counted counts no more; nothing where it may still count, or never did. */
export function endedAt({ state, from, until, revokedAt }: Pick<Delegation, 'state' | 'from' | 'until' | 'revokedAt'>, at: Instant): Instant | undefined {
  const end = state === 'active' ? until : revokedAt
  return end !== undefined && from < end && end <= at ? end : undefined
}

/** Whether two times have a moment in common; an end is the first moment that does not belong to it. */
export function meet(one: { readonly from: Instant, readonly until: Instant }, other: { readonly from: Instant, readonly until: Instant }): boolean {
  return one.from < other.until && other.from < one.until
}

/** Rows stay this long after their time; what they said stays in the chain. */
const KEPT_SECONDS = 30 * 24 * 3600

export function delegationRow(delegation: Delegation): Row {
  return { ...delegationKey(delegation.unit, delegation.id), ...delegation, expiresAt: keptUntil(delegation.until) }
}

export function absenceRow(unit: string, absence: Absence): Row {
  return { ...absenceKey(unit, absence.person), ...absence, expiresAt: keptUntil(absence.until) }
}

function keptUntil(until: Instant): number {
  return Math.ceil(Date.parse(until) / 1000) + KEPT_SECONDS
}

export function delegationOf(row: Row): Delegation {
  const { columns } = row
  const state = row['state']
  return {
    id: String(row['id']), unit: String(row['unit']),
    principal: String(row['principal']), principalName: String(row['principalName']),
    delegate: String(row['delegate']), delegateName: String(row['delegateName']),
    roles: rolesIn(row['roles']), ...(Array.isArray(columns) && { columns: columns.map(String) }),
    from: String(row['from']), until: String(row['until']),
    state: state === 'active' || state === 'proposed' ? state : 'revoked',
    ...(typeof row['reason'] === 'string' && { reason: row['reason'] }),
    ...named('appointedBy', row), ...named('confirmedBy', row),
    createdAt: String(row['createdAt']), ...(typeof row['revokedAt'] === 'string' && { revokedAt: row['revokedAt'] }),
  }
}

export function absenceOf(row: Row): Absence {
  return { person: String(row['person']), name: String(row['name']), from: String(row['from']), until: String(row['until']) }
}

function named<K extends 'appointedBy' | 'confirmedBy'>(key: K, row: Row): Partial<Record<K, Named>> {
  const value = row[key]
  if (typeof value !== 'object' || value === null || !('person' in value) || !('name' in value)) return {}
  const found: Partial<Record<K, Named>> = {}
  found[key] = { person: String(value.person), name: String(value.name) }
  return found
}
