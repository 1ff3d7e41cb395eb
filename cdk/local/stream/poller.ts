import type { DynamoDBRecord } from 'aws-lambda'
import type { MappingPlan } from '../plan.ts'
import { arn } from '../plan.ts'
import type { Delivery } from './deliver.ts'
import { deliver } from './deliver.ts'
import type { StreamSource } from './source.ts'

/** Last sequence number that is done with, by shard. */
export type Checkpoints = Record<string, string>

export interface PollerOptions {
  readonly mapping: MappingPlan
  readonly source: StreamSource
  readonly checkpoints: Checkpoints
  readonly invoke: (event: { Records: DynamoDBRecord[] }) => Promise<unknown>
  /** Takes the message for the mapping's destination. */
  readonly discard: (message: object) => void
  /** Called after checkpoints have moved. */
  readonly save: () => void
  readonly log: (text: string) => void
}

const idleMs = 1000

/** Carries one table's stream to one function: a batch at a time, in order, each to its end. */
export class StreamPoller {
  readonly #options: PollerOptions
  readonly #iterators = new Map<string, string>()
  readonly #finished = new Set<string>()
  readonly #loop: Promise<void>
  #waiting: (() => void)[] = []
  #wake: () => void = () => {}
  #woken = false
  #stopped = false

  constructor(options: PollerOptions) {
    this.#options = options
    this.#loop = this.#run()
  }

  get table(): string {
    return this.#options.mapping.table
  }

  /** Looks at the stream at once instead of at the next regular time. */
  wake(): void {
    this.#woken = true
    this.#wake()
  }

  /** Resolves after a look at the whole stream that began after this call and found nothing. */
  async drained(): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.wake()
    await done
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.wake()
    await this.#loop
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#woken = false
      const waiting = this.#waiting
      this.#waiting = []
      const found = await this.#round().catch((error: unknown) => {
        if (!this.#stopped && !isOver(error)) this.#options.log(`${String(error)}\n`)
        return undefined
      })
      if (found === 0) waiting.forEach((resolve) => resolve())
      else this.#waiting.push(...waiting)
      if (found === undefined) await this.#sleep(100)
      else if (found === 0 && this.#waiting.length === 0) await this.#sleep(idleMs)
    }
    this.#waiting.forEach((resolve) => resolve())
  }

  async #sleep(ms: number): Promise<void> {
    if (this.#woken) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** @returns how many records were found */
  async #round(): Promise<number> {
    let found = 0
    for (const { ShardId } of await this.#options.source.shards()) {
      if (this.#finished.has(ShardId)) continue
      found += await this.#readShard(ShardId)
    }
    return found
  }

  async #readShard(shardId: string): Promise<number> {
    const { source, mapping, checkpoints } = this.#options
    let found = 0
    while (!this.#stopped) {
      const iterator = this.#iterators.get(shardId) ?? await this.#begin(shardId)
      this.#iterators.delete(shardId)
      const { records, next } = await source.read(iterator, mapping.batchSize)
      if (records.length > 0) {
        await deliver(records, mapping, this.#delivery(shardId))
        const last = records.at(-1)?.dynamodb?.SequenceNumber
        // A runner that is going down has not done with what it was delivering.
        if (last !== undefined && !this.#stopped) {
          checkpoints[shardId] = last
          this.#options.save()
        }
        found += records.length
      }
      if (next === undefined) this.#finished.add(shardId)
      else this.#iterators.set(shardId, next)
      if (records.length === 0 || next === undefined) break
    }
    return found
  }

  // A checkpoint of records that the emulator has let go: begin at the oldest that is left.
  async #begin(shardId: string): Promise<string> {
    const { source, checkpoints } = this.#options
    return source.iterator(shardId, checkpoints[shardId]).catch(() => source.iterator(shardId, undefined))
  }

  #delivery(shardId: string): Delivery {
    const { mapping, source, invoke, discard } = this.#options
    return {
      invoke: (records) => this.#stopped
        ? Promise.reject(new Error('The runner is stopping')) : invoke({ Records: [...records] }),
      giveUp: (records, condition, attempts) => {
        if (!this.#stopped) discard(discarded(records, condition, attempts, shardId, source.arn, mapping.functionId))
      },
      pause: async (attempt) => {
        if (!this.#stopped) await new Promise((resolve) => setTimeout(resolve, Math.min(500, 20 * 2 ** attempt)))
      },
      now: Date.now,
    }
  }
}

// The emulator lets go of an iterator when it begins another shard; the next look takes a new one.
function isOver(error: unknown): boolean {
  return error instanceof Error && /TrimmedDataAccess|ExpiredIterator/u.test(error.message)
}

function arrival(record: DynamoDBRecord | undefined): string {
  return new Date((record?.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString()
}

/** The message that Lambda sends to the destination: pointers into the stream, never the data. */
function discarded(
  records: readonly DynamoDBRecord[], condition: string, attempts: number, shardId: string, streamArn: string,
  functionId: string,
): object {
  return {
    requestContext: { functionArn: arn('lambda', `function:${functionId}`), condition, approximateInvokeCount: attempts },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(records[0]),
      approximateArrivalOfLastRecord: arrival(records.at(-1)),
      batchSize: records.length,
      streamArn,
    },
  }
}
