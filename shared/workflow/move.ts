import type { CommandName } from './commands.ts'
import { isOver } from './due.ts'
import { reviewAt } from './separation.ts'
import type { Presence, Round } from './states.ts'
import { ruleOf } from './table.ts'
import type { RoundTarget } from './table.ts'
import type { Instant, Item } from './types.ts'

/**
 * Where a command of the table takes the item.
 *
 * @param at when it is given
 * @param undisposed what a new screening report leaves open
 * @returns the round and presence after it
 */
export function moved(item: Item, name: CommandName, at: Instant, undisposed = 0): { readonly round: Round, readonly presence: Presence } {
  const { becomes = item.presence } = ruleOf(name)
  const presence = becomes === 'kind' ? shownAs(item) : becomes === 'back' ? backAs(item, at) : becomes
  return { round: roundAfter(item, name, undisposed), presence }
}

function shownAs(item: Item): Presence {
  return item.kind === 'withdrawal' ? 'withdrawn' : 'live'
}

// What is over would be public again until the clock looks.
function backAs(item: Item, at: Instant): Presence {
  return isOver(item, at) ? 'taken_down' : 'live'
}

function roundAfter(item: Item, name: CommandName, undisposed: number): Round {
  const { to } = ruleOf(name)
  return isComputed(to) ? COMPUTED[to](item, undisposed) : to
}

type Computed = Exclude<RoundTarget, Round>

const COMPUTED: Readonly<Record<Computed, (item: Item, undisposed: number) => Round>> = {
  same: (item) => item.round,
  first: (item) => item.reviews[0] ?? item.round,
  next: (item) => item.reviews[item.reviews.findIndex((review) => review === item.round) + 1] ?? item.round,
  last: (item) => item.reviews.at(-1) ?? item.round,
  referring: (item) => reviewAt(item) ?? item.round,
  rescreened: (item, undisposed) => item.round !== 'referred' && sentBack(item, undisposed) ? 'screening' : item.round,
  unlocked: (item) => item.round === 'none' ? item.round : 'drafting',
}

function isComputed(to: RoundTarget): to is Computed {
  return Object.hasOwn(COMPUTED, to)
}

/** Whether a new report undoes what was decided, all but the first review: with that alone the item stands at screening anyway. */
export function sentBack(item: Item, undisposed: number): boolean {
  return undisposed > 0 && item.decisions.length > 0
}
