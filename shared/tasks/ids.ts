import { createHash } from 'node:crypto'
import type { Digest } from '../workflow/types.ts'

/** Letters and figures that nobody mistakes for each other. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const RECEIPT = /^[0-9A-HJKMNP-TV-Z]{20}$/u

/** The one task of a finding in a published revision: whoever sweeps again finds it there. */
export function sweepTaskId(item: string, finding: string, revision: Digest): string {
  return idOf(['sweep', item, finding, revision])
}

/**
 * The receipt number of a report: 100 bits that nobody guesses who does not know the form's own. The same form sent again
 * has the same number; with another text it is another report.
 *
 * @param form at least 100 random bits that came with the form
 */
export function receiptNumber(form: string, report: readonly string[]): string {
  const bytes = createHash('sha256').update(`sanshen/receipt/v1\n${JSON.stringify([form, ...report])}`).digest()
  return Array.from(bytes.subarray(0, 20), (byte) => SIGNS[byte & 31]).join('')
}

/** A receipt number in groups, as it is easier to note. */
export function receiptText(number: string): string {
  return number.match(/.{1,5}/gu)?.join('-') ?? ''
}

/**
 * A receipt number as people type it: spaces, hyphens, small or wide letters do not matter, and a letter that a figure
 * was taken for is that figure.
 *
 * @returns nothing where it is none
 */
export function readReceipt(text: string): string | undefined {
  const number = text.normalize('NFKC').toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1')
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

/** The one task of a year whose holidays are missing, however many ask for it. */
export function calendarTaskId(year: number): string {
  return idOf(['calendar', String(year)])
}

/** Whether a text may be the id of a task. */
export function isTaskId(text: string): boolean {
  return /^[0-9a-f]{32}$/u.test(text)
}

function idOf(parts: readonly string[]): string {
  return createHash('sha256').update(`sanshen/task/v1\n${JSON.stringify(parts)}`).digest('hex').slice(0, 32)
}
