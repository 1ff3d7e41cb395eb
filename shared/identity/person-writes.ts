import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { grantKey } from '../record/conditions.ts'
import type { Tables } from '../record/tables.ts'
import { putIfAbsent } from '../record/transaction.ts'
import type { Row } from '../record/wire.ts'
import { toWireRow } from '../record/wire.ts'
import { signInKey } from './people.ts'
import type { Person, SignIn } from './person.ts'
import { personKey, personRow } from './person.ts'

/** One row of the access table that is written, with what is done to it. */
export interface AccessWrite {
  readonly purpose: 'person' | 'grant' | 'sign_in'
  readonly key: { readonly pk: string, readonly sk: string }
  readonly write: TransactWriteItem
}

/**
 * What has to be written for a person to become another: their own row, the grants of each unit, and whom each sign-in
 * belongs to. A grant's row carries name and suspension, so that a unit's people are one query and the check of an
 * actor is one row.
 *
 * @param before none for a new person
 */
export function personWrites(tables: Pick<Tables, 'name'>, before: Person | undefined, after: Person): AccessWrite[] {
  const TableName = tables.name('access')
  const put = (row: Row): TransactWriteItem => ({ Put: { TableName, Item: toWireRow(row) } })
  const remove = (key: Row): TransactWriteItem => ({ Delete: { TableName, Key: toWireRow(key) } })
  const lost = (before?.grants ?? []).filter(({ unit }) => !after.grants.some((grant) => grant.unit === unit))
  const known = before?.signIns ?? []
  return [
    {
      purpose: 'person', key: personKey(after.id),
      write: before ? put(personRow(after)) : putIfAbsent(TableName, personRow(after), 'pk'),
    },
    ...after.grants.map(({ unit, roles }): AccessWrite => {
      const key = grantKey(unit, after.id)
      return { purpose: 'grant', key, write: put({ ...key, person: after.id, name: after.name, roles, suspended: after.suspended }) }
    }),
    ...lost.map(({ unit }): AccessWrite => {
      const key = grantKey(unit, after.id)
      return { purpose: 'grant', key, write: remove(key) }
    }),
    ...after.signIns.filter((one) => !has(known, one)).map((one): AccessWrite => {
      const key = signInKey(one)
      return { purpose: 'sign_in', key, write: putIfAbsent(TableName, { ...key, person: after.id }, 'pk') }
    }),
    ...known.filter((one) => !has(after.signIns, one)).map((one): AccessWrite => {
      const key = signInKey(one)
      return { purpose: 'sign_in', key, write: remove(key) }
    }),
  ]
}

function has(list: readonly SignIn[], { issuer, subject }: SignIn): boolean {
  return list.some((one) => one.issuer === issuer && one.subject === subject)
}
