import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import { isNamed } from '../record/failures.ts'
import type { Tables } from '../record/tables.ts'
import { fromWireRow, toWireRow } from '../record/wire.ts'

/** So many wrong codes in a row by one way close that way to codes, for good: a link, a phone, a session. */
export const WRONG_BY_ONE_WAY = 5
/** Longer than any link, phone or session lasts. */
const KEPT_DAYS = 45

/**
 * Counts one more code that comes for a person by one way, before it is looked at: whoever tries many at once gets no more
 * looks than one who tries them in turn.
 *
 * @param way by which it comes, such that nobody but who holds it can count on it
 * @returns how many have come by it since the last right one; nothing where it is closed
 */
export async function countTry(tables: Tables, person: string, way: string): Promise<number | undefined> {
  try {
    const { Attributes } = await tables.writer.send(new UpdateItemCommand({
      TableName: tables.name('access'), Key: toWireRow(triesKey(person, way)), ReturnValues: 'ALL_NEW',
      UpdateExpression: 'SET #expires = :expires ADD #tries :one', ConditionExpression: 'attribute_not_exists(#tries) OR #tries < :most',
      ExpressionAttributeNames: { '#tries': 'tries', '#expires': 'expiresAt' },
      ExpressionAttributeValues: toWireRow({ ':one': 1, ':most': WRONG_BY_ONE_WAY, ':expires': Math.ceil(now().getTime() / 1000) + KEPT_DAYS * 86_400 }),
    }))
    return Number(fromWireRow(Attributes ?? {})['tries'])
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return undefined
    throw error
  }
}

/** Begins to count anew: a right code has come by this way. */
export async function countAnew(tables: Tables, person: string, way: string): Promise<void> {
  await tables.client.send(new UpdateItemCommand({
    TableName: tables.name('access'), Key: toWireRow(triesKey(person, way)), UpdateExpression: 'SET #tries = :none',
    ExpressionAttributeNames: { '#tries': 'tries' }, ExpressionAttributeValues: toWireRow({ ':none': 0 }),
  }))
}

function triesKey(person: string, way: string) {
  return { pk: `codes#${person}`, sk: `tries#${way}` }
}
