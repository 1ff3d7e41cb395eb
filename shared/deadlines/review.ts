import type { Calendar, Deadline, LocalDate } from '../calendar/index.ts'
import { addHours, addWorkingDays, dateOf, deadline, endOf, startOf } from '../calendar/index.ts'
import { isReview, REMINDER_STEPS } from '../workflow/states.ts'
import type { ReminderStep } from '../workflow/states.ts'
import type { Instant, Item } from '../workflow/types.ts'
import type { Terms } from './terms.ts'

/** By when a review is to be decided, and how that was counted. `dueAt` is the first moment at which it is late. */
export type ReviewDue =
  | { readonly ok: true, readonly by: 'days', readonly dueAt: Instant, readonly deadline: Deadline }
  | { readonly ok: true, readonly by: 'hours', readonly dueAt: Instant, readonly hours: number, readonly enteredAt: Instant }
  /** the holidays of that year are not loaded (待录入放假安排): there is no due time, and none is guessed */
  | { readonly ok: false, readonly year: number }

/** One reminder and from when on it is to be given. */
export interface Reminder { readonly step: ReminderStep, readonly at: Instant }

/** When people are at their desks, in hours of Shanghai. */
const OFFICE_HOUR = 9

/**
 * By when the review that an item waits at is to be decided. It is counted from when the item came there, so whatever
 * else happens to the item meanwhile moves nothing.
 *
 * @returns nothing where it waits at no review
 */
export function reviewDue(
  { round, enteredAt, urgent }: Pick<Item, 'round' | 'enteredAt' | 'urgent'>, terms: Terms, calendar: Calendar,
): ReviewDue | undefined {
  if (!isReview(round)) return undefined
  if (urgent) return { ok: true, by: 'hours', dueAt: addHours(enteredAt, terms.urgentHours), hours: terms.urgentHours, enteredAt }
  const counted = deadline(dateOf(enteredAt), terms.reviewDays[round], calendar)
  if (counted.ok) return { ok: true, by: 'days', dueAt: endOf(counted.due), deadline: counted }
  // Without pauses it is a year that is missing and nothing else.
  return counted.reason === 'not_loaded' ? { ok: false, year: counted.year } : undefined
}

/** Whether a review is late. */
export function isOverdue(due: ReviewDue | undefined, now: Instant): boolean {
  return due !== undefined && due.ok && due.dueAt <= now
}

/**
 * The reminders of a review: before its due time and at it, then to the deputy and to the head. Counted by days they
 * come in the morning of working days: of the last day, of the first after it, and so on; by hours they follow each
 * other by half the term.
 *
 * @returns them in their order; those whose morning lies in a year that is not loaded are left out
 */
export function reminderTimes(due: ReviewDue, calendar: Calendar): readonly Reminder[] {
  if (!due.ok) return []
  if (due.by === 'hours') {
    const half = due.hours / 2
    return [
      { step: 'before', at: addHours(due.enteredAt, half) }, { step: 'due', at: due.dueAt },
      { step: 'deputy', at: addHours(due.dueAt, half) }, { step: 'head', at: addHours(due.dueAt, due.hours) },
    ]
  }
  const last = due.deadline.due
  const after = (step: ReminderStep, days: number): readonly Reminder[] => {
    const day = addWorkingDays(last, days, calendar)
    return day.ok ? [{ step, at: morningOf(day.date) }] : []
  }
  return [{ step: 'before', at: morningOf(last) }, { step: 'due', at: due.dueAt }, ...after('deputy', 1), ...after('head', 2)]
}

/**
 * The reminder that is to be given now: the last one whose time has come. Those before it that nobody gave, because the
 * system stood still, are not made up for: three mails at once tell nobody anything. Nor is one given after a later one
 * by a minute that comes late.
 *
 * @param given those that were given at this review
 */
export function reminderDue(
  due: ReviewDue | undefined, given: readonly ReminderStep[], now: Instant, calendar: Calendar,
): Reminder | undefined {
  const last = due && reminderTimes(due, calendar).findLast(({ at }) => at <= now)
  const furthest = Math.max(-1, ...given.map((step) => REMINDER_STEPS.indexOf(step)))
  return last && REMINDER_STEPS.indexOf(last.step) > furthest ? last : undefined
}

function morningOf(date: LocalDate): Instant {
  return addHours(startOf(date), OFFICE_HOUR)
}
