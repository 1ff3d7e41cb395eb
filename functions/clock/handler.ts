import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middleware from '@middy/core'
import type { ScheduledEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import { env } from '../../shared/names.ts'
import { now } from '../../shared/now.ts'
import { openRecord } from '../../shared/record/index.ts'
import { openPortal, PortalBusy, publishDue, repairPortal } from '../publish/index.ts'
import { seeToMinute } from './minute.ts'
import type { Seen } from './minute.ts'
import { seeToItem } from './see-to-item.ts'

/** What is left of an invocation's time when no new work is begun. */
const RESERVE_MS = 15_000

const logger = new Logger({ serviceName: 'clock' })
const record = openRecord()
const portal = openPortal('clock')
const eventSchema = z.object({ time: z.iso.datetime() })
const bodySchema = z.object({ units: z.array(z.object({ id: z.string() })) })

/** Every minute: puts the edition of this code's rules in force, sees to what is due and to what a new edition has to screen again. */
export const handler = middleware<ScheduledEvent, Seen>()
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => {
    const at = new Date(eventSchema.parse(event).time)
    const { units } = bodySchema.parse(JSON.parse(process.env[env.body] ?? '{}'))
    // A page is never dated before what led to it: the minute began a while ago.
    const dated = { ...portal, now: () => new Date(Math.max(at.getTime(), now().getTime())) }
    const seen = await seeToMinute({
      record, at, units: units.map(({ id }) => id),
      hasTime: () => context.getRemainingTimeInMillis() > RESERVE_MS,
      seeTo: (item) => seeToItem({ record, at, publish: (id) => publishDue(dated, id) }, item),
      failed: (itemId, error) => logger.error('not seen to', { itemId, error: error instanceof Error ? error.name : 'unknown' }),
    })
    const repaired = await repairPortal(dated).catch((error: unknown) => {
      // Others are writing the same pages: the next minute looks again.
      if (error instanceof PortalBusy) return undefined
      throw error
    })
    logger.info('minute', { ...seen, repaired })
    // The rest is done; the alarm is for whoever has to look at what is not.
    if (seen.failed > 0) throw new Error(`${seen.failed} items could not be seen to`)
    return seen
  })
