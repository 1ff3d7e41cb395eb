import { arn } from '../plan.ts'
import type { WireItem } from './units.ts'
import { itemSize, readUnits, writeUnits } from './units.ts'

/** A request body of DynamoDB's JSON protocol. */
export type Body = Readonly<Record<string, any>>

/** One right that a call needs. */
export interface Need { readonly action: string, readonly resource: string }

/** The tables that a call names. */
export function tablesOf(operation: string, body: Body): string[] {
  if (typeof body['TableName'] === 'string') return [body['TableName']]
  const parts: Body[] = body['TransactItems'] ?? []
  if (parts.length > 0) return [...new Set(parts.map((part) => String(partOf(part)[1]['TableName'])))]
  if (operation.startsWith('Batch')) return Object.keys(body['RequestItems'] ?? {})
  return []
}

/** The rights that a call needs, as IAM would ask for them. */
export function needsOf(operation: string, body: Body): Need[] {
  switch (operation) {
    case 'TransactWriteItems': {
      const actions: Readonly<Record<string, string>> = {
        Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', ConditionCheck: 'ConditionCheckItem',
      }
      return writesOf(operation, body).map(({ kind, request }) => on(actions[kind] ?? kind, request['TableName']))
    }
    case 'TransactGetItems':
      return tablesOf(operation, body).map((table) => on('GetItem', table))
    case 'Query':
    case 'Scan': {
      const [table = ''] = tablesOf(operation, body)
      const need = on(operation, table)
      return [body['IndexName'] ? { ...need, resource: `${need.resource}/index/${body['IndexName']}` } : need]
    }
    default: {
      const tables = tablesOf(operation, body)
      // What names no table in a way that the gate can read, such as PartiQL, is granted to nobody.
      return tables.length > 0 ? tables.map((table) => on(operation, table))
        : [{ action: `dynamodb:${operation}`, resource: '*' }]
    }
  }
}

/** A single write within a call. */
export interface Write { readonly kind: string, readonly request: Body }

/** Every single write (and condition check) that a call holds, in order. */
export function writesOf(operation: string, body: Body): Write[] {
  switch (operation) {
    case 'PutItem': return [{ kind: 'Put', request: body }]
    case 'UpdateItem': return [{ kind: 'Update', request: body }]
    case 'DeleteItem': return [{ kind: 'Delete', request: body }]
    case 'TransactWriteItems': {
      const parts: Body[] = body['TransactItems'] ?? []
      return parts.map((part) => {
        const [kind, request] = partOf(part)
        return { kind, request }
      })
    }
    case 'BatchWriteItem': {
      const tables: Record<string, Body[]> = body['RequestItems'] ?? {}
      return Object.entries(tables).flatMap(([TableName, requests]) => requests.map((one) => one['PutRequest']
        ? { kind: 'Put', request: { TableName, ...one['PutRequest'] } }
        : { kind: 'Delete', request: { TableName, ...one['DeleteRequest'] } }))
    }
    default: return []
  }
}

function on(action: string, table: string): Need {
  return { action: `dynamodb:${action}`, resource: arn('dynamodb', `table/${table}`) }
}

function partOf(part: Body): [string, Body] {
  return Object.entries(part)[0] ?? ['', {}]
}

const reading = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems'])

export interface Units { readonly readUnits: number, readonly writeUnits: number }

/**
 * Units that a call used.
 *
 * The emulator counts item sizes and indexes by the documented formula but doubles what is in a transaction twice;
 * a refused write it does not report, though it costs what the write would have.
 */
export function unitsOf(operation: string, body: Body, status: number, answer: Body): Units {
  if (status !== 200) return refusedUnits(operation, body, answer)
  const reports: Body[] = [answer['ConsumedCapacity'] ?? []].flat()
  const total = reports.reduce((sum, one) => sum + Number(one['CapacityUnits'] ?? 0), 0)
  const units = operation === 'TransactWriteItems' ? total / 2 : total
  return reading.has(operation) ? { readUnits: units, writeUnits: 0 } : { readUnits: 0, writeUnits: units }
}

function refusedUnits(operation: string, body: Body, answer: Body): Units {
  const type = String(answer['__type'] ?? '')
  const costs = type.endsWith('ConditionalCheckFailedException') || type.endsWith('TransactionCanceledException')
  if (!costs) return { readUnits: 0, writeUnits: 0 }
  const transactional = operation === 'TransactWriteItems'
  const bytes = writesOf(operation, body).map(({ request }) => itemSize(wireItem(request['Item'] ?? request['Key'])))
  return { readUnits: 0, writeUnits: bytes.reduce((sum, one) => sum + writeUnits(one, transactional), 0) }
}

/** Units of a read by size alone, for checking the emulator's figure. */
export function expectedReadUnits(items: readonly WireItem[], mode: 'eventual' | 'strong' | 'transaction'): number {
  return readUnits(items.reduce((sum, item) => sum + itemSize(item), 0), mode)
}

function wireItem(value: unknown): WireItem {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
