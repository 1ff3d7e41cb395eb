import { rolesIn } from '../record/people.ts'
import type { Row } from '../record/wire.ts'
import type { Role } from '../workflow/states.ts'
import type { Instant } from '../workflow/types.ts'

/** What a person may do in one unit. */
export interface Grant { readonly unit: string, readonly roles: readonly Role[] }

/** One way in which a person signs in: who vouches for them, and their name there. All ways lead to one id. */
export interface SignIn { readonly issuer: string, readonly subject: string }

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly grants: readonly Grant[]
  readonly signIns: readonly SignIn[]
  /** since when; a suspended person has no session and takes part in nothing */
  readonly suspended?: Instant
}

/** The partition that holds everybody. */
export const PEOPLE = 'people'

export function personKey(id: string) {
  return { pk: PEOPLE, sk: id }
}

export function personRow(person: Person): Row {
  return { ...personKey(person.id), ...person }
}

export function personOf(row: Row): Person {
  return {
    id: String(row['id']), name: String(row['name']), email: String(row['email']),
    grants: objects(row['grants']).map((one) => ({ unit: String(one['unit']), roles: rolesIn(one['roles']) })),
    signIns: objects(row['signIns']).map((one) => ({ issuer: String(one['issuer']), subject: String(one['subject']) })),
    ...(typeof row['suspended'] === 'string' && { suspended: row['suspended'] }),
  }
}

function objects(value: unknown): Row[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  return list.flatMap((one) => typeof one === 'object' && one !== null ? [{ ...one }] : [])
}
