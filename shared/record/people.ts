import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { QueryCommand } from '@aws-sdk/client-dynamodb'
import type { Role } from '../workflow/states.ts'
import { ROLES } from '../workflow/states.ts'
import type { Candidate } from '../workflow/types.ts'
import type { Tables } from './tables.ts'
import type { Row } from './wire.ts'
import { fromWireRow, toWireRow } from './wire.ts'

/** Everybody who may act in a unit now: the rows that {@link grantKey} names, without those who are suspended. */
export async function candidatesOf(tables: Tables, unit: string): Promise<Candidate[]> {
  const rows = await partition(tables, `unit#${unit}`)
  return rows.filter((row) => row['suspended'] === undefined).map((row) => ({
    person: String(row['person']), name: String(row['name']), roles: rolesIn(row['roles']),
  }))
}

/** All rows of the access table that have this partition key, read consistently. */
export async function partition(tables: Tables, pk: string): Promise<Row[]> {
  const rows: Row[] = []
  let from: Record<string, AttributeValue> | undefined
  do {
    const page = await tables.client.send(new QueryCommand({
      TableName: tables.name('access'), ConsistentRead: true, KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': 'pk' }, ExpressionAttributeValues: toWireRow({ ':pk': pk }),
      ExclusiveStartKey: from,
    }))
    rows.push(...(page.Items ?? []).map(fromWireRow))
    from = page.LastEvaluatedKey
  } while (from)
  return rows
}

/** The roles among the values of a stored list. */
export function rolesIn(value: unknown): Role[] {
  const stored: readonly unknown[] = Array.isArray(value) ? value : []
  return ROLES.filter((role) => stored.includes(role))
}
