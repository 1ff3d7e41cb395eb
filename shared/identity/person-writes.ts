import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { grantKey } from '../record/conditions.ts'
import type { Tables } from '../record/tables.ts'
import { putIfAbsent } from '../record/transaction.ts'
import { toWireRow } from '../record/wire.ts'
import { signInKey } from './people.ts'
import type { Person, SignIn } from './person.ts'
import { personRow } from './person.ts'

/**
 * What has to be written for a person to become another: their own row, the grants of each unit, and whom each sign-in
 * belongs to. A grant's row carries name and suspension, so that a unit's people are one query and the check of an
 * actor is one row.
 *
 * @param before none for a new person
 */
export function personWrites(tables: Pick<Tables, 'name'>, before: Person | undefined, after: Person): TransactWriteItem[] {
  const TableName = tables.name('access')
  const put = (row: Readonly<Record<string, unknown>>): TransactWriteItem => ({ Put: { TableName, Item: toWireRow(row) } })
  const remove = (key: Readonly<Record<string, unknown>>): TransactWriteItem =>
    ({ Delete: { TableName, Key: toWireRow(key) } })
  const granted = after.grants.filter(({ roles }) => roles.length > 0)
  const lost = (before?.grants ?? []).filter(({ unit }) => !granted.some((grant) => grant.unit === unit))
  const known = before?.signIns ?? []
  return [
    before ? put(personRow(after)) : putIfAbsent(TableName, personRow(after), 'pk'),
    ...granted.map(({ unit, roles }) => put({
      ...grantKey(unit, after.id), person: after.id, name: after.name, roles, suspended: after.suspended,
    })),
    ...lost.map(({ unit }) => remove(grantKey(unit, after.id))),
    ...after.signIns.filter((one) => !has(known, one)).map((one) =>
      putIfAbsent(TableName, { ...signInKey(one), person: after.id }, 'pk')),
    ...known.filter((one) => !has(after.signIns, one)).map((one) => remove(signInKey(one))),
  ]
}

function has(list: readonly SignIn[], { issuer, subject }: SignIn): boolean {
  return list.some((one) => one.issuer === issuer && one.subject === subject)
}
