import * as z from 'zod/mini'
import type { Record, RegisterWrite, TrailEvent } from '../../shared/record/index.ts'
import { RecordBusy, RegisterMoved } from '../../shared/record/index.ts'
import { dateOf, shippedCalendar } from '../../shared/calendar/index.ts'
import type { Lexicon } from '../../shared/screening/index.ts'
import { screenContent } from '../../shared/screening/index.ts'
import { screenAttachments } from '../../shared/stage/attachments.ts'
import type { LexiconRecord } from '../../shared/stage/lexicon.ts'
import { activeLexicon } from '../../shared/stage/lexicon.ts'
import type { TaskSettings } from '../../shared/names.ts'
import { dueOfTask } from '../../shared/tasks/due.ts'
import { sweepTaskId } from '../../shared/tasks/ids.ts'
import type { Tasks } from '../../shared/tasks/index.ts'
import { isUnconfirmed } from '../../shared/workflow/due.ts'
import { mustDispose } from '../../shared/workflow/requirements.ts'
import { ROUNDS } from '../../shared/workflow/states.ts'
import type { Digest, Item } from '../../shared/workflow/types.ts'

/** What a sweep needs of the record. */
export type SweepRecord = LexiconRecord & Pick<Record, 'queue' | 'register' | 'writeRegisters' | 'content' | 'texts' | 'report' | 'trail'>

/** What one part of a sweep works with. */
export interface Sweep {
  readonly record: SweepRecord
  readonly tasks: Pick<Tasks, 'add'>
  readonly at: Date
  readonly units: readonly string[]
  readonly settings: TaskSettings
  /** Whether there is time to begin with another item. */
  readonly hasTime: () => boolean
  readonly failed: (itemId: string, error: unknown) => void
}

/** Pages looked at, tasks opened, and pages that could not be looked at. */
export interface Swept {
  readonly looked: number
  readonly opened: number
  readonly failed: number
  /** whether the sweep is at its end; the next minute goes on where not */
  readonly complete: boolean
}

/** After so many walks a cut-off one is enough: whatever moved past all of them is for the next night. */
const MOST_WALKS = 10

const CURSOR = { pk: 'sweep', sk: 'run' } as const
const SYSTEM = { person: 'system:clock', name: 'system:clock' } as const

const runSchema = z.object({
  /** number of the activation and night that the sweep is for */
  activation: z.number(), night: z.string(),
  done: z.boolean(),
  /** the place: which queue, and where in it */
  queue: z.number(), cursor: z.optional(z.string()),
  /** which walk this is, and how many pages it was the first to look at: a walk without any is the last */
  walk: z.number(), fresh: z.number(),
  /** pages that this walk could not look at */
  failed: z.number(),
})
type Run = z.infer<typeof runSchema>
const markSchema = z.object({ run: z.string(), walk: z.number(), revision: z.string() })

/**
 * Goes on with the sweep (不定时排查) for as long as there is time: every page that is public, or may come back, is
 * screened by the edition in force, and each new finding opens a task. The place is kept in a register and each page is
 * marked once it is done, so a sweep that was cut off goes on where it stood and looks at no page twice but the last.
 * Items move between queues meanwhile: all are walked until a walk that nothing cut off finds no page that is not marked.
 */
export async function goOnSweeping(sweep: Sweep): Promise<Swept> {
  const { record, at } = sweep
  const swept = { looked: 0, opened: 0, failed: 0 }
  const { lexicon, edition, active, version: activation } = await activeLexicon(record)
  const held = await record.register(CURSOR.pk, CURSOR.sk)
  const before = held && runSchema.parse(held.value)
  const night = nightOf(at, sweep.settings.sweepHour)
  if (before?.done && before.activation === activation && before.night === night) return { ...swept, complete: true }
  // Code of other rules has put another edition in force: its own clock sweeps.
  if (active !== edition) return { ...swept, complete: false }
  // A sweep that is still under way ends first, unless it is for an edition that is not in force any more.
  let run: Run = before && !before.done && before.activation === activation ? before
    : { activation, night, done: false, queue: 0, walk: 1, fresh: 0, failed: 0 }
  let version = held?.version ?? 0
  const keep = async (next: Run): Promise<void> => {
    version += 1
    await record.writeRegisters([{ ...CURSOR, value: next, version }])
    run = next
  }
  const queues = queuesOf(sweep.units)
  let whole = run.queue === 0 && run.cursor === undefined
  try {
    for (;;) {
      const queue = queues[run.queue]
      if (!queue) {
        const last = run.fresh === 0 && run.failed === 0 && (whole || run.walk >= MOST_WALKS)
        const tired = run.failed > 0
        await keep(last ? { ...start(run), done: true } : { ...start(run), queue: 0, walk: run.walk + 1, fresh: 0, failed: 0 })
        whole = true
        if (last || tired) return { ...swept, complete: last }
        continue
      }
      const page = await record.queue(queue.unit, queue.round, run.cursor)
      let [fresh, failed] = [0, 0]
      for (const item of page.items) {
        if (!sweep.hasTime()) return { ...swept, complete: false }
        const look = await lookAt(sweep, item, { lexicon, edition, walk: run.walk, run: `${run.activation}/${run.night}` }).catch((error: unknown) => {
          if (error instanceof RegisterMoved || error instanceof RecordBusy) throw error
          sweep.failed(item.id, error)
          failed += 1
          return undefined
        })
        if (!look) continue
        fresh += 1
        swept.looked += look.again ? 0 : 1
        swept.opened += look.opened
      }
      swept.failed += failed
      run = { ...run, fresh: run.fresh + fresh, failed: run.failed + failed }
      await keep(page.cursor === undefined ? { ...start(run), queue: run.queue + 1 } : { ...run, cursor: page.cursor })
    }
  } catch (error) {
    // Another clock sweeps at this moment, or the record is busy: the next minute goes on.
    if (error instanceof RegisterMoved || error instanceof RecordBusy) return { ...swept, complete: false }
    throw error
  }
}

