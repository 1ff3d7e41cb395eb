import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { AttributeDefinition } from '@aws-sdk/client-dynamodb'
import {
  CreateTableCommand, DescribeTableCommand, DynamoDBClient, ResourceNotFoundException, UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import type { TablePlan } from './plan.ts'
import { region } from './plan.ts'
import { freePort } from './ports.ts'
import { Problem } from './problem.ts'

export interface DynamoDb {
  readonly endpoint: string
  stop(): Promise<void>
}

/** Starts DynamoDB Local with its data in `folder`, and waits until it answers. */
export async function startDynamoDb(java: string, folder: string): Promise<DynamoDb> {
  const emulator = emulatorFolder()
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const child = spawn(process.execPath, [
    join(import.meta.dirname, 'keep.ts'), java, '-Xmx1g', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.library.path=./DynamoDBLocal_lib',
    '-jar', 'DynamoDBLocal.jar', '-sharedDb', '-dbPath', folder, '-port', String(port),
  ], { cwd: emulator, stdio: 'pipe' })
  const said: string[] = []
  child.stdout.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  const endpoint = `http://127.0.0.1:${port}`
  await untilItAnswers(endpoint, child, said)
  return {
    endpoint,
    stop: () => end(child),
  }
}

function emulatorFolder(): string {
  const manifest = createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json')
  return join(dirname(manifest), 'emulator')
}

async function untilItAnswers(endpoint: string, child: ChildProcess, said: readonly string[]): Promise<void> {
  const giveUp = Date.now() + 60_000
  while (Date.now() < giveUp) {
    if (child.exitCode !== null || child.signalCode !== null) break
    // It answers an unsigned request with an error, which is an answer.
    if (await fetch(endpoint).then(() => true, () => false)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await end(child)
  throw new Problem(`DynamoDB Local did not start:\n${said.join('').trim()}`,
    'Check that Java is 11 or newer: java -version')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  // Its keeper ends it when this end of its input is closed.
  child.stdin?.end()
  await ended
}

/** A client that talks to the emulator itself, past the gate. */
export function directClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({ endpoint, region, credentials: { accessKeyId: 'LOCALRUNNER', secretAccessKey: 'local' } })
}

/**
 * Makes every table that is not there yet; a table that is there must look as the template says.
 *
 * @param options.keepsExpired rows stay after their time: the emulator takes them away by the real clock, every ten seconds,
 *   and would do so under a clock that stands in the past
 */
export async function makeTables(client: DynamoDBClient, tables: readonly TablePlan[], { keepsExpired = false }: { readonly keepsExpired?: boolean } = {}): Promise<void> {
  for (const table of tables) {
    const existing = await describe(client, table.name)
    if (existing) {
      if (existing !== fingerprint(table)) throw new Problem(
        `The table ${table.name} in the data folder was made by another version.`,
        'Begin again with an empty data folder: npm start -- --fresh')
      continue
    }
    await client.send(new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: table.attributes.map((one): AttributeDefinition => ({ ...one })),
      KeySchema: [...table.key],
      ...(table.indexes.length > 0 && { GlobalSecondaryIndexes: table.indexes.map((index) => ({ ...index })) }),
      ...(table.streamView && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: streamView(table.streamView) },
      }),
    }))
    if (table.ttlAttribute && !keepsExpired) await client.send(new UpdateTimeToLiveCommand({
      TableName: table.name, TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
    }))
  }
}

async function describe(client: DynamoDBClient, name: string): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
    return JSON.stringify([
      Table?.KeySchema?.map((key) => key.AttributeName),
      (Table?.GlobalSecondaryIndexes ?? []).map((index) =>
        [index.IndexName, ...(index.KeySchema ?? []).map((key) => key.AttributeName)].join(' ')).toSorted(),
      Table?.StreamSpecification?.StreamViewType ?? null,
    ])
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

function fingerprint(table: TablePlan): string {
  return JSON.stringify([
    table.key.map((key) => key.AttributeName),
    table.indexes.map((index) =>
      [index.IndexName, ...index.KeySchema.map((key) => key.AttributeName)].join(' ')).toSorted(),
    table.streamView ?? null,
  ])
}

function streamView(name: string): 'NEW_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY' | 'OLD_IMAGE' {
  if (name === 'NEW_IMAGE' || name === 'NEW_AND_OLD_IMAGES' || name === 'KEYS_ONLY' || name === 'OLD_IMAGE') return name
  throw new Error(`Unknown stream view ${name}`)
}
