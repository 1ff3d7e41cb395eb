import type { PageCommand } from '../words/commands.ts'
import { may } from '../../workflow/may.ts'
import type { Refused } from '../../workflow/types.ts'
import type { Visit } from './visit.ts'

/** The decisions of a review, the ones that go on first. */
export const DECISIONS = ['pass', 'approve', 'resume', 'return', 'suggest', 'refer', 'withhold'] as const satisfies readonly PageCommand[]

export interface DecisionOption { readonly name: PageCommand, readonly refused?: Refused }

/** Every decision that belongs to where the item stands, open or not. */
export function decisionsOn({ item, actor, facts }: Visit): readonly DecisionOption[] {
  return DECISIONS.flatMap((name): DecisionOption[] => {
    const refused = may(item, actor, name, facts)
    if (!refused) return [{ name }]
    // What belongs to another step or another post is not missed here.
    return elsewhere.has(refused.code) ? [] : [{ name, refused }]
  })
}

/** Whether the person may decide anything on the item now. */
export function decides(visit: Visit): boolean {
  return decisionsOn(visit).some(({ refused }) => refused === undefined)
}

const elsewhere: ReadonlySet<string> = new Set(['wrong_round', 'wrong_presence', 'not_granted', 'round_open'])
