import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { DataFolder } from './data.ts'
import type { Plan } from './plan.ts'
import type { Queues } from './queues.ts'
import { scheduledEvent } from './rules.ts'
import type { Runtime } from './runtime.ts'
import type { Checkpoints } from './stream/poller.ts'
import { StreamPoller } from './stream/poller.ts'
import { StreamSource } from './stream/source.ts'

export interface TriggerOptions {
  readonly plan: Plan
  readonly runtime: Runtime
  readonly queues: Queues
  readonly data: DataFolder
  readonly dynamodb: { readonly client: DynamoDBClient, readonly endpoint: string }
  readonly log: (text: string) => void
}

/** What wakes functions besides the API: the tables' streams and the rules of the clock. */
export class Triggers {
  readonly #options: TriggerOptions
  #pollers: StreamPoller[] = []
  #timers: NodeJS.Timeout[] = []

  constructor(options: TriggerOptions) {
    this.#options = options
  }

  /** Begins to read every stream where it was left off. */
  async startStreams(): Promise<void> {
    const { plan, runtime, queues, data, dynamodb, log } = this.#options
    const checkpoints: Record<string, Checkpoints> = { ...asRecord(data.read('streams.json')) }
    for (const mapping of plan.mappings) {
      const { Table } = await dynamodb.client.send(new DescribeTableCommand({ TableName: mapping.table }))
      if (!Table?.LatestStreamArn) throw new Error(`${mapping.table} has no stream`)
      const own = checkpoints[mapping.id] ??= {}
      this.#pollers.push(new StreamPoller({
        mapping,
        source: new StreamSource(dynamodb.endpoint, Table.LatestStreamArn),
        checkpoints: own,
        invoke: (event) => runtime.invoke(mapping.functionId, event),
        discard: (message) => queues.send(mapping.destination, message),
        save: () => data.write('streams.json', checkpoints),
        log,
      }))
    }
  }

  /** Lets every rule go off at its times. */
  startClock(): void {
    for (const rule of this.#options.plan.rules) {
      this.#timers.push(setInterval(() => void this.tick(), rule.minutes * 60_000))
    }
  }

  /**
   * Lets every rule go off once and waits for what it invokes.
   *
   * @param at the time that the event names, in milliseconds since 1970; the functions' own time unless given
   */
  async tick(at?: number): Promise<void> {
    const { plan, runtime } = this.#options
    const time = at ?? Date.now() + runtime.shiftMs
    await Promise.all(plan.rules.map((rule) => runtime.invokeAsync(rule.functionId, scheduledEvent(rule, time))))
  }

  /** A table was written to: its stream has something to read. */
  written(tables: readonly string[]): void {
    this.#pollers.filter((poller) => tables.includes(poller.table)).forEach((poller) => poller.wake())
  }

  /** Resolves when the streams are read to their end and no invocation runs. */
  async settled(): Promise<void> {
    const { runtime } = this.#options
    for (;;) {
      const before = runtime.started
      await Promise.all(this.#pollers.map((poller) => poller.drained()))
      if (runtime.running === 0 && runtime.started === before) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async stop(): Promise<void> {
    this.#timers.forEach(clearInterval)
    await Promise.all(this.#pollers.map((poller) => poller.stop()))
  }
}

function asRecord(value: unknown): Record<string, Checkpoints> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
