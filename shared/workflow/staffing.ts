import { covers } from './covers.ts'
import { deciders, reviewerAt } from './separation.ts'
import { REVIEWER } from './states.ts'
import type { Review } from './states.ts'
import type { Candidate, Item } from './types.ts'

export type Staffing =
  | { readonly ok: true, readonly people: Readonly<Partial<Record<Review, Candidate>>> }
  | { readonly ok: false, readonly missing: readonly Review[], readonly couldStepIn: readonly Candidate[] }

/**
 * Whether a different person can be found for every review: a matching of reviews and people.
 *
 * @param reviews the reviews to staff
 * @param people those of the unit with their roles
 * @param excluded who may not decide: the contributors
 * @returns one possible staffing; or the reviews that stay empty and who could take them with the role, being needed nowhere else
 */
export function staffing(reviews: readonly Review[], people: readonly Candidate[], excluded: readonly string[]): Staffing {
  const free = people.filter(({ person }) => !excluded.includes(person))
  const taken = new Map<string, Review>()
  const missing = reviews.filter((review) => !seat(review, free, taken, new Set()))
  if (missing.length > 0) {
    return { ok: false, missing, couldStepIn: free.filter(({ person }) => !taken.has(person)) }
  }
  const pairs = free.flatMap((candidate) => {
    const review = taken.get(candidate.person)
    return review === undefined ? [] : [[review, candidate] as const]
  })
  return { ok: true, people: Object.fromEntries(pairs) }
}

/** Finds a seat by moving others on (augmenting path). */
function seat(review: Review, people: readonly Candidate[], taken: Map<string, Review>, tried: Set<string>): boolean {
  for (const { person, roles } of people) {
    if (tried.has(person) || !roles.includes(REVIEWER[review])) continue
    tried.add(person)
    const other = taken.get(person)
    if (other === undefined || seat(other, people, taken, tried)) {
      taken.set(person, review)
      return true
    }
  }
  return false
}

/**
 * Who is next.
 *
 * @param people those of the unit with their roles
 * @returns who may act on the item where it stands; nobody where it waits for the system or for nothing
 */
export function nextPeople(item: Item, people: readonly Candidate[]): readonly Candidate[] {
  if (item.round === 'drafting') {
    const own = people.filter(({ person, roles }) => roles.includes('editor') && worksOn(item, person))
    return own.length > 0 ? own : people.filter(({ roles }) => roles.includes('editor'))
  }
  const role = reviewerAt(item)
  const excluded = [...item.contributors, ...deciders(item.decisions)]
  const free = (among: readonly Candidate[]): Candidate[] => among.filter(({ person, roles }) => roles.some((one) => one === role) && !excluded.includes(person))
  const there = new Set(free(standing(people, item.column, excluded)).map(({ person }) => person))
  // Who is away may still act: where nobody stands in, that is better than nobody.
  return there.size > 0 ? people.filter(({ person }) => there.has(person)) : free(people)
}

/**
 * The people of a unit as they can be counted on now: without those who are away, and each with the posts that they
 * fill for somebody else.
 *
 * @param column of the item; a delegation may be limited to some columns
 * @param excluded who may not decide: nobody decides for one of these either
 */
export function standing(people: readonly Candidate[], column: string, excluded: readonly string[]): readonly Candidate[] {
  return people.filter(({ away }) => away === undefined).map(({ actsFor = [], ...candidate }) => {
    const lent = actsFor.filter(({ person }) => !excluded.includes(person)).flatMap((acting) => acting.roles.filter((role) => covers(acting, role, column)))
    return { ...candidate, roles: [...new Set([...candidate.roles, ...lent])] }
  })
}

/** Whether the item is this person's: saved last or one of those who worked on it. */
export function worksOn(item: Pick<Item, 'editor' | 'contributors'>, person: string): boolean {
  return item.editor === person || item.contributors.includes(person)
}
