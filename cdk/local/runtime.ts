import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { accessKeyOf } from './gate/caller.ts'
import type { Gate } from './gate/gate.ts'
import { Pool } from './lambda/pool.ts'
import type { FunctionPlan } from './plan.ts'
import { arn, region } from './plan.ts'

/** The functions of the template, each with its environments, credentials and log. */
export class Runtime {
  readonly #pools: ReadonlyMap<string, Pool>
  readonly #discard: (queue: string, message: object) => void
  readonly #logs = new Map<string, string[]>()
  #started = 0
  #shiftMs = 0

  constructor(
    functions: readonly FunctionPlan[], gate: Gate, logFolder: string,
    discard: (queue: string, message: object) => void,
  ) {
    this.#discard = discard
    this.#pools = new Map(functions.map((plan) => [plan.id, new Pool({
      plan,
      most: 4,
      variables: (environment) => sdkVariables(plan, gate.endpoint, environment),
      log: (text) => {
        this.#logs.set(plan.name, [...(this.#logs.get(plan.name) ?? []).slice(-500), text])
        appendFileSync(join(logFolder, `${plan.name}.log`), text)
      },
      shiftMs: () => this.#shiftMs,
      started: (environment, kill) => gate.register({ function: plan.name, environment, kill }),
    })]))
  }

  /** Loads every function once. */
  async warm(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.warm()))
  }

  /** @throws InvocationError */
  async invoke(functionId: string, event: unknown): Promise<unknown> {
    this.#started += 1
    const pool = this.#pools.get(functionId)
    if (!pool) throw new Error(`No function ${functionId}`)
    return pool.invoke(event)
  }

  /** As Lambda does with an event from a rule: tries again as configured, and hands on what failed for good. */
  async invokeAsync(functionId: string, event: unknown): Promise<void> {
    const plan = this.#pools.get(functionId)?.plan
    const retries = plan?.asyncRetries ?? 0
    for (let attempt = 0; attempt <= retries; attempt += 1) {
      const done = await this.invoke(functionId, event).then(() => true, () => false)
      if (done) return
    }
    if (plan?.asyncDestination) this.#discard(plan.asyncDestination, failedEvent(plan, event, retries + 1))
  }

  /** How many invocations have been started; tells whether anything happened in between. */
  get started(): number {
    return this.#started
  }

  get running(): number {
    return [...this.#pools.values()].reduce((sum, pool) => sum + pool.running, 0)
  }

  /** What a function has written to its log since the start, latest last (the whole log is in the data folder). */
  log(name: string): string {
    return (this.#logs.get(name) ?? []).join('')
  }

  /** Moves the functions' clock from the next invocation on. */
  shiftClock(ms: number): void {
    this.#shiftMs = ms
  }

  get shiftMs(): number {
    return this.#shiftMs
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop()))
  }
}

/** The message that Lambda sends to the destination of failed asynchronous invocations. */
function failedEvent(plan: FunctionPlan, event: unknown, attempts: number): object {
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      functionArn: arn('lambda', `function:${plan.id}`), condition: 'RetriesExhausted', approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  }
}

/** Variables that lead an SDK to the gate and let the gate know who calls. */
export function sdkVariables(plan: FunctionPlan | undefined, gate: string, environment: string): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyOf(environment),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: gate,
    AWS_ENDPOINT_URL_S3: gate,
    AWS_ENDPOINT_URL_SQS: gate,
    // Whatever stands in the files of whoever runs this must not reach a function.
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    ...(plan && {
      AWS_LAMBDA_FUNCTION_NAME: plan.id,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      TZ: ':UTC',
    }),
  }
}
