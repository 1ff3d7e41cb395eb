import * as z from 'zod/mini'
import type { Draft, Notices } from '../../shared/notices/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { RegisterMoved } from '../../shared/record/index.ts'
import type { PageTask, Task, Tasks } from '../../shared/tasks/index.ts'
import { WHOLE_BODY } from '../../shared/tasks/index.ts'
import { isLate } from '../../shared/tasks/rule.ts'
import type { Candidate } from '../../shared/workflow/types.ts'

/** What telling people of tasks works with. */
export interface Telling {
  readonly record: Pick<Record, 'register' | 'writeRegisters'>
  readonly tasks: Pick<Tasks, 'open'>
  readonly notices: Pick<Notices, 'add'>
  readonly candidates: (unit: string) => Promise<readonly Candidate[]>
  /** ids of those who administer the body */
  readonly administrators: () => Promise<readonly string[]>
  readonly at: Date
  readonly units: readonly string[]
  readonly hasTime: () => boolean
}

const TOLD = { pk: 'tasks', sk: 'told' } as const
const toldSchema = z.iso.datetime()
/** A task may be written a while after the time that it says it was opened at. */
const LOOK_BACK_MS = 10 * 60_000
/** How often the mark is moved on where nothing was told. */
const MARK_MS = 60 * 60_000

/**
 * Tells people of tasks that were opened, and of those that are late, since the last minute that told everything. The
 * same task is told twice to nobody, so a minute that died in between is simply made again.
 *
 * @returns how many notices were new
 */
export async function tellTasks({ record, tasks, notices, candidates, administrators, at, units, hasTime }: Telling): Promise<number> {
  const held = await record.register(TOLD.pk, TOLD.sk)
  const mark = held === undefined ? 0 : Date.parse(toldSchema.parse(held.value))
  const since = new Date(Math.max(0, mark - LOOK_BACK_MS)).toISOString()
  let told = 0
  for (const unit of [...units, WHOLE_BODY]) {
    let people: readonly Candidate[] | undefined
    let cursor: string | undefined
    do {
      if (!hasTime()) return told
      const page = await tasks.open(unit, cursor)
      for (const task of page.tasks) {
        const late = isLate(task, at.toISOString()) && task.dueAt >= since
        if (!late && task.openedAt < since) continue
        const to = task.kind === 'calendar' ? await administrators() : owners(task, people ??= await candidates(unit), late)
        for (const person of to) {
          if (await notices.add({ ...whatOf(task, late), channel: 'mail', unit, person, task: task.id, dueAt: task.dueAt }, at)) told += 1
        }
      }
      cursor = page.cursor
    } while (cursor !== undefined)
  }
  if (told > 0 || at.getTime() - mark > MARK_MS) await move(record, held?.version ?? 0, at)
  return told
}

function whatOf(task: Task, late: boolean): Pick<Draft, 'kind' | 'item' | 'year'> {
  if (task.kind === 'calendar') return { kind: late ? 'calendar_late' : 'calendar_missing', year: task.year }
  return { kind: late ? 'task_late' : 'task_opened', item: task.item }
}

/** Who sees to a task about a page: whoever wrote the page, if still there, and those who screen; once it is late, the heads too. */
function owners(task: PageTask, people: readonly Candidate[], late: boolean): readonly string[] {
  return people.filter(({ person, roles }) => person === task.editor || roles.includes('screening_reviewer') || (late && roles.includes('head')))
    .map(({ person }) => person)
}

async function move(record: Telling['record'], version: number, at: Date): Promise<void> {
  await record.writeRegisters([{ ...TOLD, value: at.toISOString(), version: version + 1 }]).catch((error: unknown) => {
    // Another minute is as far.
    if (!(error instanceof RegisterMoved)) throw error
  })
}
