import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { QueryCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import type { Role } from '../workflow/states.ts'
import { ROLES } from '../workflow/states.ts'
import { mayStandIn } from '../workflow/stand-in.ts'
import type { Acting, Candidate, Instant } from '../workflow/types.ts'
import type { Tables } from './tables.ts'
import type { Row } from './wire.ts'
import { fromWireRow, toWireRow } from './wire.ts'

/**
 * Everybody who may act in a unit now: the rows that {@link grantKey} names, without those who are suspended; each with
 * who is away and who stands in for whom.
 */
export async function candidatesOf(tables: Tables, unit: string, at: Instant = now().toISOString()): Promise<Candidate[]> {
  return candidatesIn(await partition(tables, `unit#${unit}`), at)
}

/** The people of a unit at a time, from the rows of its partition: grants, delegations and absences. */
export function candidatesIn(rows: readonly Row[], at: Instant): Candidate[] {
  const people = rowsOf(rows, 'grant#').filter((row) => row['suspended'] === undefined).map((row) => ({
    person: String(row['person']), name: String(row['name']), roles: rolesIn(row['roles']),
  }))
  const holds = (person: unknown, role: Role): boolean => people.some((one) => one.person === person && one.roles.includes(role))
  const delegations = rowsOf(rows, 'delegation#').filter((row) => row['state'] === 'active' && isDuring(row, at))
  const away = [...delegations, ...rowsOf(rows, 'absence#').filter((row) => isDuring(row, at))]
  return people.map((candidate) => {
    const until = away.filter((row) => (row['principal'] ?? row['person']) === candidate.person).map((row) => String(row['until'])).toSorted().at(-1)
    const actsFor = delegations.filter((row) => row['delegate'] === candidate.person && mayStandIn(candidate)).map((row): Acting => ({
      person: String(row['principal']), name: String(row['principalName']), delegation: String(row['id']), until: String(row['until']),
      roles: rolesIn(row['roles']).filter((role) => holds(row['principal'], role)), ...columnsIn(row),
    })).filter(({ roles }) => roles.length > 0)
    return { ...candidate, ...(until !== undefined && { away: until }), ...(actsFor.length > 0 && { actsFor }) }
  })
}

function rowsOf(rows: readonly Row[], prefix: string): Row[] {
  return rows.filter((row) => String(row['sk']).startsWith(prefix))
}

function isDuring(row: Row, at: Instant): boolean {
  return String(row['from']) <= at && at < String(row['until'])
}

function columnsIn(row: Row): Pick<Acting, 'columns'> {
  const stored: unknown = row['columns']
  return Array.isArray(stored) ? { columns: stored.map(String) } : {}
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
