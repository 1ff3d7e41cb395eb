import type { AttributeValue } from '@aws-sdk/client-dynamodb'

export type WireRow = Record<string, AttributeValue>
export type Row = Readonly<Record<string, unknown>>

/**
 * A JSON value in DynamoDB's form. Entries that are `undefined` are left out, as JSON leaves them out.
 *
 * @throws TypeError for what JSON cannot hold: a function, a symbol, NaN, a big integer, `undefined` in a list
 */
export function toWire(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value }
  if (typeof value === 'boolean') return { BOOL: value }
  if (typeof value === 'number' && Number.isFinite(value)) return { N: String(value) }
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.map(toWire) }
  if (typeof value === 'object') return { M: toWireRow({ ...value }) }
  throw new TypeError(`A row cannot hold a ${typeof value} like this`)
}

/** A whole row; see {@link toWire}. */
export function toWireRow(row: Row): WireRow {
  const wire: WireRow = {}
  for (const [name, value] of Object.entries(row)) {
    if (value !== undefined) wire[name] = toWire(value)
  }
  return wire
}

/** The JSON value of what DynamoDB gives. @throws TypeError for sets and bytes, which this room never writes */
export function fromWire(value: AttributeValue): unknown {
  if (value.S !== undefined) return value.S
  if (value.N !== undefined) return Number(value.N)
  if (value.BOOL !== undefined) return value.BOOL
  if (value.NULL !== undefined) return null
  if (value.L !== undefined) return value.L.map(fromWire)
  if (value.M !== undefined) return fromWireRow(value.M)
  throw new TypeError(`Unknown attribute value ${Object.keys(value).join()}`)
}

/** A whole row; see {@link fromWire}. */
export function fromWireRow(wire: WireRow): Row {
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [name, fromWire(value)]))
}
