import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middleware from '@middy/core'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { openRecord } from '../../shared/record/index.ts'
import { isScreened, screenItem } from '../../shared/stage/screening.ts'
import { ROUNDS } from '../../shared/workflow/states.ts'

const logger = new Logger({ serviceName: 'screen' })
const record = openRecord()
const processor = new BatchProcessor(EventType.DynamoDBStreams)

/** Woken by the items' stream: screens what waits for it. What fails is tried again, and handed on if it fails for good. */
export const handler = middleware<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => processPartialResponse(event, wake, processor, {
    context, throwOnFullBatchFailure: false, processInParallel: false,
  }))

// The image only wakes: what is to be done is told by the row as it is now.
async function wake({ dynamodb }: DynamoDBRecord): Promise<void> {
  const id = dynamodb?.NewImage?.['id']?.S
  const round = ROUNDS.find((one) => one === dynamodb?.NewImage?.['round']?.S)
  if (id === undefined || round === undefined || !isScreened(round)) return
  try {
    const item = await record.item(id)
    const answer = item && await screenItem(record, item, 'stream')
    if (answer) logger.info('screened', { itemId: id, outcome: answer.kind })
  } catch (error) {
    logger.error('not screened', { itemId: id, error: error instanceof Error ? error.name : 'unknown' })
    throw error
  }
}
