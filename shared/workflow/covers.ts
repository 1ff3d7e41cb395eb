import type { Role } from './states.ts'
import type { Acting } from './types.ts'

/**
 * Whether a delegation covers a post for the items of a column: it lends that post, and for every column or this one.
 *
 * @param role the post that decides; none where nothing is to be decided
 */
export function covers({ roles, columns }: Pick<Acting, 'roles' | 'columns'>, role: Role | undefined, column: string): boolean {
  return roles.some((one) => one === role) && (columns?.includes(column) ?? true)
}
