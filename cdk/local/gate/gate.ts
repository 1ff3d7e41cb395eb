import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { readBody } from '../http/body.ts'
import { splitUrl } from '../http/event.ts'
import type { BucketPlan, PolicyStatement, TablePlan } from '../plan.ts'
import type { Listening } from '../ports.ts'
import { listen } from '../ports.ts'
import type { Caller } from './caller.ts'
import { accessKeyFrom, accessKeyOf } from './caller.ts'
import type { Body, Need } from './dynamodb.ts'
import { needsOf, tablesOf, unitsOf, writesOf } from './dynamodb.ts'
import type { Call, FaultKind, FaultOrder } from './faults.ts'
import { Faults } from './faults.ts'
import type { Answer } from './forward.ts'
import { forward } from './forward.ts'
import { jsonProblem } from './json.ts'
import type { ReadItem } from './lag.ts'
import { IndexLag } from './lag.ts'
import type { Usage } from './meter.ts'
import { Meter } from './meter.ts'
import type { StoredVersion } from './objects.ts'
import { Objects, problem } from './objects.ts'
import { allows, denialsOn } from './policy.ts'
import { readS3Call, s3NeedsOf } from './s3.ts'
import { answerSqs, queueOf, sqsNeedsOf } from './sqs.ts'

export interface GateOptions {
  readonly dynamodb: string
  readonly s3: string
  readonly versionsFolder: string
  readonly tables: readonly TablePlan[]
  readonly buckets: readonly BucketPlan[]
  /** What each function may do, by function name. A caller that is no function may do everything. */
  readonly policies: ReadonlyMap<string, readonly PolicyStatement[]>
  /** Called with the names of the tables that a call has written to. */
  readonly written: (tables: readonly string[]) => void
  readonly readItem: ReadItem
  /** Takes a message for a queue. */
  readonly sendTo: (queue: string, message: unknown) => void
}

/** An answer of the gate, or that there shall be none. */
type Outcome = Answer | 'no_answer'

const outside: Caller = { function: 'outside', environment: 'outside' }

/**
 * The one way from the functions to the emulators. It counts what they use, enforces what the emulators do not
 * (rights, conditional writes of objects, versions) and makes things go wrong on order.
 */
export class Gate {
  readonly #options: GateOptions
  readonly #callers = new Map<string, Caller>()
  readonly #faults = new Faults()
  readonly #meter = new Meter()
  readonly #objects: Objects
  readonly #lag: IndexLag
  #listening: Listening | undefined

  constructor(options: GateOptions) {
    this.#options = options
    this.#objects = new Objects(options.s3, options.versionsFolder, options.buckets)
    this.#lag = new IndexLag(options.tables, options.readItem)
  }

