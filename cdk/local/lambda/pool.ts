import { randomUUID } from 'node:crypto'
import type { FunctionPlan } from '../plan.ts'
import { Environment, InvocationError } from './environment.ts'
import { readableStack } from './stack.ts'

export interface PoolOptions {
  readonly plan: FunctionPlan
  /** Environments at most; an invocation beyond waits for one, as it would be throttled in the cloud. */
  readonly most: number
  /** Variables of the n-th environment: credentials by which the gate tells it from others, endpoints. */
  readonly variables: (environment: string) => Readonly<Record<string, string>>
  readonly log: (text: string) => void
  readonly shiftMs: () => number
  /** Called with each new environment. */
  readonly started: (environment: string, kill: () => Promise<void>) => void
}

/** All environments of one function: made on demand, used again, replaced when they died. */
export class Pool {
  readonly plan: FunctionPlan
  readonly #options: PoolOptions
  #environments: Environment[] = []
  #queue: ((environment: Environment) => void)[] = []
  #made = 0
  #running = 0

  constructor(options: PoolOptions) {
    this.#options = options
    this.plan = options.plan
  }

  /** Invocations that run or wait. */
  get running(): number {
    return this.#running
  }

  /** Loads one environment ahead of the first invocation, so that a bundle that does not load is seen at once. */
  async warm(): Promise<void> {
    await this.#make().ready()
  }

  /**
   * @returns the handler's result as Lambda's JSON would carry it; `null` where it returned nothing
   * @throws InvocationError
   */
  async invoke(event: unknown): Promise<unknown> {
    this.#running += 1
    try {
      const environment = await this.#take()
      try {
        const json = await environment.invoke(event, randomUUID(), this.plan.timeoutMs, this.#options.shiftMs())
        return json === undefined ? null : JSON.parse(json)
      } catch (error) {
        if (error instanceof InvocationError) this.#options.log(`${readableStack(error.message, this.plan.name)}\n`)
        throw error
      } finally {
        this.#giveBack(environment)
      }
    } finally {
      this.#running -= 1
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#environments.map((environment) => environment.kill()))
  }

  #idle = new Set<Environment>()

  async #take(): Promise<Environment> {
    this.#environments = this.#environments.filter((environment) => !environment.ended)
    const idle = [...this.#idle].find((environment) => !environment.ended)
    if (idle) {
      this.#idle.delete(idle)
      return idle
    }
    if (this.#environments.length < this.#options.most) {
      const made = this.#make()
      this.#idle.delete(made)
      return made
    }
    return new Promise((resolve) => this.#queue.push(resolve))
  }

  #giveBack(environment: Environment): void {
    const next = this.#queue.shift()
    if (!next) {
      if (!environment.ended) this.#idle.add(environment)
      return
    }
    if (!environment.ended) {
      next(environment)
      return
    }
    this.#environments = this.#environments.filter((one) => one !== environment)
    const made = this.#make()
    this.#idle.delete(made)
    next(made)
  }

  #make(): Environment {
    this.#made += 1
    const name = `${this.plan.name}-${this.#made}`
    const environment = new Environment(this.plan, this.#options.variables(name), this.#options.log)
    this.#environments.push(environment)
    this.#idle.add(environment)
    this.#options.started(name, () => environment.kill())
    return environment
  }
}
