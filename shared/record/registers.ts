import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { PutItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import type { Digest } from '../workflow/types.ts'
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

/** What is in force: the edition of rules and lexicon, and the stored lexicon that it was computed from. */
export interface ActiveLexicon {
  /** empty before the first one is activated, which no report can be of */
  readonly edition: string
  /** the digest of the stored lexicon; absent as long as the one that the code ships with is in force */
  readonly terms?: Digest
  /** of the register: grows with every activation */
  readonly version: number
}

/** A consistent read of what is in force. */
export async function readActive(tables: Tables): Promise<ActiveLexicon> {
  const row = await tables.row('registers', EDITION_KEY)
  const { value, terms, version } = row ?? {}
  return { edition: typeof value === 'string' ? value : '', version: Number(version ?? 0), ...(typeof terms === 'string' && { terms }) }
}

/** The put of what is in force, if nothing else has come into force since. */
export function activePut({ edition, terms, version }: ActiveLexicon, tables: Pick<Tables, 'name'>): { Put: NonNullable<TransactWriteItem['Put']> } {
  const { Put } = registerPut({ ...EDITION_KEY, value: edition, version }, tables.name('registers'))
  return { Put: { ...Put, Item: { ...Put.Item, ...toWireRow({ terms }) } } }
}

/**
 * Puts an edition in force, of the same stored lexicon as before; does nothing where it is.
 *
 * @param version of the register that the edition was computed from
 * @returns whether it was another one before
 * @throws RegisterMoved where somebody else changed it since
 */
export async function activate(tables: Tables, edition: string, version?: number): Promise<boolean> {
  const before = await readActive(tables)
  if (version !== undefined && before.version !== version) throw new RegisterMoved('edition')
  if (before.edition === edition) return false
  try {
    await tables.client.send(new PutItemCommand(activePut({ ...before, edition, version: before.version + 1 }, tables).Put))
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) throw new RegisterMoved('edition', { cause: error })
    throw error
  }
  return true
}
