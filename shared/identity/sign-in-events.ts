import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import { chainRows, endOf, eventOf, isWritten, later } from '../record/chains.ts'
import type { Chained } from '../record/event.ts'
import { isOf, seal } from '../record/event.ts'
import { backOff, failureOf, isNamed, RecordBusy } from '../record/failures.ts'
import type { Tables } from '../record/tables.ts'
import { toWireRow } from '../record/wire.ts'
import type { Actor } from '../workflow/types.ts'

/** Somebody came in or went out, or changed how they may, in the chain `sign-in#<person>#<month>` (UTC, YYYY-MM). */
export interface SignInEvent extends Chained {
  readonly type: 'signed_in' | 'signed_out' | 'codes_changed' | 'codes_locked' | 'codes_closed' | 'phone_trusted' | 'phone_forgotten'
  readonly method: Actor['method']
}

export type SignInRecord = Pick<SignInEvent, 'type' | 'method' | 'actor'>

const ATTEMPTS = 6

/** Records that somebody came in or went out. @throws RecordBusy */
export async function recordSignIn(tables: Tables, { type, method, actor }: SignInRecord): Promise<void> {
  const at = now().toISOString()
  const chain = signInChain(actor.person, at.slice(0, 7))
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await backOff(attempt)
    const end = await endOf(tables, chain)
    const { sealed } = seal({ chain, seq: end.seq + 1, prev: end.hash, type, at: later(at, end.at), method, actor })
    try {
      await tables.writer.send(new PutItemCommand({
        TableName: tables.name('events'), Item: toWireRow({ ...sealed, at: later(at, end.at) }),
        ConditionExpression: 'attribute_not_exists(#chain)', ExpressionAttributeNames: { '#chain': 'chain' },
      }))
      return
    } catch (error) {
      // Another sign-in of the same person came first: this one goes behind it.
      if (isNamed(error, 'ConditionalCheckFailedException')) continue
      if (failureOf(error).kind === 'unknown' && await isWritten(tables, sealed)) return
    }
  }
  throw new RecordBusy(chain)
}

/** When somebody came in and went out in a month (UTC, YYYY-MM), in order. */
export async function readSignIns(tables: Tables, person: string, month: string): Promise<SignInEvent[]> {
  return (await chainRows(tables, signInChain(person, month))).map((row) => eventOf(row, isSignInEvent))
}

export function signInChain(person: string, month: string): string {
  return `sign-in#${person}#${month}`
}

function isSignInEvent(event: object): event is SignInEvent {
  return isOf(event, 'sign-in#') && 'method' in event
}
