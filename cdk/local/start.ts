import { mkdirSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join, resolve } from 'node:path'
import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { env } from '../../shared/names.ts'
import { settings } from '../settings.ts'
import { DataFolder, signInPortOf } from './data.ts'
import { directClient, makeTables, startDynamoDb } from './dynamodb.ts'
import { firstStart } from './first-start.ts'
import { Gate } from './gate/gate.ts'
import { httpApi } from './http/api.ts'
import { findJava } from './java.ts'
import type { MailCatcher } from './mail.ts'
import { catchMail } from './mail.ts'
import { oidcProvider } from './oidc.ts'
import { demoGuests, demoPeople } from './people.ts'
import type { Plan } from './plan.ts'
import { planAssembly } from './plan.ts'
import { portalServer } from './portal.ts'
import { listen } from './ports.ts'
import { Problem } from './problem.ts'
import { Queues } from './queues.ts'
import { reviewAssembly } from './resources.ts'
import { Runtime, sdkVariables } from './runtime.ts'
import { startS3 } from './s3.ts'
import { synthesize } from './synth.ts'
import { readAssembly } from './template.ts'
import { Triggers } from './triggers.ts'

const root = resolve(import.meta.dirname, '..', '..')

export interface LocalOptions {
  /** Folder for all data; it is made where it is not there. */
  readonly dir: string
  /** The console's port; the portal, the mail and the sign-in get the next three. 0, the default, takes free ones. */
  readonly port?: number
  /** Begins with an empty data folder. */
  readonly fresh?: boolean
  /** A folder that was synthesized into; without it the present sources are synthesized. */
  readonly template?: string
  /** Lets rules go off by themselves. Tests call `tick` instead. */
  readonly ticking?: boolean
  /** Leaves an empty data folder without people, as a new deployment is. */
  readonly nobody?: boolean
  /** Puts the sample items into an empty data folder, besides the people. */
  readonly samples?: boolean
  /** Keeps rows after their time, as a test needs whose clock stands in the past. */
  readonly keepsExpired?: boolean
  /** Takes a line of progress. */
  readonly say?: (line: string) => void
}

/** The running system, for whoever started it. */
export interface Local {
  /** Addresses without a trailing slash. */
  readonly console: string
  readonly portal: string
  readonly mail: string
  readonly issuer: string
  readonly smtpPort: number
  readonly gate: Gate
  readonly mailCatcher: MailCatcher
  /** Variables of all functions together, with credentials that the gate lets do everything. */
  readonly environment: Readonly<Record<string, string>>
  readonly plan: Plan
  /** Invokes a function by name, past the API. */
  invoke(name: string, event: unknown): Promise<unknown>
  /** Lets every rule go off with the given time (milliseconds since 1970) and waits for what it invokes. */
  tick(at?: number): Promise<void>
  /** Resolves when the streams are read to their end and no invocation runs. */
  settled(): Promise<void>
  /** Moves the functions' clock by so many milliseconds from the real one. */
  shiftClock(ms: number): void
  /** Messages in the dead letter queue of a function. */
  undelivered(name: string): unknown[]
  /** What a function has logged since the start. */
  log(name: string): string
  stop(): Promise<void>
}

