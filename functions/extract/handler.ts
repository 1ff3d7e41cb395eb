import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import middleware from '@middy/core'
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { openRecord } from '../../shared/record/index.ts'
import { extractAttachments } from './extract-attachments.ts'

const logger = new Logger({ serviceName: 'extract' })
const record = openRecord()
const processor = new BatchProcessor(EventType.DynamoDBStreams)

/** Woken by the items' stream: reads the attachments of each revision as soon as it is saved, long before it is screened. */
export const handler = middleware<DynamoDBStreamEvent, DynamoDBBatchResponse>()
  .use(injectLambdaContext(logger))
  .handler(async (event, context) => processPartialResponse(event, wake, processor, {
    context, throwOnFullBatchFailure: false, processInParallel: false,
  }))

// A revision never changes, so that the image says enough: reading it once too often does no harm.
async function wake({ dynamodb }: DynamoDBRecord, context?: Context): Promise<void> {
  const image = dynamodb?.NewImage
  const revision = image?.['revision']?.S
  if (revision === undefined || image?.['round']?.S === 'none') return
  const itemId = image?.['id']?.S
  try {
    const read = await extractAttachments(record, revision, () => context?.getRemainingTimeInMillis() ?? 0)
    if (read > 0) logger.info('read', { itemId, attachments: read })
  } catch (error) {
    logger.error('not read', { itemId, error: error instanceof Error ? error.name : 'unknown' })
    throw error
  }
}
