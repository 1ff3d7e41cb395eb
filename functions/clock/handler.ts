import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middleware from '@middy/core'
import type { ScheduledEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import { env } from '../../shared/names.ts'
import { now } from '../../shared/now.ts'
import { openRecord } from '../../shared/record/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { openPortal, PortalBusy, publishDue, repairPortal } from '../publish/index.ts'
import { seeToMinute } from './minute.ts'
import type { Seen } from './minute.ts'
import { seeToItem } from './see-to-item.ts'
import { settleTasks } from './settle.ts'
import { goOnSweeping } from './sweep.ts'

/** What is left of an invocation's time when no new work is begun. */
const RESERVE_MS = 15_000

const logger = new Logger({ serviceName: 'clock' })
const record = openRecord()
const tasks = openTasks()
const portal = openPortal('clock')
const eventSchema = z.object({ time: z.iso.datetime() })
const bodySchema = z.object({
  units: z.array(z.object({ id: z.string() })),
  tasks: z.object({
    sweepHour: z.number(),
    dueDays: z.object({ block: z.number(), warn: z.number(), public_report: z.number(), superior: z.number(), self_check: z.number() }),
  }),
})

/** Every minute: puts the edition of this code's rules in force, sees to what is due, to what a new edition has to screen again, and to tasks. */
export const handler = middleware<ScheduledEvent, Seen>()
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => {
    const at = new Date(eventSchema.parse(event).time)
    const body = bodySchema.parse(JSON.parse(process.env[env.body] ?? '{}'))
    const units = body.units.map(({ id }) => id)
    const hasTime = (): boolean => context.getRemainingTimeInMillis() > RESERVE_MS
    const failed = (itemId: string, error: unknown): void =>
      logger.error('not seen to', { itemId, error: error instanceof Error ? error.name : 'unknown' })
    // A page is never dated before what led to it: the minute began a while ago.
    const dated = { ...portal, now: () => new Date(Math.max(at.getTime(), now().getTime())) }
    const seen = await seeToMinute({
      record, at, units, hasTime, failed,
      seeTo: (item) => seeToItem({ record, at, publish: (id) => publishDue(dated, id) }, item),
    })
    const repaired = await repairPortal(dated).catch((error: unknown) => {
      // Others are writing the same pages: the next minute looks again.
      if (error instanceof PortalBusy) return undefined
      throw error
    })
    const swept = await goOnSweeping({ record, tasks, at, units, settings: body.tasks, hasTime, failed })
    await tasks.forgetSources(at)
    const settled = await settleTasks({ record, tasks, at, units, hasTime })
    logger.info('minute', { ...seen, repaired, swept, settled })
    // The rest is done; the alarm is for whoever has to look at what is not.
    const left = seen.failed + swept.failed
    if (left > 0) throw new Error(`${left} items could not be seen to`)
    return seen
  })
