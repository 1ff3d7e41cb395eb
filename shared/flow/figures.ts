import type { Calendar } from '../calendar/index.ts'
import { dateOf, workingDaysBetween } from '../calendar/index.ts'
import type { Terms } from '../deadlines/index.ts'
import { isOverdue, reviewDue } from '../deadlines/index.ts'
import type { Review } from '../workflow/states.ts'
import { REVIEWS } from '../workflow/states.ts'
import type { Instant, Item } from '../workflow/types.ts'
import type { Approval, Stay } from './stays.ts'
import { isDecided } from './stays.ts'

/** A length of time: as it passed, and in working days where the calendar of these years is loaded. */
export interface Took { readonly ms: number, readonly days?: number }

/** How one review went in a month. */
export interface ReviewFigures {
  readonly review: Review
  /** decisions of people, and how many of them returned the item */
  readonly decided: number
  readonly returned: number
  /** decisions that came after the due time; those for whose year no due time can be told are not among `dated` */
  readonly late: number
  readonly dated: number
  /** the one in the middle, the earlier of two; and the longest */
  readonly median?: Took
  readonly longest?: Took
  /** decisions whose page had been opened for less than {@link QUICK_MS}, of those of which that is known */
  readonly quick: readonly Stay[]
  readonly opened: number
}

/** Two people who decide the same items. */
export interface Pair { readonly people: readonly [Named, Named], readonly together: number }
export interface Named { readonly person: string, readonly name: string }

/** Something that waits where it stands. */
export interface Waiting { readonly item: Item, readonly took: Took, readonly overdue: boolean }

/** Nobody reads a text with its findings and earlier opinions in less. */
export const QUICK_MS = 20_000
/** As often as this is not by chance. */
export const OFTEN = 5

/** How each review went: of stays that ended in the time that is looked at. */
export function reviewFigures(stays: readonly Stay[], terms: Terms, calendar: Calendar): ReviewFigures[] {
  return REVIEWS.flatMap((review) => {
    const decided = stays.filter((stay) => stay.review === review && isDecided(stay))
    if (decided.length === 0) return []
    const lengths = decided.map(({ from, to }) => took(from, to, calendar)).toSorted((one, other) => one.ms - other.ms || (one.days ?? 0) - (other.days ?? 0))
    const dues = decided.flatMap((stay) => {
      const due = reviewDue({ round: review, enteredAt: stay.from, urgent: stay.urgent }, terms, calendar)
      return due?.ok ? [isOverdue(due, stay.to)] : []
    })
    const opened = decided.filter(({ openedAt }) => openedAt !== undefined)
    const [median, longest] = [lengths[Math.floor((lengths.length - 1) / 2)], lengths.at(-1)]
    return [{
      review, decided: decided.length, returned: decided.filter(({ by }) => by === 'return').length,
      late: dues.filter(Boolean).length, dated: dues.length, opened: opened.length,
      quick: opened.filter(({ to, openedAt = '' }) => Date.parse(to) - Date.parse(openedAt) < QUICK_MS),
      ...(median && { median }), ...(longest && { longest }),
    }]
  })
}

/**
 * Pairs of people who decided together {@link OFTEN} times or more, the most frequent first. Who decides at a review is a
 * matter of posts: where a unit has one person for each, it is always the same pair, and that is what it should see.
 */
export function pairsOf(approvals: readonly Approval[]): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const { deciders } of approvals) {
    const people = [...new Map(deciders.map((one) => [one.person, one])).values()].toSorted(byPerson)
    for (const [at, one] of people.entries()) {
      for (const other of people.slice(at + 1)) {
        const key = JSON.stringify([one.person, other.person])
        pairs.set(key, { people: [one, other], together: (pairs.get(key)?.together ?? 0) + 1 })
      }
    }
  }
  return [...pairs.values()].filter(({ together }) => together >= OFTEN).toSorted((one, other) => other.together - one.together)
}

/** What waits, longest first, and what of it is overdue. */
export function waitingFigures(items: readonly Item[], now: Instant, terms: Terms, calendar: Calendar): Waiting[] {
  return items.map((item) => ({ item, took: took(item.enteredAt, now, calendar), overdue: isOverdue(reviewDue(item, terms, calendar), now) }))
    .toSorted((one, other) => other.took.ms - one.took.ms)
}

/** The time between two moments. */
export function took(from: Instant, to: Instant, calendar: Calendar): Took {
  const counted = workingDaysBetween(dateOf(from), dateOf(to), calendar)
  return { ms: Math.max(0, Date.parse(to) - Date.parse(from)), ...(counted.ok && { days: counted.days }) }
}

function byPerson(one: Named, other: Named): number {
  return one.person < other.person ? -1 : 1
}
