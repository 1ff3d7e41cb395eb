import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import { isNamed } from '../record/failures.ts'
import type { Tables } from '../record/tables.ts'
import { fromWireRow, toWireRow } from '../record/wire.ts'
import { digestOfToken } from './secrets.ts'

/** What has to be known again when the sign-in provider sends a person back. */
export interface PendingSignIn {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  /** the provider is to ask who it is, whatever it remembers of this browser */
  readonly fresh?: true
}

const MINUTES = 10

/** Keeps what a sign-in began with until it comes back. */
export async function rememberSignIn(tables: Tables, { state, nonce, verifier, returnTo, fresh }: PendingSignIn): Promise<void> {
  const until = now().getTime() + MINUTES * 60_000
  await tables.client.send(new PutItemCommand({
    TableName: tables.name('access'),
    Item: toWireRow({ ...stateKey(state), nonce, verifier, returnTo, ...(fresh && { fresh }), until, expiresAt: Math.ceil(until / 1000) }),
  }))
}

/** Takes it out again: once, and only within its time. */
export async function takeSignIn(tables: Tables, state: string): Promise<PendingSignIn | undefined> {
  // One attempt: if the answer is lost, the sign-in has to begin anew rather than be good for two.
  // The condition makes the first of two the only one: an answer of old values alone does not prove that on every endpoint.
  const { Attributes } = await tables.writer.send(new DeleteItemCommand({
    TableName: tables.name('access'), Key: toWireRow(stateKey(state)),
    ConditionExpression: 'attribute_exists(pk)', ReturnValues: 'ALL_OLD',
  })).catch((error: unknown) => {
    if (isNamed(error, 'ConditionalCheckFailedException')) return { Attributes: undefined }
    throw error
  })
  const row = Attributes && fromWireRow(Attributes)
  if (!row || Number(row['until']) <= now().getTime()) return undefined
  return {
    state, nonce: String(row['nonce']), verifier: String(row['verifier']), returnTo: String(row['returnTo']),
    ...(row['fresh'] === true && { fresh: true }),
  }
}

function stateKey(state: string) {
  return { pk: `sign-in-state#${digestOfToken(state)}`, sk: 'state' }
}