  async start(): Promise<void> {
    this.#listening = await listen((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        relay(response, problem(500, 'InternalError', String(error)), request.method)
      })
    }, 0, 'gate')
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#listening?.port ?? 0}`
  }

  async stop(): Promise<void> {
    await this.#listening?.close()
  }

  /** Lets an environment be told from others by the key that it signs with. */
  register(caller: Caller): void {
    this.#callers.set(accessKeyOf(caller.environment), caller)
  }

  /** Orders a fault; see {@link FaultKind}. */
  order(order: FaultOrder): void {
    this.#faults.order(order)
  }

  /** Lifts orders and lets indexes catch up. */
  lift(kind?: FaultKind): void {
    this.#faults.lift(kind)
    if (kind === undefined || kind === 'index_lag') this.#lag.forget()
  }

  get pendingFaults(): readonly FaultOrder[] {
    return this.#faults.pending
  }

  /** What each function has used since {@link resetUsage}. */
  usage(): Readonly<Record<string, Usage>> {
    return this.#meter.read()
  }

  resetUsage(): void {
    this.#meter.reset()
  }

  /** Every version of an object in a versioned bucket, oldest first. */
  async versions(bucket: string, key: string): Promise<StoredVersion[]> {
    return this.#objects.versions({ bucket, key })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/'
    const { path, query } = splitUrl(url)
    const body = await readBody(request, 256 * 1024 * 1024) ?? Buffer.alloc(0)
    if (path.startsWith('/_gate/')) {
      relay(response, this.#control(path, request.method ?? 'GET', body), request.method)
      return
    }
    const caller = this.#callers.get(accessKeyFrom(request.headers, query) ?? '') ?? outside
    const target = request.headers['x-amz-target']
    const [api = '', operation = ''] = typeof target === 'string' ? target.split('.') : []
    const outcome = api.startsWith('DynamoDB') ? await this.#dynamodb(caller, operation, request, body)
      : api === 'AmazonSQS' ? await this.#sqs(caller, operation, body)
      : await this.#s3(caller, request, path, query, body)
    if (outcome === 'no_answer') response.destroy()
    else relay(response, outcome, request.method)
  }

  async #dynamodb(caller: Caller, operation: string, request: IncomingMessage, bytes: Buffer): Promise<Outcome> {
    const body: Body = JSON.parse(bytes.toString('utf8') || '{}')
    const call: Call = {
      function: caller.function, service: 'dynamodb', operation, resources: tablesOf(operation, body),
    }
    const denied = this.#denied(caller, needsOf(operation, body))
    if (denied) return jsonProblem('com.amazon.coral.service#AccessDeniedException', denied)
    const struck = this.#faults.strike(call)
    if (struck === 'death') return this.#kill(caller)
    if (struck === 'conflict') return this.#counted(caller, call, conflict(operation, body))
    if (struck === 'throttle') return this.#counted(caller, call, jsonProblem(
      'com.amazonaws.dynamodb.v20120810#ThrottlingException', 'Rate exceeded (ordered)'))
    const writes = writesOf(operation, body).filter(({ kind }) => kind !== 'ConditionCheck')
    const lags = this.#faults.lags(call)
    if (lags) await this.#rememberPast(writes.map(({ request: one }) => one))
    const asked = body['ReturnConsumedCapacity']
    const sent = Buffer.from(JSON.stringify({ ...body, ReturnConsumedCapacity: 'INDEXES' }))
    const answer = await forward(this.#options.dynamodb, '/', 'POST', clean(request), metered.has(operation) ? sent : bytes)
    const said: Body = JSON.parse(answer.body.toString('utf8') || '{}')
    const units = unitsOf(operation, body, answer.status, said)
    this.#meter.count(caller.function, `dynamodb.${operation}`, units.readUnits, units.writeUnits)
    if (answer.status === 200 && writes.length > 0) this.#options.written(call.resources)
    if (struck === 'lost_answer') return 'no_answer'
    const { ConsumedCapacity, ...rest } = lags && body['IndexName'] ? this.#lag.backdate(body, said) : said
    const shown = asked && asked !== 'NONE' && ConsumedCapacity ? { ...rest, ConsumedCapacity } : rest
    const { 'x-amz-crc32': _crc, ...headers } = answer.headers
    return { status: answer.status, headers, body: Buffer.from(JSON.stringify(shown)) }
  }

  async #rememberPast(requests: readonly Body[]): Promise<void> {
    for (const one of requests) await this.#lag.remember(one['TableName'], one['Item'] ?? one['Key'])
  }

  async #s3(
    caller: Caller, request: IncomingMessage, path: string, query: string, body: Buffer,
  ): Promise<Outcome> {
    const method = request.method ?? 'GET'
    const read = readS3Call(method, path, query)
    const { operation, target } = read
    const call: Call = { function: caller.function, service: 's3', operation, resources: [target.bucket] }
    if (operation === 'Unsupported') return problem(501, 'NotImplemented', `The local runner does not know ${method} ${query}`)
    const denied = this.#denied(caller, s3NeedsOf(read))
    if (denied) return problem(403, 'AccessDenied', denied)
    const struck = this.#faults.strike(call)
    if (struck === 'death') return this.#kill(caller)
    this.#meter.count(caller.function, `s3.${operation}`, 0, 0)
    if (struck === 'throttle') return problem(503, 'SlowDown', 'Please reduce your request rate. (ordered)')
    const answer = await this.#objects.handle({
      method, target, path: read.query.size > 0 ? `${path}?${read.query.toString()}` : path, query: read.query,
      headers: clean(request), body,
    })
    return struck === 'lost_answer' ? 'no_answer' : answer
  }

  async #sqs(caller: Caller, operation: string, bytes: Buffer): Promise<Outcome> {
    const body: Body = JSON.parse(bytes.toString('utf8') || '{}')
    const call: Call = { function: caller.function, service: 'sqs', operation, resources: [queueOf(body)] }
    const denied = this.#denied(caller, sqsNeedsOf(operation, body))
    if (denied) return jsonProblem('com.amazon.coral.service#AccessDeniedException', denied, {}, 403)
    const struck = this.#faults.strike(call)
    if (struck === 'death') return this.#kill(caller)
    if (struck === 'throttle') return this.#counted(caller, call, jsonProblem('com.amazonaws.sqs#RequestThrottled', 'Rate exceeded (ordered)', {}, 403))
    const answer = this.#counted(caller, call, answerSqs(operation, body, this.#options.sendTo))
    return struck === 'lost_answer' ? 'no_answer' : answer
  }

  #denied(caller: Caller, needs: readonly Need[]): string | undefined {
    const own = this.#options.policies.get(caller.function)
    if (!own) return undefined
    const { tables, buckets } = this.#options
    const lacking = needs.find(({ action, resource }) =>
      !allows([...own, ...denialsOn(resource, tables, buckets)], action, resource))
    return lacking && `${caller.function} is not authorized to perform: ${lacking.action} on ${lacking.resource}`
  }

  async #kill(caller: Caller): Promise<Outcome> {
    await caller.kill?.()
    return 'no_answer'
  }

  #counted(caller: Caller, call: Call, answer: Answer): Answer {
    this.#meter.count(caller.function, `${call.service}.${call.operation}`, 0, 0)
    return answer
  }

  #control(path: string, method: string, body: Buffer): Answer {
    switch (`${method} ${path}`) {
      case 'GET /_gate/usage': return json(this.usage())
      case 'DELETE /_gate/usage': this.resetUsage(); return json({})
      case 'GET /_gate/faults': return json(this.pendingFaults)
      case 'POST /_gate/faults': this.order(JSON.parse(body.toString('utf8'))); return json({})
      case 'DELETE /_gate/faults': this.lift(); return json({})
      default: return { status: 404, headers: {}, body: Buffer.from('The gate knows usage and faults\n') }
    }
  }
}

