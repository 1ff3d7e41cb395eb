import { setTimeout } from 'node:timers/promises'

/** The record cannot be reached or is too busy at the moment; the same command may be sent again. */
export class RecordBusy extends Error {
  override readonly name = 'RecordBusy'
}

/** Stored data contradicts itself. Nothing goes on until somebody has looked at it. */
export class RecordBroken extends Error {
  override readonly name = 'RecordBroken'
}

/** A command id was used before, for another command or by another person. */
export class CommandReused extends Error {
  override readonly name = 'CommandReused'
}

/**
 * What a failed transaction tells.
 * - `failed`: conditions did not hold, at these places of the transaction; nothing is written
 * - `conflict`: others were at the same rows, or the service refuses for now; nothing is written
 * - `unknown`: no answer came, so it may be written
 */
export type Failure =
  | { readonly kind: 'failed', readonly at: readonly number[] }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unknown' }

/** @throws the error itself where trying again would change nothing */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) throw error
  if (error.name === 'TransactionCanceledException') return cancelled(error)
  if (busy.has(error.name)) return { kind: 'conflict' }
  if (isDefinite(error)) throw error
  return { kind: 'unknown' }
}

/** Whether an error is the service's exception of this name. */
export function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name
}

/** Waits before the next attempt: longer each time, and never the same for two that collided. */
export async function backOff(attempt: number): Promise<void> {
  await setTimeout(Math.random() * Math.min(1000, 20 * 2 ** attempt))
}

const busy = new Set([
  'ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'TransactionConflictException',
])

function cancelled(error: Error): Failure {
  const reasons: unknown = 'CancellationReasons' in error ? error.CancellationReasons : undefined
  const codes = Array.isArray(reasons) ? reasons.map((reason: { Code?: string }) => reason.Code ?? 'None') : []
  const at = codes.flatMap((code, index) => code === 'ConditionalCheckFailed' ? [index] : [])
  if (at.length > 0) return { kind: 'failed', at }
  if (codes.some((code) => code === 'TransactionConflict' || code === 'ThrottlingError'
    || code === 'ProvisionedThroughputExceeded')) return { kind: 'conflict' }
  throw error
}

// An answer of the service in the 4xx range says that nothing was done; anything else may have come after the deed.
function isDefinite(error: Error): boolean {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined
  const status = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? metadata.httpStatusCode : undefined
  if (error.name === 'TransactionInProgressException') return false
  return typeof status === 'number' && status >= 400 && status < 500
}
