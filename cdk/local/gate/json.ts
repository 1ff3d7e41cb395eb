import type { Answer } from './forward.ts'

/** An answer of the AWS JSON protocol, which DynamoDB and SQS speak. */
export function jsonAnswer(value: object, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: Buffer.from(JSON.stringify(value)) }
}

/** An error of the AWS JSON protocol as the SDK reads it. */
export function jsonProblem(type: string, message: string, more: object = {}, status = 400): Answer {
  return jsonAnswer({ __type: type, message, Message: message, ...more }, status)
}