function json(value: unknown): Answer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(value)) }
}

const metered = new Set([
  'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'BatchGetItem', 'BatchWriteItem',
  'TransactGetItems', 'TransactWriteItems',
])

function conflict(operation: string, body: Body): Answer {
  if (!operation.startsWith('Transact')) {
    return jsonProblem('com.amazonaws.dynamodb.v20120810#TransactionConflictException',
      'Transaction is ongoing for the item')
  }
  const parts: unknown[] = body['TransactItems'] ?? []
  const reasons = parts.map((_, at) => at === 0
    ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' })
  const codes = reasons.map(({ Code }) => Code).join(', ')
  return jsonProblem('com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { CancellationReasons: reasons })
}

// The emulators take every key; s3rver would reject a signature that it does not know.
function clean(request: IncomingMessage): IncomingMessage['headers'] {
  const { authorization, connection: _connection, expect: _expect, ...headers } = request.headers
  return request.headers['x-amz-target'] ? { ...headers, authorization } : headers
}

function relay(response: ServerResponse, answer: Answer, method: string | undefined): void {
  const { 'transfer-encoding': _encoding, connection: _connection, 'keep-alive': _alive, ...headers } = answer.headers
  const outgoing: OutgoingHttpHeaders = method === 'HEAD' ? headers : { ...headers, 'content-length': answer.body.length }
  response.writeHead(answer.status, outgoing)
  response.end(method === 'HEAD' ? undefined : answer.body)
}
