import type { Visitor } from '../../shared/web/request.ts'
import type { Candidate } from '../../shared/workflow/types.ts'
import { identity } from './context.ts'

/** The people of one unit of somebody's. */
export interface Colleagues { readonly unit: string, readonly people: readonly Candidate[] }

/** The people of each unit of somebody's, with who is away and who stands in. */
export function colleaguesOf({ grants }: Visitor): Promise<Colleagues[]> {
  return Promise.all(grants.filter(({ roles }) => roles.length > 0).map(async ({ unit }) => ({ unit, people: await identity.candidates(unit) })))
}
