import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import type { MiddyfiedHandler } from '@middy/core'
import middleware from '@middy/core'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import type { Round } from '../workflow/states.ts'
import { ROUNDS } from '../workflow/states.ts'

/** What an image tells before the row is read: it only wakes, what is to be done is told by the row as it is now. */
export interface Woken {
  readonly id: string
  readonly round: Round
  readonly portalPending: boolean
}

/**
 * A handler for the items' stream: one item at a time, in order. What fails is tried again, and what fails for good goes
 * to the function's queue and is left to the clock.
 *
 * @param name of the function, for its log
 * @param work what to do for an item; gives what the log says of it, or nothing
 */
export function onItems(
  name: string, work: (woken: Woken) => Promise<Readonly<Record<string, unknown>> | undefined>,
): MiddyfiedHandler<DynamoDBStreamEvent, DynamoDBBatchResponse> {
  const logger = new Logger({ serviceName: name })
  const processor = new BatchProcessor(EventType.DynamoDBStreams)
  const wake = async (record: DynamoDBRecord): Promise<void> => {
    const woken = wokenBy(record)
    if (!woken) return
    try {
      const outcome = await work(woken)
      if (outcome) logger.info('done', { itemId: woken.id, ...outcome })
    } catch (error) {
      logger.error('failed', { itemId: woken.id, error: error instanceof Error ? error.name : 'unknown' })
      throw error
    }
  }
  return middleware<DynamoDBStreamEvent, DynamoDBBatchResponse>()
    .use(injectLambdaContext(logger))
    .handler(async (event, context) => processPartialResponse(event, wake, processor, {
      context, throwOnFullBatchFailure: false, processInParallel: false,
    }))
}

function wokenBy({ dynamodb }: DynamoDBRecord): Woken | undefined {
  const image = dynamodb?.NewImage
  const id = image?.['id']?.S
  const round = ROUNDS.find((one) => one === image?.['round']?.S)
  return id === undefined || round === undefined ? undefined : { id, round, portalPending: image?.['portalPending'] !== undefined }
}
