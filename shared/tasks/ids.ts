import { createHash } from 'node:crypto'
import type { Digest } from '../workflow/types.ts'

/** Letters and figures that nobody mistakes for each other. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RECEIPT = /^[0-9A-HJKMNP-TV-Z]{20}$/u

/** The one task of a finding in a published revision: whoever sweeps again finds it there. */
export function sweepTaskId(item: string, finding: string, revision: Digest): string {
  return idOf(['sweep', item, finding, revision])
}

/** A receipt number from random bytes: 100 bits that nobody guesses. @param bytes at least 20 */
export function receiptNumber(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 20), (byte) => SIGNS[byte & 31]).join('')
}

/** A receipt number as people type it: spaces, hyphens and small letters do not matter. @returns nothing where it is none */
export function readReceipt(text: string): string | undefined {
  const number = text.toUpperCase().replaceAll(/[\s-]/gu, '')
  return RECEIPT.test(number) ? number : undefined
}

/** The task of a receipt. The number cannot be told from it, so that lists of tasks give no receipt away. */
export function receiptTaskId(number: string): string {
  return idOf(['receipt', number])
}

/** The task of a form that was sent: sent again, it is the same. */
export function formTaskId(person: string, commandId: string): string {
  return idOf(['form', person, commandId])
}

/** Whether a text may be the id of a task. */
export function isTaskId(text: string): boolean {
  return /^[0-9a-f]{32}$/u.test(text)
}

function idOf(parts: readonly string[]): string {
  return createHash('sha256').update(`sanshen/task/v1\n${JSON.stringify(parts)}`).digest('hex').slice(0, 32)
}
