import type { Record } from '../../shared/record/index.ts'
import { RecordBusy, RegisterMoved } from '../../shared/record/index.ts'
import type { ScreeningRecord } from '../../shared/stage/screening.ts'
import { activeLexicon } from '../../shared/stage/lexicon.ts'
import { lacksReport, screenItem } from '../../shared/stage/screening.ts'
import { COMMANDS } from '../../shared/workflow/table.ts'
import type { Item } from '../../shared/workflow/types.ts'

/** What a minute needs of the record. */
export type ClockRecord = ScreeningRecord & Pick<Record, 'activateEdition' | 'register' | 'writeRegisters' | 'due' | 'queue'>

/** What one minute works with. */
export interface Minute {
  readonly record: ClockRecord
  /** the time of the minute's event */
  readonly at: Date
  readonly units: readonly string[]
  /** Whether there is time to begin with another item. */
  readonly hasTime: () => boolean
  /** Does what is due of one item. */
  readonly seeTo: (item: Item) => Promise<void>
  readonly failed: (itemId: string, error: unknown) => void
}

/** What was done: items that were due, items that a new edition screened again, and those that failed. */
export interface Seen {
  readonly due: number
  readonly screened: number
  readonly failed: number
  /** whether all was looked at; the next minute goes on where not */
  readonly complete: boolean
}

const BATCH = 25
/** Which activation all that waits was screened for: behind the last one, some may be left. */
const RESCREENED = { pk: 'edition', sk: 'rescreened' } as const

/** One minute of the clock. Whatever fails is left for the next one and keeps nothing else from being done. */
export async function seeToMinute(minute: Minute): Promise<Seen> {
  const activation = await putInForce(minute.record)
  const due = await walkDue(minute)
  const again = await screenAgain(minute, activation)
  return {
    due: due.done, screened: again.done, failed: due.failed + again.failed, complete: due.complete && again.complete,
  }
}

/** An edition that came into force; coming back to an older one is another activation. */
interface Activation { readonly edition: string, readonly number: number }

/**
 * Other rules make another edition of the same terms: puts that of this code in force.
 *
 * @returns none where somebody else put another one in force at the same moment: the next minute sees to it
 */
async function putInForce(record: ClockRecord): Promise<Activation | undefined> {
  const { edition, active, version } = await activeLexicon(record)
  if (active === edition) return { edition, number: version }
  await record.activateEdition(edition, version).catch((error: unknown) => {
    if (!(error instanceof RegisterMoved)) throw error
  })
  const after = await record.activeLexicon()
  return after.edition === edition ? { edition, number: after.version } : undefined
}

interface Walked { done: number, failed: number, busy: number, complete: boolean }

async function walkDue({ record, at, hasTime, seeTo, failed }: Minute): Promise<Walked> {
  const walked: Walked = { done: 0, failed: 0, busy: 0, complete: true }
  let after: string | undefined
  do {
    // What falls due at this very instant is due.
    const page = await record.due(`${at.toISOString()}~`, BATCH, after)
    for (const item of page.items) {
      if (!hasTime()) return { ...walked, complete: false }
      await attempt(walked, item, seeTo, failed)
    }
    after = page.next
  } while (after !== undefined)
  return walked
}

/** A new edition screens again what waits. All queues are walked until one walk has left nothing behind. */
async function screenAgain(
  { record, at, units, hasTime, failed }: Minute, activation: Activation | undefined,
): Promise<Walked> {
  const walked: Walked = { done: 0, failed: 0, busy: 0, complete: true }
  if (!activation) return { ...walked, complete: false }
  const { edition, number } = activation
  const before = await record.register(RESCREENED.pk, RESCREENED.sk)
  if (before?.value === number) return walked
  const screen = async (item: Item): Promise<void> => {
    if (lacksReport(item, edition)) await screenItem(record, item, 'clock', at)
  }
  for (const unit of units) {
    for (const round of COMMANDS.screen.rounds) {
      let cursor: string | undefined
      do {
        const page = await record.queue(unit, round, cursor)
        for (const item of page.items) {
          if (!hasTime()) return { ...walked, complete: false }
          await attempt(walked, item, screen, failed)
        }
        cursor = page.cursor
      } while (cursor !== undefined)
    }
  }
  if (walked.failed + walked.busy === 0) {
    await record.writeRegisters([{ ...RESCREENED, value: number, version: (before?.version ?? 0) + 1 }]).catch(ignoreOthers)
  }
  return walked
}

async function attempt(
  walked: Walked, item: Item, work: (item: Item) => Promise<void>, failed: Minute['failed'],
): Promise<void> {
  try {
    await work(item)
    walked.done += 1
  } catch (error) {
    // People were at the item at this moment: the next minute finds it.
    if (error instanceof RecordBusy || error instanceof RegisterMoved) {
      walked.busy += 1
      return
    }
    walked.failed += 1
    failed(item.id, error)
  }
}

function ignoreOthers(error: unknown): void {
  if (!(error instanceof RegisterMoved || error instanceof RecordBusy)) throw error
}
