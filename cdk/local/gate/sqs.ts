import { createHash, randomUUID } from 'node:crypto'
import { arn } from '../plan.ts'
import type { Body, Need } from './dynamodb.ts'
import type { Answer } from './forward.ts'
import { jsonAnswer, jsonProblem } from './json.ts'

/** The queue that a call names: the last part of its address. */
export function queueOf(body: Body): string {
  return String(body['QueueUrl'] ?? '').split('/').at(-1) ?? ''
}

/** The right that a call needs, as IAM would ask for it. */
export function sqsNeedsOf(operation: string, body: Body): Need[] {
  return [{ action: `sqs:${operation}`, resource: arn('sqs', queueOf(body)) }]
}

/**
 * Puts a message into its queue. Nothing but that is known here: no function reads a queue.
 *
 * @param send takes a message: what its text says in JSON, or the text
 * @see "SendMessage" in the Amazon SQS API Reference
 */
export function answerSqs(operation: string, body: Body, send: (queue: string, message: unknown) => void): Answer {
  if (operation !== 'SendMessage') return jsonProblem('com.amazonaws.sqs#UnsupportedOperation', `The local runner does not know ${operation}`)
  const text = body['MessageBody']
  if (typeof text !== 'string' || text === '') return jsonProblem('com.amazonaws.sqs#MissingParameter', 'The request must contain the parameter MessageBody.')
  send(queueOf(body), parsed(text))
  return jsonAnswer({ MessageId: randomUUID(), MD5OfMessageBody: createHash('md5').update(text).digest('hex') })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
