/** An item in DynamoDB's wire form: `{ id: { S: '…' }, … }`. */
export type WireItem = Readonly<Record<string, WireValue>>
export type WireValue = Readonly<Record<string, unknown>>

/**
 * Size of an item in bytes, as DynamoDB counts it: names and strings in UTF-8; a number about one byte per two
 * significant digits and one more; null and boolean one; 3 bytes for a list or map and one for each entry.
 * Source: Amazon DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
export function itemSize(item: WireItem): number {
  return sum(Object.entries(item), ([name, value]) => Buffer.byteLength(name) + valueSize(value))
}

function valueSize(value: WireValue): number {
  const [type, content] = Object.entries(value)[0] ?? ['NULL', true]
  switch (type) {
    case 'S': return Buffer.byteLength(String(content))
    case 'N': return numberSize(String(content))
    case 'B': return Buffer.from(String(content), 'base64').length
    case 'SS': return sum(entries(content), (one) => Buffer.byteLength(String(one)))
    case 'NS': return sum(entries(content), (one) => numberSize(String(one)))
    case 'BS': return sum(entries(content), (one) => Buffer.from(String(one), 'base64').length)
    case 'L': return 3 + sum(entries(content), (one) => 1 + valueSize(wire(one)))
    case 'M': return 3 + sum(Object.entries(wire(content)), ([name, one]) =>
      1 + Buffer.byteLength(name) + valueSize(wire(one)))
    default: return 1
  }
}

function numberSize(text: string): number {
  const digits = text.replace(/^[+-]/, '').replace(/e.*$/i, '').replace('.', '').replace(/^0+|0+$/g, '')
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0)
}

function sum<T>(values: readonly T[], size: (value: T) => number): number {
  return values.reduce((total, value) => total + size(value), 0)
}

function entries(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function wire(value: unknown): WireValue {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Units of a write of so many bytes: one for each KB begun, twice that in a transaction. */
export function writeUnits(bytes: number, transactional = false): number {
  return Math.max(1, Math.ceil(bytes / 1024)) * (transactional ? 2 : 1)
}

/** Units of a read of so many bytes: one for each 4 KB begun, half if eventually consistent, twice in a transaction. */
export function readUnits(bytes: number, mode: 'eventual' | 'strong' | 'transaction'): number {
  const factor = { eventual: 0.5, strong: 1, transaction: 2 }[mode]
  return Math.max(1, Math.ceil(bytes / 4096)) * factor
}
