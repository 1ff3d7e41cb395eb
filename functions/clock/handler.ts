import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import middleware from '@middy/core'
import type { ScheduledEvent } from 'aws-lambda'
import * as z from 'zod/mini'
import { shippedCalendar as calendar } from '../../shared/calendar/index.ts'
import { termsOf } from '../../shared/deadlines/index.ts'
import { openDuty } from '../../shared/duty/index.ts'
import { administratorsIn, openIdentity } from '../../shared/identity/index.ts'
import { env, metrics as metricNames } from '../../shared/names.ts'
import { openNotices } from '../../shared/notices/index.ts'
import { now } from '../../shared/now.ts'
import { openComparisons } from '../../shared/reconcile/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { openPortal, PortalBusy, publishDue, repairPortal } from '../publish/index.ts'
import { readVariable } from '../../shared/web/environment.ts'
import { fetchFrom } from './fetch.ts'
import { askForYears } from './missing-years.ts'
import { seeToMinute } from './minute.ts'
import type { Seen } from './minute.ts'
import type { Means } from './reconcile.ts'
import { goOnComparing, S3PortalBucket, watchedPortal } from './reconcile.ts'
import { seeToItem } from './see-to-item.ts'
import { rehearse } from './rehearse.ts'
import { settleTasks } from './settle.ts'
import { tellStandIns } from './stand-ins.ts'
import { goOnSweeping } from './sweep.ts'
import { tellTasks } from './tell-tasks.ts'
import { watchReviews } from './watch.ts'

/** What is left of an invocation's time when no new work is begun. */
const RESERVE_MS = 15_000

const logger = new Logger({ serviceName: 'clock' })
const record = openRecord()
const tasks = openTasks()
const notices = openNotices()
const duty = openDuty()
const identity = openIdentity()
const portal = openPortal('clock')
const bucket = new S3PortalBucket(readVariable(env.portalBucket))
const comparisons = openComparisons()
const metrics = new Metrics({ namespace: metricNames.namespace, serviceName: 'clock' })
const eventSchema = z.object({ time: z.iso.datetime() })
const bodySchema = z.object({
  units: z.array(z.object({ id: z.string() })),
  terms: z.optional(z.object({
    reviewDays: z.object({ first_review: z.number(), screening: z.number(), approval: z.number(), head_review: z.number() }), urgentHours: z.number(),
  })),
  tasks: z.object({
    sweepHour: z.number(),
    dueDays: z.object({ block: z.number(), warn: z.number(), public_report: z.number(), superior: z.number(), self_check: z.number() }),
  }),
})

/**
 * Every minute: puts the edition of this code's rules in force, sees to what is due, to what a new edition has to screen again, to reviews that
 * wait, to tasks, and to what the portal really holds.
 */
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
    const watching = { record, notices, candidates: (unit: string) => identity.candidates(unit), at, units, calendar, hasTime }
    const watched = await watchReviews({ ...watching, terms: termsOf(body), failed })
    const rehearsed = await rehearse({ ...watching, duty })
    const stoodIn = await tellStandIns({ record, identity, notices, at, units, hasTime })
    const comparing: Means = {
      record, bucket, comparisons, at, units, hour: body.tasks.sweepHour, hasTime, portal: dated,
      fetch: fetchFrom(portal.site.origin),
      // Not the address: whoever put something there may have named it after a person.
      alarm: ({ difference, item }, code) => {
        logger.error('portal differs from the record', { difference, code, ...(item && { itemId: item }) })
        metrics.addMetric(metricNames.portalUnproven, MetricUnit.Count, 1)
      },
    }
    const repaired = await watchedPortal(comparing).then(repairPortal).catch((error: unknown) => {
      // Others are writing the same pages: the next minute looks again.
      if (error instanceof PortalBusy) return undefined
      throw error
    })
    const swept = await goOnSweeping({ record, tasks, at, units, settings: body.tasks, hasTime, failed })
    await tasks.forgetSources(at)
    const settled = await settleTasks({ record, tasks, at, units, calendar, hasTime })
    const asked = await askForYears({ tasks, at, calendar, waitedFor: watched.years })
    const administrators = async (): Promise<string[]> => administratorsIn(await identity.people()).map(({ id }) => id)
    const told = await tellTasks({ ...watching, tasks, administrators })
    const compared = await goOnComparing(comparing)
    metrics.publishStoredMetrics()
    logger.info('minute', { ...seen, watched, rehearsed, stoodIn, repaired, swept, settled, asked, told, compared })
    // The rest is done; the alarm is for whoever has to look at what is not.
    const left = seen.failed + swept.failed + watched.failed
    if (left > 0) throw new Error(`${left} items could not be seen to`)
    return seen
  })
