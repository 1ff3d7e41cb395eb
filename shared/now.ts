import { env } from './names.ts'

/**
 * The one clock of functions. The local runner may shift it; no deployed function has the variable that does.
 *
 * @returns the present time
 */
export function now(): Date {
  return new Date(Date.now() + Number(process.env[env.clockShift] ?? 0))
}
