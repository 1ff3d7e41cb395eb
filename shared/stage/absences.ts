import type { Delegation } from '../identity/index.ts'
import type { Record } from '../record/index.ts'
import { covers } from '../workflow/covers.ts'
import { deciders, reviewerAt } from '../workflow/separation.ts'
import { mayStandIn } from '../workflow/stand-in.ts'
import { staffing, standing } from '../workflow/staffing.ts'
import type { Review, Round } from '../workflow/states.ts'
import { REVIEWER, REVIEWS } from '../workflow/states.ts'
import type { Candidate, Instant, Item } from '../workflow/types.ts'
import { waitingAt } from './waiting.ts'

/** A time at which people of a unit are away or stand in, with the people as they are then. */
export interface Then { readonly at: Instant, readonly people: readonly Candidate[] }

/** Reviews that would lack a person then, who is away, and who of those that are there could stand in. */
export interface Shortage {
  readonly at: Instant
  readonly missing: readonly Review[]
  readonly away: readonly Candidate[]
  readonly couldStepIn: readonly Candidate[]
}

/**
 * The first time at which an item would find too few different people for its reviews because of absences.
 *
 * @param excluded who may not decide: the contributors and whoever submits
 * @param times in their order
 * @returns nothing where enough people remain each time, or too few would be there with nobody away, either
 */
export function shortage(item: Pick<Item, 'reviews' | 'column'>, excluded: readonly string[], times: readonly Then[]): Shortage | undefined {
  for (const { at, people } of times) {
    const found = staffing(item.reviews, standing(people, item.column, excluded), excluded)
    if (!found.ok && staffing(item.reviews, people, excluded).ok) {
      return { at, missing: found.missing, couldStepIn: found.couldStepIn.filter(mayStandIn), away: people.filter(({ away, person }) => away !== undefined && !excluded.includes(person)) }
    }
  }
  return undefined
}

/**
 * What waits for a delegation that begins: the items that its delegate can decide on from now on, where neither they nor
 * the principal have a part in them.
 */
export async function reroute(record: Pick<Record, 'queue'>, delegation: Pick<Delegation, 'unit' | 'roles' | 'columns' | 'principal' | 'delegate'>): Promise<Item[]> {
  const { unit, roles, principal, delegate } = delegation
  const rounds: readonly Round[] = [...REVIEWS.filter((review) => roles.includes(REVIEWER[review])), 'referred']
  const found: Item[] = []
  for await (const item of waitingAt(record, unit, rounds)) {
    const apart = [...item.contributors, ...deciders(item.decisions)]
    if (covers(delegation, reviewerAt(item), item.column) && !apart.includes(principal) && !apart.includes(delegate)) found.push(item)
  }
  return found
}
