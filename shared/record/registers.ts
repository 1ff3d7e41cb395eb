import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { EDITION_KEY } from './conditions.ts'
import { backOff, failureOf, isNamed, RecordBusy } from './failures.ts'
import type { Tables } from './tables.ts'
import { toWireRow } from './wire.ts'

/** A new value of a register; `version` is one more than that of the value it was computed from, 1 for the first. */
export interface RegisterWrite {
  readonly pk: string
  readonly sk: string
  readonly value: unknown
  readonly version: number
}

export interface Register { readonly value: unknown, readonly version: number }

/** A register is not what a write was computed from any more: compute again. */
export class RegisterMoved extends Error {
  override readonly name = 'RegisterMoved'
}

/** A consistent read of one register. */
export async function readRegister(tables: Tables, pk: string, sk: string): Promise<Register | undefined> {
  const row = await tables.row('registers', { pk, sk })
  return row && { value: row['value'], version: Number(row['version']) }
}

/** The put of a register, if it still has the version before. */
export function registerPut({ pk, sk, value, version }: RegisterWrite, TableName: string): { Put: NonNullable<TransactWriteItem['Put']> } {
  const first = version === 1
  return { Put: {
    TableName,
    Item: toWireRow({ pk, sk, value, version }),
    ConditionExpression: first ? 'attribute_not_exists(#pk)' : '#version = :before',
    ExpressionAttributeNames: first ? { '#pk': 'pk' } : { '#version': 'version' },
    ...(!first && { ExpressionAttributeValues: toWireRow({ ':before': version - 1 }) }),
  } }
}

/** How often registers are tried again because others were at them. */
const ATTEMPTS = 8

/**
 * Writes registers that belong to no command, all or nothing: what is derived from items, such as the rows of lists.
 *
 * @throws RegisterMoved where one is not what the writes were computed from, which an answer that was lost looks like too
 * @throws RecordBusy where the service does not answer
 */
export async function writeRegisters(tables: Tables, writes: readonly RegisterWrite[]): Promise<void> {
  const TransactItems = writes.map((write) => registerPut(write, tables.name('registers')))
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems }))
      return
    } catch (error) {
      if (failureOf(error).kind === 'failed') throw new RegisterMoved('registers', { cause: error })
    }
    await backOff(attempt)
  }
  throw new RecordBusy('registers')
}

/** The edition in force; empty before the first one is activated, which no report can be of. */
export async function readActiveEdition(tables: Tables): Promise<string> {
  const register = await readRegister(tables, EDITION_KEY.pk, EDITION_KEY.sk)
  return typeof register?.value === 'string' ? register.value : ''
}

/**
 * Puts an edition in force; does nothing where it is.
 *
 * @returns whether it was another one before
 * @throws RegisterMoved where somebody else changed it at the same moment
 */
export async function activate(tables: Tables, edition: string): Promise<boolean> {
  const before = await readRegister(tables, EDITION_KEY.pk, EDITION_KEY.sk)
  if (before?.value === edition) return false
  const write = registerPut({ ...EDITION_KEY, value: edition, version: (before?.version ?? 0) + 1 }, tables.name('registers'))
  try {
    await tables.client.send(new PutItemCommand(write.Put))
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) throw new RegisterMoved('edition', { cause: error })
    throw error
  }
  return true
}
