import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middleware from '@middy/core'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { openPortal, publishDue } from './index.ts'

const portal = openPortal('publish')
const logger = new Logger({ serviceName: 'publish' })
const processor = new BatchProcessor(EventType.DynamoDBStreams)

/** Woken by the items' stream. What fails is tried again; what fails for good is left to the clock. */
export const handler = middleware<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => processPartialResponse(event, wake, processor, {
    context, throwOnFullBatchFailure: false, processInParallel: false,
  }))

// The image only wakes: what is to be done is told by the row as it is now.
async function wake({ dynamodb }: DynamoDBRecord): Promise<void> {
  const image = dynamodb?.NewImage
  const id = image?.['id']?.S
  if (id === undefined || (image?.['round']?.S !== 'approved' && image?.['portalPending'] === undefined)) return
  try {
    const outcome = await publishDue(portal, id)
    logger.info('looked at', { itemId: id, ...outcome })
  } catch (error) {
    logger.error('not published', { itemId: id, error: error instanceof Error ? error.name : 'unknown' })
    throw error
  }
}