interface Look { readonly lexicon: Lexicon, readonly edition: string, readonly run: string, readonly walk: number }

/**
 * @returns how many tasks it opened, and whether this walk had been here before it was cut off; nothing where the page
 * is not public, or where an earlier walk has looked at it
 */
async function lookAt(
  { record, tasks, at, settings }: Sweep, item: Item, { lexicon, edition, run, walk }: Look,
): Promise<{ readonly opened: number, readonly again: boolean } | undefined> {
  const { published } = item
  if (!published || !isPublic(item)) return undefined
  const marked = await record.register('swept', item.id)
  const mark = marked && markSchema.parse(marked.value)
  if (mark?.run === run && mark.revision === published.revision) return mark.walk === walk ? { opened: 0, again: true } : undefined
  const [content, events] = await Promise.all([record.content(published.revision), record.trail(item.id)])
  const known = await disposedOf(record, published.revision, events)
  const editor = events.findLast(({ type, revision }) => (type === 'save' || type === 'create') && revision === published.revision)?.actor.person
  const today = dateOf(at.toISOString())
  // What was published was read before: a file without its text now is a finding, not something to wait for.
  const files = await screenAttachments(record, content.attachments, lexicon, today, true)
  const findings = [...files?.findings ?? [], ...screenContent(content, lexicon, { today }).findings]
  let opened = 0
  for (const finding of findings) {
    if (!mustDispose(finding) || known.has(finding.id)) continue
    const openedAt = at.toISOString()
    const { id, kind, level, span, rule, basis, masked, suggestion } = finding
    const found = { id, kind, level, span, rule, basis, masked, ...(suggestion !== undefined && { suggestion }) }
    const isNew = await tasks.add({
      id: sweepTaskId(item.id, id, published.revision), kind: 'sweep', unit: item.unit, item: item.id, revision: published.revision,
      editor: editor ?? item.editor, finding: found, edition, openedAt,
      dueAt: dueOfTask({ kind: 'sweep', finding: found }, openedAt, shippedCalendar, settings.dueDays),
    }, SYSTEM)
    if (isNew) opened += 1
  }
  const write: RegisterWrite = { pk: 'swept', sk: item.id, value: { run, walk, revision: published.revision }, version: (marked?.version ?? 0) + 1 }
  await record.writeRegisters([write])
  return { opened, again: false }
}

/** The findings of the published revision's own report: nothing is published while one of them is not disposed of. */
async function disposedOf(record: SweepRecord, revision: Digest, events: readonly TrailEvent[]): Promise<ReadonlySet<string>> {
  const published = events.findLast((event) => event.type === 'publish' && event.revision === revision)
  if (published?.report === undefined) return new Set()
  const { findings } = await record.report(published.report)
  return new Set(findings.filter(mustDispose).map(({ id }) => id))
}

/** Public now, or back again unless a second person confirms the take-down. */
function isPublic(item: Item): boolean {
  return item.presence === 'live' || (item.presence === 'taken_down' && isUnconfirmed(item))
}

/** The run at the beginning of a queue. */
function start(run: Run): Run {
  const begun = { ...run }
  delete begun.cursor
  return begun
}

function queuesOf(units: readonly string[]): { readonly unit: string, readonly round: Item['round'] }[] {
  return units.flatMap((unit) => ROUNDS.map((round) => ({ unit, round })))
}

/** The night in Shanghai that a sweep belongs to: it begins at its hour. */
function nightOf(at: Date, hour: number): string {
  return new Date(at.getTime() + (8 - hour) * 3_600_000).toISOString().slice(0, 10)
}
