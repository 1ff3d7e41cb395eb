import type { DynamoDBRecord } from 'aws-lambda'
import { region } from '../plan.ts'

export interface Shard { readonly ShardId: string }

interface Page { readonly records: readonly DynamoDBRecord[], readonly next: string | undefined }

/** Reads one table's stream from DynamoDB Local. */
export class StreamSource {
  readonly arn: string
  readonly #endpoint: string

  constructor(endpoint: string, arn: string) {
    this.#endpoint = endpoint
    this.arn = arn
  }

  /** Every shard that the stream has, parents before children. */
  async shards(): Promise<Shard[]> {
    const shards: Shard[] = []
    let start: string | undefined
    do {
      const { StreamDescription } = await this.#call<{
        StreamDescription: { Shards: Shard[], LastEvaluatedShardId?: string }
      }>('DescribeStream', { StreamArn: this.arn, ...(start && { ExclusiveStartShardId: start }) })
      shards.push(...StreamDescription.Shards)
      start = StreamDescription.LastEvaluatedShardId
    } while (start)
    return shards
  }

  /** An iterator that begins after a record, or at the oldest one. */
  async iterator(shardId: string, after: string | undefined): Promise<string> {
    const from = after === undefined
      ? { ShardIteratorType: 'TRIM_HORIZON' } : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
    const { ShardIterator } = await this.#call<{ ShardIterator: string }>(
      'GetShardIterator', { StreamArn: this.arn, ShardId: shardId, ...from })
    return ShardIterator
  }

  async read(iterator: string, most: number): Promise<Page> {
    const { Records, NextShardIterator } = await this.#call<{ Records: DynamoDBRecord[], NextShardIterator?: string }>(
      'GetRecords', { ShardIterator: iterator, Limit: most })
    return { records: Records.map((record) => ({ ...record, eventSourceARN: this.arn })), next: NextShardIterator }
  }

  async #call<T>(operation: string, body: object): Promise<T> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
        // The emulator wants the header and does not check the signature.
        authorization: 'AWS4-HMAC-SHA256 '
          + `Credential=LOCALRUNNER/20260101/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${operation}: ${text}`)
    const answer: T = JSON.parse(text)
    return answer
  }
}
