import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import type { Tables } from '../record/tables.ts'
import { toWireRow } from '../record/wire.ts'
import type { Digest, Instant } from '../workflow/types.ts'
import { digestOfToken, newToken } from './secrets.ts'

/** A link that was opened by a code stays open this long. */
export const OPEN_MINUTES = 60

/** What proves that the person whom a link addresses has opened it by a code. */
export interface Opening { readonly openedAt: Instant }

/** Opens a link for whoever has given its person's code. @returns the proof, which is stored as a digest */
export async function openLink(tables: Tables, link: Digest, person: string): Promise<string> {
  const proof = newToken()
  const openedAt = now()
  const endsAt = openedAt.getTime() + OPEN_MINUTES * 60_000
  await tables.client.send(new PutItemCommand({
    TableName: tables.name('access'),
    Item: toWireRow({
      ...openingKey(proof), link, person, openedAt: openedAt.toISOString(), endsAt: new Date(endsAt).toISOString(), expiresAt: Math.ceil(endsAt / 1000),
    }),
  }))
  return proof
}

/** The opening of this very link that a proof stands for; none where it has run out. */
export async function readOpening(tables: Tables, link: { readonly digest: Digest, readonly person: string }, proof: string): Promise<Opening | undefined> {
  if (!/^[\w-]{43}$/u.test(proof)) return undefined
  const row = await tables.row('access', openingKey(proof))
  const good = row && row['link'] === link.digest && row['person'] === link.person && now().toISOString() < String(row['endsAt'])
  return good ? { openedAt: String(row['openedAt']) } : undefined
}

function openingKey(proof: string) {
  return { pk: `opening#${digestOfToken(proof)}`, sk: 'opening' }
}
