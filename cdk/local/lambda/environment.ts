import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { FunctionPlan } from '../plan.ts'
import { arn } from '../plan.ts'
import type { Answer, Invoke } from './worker.ts'

/** An invocation that ended without a result. */
export class InvocationError extends Error {
  override readonly name = 'InvocationError'
  /** `handler`: it threw; `timeout`: it ran too long; `died`: its process ended. */
  readonly reason: 'handler' | 'timeout' | 'died'

  constructor(reason: 'handler' | 'timeout' | 'died', message: string) {
    super(message)
    this.reason = reason
  }
}

interface Waiting {
  readonly resolve: (json: string | undefined) => void
  readonly reject: (error: InvocationError) => void
}

/**
 * One execution environment: a thread that has loaded the bundle and takes one invocation at a time, as Lambda's do.
 * Its variables are those of the template and of the runner, and nothing of this process.
 */
export class Environment {
  readonly #worker: Worker
  readonly #ready: Promise<void>
  readonly #name: string
  #waiting: Waiting | undefined
  #ended = false
  #count = 0

  constructor(plan: FunctionPlan, variables: Readonly<Record<string, string>>, log: (text: string) => void) {
    this.#name = plan.name
    this.#worker = new Worker(join(import.meta.dirname, 'worker.ts'), {
      workerData: {
        entry: plan.entry, functionName: plan.id, arn: arn('lambda', `function:${plan.id}`), memoryMb: plan.memoryMb,
      },
      env: { ...plan.environment, ...variables },
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: plan.memoryMb },
    })
    this.#worker.stdout.on('data', (bytes: Buffer) => log(bytes.toString()))
    this.#worker.stderr.on('data', (bytes: Buffer) => log(bytes.toString()))
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.on('message', (answer: Answer) => {
        if (answer.type === 'ready') resolve()
        else if (answer.type === 'log') log(answer.text)
        else this.#settle(answer)
      })
      this.#worker.on('error', (error: Error) => {
        log(`${error.stack ?? error.message}\n`)
        this.#end(error.message)
        reject(new InvocationError('died', `${plan.name} did not load: ${error.message}`))
      })
      this.#worker.on('exit', () => {
        this.#end('its process ended')
        reject(new InvocationError('died', `${plan.name} ended before it was ready`))
      })
    })
    this.#ready.catch(() => {})
  }

  get ended(): boolean {
    return this.#ended
  }

  get busy(): boolean {
    return this.#waiting !== undefined
  }

  /** Resolves once the bundle is loaded. */
  async ready(): Promise<void> {
    await this.#ready
  }

  /**
   * @returns the handler's result as JSON
   * @throws InvocationError where there is none
   */
  async invoke(event: unknown, requestId: string, timeoutMs: number, shiftMs: number): Promise<string | undefined> {
    const result = new Promise<string | undefined>((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
    result.catch(() => {})
    await this.#ready.catch((error: unknown) => {
      this.#waiting = undefined
      throw error
    })
    if (this.#ended) throw new InvocationError('died', `${this.#name} ended`)
    this.#count += 1
    const deadline = Date.now() + timeoutMs
    const message: Invoke = { id: this.#count, event, requestId, deadline, shiftMs }
    this.#worker.postMessage(message)
    const timer = setTimeout(() => {
      this.#waiting?.reject(new InvocationError('timeout', `${this.#name} ran longer than ${timeoutMs} ms`))
      this.#waiting = undefined
      void this.kill()
    }, timeoutMs)
    try {
      return await result
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends the thread at once, whatever it is doing; a running invocation fails with `died`. */
  async kill(): Promise<void> {
    this.#end('it was killed')
    await this.#worker.terminate()
  }

  #settle(answer: Exclude<Answer, { type: 'ready' | 'log' }>): void {
    if (answer.id !== this.#count || !this.#waiting) return
    const { resolve, reject } = this.#waiting
    this.#waiting = undefined
    if (answer.type === 'result') resolve(answer.json)
    else reject(new InvocationError('handler', answer.stack))
  }

  #end(why: string): void {
    this.#ended = true
    this.#waiting?.reject(new InvocationError('died', `${this.#name}: ${why}`))
    this.#waiting = undefined
  }
}
