import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics'
import middleware from '@middy/core'
import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent, ScheduledEvent } from 'aws-lambda'
import { metrics as names } from '../../shared/names.ts'
import type { Notice } from '../../shared/notices/index.ts'
import type { Tally } from '../../shared/notices/send.ts'
import { sendDue } from '../../shared/notices/send.ts'
import { catchUp } from '../../shared/notices/catch-up.ts'
import { tellItem } from '../../shared/notices/tell.ts'
import { readVariable } from '../../shared/web/environment.ts'
import { onItems } from '../../shared/stage/stream.ts'
import { open } from './means.ts'
import { leave } from './undelivered.ts'

/** What is left of an invocation's time when no further mail is begun: as long as a server may take over one. */
const RESERVE_MS = 35_000
/** Within a stream's batch others wait for their turn. */
const STREAM_MS = 10_000

const logger = new Logger({ serviceName: 'notify' })
const metrics = new Metrics({ namespace: names.namespace, serviceName: 'notify' })
// By these the alarm knows whose number it is.
metrics.setDefaultDimensions({ function_name: readVariable('AWS_LAMBDA_FUNCTION_NAME') })

const onStream = onItems('notify', async ({ id }) => {
  const until = Date.now() + STREAM_MS
  const { tell, send, close } = await open({ hasTime: () => Date.now() < until, leave: handOn, gaveUp, troubled })
  try {
    const made = await tellItem(tell, id)
    const tally = await sendDue(send, made)
    return made.length > 0 || isBusy(tally) ? { made: made.length, ...tally } : undefined
  } finally {
    close()
    metrics.publishStoredMetrics()
  }
})

const onMinute = middleware<ScheduledEvent, Tally>()
  .use(injectLambdaContext(logger))
  .handler(async (_, context) => {
    const { tell, send, close } = await open({ hasTime: () => context.getRemainingTimeInMillis() > RESERVE_MS, leave: handOn, gaveUp, troubled })
    const untold: string[] = []
    try {
      const made = await catchUp(tell, (itemId, error) => {
        untold.push(itemId)
        logger.error('not told', { itemId, error: error instanceof Error ? error.name : 'unknown' })
      })
      const tally = await sendDue(send, made)
      if (made.length > 0 || isBusy(tally)) logger.info('minute', { made: made.length, ...tally })
      // The rest is done; the alarm is for whoever has to look at what is not.
      if (untold.length > 0) throw new Error(`${untold.length} items could not be told`)
      return tally
    } finally {
      close()
      metrics.publishStoredMetrics()
    }
  })

/** Tells people what has happened to items as soon as the stream says so, and every minute whatever waits or was missed. */
export async function handler(event: DynamoDBStreamEvent | ScheduledEvent, context: Context): Promise<DynamoDBBatchResponse | Tally> {
  return 'Records' in event ? onStream(event, context) : onMinute(event, context)
}

// An alarm that only heard of what the queue took would be silent where the queue is.
async function handOn(notice: Notice): Promise<void> {
  try {
    await leave(notice)
  } catch (error) {
    metrics.addMetric(names.noticesGivenUp, MetricUnit.Count, 1)
    throw error
  }
}

/** The alarm stands on this number; who it was is for the page of administrators. */
function gaveUp({ id, kind, channel, failure, answer }: Notice): void {
  metrics.addMetric(names.noticesGivenUp, MetricUnit.Count, 1)
  logger.error('gave up', { notice: id, kind, channel, failure, answer })
}

function troubled({ id, kind }: Notice, error: unknown): void {
  logger.error('not sent', { notice: id, kind, error: error instanceof Error ? error.name : 'unknown' })
}

function isBusy({ sent, later, failed, dropped }: Tally): boolean {
  return sent + later + failed + dropped > 0
}
