import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import type { Digest, Instant, Item } from '../workflow/types.ts'
import type { Tables } from './tables.ts'
import { toWireRow } from './wire.ts'

/** A link was used, has ended or was replaced before the decision that came through it: nothing was done. */
export class LinkOver extends Error {
  override readonly name = 'LinkOver'
}

/** The row of a link by the digest of its token. */
export function linkKey(digest: Digest): { readonly pk: string, readonly sk: string } {
  return { pk: `link#${digest}`, sk: 'link' }
}

/** The row that says who is asked in the place of a person; most often it is that person. */
export function seatKey(item: string, person: string): { readonly pk: string, readonly sk: string } {
  return { pk: `link-seat#${item}`, sk: person }
}

/** A decision through a link. */
export interface LinkUse {
  readonly digest: Digest
  readonly commandId: string
  /** who decides, and the person whose post it is */
  readonly person: string
  readonly seat: string
  /** as it stood when the decision was made */
  readonly item: Item
  readonly at: Instant
}

/** What a decision through a link adds to its transaction: the link is used up, and was good for just this. */
export function linkWrites({ digest, commandId, person, seat, item, at }: LinkUse, names: Pick<Tables, 'name'>): TransactWriteItem[] {
  const TableName = names.name('access')
  return [
    { Update: {
      TableName, Key: toWireRow(linkKey(digest)), UpdateExpression: 'SET #usedBy = :command, #usedAt = :at',
      ConditionExpression: [
        '#item = :item', '#revision = :revision', '#review = :review', '#enteredAt = :enteredAt', '#person = :person',
        '#endsAt > :at', 'attribute_not_exists(#usedBy)',
      ].join(' AND '),
      ExpressionAttributeNames: {
        '#usedBy': 'usedBy', '#usedAt': 'usedAt', '#item': 'item', '#revision': 'revision', '#review': 'review',
        '#enteredAt': 'enteredAt', '#person': 'person', '#endsAt': 'endsAt',
      },
      ExpressionAttributeValues: toWireRow({
        ':command': commandId, ':at': at, ':item': item.id, ':revision': item.revision, ':review': item.round,
        ':enteredAt': item.enteredAt, ':person': person,
      }),
    } },
    { ConditionCheck: {
      TableName, Key: toWireRow(seatKey(item.id, seat)), ConditionExpression: '#person = :person',
      ExpressionAttributeNames: { '#person': 'person' }, ExpressionAttributeValues: toWireRow({ ':person': person }),
    } },
  ]
}
