import type { Role } from '../workflow/states.ts'

/** Whether a post lets somebody see how the work of a unit flows. */
export function seesFlow(roles: readonly Role[]): boolean {
  return roles.some((role) => role === 'head' || role === 'administrator' || role === 'auditor')
}
