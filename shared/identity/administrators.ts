import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { Tables } from '../record/tables.ts'
import { toWireRow } from '../record/wire.ts'
import { readPeople } from './people.ts'
import type { Person } from './person.ts'
import { personKey } from './person.ts'

/** So many have to be there for any change that needs two. */
const FEWEST = 2

/** Every administrator who can act: one who is not suspended and can sign in. */
export function administratorsIn(people: readonly Person[]): readonly Person[] {
  return people.filter(isAdministrator)
}

/** Whether somebody stops being an administrator who can act, and fewer than two are left then. */
export function leavesTooFew(before: Person | undefined, after: Person, people: readonly Person[]): boolean {
  return isLost(before, after) && others(people, after).length < FEWEST
}

/** A condition of a transaction with the row that it reads. */
export interface StayCheck {
  readonly key: { readonly pk: string, readonly sk: string }
  readonly write: TransactWriteItem
}

/**
 * What has to hold still while somebody stops being an administrator: two others, just as they were read. Two
 * administrators who remove each other at the same moment would otherwise each leave the other.
 *
 * @returns nothing to check where nobody is lost
 */
export async function stayChecks(tables: Tables, before: Person | undefined, after: Person): Promise<readonly StayCheck[] | 'too_few_administrators'> {
  if (!isLost(before, after)) return []
  const staying = others(await readPeople(tables), after).slice(0, FEWEST)
  return staying.length < FEWEST ? 'too_few_administrators' : staying.map((person) => stayCheck(tables, person))
}

function stayCheck(tables: Pick<Tables, 'name'>, { id, grants, signIns }: Person): StayCheck {
  const key = personKey(id)
  const ConditionExpression = '#grants = :grants AND #signIns = :signIns AND attribute_not_exists(#suspended)'
  return { key, write: { ConditionCheck: {
    TableName: tables.name('access'), Key: toWireRow(key), ConditionExpression,
    ExpressionAttributeNames: { '#grants': 'grants', '#signIns': 'signIns', '#suspended': 'suspended' },
    ExpressionAttributeValues: toWireRow({ ':grants': grants, ':signIns': signIns }),
  } } }
}

function others(people: readonly Person[], { id }: Person): readonly Person[] {
  return administratorsIn(people).filter((person) => person.id !== id)
}

function isLost(before: Person | undefined, after: Person): boolean {
  return before !== undefined && isAdministrator(before) && !isAdministrator(after)
}

function isAdministrator({ grants, suspended, signIns }: Person): boolean {
  return suspended === undefined && signIns.length > 0 && grants.some(({ roles }) => roles.includes('administrator'))
}
