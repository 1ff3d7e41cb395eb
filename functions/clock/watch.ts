import type { Calendar } from '../../shared/calendar/index.ts'
import { reminderDue, reviewDue } from '../../shared/deadlines/index.ts'
import type { Terms } from '../../shared/deadlines/index.ts'
import type { Notices } from '../../shared/notices/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { RecordBusy } from '../../shared/record/index.ts'
import { systemActor } from '../../shared/stage/system.ts'
import { isReview, REVIEWER, REVIEWS } from '../../shared/workflow/states.ts'
import type { ReminderStep } from '../../shared/workflow/states.ts'
import { nextPeople } from '../../shared/workflow/staffing.ts'
import { deciders } from '../../shared/workflow/separation.ts'
import type { Candidate, Item } from '../../shared/workflow/types.ts'

/** What watching over the reviews that wait works with. */
export interface Watch {
  readonly record: Pick<Record, 'queue' | 'execute'>
  readonly notices: Pick<Notices, 'add'>
  readonly candidates: (unit: string) => Promise<readonly Candidate[]>
  readonly at: Date
  readonly units: readonly string[]
  readonly terms: Terms
  readonly calendar: Calendar
  readonly hasTime: () => boolean
  readonly failed: (itemId: string, error: unknown) => void
}

/** What came of it; `years` are those whose holidays some review waits for. */
export interface Watched {
  readonly reminded: number
  readonly asked: number
  readonly failed: number
  readonly years: readonly number[]
}

/**
 * Looks at every review that waits: reminds people whose time has come, and asks about a release whose time was wished
 * for and has passed. Each is said once, whatever minutes were missed or doubled: a reminder is an event of the item, and
 * a notice of the same reason is the same notice.
 */
export async function watchReviews(watch: Watch): Promise<Watched> {
  const { record, units, hasTime, candidates, failed } = watch
  const watched = { reminded: 0, asked: 0, failed: 0 }
  const years = new Set<number>()
  for (const unit of units) {
    let people: readonly Candidate[] | undefined
    for (const review of REVIEWS) {
      let cursor: string | undefined
      do {
        if (!hasTime()) return { ...watched, years: [...years] }
        const page = await record.queue(unit, review, cursor)
        for (const item of page.items) {
          const due = reviewDue(item, watch.terms, watch.calendar)
          if (due && !due.ok) years.add(due.year)
          try {
            people ??= await candidates(unit)
            if (await remind(watch, item, people)) watched.reminded += 1
            if (await askAgain(watch, item, people)) watched.asked += 1
          } catch (error) {
            // People were at the item at this moment: the next minute finds it.
            if (error instanceof RecordBusy) continue
            watched.failed += 1
            failed(item.id, error)
          }
        }
        cursor = page.cursor
      } while (cursor !== undefined)
    }
  }
  return { ...watched, years: [...years] }
}

async function remind({ record, at, terms, calendar }: Watch, item: Item, people: readonly Candidate[]): Promise<boolean> {
  const due = reviewDue(item, terms, calendar)
  const reminder = reminderDue(due, item.reminded ?? [], at.toISOString(), calendar)
  if (!due?.ok || !reminder) return false
  const to = remindedAt(reminder.step, item, people).map(({ person }) => person)
  const answer = await record.execute({
    itemId: item.id, actor: systemActor('clock', item.unit), channel: 'clock', at,
    commandId: `remind-${item.id}-${Date.parse(item.enteredAt)}-${reminder.step}`,
    command: { name: 'remind', step: reminder.step, dueAt: due.dueAt, calendar: calendar.edition, to },
  })
  return answer.kind === 'done' && !answer.repeated
}

/**
 * Whom a reminder goes to: those who may decide; then the others who hold that post or, where all of them know, those
 * of the next review, who wait for it; at last the head of the unit.
 */
export function remindedAt(step: ReminderStep, item: Item, people: readonly Candidate[]): readonly Candidate[] {
  const heads = people.filter(({ roles }) => roles.includes('head'))
  const asked = nextPeople(item, people)
  if (step === 'head') return heads
  if (step !== 'deputy' || !isReview(item.round)) return asked
  const apart = [...item.contributors, ...deciders(item.decisions), ...asked.map(({ person }) => person)]
  const post = REVIEWER[item.round]
  const others = people.filter(({ person, roles }) => roles.includes(post) && !apart.includes(person))
  if (others.length > 0) return others
  const next = item.reviews[item.reviews.indexOf(item.round) + 1]
  const following = next ? people.filter(({ person, roles }) => roles.includes(REVIEWER[next]) && !apart.includes(person)) : []
  return following.length > 0 ? following : heads
}

/** Asks whoever approves about a wished time that has passed: nothing is released by itself. */
async function askAgain({ notices, at }: Watch, item: Item, people: readonly Candidate[]): Promise<boolean> {
  const { wishAt } = item
  if (wishAt === undefined || wishAt > at.toISOString() || item.round !== item.reviews.at(-1)) return false
  const added = await Promise.all(nextPeople(item, people).map(({ person }) => notices.add({
    kind: 'release_passed', channel: 'mail', unit: item.unit, person, item: item.id, enteredAt: item.enteredAt, days: [wishAt], mark: wishAt,
  }, at)))
  return added.includes(true)
}
