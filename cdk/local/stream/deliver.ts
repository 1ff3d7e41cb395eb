import type { DynamoDBRecord } from 'aws-lambda'

/** How a mapping delivers; the names are those of the event source mapping. */
export interface DeliveryRules {
  /** Attempts after the first; `Infinity` until the records are too old. */
  readonly retries: number
  readonly maxRecordAgeMs: number
  readonly bisect: boolean
  readonly reportsFailures: boolean
}

export interface Delivery {
  /** Invokes the function; a rejection is a failed attempt. */
  invoke(records: readonly DynamoDBRecord[]): Promise<unknown>
  /** Takes what was given up: pointers into the stream, as Lambda sends them. */
  giveUp(records: readonly DynamoDBRecord[], condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded', attempts: number): void
  /** Waits before the attempt of this number, counted from 1. */
  pause(attempt: number): Promise<void>
  now(): number
}

/**
 * Delivers one batch to the end: every record has been taken or given up when it resolves.
 *
 * With reported failures everything from the lowest reported sequence number on is tried again; with bisect a batch
 * that failed as a whole is cut in two, which does not count as an attempt.
 * Source: AWS Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda" and
 * "Retain discarded records".
 */
export async function deliver(
  records: readonly DynamoDBRecord[], rules: DeliveryRules, delivery: Delivery, attempt = 1,
): Promise<void> {
  const fresh = records.filter((record) => delivery.now() - createdAt(record) <= rules.maxRecordAgeMs)
  const stale = records.filter((record) => !fresh.includes(record))
  if (stale.length > 0) delivery.giveUp(stale, 'RecordAgeExceeded', attempt - 1)
  if (fresh.length === 0) return
  const failedFrom = await firstFailure(fresh, rules, delivery)
  if (failedFrom === undefined) return
  const rest = fresh.slice(failedFrom)
  const whole = failedFrom === 0
  if (whole && rules.bisect && rest.length > 1) {
    const middle = Math.ceil(rest.length / 2)
    await deliver(rest.slice(0, middle), rules, delivery, attempt)
    await deliver(rest.slice(middle), rules, delivery, attempt)
    return
  }
  if (attempt > rules.retries) {
    delivery.giveUp(rest, 'RetryAttemptsExhausted', attempt)
    return
  }
  await delivery.pause(attempt)
  await deliver(rest, rules, delivery, whole ? attempt + 1 : 1)
}

/** Position of the first record that was not taken; `undefined` where all were. */
async function firstFailure(
  records: readonly DynamoDBRecord[], rules: DeliveryRules, delivery: Delivery,
): Promise<number | undefined> {
  try {
    const result = await delivery.invoke(records)
    return rules.reportsFailures ? reportedFailure(records, result) : undefined
  } catch {
    return 0
  }
}

function reportedFailure(records: readonly DynamoDBRecord[], result: unknown): number | undefined {
  const reported: unknown = typeof result === 'object' && result !== null && 'batchItemFailures' in result
    ? result.batchItemFailures : undefined
  if (reported === undefined || reported === null) return undefined
  if (!Array.isArray(reported)) return 0
  const positions = reported.map((one: { itemIdentifier?: unknown } | null) =>
    records.findIndex((record) => record.dynamodb?.SequenceNumber === one?.itemIdentifier && one?.itemIdentifier))
  // What cannot be read or found counts as a failure of the whole batch.
  return positions.length === 0 ? undefined : Math.max(0, Math.min(...positions))
}

function createdAt(record: DynamoDBRecord): number {
  return (record.dynamodb?.ApproximateCreationDateTime ?? Infinity) * 1000
}
