import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import { Logger } from '@aws-lambda-powertools/logger'
import middleware from '@middy/core'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { openPortal, publishDue } from './index.ts'

const portal = openPortal('publish')
const logger = new Logger({ serviceName: 'publish' })
const processor = new BatchProcessor(EventType.DynamoDBStreams)

async function look({ dynamodb }: DynamoDBRecord): Promise<void> {
  const image = dynamodb?.NewImage
  const id = image?.['id']?.S
  // The record only wakes: whether anything is left to be done is read from the item.
  if (!id || (image?.['round']?.S !== 'approved' && !image?.['portalPending'])) return
  const outcome = await publishDue(portal, id)
  logger.info('looked at an item', { item: id, ...outcome })
}

/** Wakes with the items' stream; reports which records of a batch have to come again. */
export const handler = middleware<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async (event, context) =>
  processPartialResponse(event, look, processor, { context }))
