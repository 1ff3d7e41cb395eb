import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { env } from '../names.ts'
import type { TableName } from '../names.ts'
import type { Row } from './wire.ts'
import { fromWireRow, toWireRow } from './wire.ts'

/** Where variables are read from: a function's own environment, or what a test or the runner hands over. */
export type Variables = Readonly<Record<string, string | undefined>>

const variableOf: Readonly<Record<TableName, string>> = {
  items: env.itemsTable, events: env.eventsTable, access: env.accessTable, registers: env.registersTable,
  tasks: env.tasksTable, notices: env.noticesTable,
}

/** The tables of one function: their names and the clients that reach them, made when first used. */
export class Tables {
  readonly #variables: Variables
  #client: DynamoDBClient | undefined
  #writer: DynamoDBClient | undefined

  constructor(variables: Variables) {
    this.#variables = variables
  }

  /** @throws Error where the function is not bound to the table */
  name(table: TableName): string {
    const name = this.#variables[variableOf[table]]
    if (!name) throw new Error(`This function is not bound to the table ${table}`)
    return name
  }

  /** For whatever may be repeated without harm: the SDK tries again by itself. */
  get client(): DynamoDBClient {
    this.#client ??= new DynamoDBClient(clientConfig(this.#variables))
    return this.#client
  }

  /** For transactions: each call is one attempt, so that no lost answer is hidden and every retry is decided anew. */
  get writer(): DynamoDBClient {
    this.#writer ??= new DynamoDBClient({
      ...clientConfig(this.#variables), maxAttempts: 1, requestHandler: this.client.config.requestHandler,
    })
    return this.#writer
  }

  /** A consistent read of one row. */
  async row(table: TableName, key: Row): Promise<Row | undefined> {
    const { Item } = await this.client.send(new GetItemCommand({
      TableName: this.name(table), Key: toWireRow(key), ConsistentRead: true,
    }))
    return Item && fromWireRow(Item)
  }

  /** Sockets are closed; a function never needs this, a test does. */
  destroy(): void {
    this.#client?.destroy()
    this.#writer?.destroy()
  }
}

const known = new WeakMap<Variables, Tables>()

/** The tables that these variables name: the same ones each time, so that all rooms of a function share its clients. */
export function tablesOf(variables: Variables): Tables {
  const tables = known.get(variables) ?? new Tables(variables)
  known.set(variables, tables)
  return tables
}

/**
 * What leads a client to its service. In a function the SDK finds everything in the environment by itself; variables
 * that were handed over are taken from there instead.
 */
export function clientConfig(
  variables: Variables, endpointVariable = 'AWS_ENDPOINT_URL_DYNAMODB',
): Pick<DynamoDBClientConfig, 'region' | 'credentials' | 'endpoint'> {
  if (variables === process.env) return {}
  const { AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = variables
  const endpoint = variables[endpointVariable]
  return {
    ...(region && { region }),
    ...(endpoint && { endpoint }),
    ...(accessKeyId && secretAccessKey && { credentials: { accessKeyId, secretAccessKey } }),
  }
}
