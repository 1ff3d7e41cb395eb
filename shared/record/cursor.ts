import * as z from 'zod/mini'
import type { WireRow } from './wire.ts'
import { fromWireRow, toWireRow } from './wire.ts'

/** A cursor is none that this room has given, or belongs to another list. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor'
}

const keySchema = z.record(z.string().check(z.maxLength(20)), z.union([z.string().check(z.maxLength(300)), z.number()]))

/** What a page's address carries to the next page. */
export function cursorOf(key: WireRow | undefined): string | undefined {
  return key && Buffer.from(JSON.stringify(fromWireRow(key)), 'utf8').toString('base64url')
}

/** @throws BadCursor */
export function startOf(cursor: string | undefined): WireRow | undefined {
  if (cursor === undefined) return undefined
  try {
    return toWireRow(keySchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))))
  } catch (cause) {
    throw new BadCursor('cursor', { cause })
  }
}
