import { dateOf } from '../../../shared/calendar/index.ts'
import type { Delegation, DelegationCommand, UnitState } from '../../../shared/identity/index.ts'
import { counts } from '../../../shared/identity/index.ts'
import { ofDelegation } from '../../../shared/notices/index.ts'
import { now } from '../../../shared/now.ts'
import { RecordBusy, CommandReused } from '../../../shared/record/index.ts'
import { WebError } from '../../../shared/web/errors.ts'
import type { PageRequest, SignedRequest, Visitor } from '../../../shared/web/request.ts'
import { hasRole } from '../../../shared/web/request.ts'
import { dayText, untilText } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import type { Actor, Instant } from '../../../shared/workflow/types.ts'
import { columnName, identity, notices } from '../context.ts'
import { actorIn } from '../visit.ts'

/** Units whose absences somebody sees: their own, and for an administrator every unit of the body. */
export function unitsSeen({ visitor, body }: SignedRequest): readonly string[] {
  const own = visitor.grants.filter(({ roles }) => roles.length > 0).map(({ unit }) => unit)
  return [...new Set([...own, ...hasRole(visitor, 'administrator') ? body.units.map(({ id }) => id) : []])]
}

/** The unit that an address or a form names, if the person sees it; else their first. @throws WebError for anybody without a unit */
export function unitNamed(request: SignedRequest, name: string): string {
  const units = unitsSeen(request)
  const unit = units.find((one) => one === name) ?? units[0]
  if (unit === undefined) throw new WebError('not_your_role')
  return unit
}

/**
 * Who somebody is when they see to the absences of a unit: one of the unit or, for what administrators may do, one of
 * another unit. @throws WebError not_found for anybody else
 */
export function actorAt(visitor: Visitor, unit: string): Actor {
  const own = actorIn(visitor, unit)
  if (own && (own.roles.includes('head') || own.roles.includes('administrator'))) return own
  const post = visitor.grants.find(({ roles }) => roles.includes('administrator'))
  const actor = post ? { person: visitor.id, name: visitor.name, unit: post.unit, roles: post.roles, method: visitor.method } : own
  if (!actor) throw new WebError('not_found')
  return actor
}

/** Who acts on somebody's absence: on one's own as one of the unit. */
export function actorOn(visitor: Visitor, unit: string, person: string): Actor {
  return (person === visitor.id ? actorIn(visitor, unit) : undefined) ?? actorAt(visitor, unit)
}

/** Takes a step from a page; whom it concerns is told by mail, once. @throws WebError where it has to be sent again, or its id belongs to another */
export async function take(unit: string, actor: Actor, command: DelegationCommand, commandId: string) {
  const answer = await identity.delegations.take(unit, actor, command, commandId).catch((error: unknown) => {
    if (error instanceof RecordBusy) throw new WebError('busy')
    throw error instanceof CommandReused ? new WebError('bad_form') : error
  })
  // A form that is sent again tells again what may not have been told.
  if (answer.kind === 'done') for (const draft of ofDelegation(answer.event)) await notices.add(draft, now())
  return answer
}

/** Who can confirm a stand-in: another head of the unit, or an administrator; neither of the two, nor whoever named them. */
export async function secondsFor(state: UnitState, { principal, delegate, appointedBy }: Pick<Delegation, 'principal' | 'delegate' | 'appointedBy'>): Promise<readonly string[]> {
  const everybody = await identity.people()
  return everybody.filter(({ id, suspended, grants }) => suspended === undefined && ![principal, delegate, appointedBy?.person].includes(id)
    && grants.some(({ unit, roles }) => roles.includes('administrator') || (unit === state.unit && roles.includes('head')))).map(({ name }) => name)
}

export type Standing = 'proposed' | 'active' | 'coming' | 'over' | 'revoked'

/** How a delegation stands at a time. */
export function standingOf(delegation: Delegation, at: Instant): Standing {
  if (delegation.state === 'revoked') return 'revoked'
  if (delegation.until <= at) return 'over'
  if (delegation.state === 'proposed') return 'proposed'
  return counts(delegation, at) ? 'active' : 'coming'
}

/** From when to when, in days where the end is the end of a day. */
export function timeText(request: PageRequest, { from, until }: { readonly from: Instant, readonly until: Instant }): string {
  return request.say('absence.time', { from: dayText(dateOf(from), request.lang), until: untilText(until, request.lang) })
}

export function columnsText({ say, lang }: PageRequest, columns: readonly string[] | undefined): string {
  return columns ? say('absence.columns.some', { columns: list(lang, columns.map(columnName)) }) : say('absence.columns.all')
}
