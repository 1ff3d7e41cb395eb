import { createHash } from 'node:crypto'
import type { Calendar } from '../../shared/calendar/index.ts'
import { addHours, dateOf, startOf } from '../../shared/calendar/index.ts'
import { daysOffAfter } from '../../shared/deadlines/index.ts'
import type { DaysOff } from '../../shared/deadlines/index.ts'
import type { Duty, Rehearsed } from '../../shared/duty/index.ts'
import { fallingAs, keyOf } from '../../shared/duty/index.ts'
import type { Notices } from '../../shared/notices/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { ContentAbsent, RecordBroken, RecordBusy, RegisterMoved } from '../../shared/record/index.ts'
import { systemActor } from '../../shared/stage/system.ts'
import { fallingIn } from '../../shared/stage/waiting.ts'
import { may } from '../../shared/workflow/may.ts'
import type { Candidate, Item } from '../../shared/workflow/types.ts'
import { deciders } from '../../shared/workflow/separation.ts'

/** What a rehearsal works with. */
export interface Rehearsal {
  readonly record: Pick<Record, 'queue' | 'verifyTrail' | 'content' | 'activeEdition'>
  readonly duty: Pick<Duty, 'on' | 'rehearsals' | 'rehearsed'>
  readonly notices: Pick<Notices, 'add'>
  readonly candidates: (unit: string) => Promise<readonly Candidate[]>
  readonly at: Date
  readonly units: readonly string[]
  readonly calendar: Calendar
  readonly hasTime: () => boolean
}

/** When the last working day's rehearsal begins, in hours of Shanghai: early enough for people to act on it. */
export const REHEARSAL_HOUR = 10

/**
 * On the last working day before days off, everything that is to be released in them is checked as it will be then, and
 * those concerned are told, with who is on duty; what comes to it later on that day, in the minute that finds it. Each once,
 * in whatever minutes.
 *
 * @returns the number of items that were looked at
 */
export async function rehearse(rehearsal: Rehearsal): Promise<number> {
  const { at, calendar, units, hasTime } = rehearsal
  const day = dateOf(at.toISOString())
  if (at.toISOString() < addHours(startOf(day), REHEARSAL_HOUR)) return 0
  const off = daysOffAfter(day, calendar)
  if (!off || 'year' in off) return 0
  let looked = 0
  for (const unit of units) {
    if (!hasTime()) continue
    try {
      looked += await rehearseUnit(rehearsal, unit, off)
    } catch (error) {
      // Another minute is at it, or people were: the next one looks again.
      if (!(error instanceof RegisterMoved || error instanceof RecordBusy)) throw error
    }
  }
  return looked
}

async function rehearseUnit(rehearsal: Rehearsal, unit: string, off: DaysOff): Promise<number> {
  const { record, duty, notices, candidates, at } = rehearsal
  const before = await duty.rehearsals(unit, off)
  const { keys } = before
  const falling = (await fallingIn(record, unit, off)).filter((item) => !keys?.has(keyOf(fallingAs(item))))
  // The first rehearsal is written down even where nothing falls into the days.
  if (keys && falling.length === 0) return 0
  const [people, activeEdition] = await Promise.all([candidates(unit), record.activeEdition()])
  const items: Rehearsed[] = []
  for (const item of falling) items.push(await tried(record, item, people, activeEdition))
  const { first, last } = off
  if (falling.length > 0) {
    const mark = keys ? `${first} ${markOf(items)}` : first
    const named = await duty.on(unit, first)
    const rehearsed = { all: items.length, failing: items.filter(({ problem }) => problem !== undefined).length }
    // Told before it is written down: a death in between tells the same notices again, which are there already.
    for (const person of concerned(falling, people, named?.person)) {
      await notices.add({ kind: 'rehearsal', channel: 'mail', unit, person, days: [first, last], mark, rehearsed, ...(named && { names: [named.name] }) }, at)
    }
  }
  await duty.rehearsed(unit, { first, last }, items, before, at)
  return falling.length
}

/** What would stand in the way of a release at its time, as far as it can be known now. */
async function tried(record: Rehearsal['record'], item: Item, people: readonly Candidate[], activeEdition: string): Promise<Rehearsed> {
  const falls = fallingAs(item)
  const { at } = falls
  if (item.round !== 'approved') return falls
  const refused = may(item, systemActor('publish', item.unit), 'publish', { now: at, people, activeEdition, commandId: '' })
  if (refused) return { ...falls, problem: refused.code }
  if (!(await record.verifyTrail(item.id)).ok) return { ...falls, problem: 'not_proven' }
  try {
    await record.content(item.revision)
    return falls
  } catch (error) {
    if (!(error instanceof ContentAbsent || error instanceof RecordBroken)) throw error
    return { ...falls, problem: 'files_missing' }
  }
}

/** The same for whoever rehearses the same. */
function markOf(items: readonly Rehearsed[]): string {
  return createHash('sha256').update(items.map(keyOf).toSorted().join('\n')).digest('hex').slice(0, 32)
}

/** Who wrote and who decided, the heads, and who is on duty: the ones that a failing release would be asked about. */
function concerned(items: readonly Item[], people: readonly Candidate[], duty: string | undefined): readonly string[] {
  const heads = people.filter(({ roles }) => roles.includes('head')).map(({ person }) => person)
  const own = items.flatMap((item) => [item.editor, ...deciders(item.decisions)])
  return [...new Set([...own, ...heads, ...duty === undefined ? [] : [duty]])].filter((one) => people.some(({ person }) => person === one))
}
