import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { env } from '../../shared/names.ts'
import { deadLetterOf } from '../../shared/notices/dead-letter.ts'
import type { Notice } from '../../shared/notices/index.ts'
import { readVariable } from '../../shared/web/environment.ts'

/** A queue that is silent must not use up the time of an invocation: what it did not take is handed on later. */
const PATIENCE = { connectionTimeout: 2000, requestTimeout: 4000, throwOnRequestTimeout: true } as const

const QueueUrl = readVariable(env.undeliveredQueue)
// The SDK knows where the service is; the queue's address is its name.
const client = new SQSClient({ useQueueUrlAsEndpoint: false, maxAttempts: 3, requestHandler: PATIENCE })

/** Leaves a notice that is given up with this function's queue. @throws where the queue did not take it */
export async function leave(notice: Notice): Promise<void> {
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(deadLetterOf(notice)) }))
}
