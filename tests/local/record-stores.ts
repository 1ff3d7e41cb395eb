import { join } from 'node:path'
import { GetItemCommand } from '@aws-sdk/client-dynamodb'
import { build } from '../../cdk/build.ts'
import { directClient, makeTables, startDynamoDb } from '../../cdk/local/dynamodb.ts'
import { Gate } from '../../cdk/local/gate/gate.ts'
import { findJava } from '../../cdk/local/java.ts'
import { planAssembly } from '../../cdk/local/plan.ts'
import { sdkVariables } from '../../cdk/local/runtime.ts'
import { startS3 } from '../../cdk/local/s3.ts'
import { readAssembly } from '../../cdk/local/template.ts'
import { Identity } from '../../shared/identity/index.ts'
import { Record as Store } from '../../shared/record/index.ts'
import { Tables } from '../../shared/record/tables.ts'
import { temporaryFolder } from '../temporary.ts'

/** The tables and the record bucket of the template behind the gate, without functions. */
export interface Stores {
  readonly gate: Gate
  /** Names of tables and buckets, and the way to them for somebody who may do everything. */
  readonly variables: Readonly<Record<string, string>>
  /** A client of its own, as a function by this name would have it; `outside` may do everything. */
  client(name?: string): Client
  readonly stop: () => Promise<void>
}

export interface Client {
  readonly name: string
  readonly record: Store
  readonly identity: Identity
  /** Those that `record` works with. */
  readonly tables: Tables
  /** Called before every call to a table, with the command's name; what it throws the call throws. */
  before: (command: string) => Promise<void> | void
  /** Whether the gate has killed it: it makes no call any more. */
  readonly isDead: () => boolean
}

/** A client that was killed does nothing any more. */
export class Dead extends Error {
  override readonly name = 'Dead'
}

/** Brings up what the record needs: DynamoDB Local, s3rver and the gate, with the template's tables and rights. */
export async function startStores(): Promise<Stores> {
  const folder = temporaryFolder()
  const outdir = join(folder, 'template')
  build({ outdir, routes: [], sources: 'tests/local/fixture' }).app.synth()
  const plan = planAssembly(readAssembly(outdir), {})
  const dynamodb = await startDynamoDb(await findJava(join(import.meta.dirname, '..', '..', '.cache'), () => {}), join(folder, 'dynamodb'))
  const direct = directClient(dynamodb.endpoint)
  await makeTables(direct, plan.tables, { keepsExpired: true })
  const s3 = await startS3(join(folder, 's3'), plan.buckets)
  const gate = new Gate({
    dynamodb: dynamodb.endpoint, s3: s3.endpoint, versionsFolder: join(folder, 'versions'),
    tables: plan.tables, buckets: plan.buckets,
    policies: new Map(plan.functions.map((one) => [one.name, one.policies])),
    written: () => {}, sendTo: () => {},
    readItem: async (TableName, key) => {
      const Key = JSON.parse(JSON.stringify(key))
      const { Item } = await direct.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))
      return Item && Object.fromEntries(Object.entries(Item).map(([name, value]) => [name, { ...value }]))
    },
  })
  await gate.start()
  const clients: Client[] = []
  const variables: Record<string, string> = Object.assign({}, ...plan.functions.map((one) => one.environment))
  return {
    gate,
    variables: { ...variables, ...sdkVariables(undefined, gate.endpoint, 'outside') },
    client: (name = 'outside') => {
      const environment = `${name}${clients.length}`
      let dead = false
      gate.register({ function: name, environment, kill: async () => { dead = true } })
      const own = { ...variables, ...sdkVariables(undefined, gate.endpoint, environment) }
      const tables = new Tables(own)
      const client: Client = {
        name, record: new Store(own, tables), identity: new Identity(own), tables, before: () => {}, isDead: () => dead,
      }
      for (const sdk of [tables.client, tables.writer]) {
        sdk.middlewareStack.add((next, context) => async (args) => {
          if (dead) throw new Dead(environment)
          await client.before(String(context['commandName']))
          const answer = await next(args).catch((error: unknown) => { throw dead ? new Dead(environment) : error })
          return answer
        }, { step: 'initialize' })
      }
      clients.push(client)
      return client
    },
    stop: async () => {
      for (const { record, identity } of clients) {
        record.close()
        identity.close()
      }
      await gate.stop()
      await s3.stop()
      direct.destroy()
      await dynamodb.stop()
    },
  }
}
