import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { env } from '../../../shared/names.ts'

/** What the runner sends for one invocation. */
export interface Invoke {
  readonly id: number
  readonly event: unknown
  readonly requestId: string
  readonly deadline: number
  readonly shiftMs: number
}

/** What a worker sends back; `json` is what Lambda would carry, absent for `undefined`. */
export type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'log', readonly text: string }
  | { readonly type: 'result', readonly id: number, readonly json: string | undefined }
  | { readonly type: 'error', readonly id: number, readonly name: string, readonly message: string, readonly stack: string }

interface Start { readonly entry: string, readonly functionName: string, readonly arn: string, readonly memoryMb: number }

const start: Start = workerData
const port = parentPort
if (!port) throw new Error('This file runs in a worker')

const send = (answer: Answer): void => port.postMessage(answer)

// Through the same port as the results, so that a log is complete when its invocation ends.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: string | Uint8Array): boolean => {
    send({ type: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') })
    return true
  }
}

const loaded: { handler?: (event: unknown, context: unknown) => unknown } =
  await import(pathToFileURL(start.entry).href)
const { handler } = loaded
if (!handler) throw new Error(`${start.entry} exports no handler`)

port.on('message', (invoke: Invoke) => {
  process.env[env.clockShift] = String(invoke.shiftMs)
  const context = {
    awsRequestId: invoke.requestId,
    functionName: start.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.arn,
    memoryLimitInMB: String(start.memoryMb),
    logGroupName: `/local/${start.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, invoke.deadline - Date.now()),
  }
  Promise.resolve().then(() => handler(invoke.event, context)).then(
    (result) => send({ type: 'result', id: invoke.id, json: JSON.stringify(result) }),
    (error: unknown) => {
      const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
      send({ type: 'error', id: invoke.id, name, message, stack: stack ?? message })
    },
  ).catch((error: unknown) => {
    // The result was not something that can be put in JSON.
    send({ type: 'error', id: invoke.id, name: 'Error', message: String(error), stack: String(error) })
  })
})

send({ type: 'ready' })