/**
 * Runs the synthesized stack on this machine.
 *
 * @throws Problem for what the person at the keyboard can put right
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const stops: (() => Promise<unknown> | void)[] = []
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).toReversed()) await one()
  }
  try {
    return await bringUp(options, stops, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function bringUp(
  options: LocalOptions, stops: (() => Promise<unknown> | void)[], stop: () => Promise<void>,
): Promise<Local> {
  const say = options.say ?? silent
  const dir = resolve(options.dir)
  const ports = await openPorts(options.port ?? 0, options.fresh ? undefined : signInPortOf(dir), stops)
  const data = DataFolder.open(dir, options.fresh ?? false)
  stops.push(() => data.release())
  const folder = (name: string): string => join(data.path, name)
  mkdirSync(folder('logs'), { recursive: true })

  say('Synthesizing the stack…')
  const assembly = readAssembly(options.template ?? await synthesize())
  const { accepted, unknown } = reviewAssembly(assembly)
  if (unknown.length > 0) throw new Problem(
    `The template holds what the local runner does not know:\n    ${unknown.join('\n    ')}`,
    'Teach it in cdk/local/resources.ts: act on it, or accept that it makes no difference here.')
  say('Accepted, of no effect on one machine:')
  for (const line of byType(accepted)) say(`  ${line}`)
  const mailCatcher = await catchMail(folder('mail'))
  stops.push(() => mailCatcher.stop())
  const plan = planAssembly(assembly, {
    ConsoleOrigin: ports.console.origin, PortalOrigin: ports.portal.origin, OidcIssuer: ports.oidc.origin,
    SmtpHost: '127.0.0.1', SmtpPort: String(mailCatcher.smtpPort), SmtpSecurity: 'none',
  })

  say('Starting DynamoDB Local and s3rver…')
  const java = await findJava(join(root, '.cache'), say)
  const dynamodb = await startDynamoDb(java, folder('dynamodb'))
  stops.push(() => dynamodb.stop())
  const client = directClient(dynamodb.endpoint)
  stops.push(() => client.destroy())
  await makeTables(client, plan.tables, { keepsExpired: options.keepsExpired ?? false })
  const s3 = await startS3(folder('s3'), plan.buckets)
  stops.push(() => s3.stop())

  const queues = new Queues(folder('queues'))
  const gate = new Gate({
    dynamodb: dynamodb.endpoint, s3: s3.endpoint, versionsFolder: folder('versions'),
    tables: plan.tables, buckets: plan.buckets,
    policies: new Map(plan.functions.map((one) => [one.name, one.policies])),
    written: (tables) => triggers.written(tables),
    sendTo: (queue, message) => queues.send(queue, message),
    readItem: async (TableName, key) => {
      const { Item } = await client.send(new GetItemCommand({ TableName, Key: asKey(key), ConsistentRead: true }))
      return Item && Object.fromEntries(Object.entries(Item).map(([name, value]) => [name, { ...value }]))
    },
  })
  await gate.start()
  stops.push(() => gate.stop())

  say('Loading the functions…')
  const runtime = new Runtime(plan.functions, gate, folder('logs'), (queue, message) => queues.send(queue, message))
  stops.push(() => runtime.stop())
  const triggers = new Triggers({ plan, runtime, queues, data, dynamodb: { client, endpoint: dynamodb.endpoint }, log: say })
  await runtime.warm()
  await triggers.startStreams()
  stops.push(() => triggers.stop())

  ports.portal.serve(portalServer(s3.endpoint, bucketOf(plan, env.portalBucket)))
  ports.mail.serve(mailCatcher.pages)
  ports.oidc.serve(oidcProvider({
    issuer: ports.oidc.origin, clientId: settings.oidc.clientId, people: [...demoPeople, ...demoGuests],
    redirectUris: callbacks(plan, ports.console.origin), afterSignOut: [`${ports.console.origin}/`],
  }))
  ports.console.serve(httpApi(plan.routes, (id, event) => runtime.invoke(id, event), () => Date.now() + runtime.shiftMs))

  const named = (name: string): string => {
    const found = plan.functions.find((one) => one.name === name)
    if (!found) throw new Error(`No function ${name}`)
    return found.id
  }
  const local: Local = {
    console: ports.console.origin, portal: ports.portal.origin, mail: ports.mail.origin, issuer: ports.oidc.origin,
    smtpPort: mailCatcher.smtpPort, gate, mailCatcher, plan,
    environment: {
      ...Object.assign({}, ...plan.functions.map((one) => one.environment)),
      ...sdkVariables(undefined, gate.endpoint, 'outside'),
    },
    invoke: (name, event) => runtime.invoke(named(name), event),
    tick: (at) => triggers.tick(at),
    settled: () => triggers.settled(),
    shiftClock: (ms) => runtime.shiftClock(ms),
    undelivered: (name) => [...new Set([
      ...plan.mappings.filter((one) => one.functionId === named(name)).map((one) => one.destination),
      ...plan.functions.flatMap((one) => one.id === named(name) && one.asyncDestination ? [one.asyncDestination] : []),
    ])].flatMap((queue) => queues.messages(queue)),
    log: (name) => runtime.log(name),
    stop,
  }
  if (data.isNew) {
    if (!options.nobody) await firstStart(local, { samples: options.samples ?? false, say })
    data.complete(Number(new URL(local.issuer).port))
  }
  data.serve({ console: local.console, portal: local.portal, mail: local.mail })
  if (options.ticking) triggers.startClock()
  return local
}

/** `AWS::SQS::Queue.MessageRetentionPeriod` and its like, one line for each type. */
function byType(paths: readonly string[]): string[] {
  const grouped = Object.groupBy(paths, (path) => path.slice(0, path.indexOf('.')))
  return Object.entries(grouped).map(([type, ofType = []]) =>
    `${type}: ${ofType.map((path) => path.slice(type.length + 1)).join(', ')}`)
}

interface Port {
  readonly origin: string
  serve(handler: RequestListener): void
}

// Taken first, so that a taken port is known before anything slow begins; served last.
async function openPorts(
  first: number, signIn: number | undefined, stops: (() => Promise<unknown> | void)[],
): Promise<Readonly<Record<'console' | 'portal' | 'mail' | 'oidc', Port>>> {
  const open = async (port: number, what: string): Promise<Port> => {
    let handler = notYet
    const listening = await listen((request, response) => handler(request, response), port, what)
    stops.push(() => listening.close())
    return { origin: `http://localhost:${listening.port}`, serve: (next) => { handler = next } }
  }
  const next = (offset: number): number => first === 0 ? 0 : first + offset
  return {
    console: await open(next(0), 'console'),
    portal: await open(next(1), 'portal'),
    mail: await open(next(2), 'mail'),
    // People are known by this address: once they are there, it stays, whatever the others do.
    oidc: await open(signIn ?? next(3), 'sign-in'),
  }
}

const silent = (): void => {}

const notYet: RequestListener = (_, response) => {
  response.writeHead(503, { 'retry-after': '2' }).end('Starting…')
}

/** Where the sign-in provider may send people back to: the callback routes of the template. */
function callbacks(plan: Plan, origin: string): string[] {
  return plan.routes.map(({ routeKey }) => routeKey.split(' ')[1] ?? '')
    .filter((path) => path.endsWith('/callback')).map((path) => `${origin}${path}`)
}

function bucketOf(plan: Plan, variable: string): string {
  const name = plan.functions.map((one) => one.environment[variable]).find((one) => one !== undefined)
  if (!name) throw new Error(`No function has the variable ${variable}`)
  return name
}

function asKey(key: Readonly<Record<string, unknown>>): Record<string, { S: string } | { N: string }> {
  return Object.fromEntries(Object.entries(key).map(([name, value]) => {
    const wire: { S?: string, N?: string } = { ...(typeof value === 'object' ? value : {}) }
    return [name, wire.N === undefined ? { S: wire.S ?? '' } : { N: wire.N }]
  }))
}
