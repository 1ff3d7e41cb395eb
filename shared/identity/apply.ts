import { ROLES } from '../workflow/states.ts'
import type { Role } from '../workflow/states.ts'
import type { Instant } from '../workflow/types.ts'
import type { Change } from './change.ts'
import type { Grant, Person, SignIn } from './person.ts'

/** Why a change of people was refused. */
export type ChangeRefusal =
  | 'not_granted' | 'not_second_person' | 'not_yourself' | 'unknown_person' | 'unknown_proposal' | 'nothing_changed' | 'sign_in_taken'
  | 'too_few_administrators'

/**
 * The person after a change.
 *
 * @param before none only where the change makes somebody new
 * @param id of the person
 * @returns a refusal where there is nobody to change, or nothing would change
 */
export function applied(before: Person | undefined, change: Change, id: string, at: Instant): Person | ChangeRefusal {
  if (change.kind === 'create_person') {
    const { name, email, grants, signIns } = change
    return before ? 'nothing_changed' : { id, name, email, grants: grants.map(tidy).filter(({ roles }) => roles.length > 0), signIns }
  }
  return before ? effect(before, change, at) : 'unknown_person'
}

/** Why somebody may not make a change, whatever it would do. Who acts stays. */
export function notByThemselves(actor: string, change: Change): ChangeRefusal | undefined {
  const removesSay = change.kind === 'suspend' || change.kind === 'unlink_sign_in' || (change.kind === 'revoke' && change.roles.includes('administrator'))
  return removesSay && change.person === actor ? 'not_yourself' : undefined
}

type Existing = Exclude<Change, { readonly kind: 'create_person' }>
type Effects = {
  readonly [K in Existing['kind']]: (person: Person, change: Extract<Existing, { kind: K }>, at: Instant) => Person | ChangeRefusal
}

const EFFECTS: Effects = {
  grant: (person, change) => granting(person, change.unit, (roles) => [...roles, ...change.roles]),
  revoke: (person, change) => granting(person, change.unit, (roles) => roles.filter((role) => !change.roles.includes(role))),
  link_sign_in: (person, { signIn }) => person.signIns.some((one) => isSame(one, signIn))
    ? 'nothing_changed' : { ...person, signIns: [...person.signIns, signIn] },
  unlink_sign_in: (person, { signIn }) => person.signIns.some((one) => isSame(one, signIn))
    ? { ...person, signIns: person.signIns.filter((one) => !isSame(one, signIn)) } : 'nothing_changed',
  suspend: (person, _change, at) => person.suspended === undefined ? { ...person, suspended: at } : 'nothing_changed',
  unsuspend: ({ suspended, ...person }) => suspended === undefined ? 'nothing_changed' : person,
}

function effect<K extends Existing['kind']>(person: Person, change: Extract<Existing, { kind: K }>, at: Instant): Person | ChangeRefusal {
  const kind: K = change.kind
  return EFFECTS[kind](person, change, at)
}

function granting(person: Person, unit: string, change: (roles: readonly Role[]) => readonly Role[]): Person | ChangeRefusal {
  const before = person.grants.find((grant) => grant.unit === unit)?.roles ?? []
  const after = tidy({ unit, roles: change(before) })
  if (after.roles.length === before.length && after.roles.every((role) => before.includes(role))) return 'nothing_changed'
  const others = person.grants.filter((grant) => grant.unit !== unit)
  return { ...person, grants: after.roles.length > 0 ? [...others, after] : others }
}

/** Each role once, in the order of the roles. */
function tidy({ unit, roles }: Grant): Grant {
  return { unit, roles: ROLES.filter((role) => roles.includes(role)) }
}

function isSame(one: SignIn, other: SignIn): boolean {
  return one.issuer === other.issuer && one.subject === other.subject
}
