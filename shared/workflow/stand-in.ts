import type { Role } from './states.ts'

/**
 * Posts that keep whoever holds one from standing in, whatever else they hold. Auditors judge what was decided.
 * Administrators hand out posts, mark people as away, confirm stand-ins and end them: one who could stand in as well
 * could bring a review to themselves. Both decide at a post that two administrators granted them, and at no other.
 */
export const APART: readonly Role[] = ['auditor', 'administrator']

/** Whether somebody with these posts in a unit may stand in for others there. */
export function mayStandIn({ roles }: { readonly roles: readonly Role[] }): boolean {
  return !roles.some((role) => APART.includes(role))
}
