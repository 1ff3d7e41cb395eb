import type { TablePlan } from '../plan.ts'
import type { Body } from './dynamodb.ts'
import type { WireItem, WireValue } from './units.ts'

/** Reads an item past the gate; `undefined` where there is none. */
export type ReadItem = (table: string, key: WireItem) => Promise<WireItem | undefined>

/**
 * Makes secondary indexes show the past: remembers each item as it was before its first write since the lag began,
 * and puts those images in the place of the present ones in whatever an index answers.
 */
export class IndexLag {
  readonly #tables: ReadonlyMap<string, TablePlan>
  readonly #read: ReadItem
  #before = new Map<string, Map<string, WireItem | undefined>>()

  constructor(tables: readonly TablePlan[], read: ReadItem) {
    this.#tables = new Map(tables.map((table) => [table.name, table]))
    this.#read = read
  }

  forget(): void {
    this.#before = new Map()
  }

  /** To be called before a write is carried out. */
  async remember(table: string, itemOrKey: WireItem): Promise<void> {
    const key = this.#keyOf(table, itemOrKey)
    const known = this.#before.get(table) ?? new Map<string, WireItem | undefined>()
    this.#before.set(table, known)
    const text = JSON.stringify(key)
    if (!known.has(text)) known.set(text, await this.#read(table, key))
  }

  /** The answer of a query on an index, as it would have been before the remembered writes. */
  backdate(query: Body, answer: Body): Body {
    const table = this.#tables.get(query['TableName'])
    const index = table?.indexes.find((one) => one.IndexName === query['IndexName'])
    const before = this.#before.get(query['TableName'])
    const [hash, range] = index?.KeySchema.map((part) => part.AttributeName) ?? []
    if (!table || !before || hash === undefined) return answer
    const items: WireItem[] = answer['Items'] ?? []
    const untouched = items.filter((item) => !before.has(JSON.stringify(this.#keyOf(table.name, item))))
    const shown = new Set([...table.key.map((part) => part.AttributeName), hash, ...(range ? [range] : [])])
    const past = [...before.values()].filter((item) => item !== undefined && matchesQuery(query, item))
      .map((item) => Object.fromEntries(Object.entries(item ?? {}).filter(([name]) => shown.has(name))))
    const forward = query['ScanIndexForward'] !== false
    const all = [...untouched, ...past].toSorted((one, other) =>
      (forward ? 1 : -1) * compareValues(range ? one[range] : undefined, range ? other[range] : undefined))
    return { ...answer, Items: all, Count: all.length }
  }

  #keyOf(table: string, item: WireItem): WireItem {
    const names = this.#tables.get(table)?.key.map((part) => part.AttributeName) ?? []
    return Object.fromEntries(names.flatMap((name) => item[name] ? [[name, item[name]]] : []))
  }
}

/** Evaluates a key condition: comparisons, BETWEEN and begins_with, joined by AND. */
export function matchesQuery(query: Body, item: WireItem): boolean {
  const names: Record<string, string> = query['ExpressionAttributeNames'] ?? {}
  const values: Record<string, WireValue> = query['ExpressionAttributeValues'] ?? {}
  const of = (token: string): WireValue | undefined =>
    token.startsWith(':') ? values[token] : item[names[token] ?? token]
  const text = String(query['KeyConditionExpression'] ?? '').replaceAll(/[()]/g, ' ')
  const between = /(\S+)\s+BETWEEN\s+(\S+)\s+AND\s+(\S+)/i
  const range = between.exec(text)
  const simple = text.replace(between, ' ').split(/\s+AND\s+/i).map((one) => one.trim()).filter(Boolean)
  if (range && !(compareValues(of(range[1] ?? ''), of(range[2] ?? '')) >= 0
    && compareValues(of(range[1] ?? ''), of(range[3] ?? '')) <= 0)) return false
  return simple.every((condition) => {
    const begins = /^begins_with\s+(\S+)\s*,\s*(\S+)$/.exec(condition)
    if (begins) return textOf(of(begins[1] ?? '')).startsWith(textOf(of(begins[2] ?? '')))
    const [, left = '', operator = '', right = ''] = /^(\S+?)\s*(<=|>=|=|<|>)\s*(\S+)$/.exec(condition) ?? []
    if (of(left) === undefined) return false
    const order = compareValues(of(left), of(right))
    switch (operator) {
      case '=': return order === 0
      case '<': return order < 0
      case '<=': return order <= 0
      case '>': return order > 0
      case '>=': return order >= 0
      default: throw new Error(`The gate cannot read the key condition ${condition}`)
    }
  })
}

function compareValues(one: WireValue | undefined, other: WireValue | undefined): number {
  if (one?.['N'] !== undefined && other?.['N'] !== undefined) return Number(one['N']) - Number(other['N'])
  return Buffer.compare(Buffer.from(textOf(one)), Buffer.from(textOf(other)))
}

function textOf(value: WireValue | undefined): string {
  return String(value ? Object.values(value)[0] : '')
}
