import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import { backOff, failureOf, RecordBusy } from '../record/failures.ts'
import { linkKey, seatKey } from '../record/link-use.ts'
import type { Tables } from '../record/tables.ts'
import { putIfAbsent } from '../record/transaction.ts'
import type { Row } from '../record/wire.ts'
import { toWireRow } from '../record/wire.ts'
import { isReview, REVIEWS } from '../workflow/states.ts'
import type { Review } from '../workflow/states.ts'
import type { Digest, Instant, Item, Principal } from '../workflow/types.ts'
import { digestOfToken, newToken } from './secrets.ts'

/** A link ends with its review; one that nobody answers, after this time. Reminders bring new ones. */
export const LINK_DAYS = 14

/** A request to decide that was sent to one person, as its row holds it. The token is in the mail alone. */
export interface Link {
  /** SHA-256 of the token */
  readonly digest: Digest
  readonly item: string
  readonly unit: string
  readonly revision: Digest
  readonly review: Review
  readonly roundNumber: number
  /** when the item came to this review: which of several stays at it */
  readonly enteredAt: Instant
  readonly person: string
  /** for whom the person was asked to decide */
  readonly onBehalfOf?: Principal
  readonly madeAt: Instant
  /** what times on the forms of its pages are stamped with; never sent to anybody */
  readonly stampKey?: string
  readonly endsAt: Instant
  /** the command that it was used for */
  readonly usedBy?: string
  readonly usedAt?: Instant
  /** somebody else is asked in this person's place since */
  readonly replaced?: true
}

export type LinkState = 'valid' | 'used' | 'expired' | 'superseded'

/** Whom a link asks to decide about which item. */
export interface LinkRequest {
  /** as it stands, at a review */
  readonly item: Pick<Item, 'id' | 'unit' | 'revision' | 'round' | 'roundNumber' | 'enteredAt'>
  readonly person: string
  readonly onBehalfOf?: Principal
  /** ends it earlier than {@link LINK_DAYS} would */
  readonly endsAt?: Instant
}

const ATTEMPTS = 4

/**
 * Makes a link for one person at the review where the item stands. It takes the place of whoever was asked in the same
 * seat before: of the principal where it is for a delegate.
 *
 * @returns the token, which is stored nowhere
 * @throws RangeError where the item waits for no review; RecordBusy where the table does not answer
 */
export async function makeLink(tables: Tables, { item, person, onBehalfOf, endsAt }: LinkRequest): Promise<{ readonly token: string }> {
  if (!isReview(item.round)) throw new RangeError(`${item.id} waits for no review`)
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (attempt > 0) await backOff(attempt)
    const token = newToken()
    const madeAt = now()
    const latest = new Date(madeAt.getTime() + LINK_DAYS * 86_400_000).toISOString()
    const until = endsAt !== undefined && endsAt < latest ? endsAt : latest
    const expiresAt = Math.ceil(Date.parse(latest) / 1000) + 30 * 86_400
    const bound = {
      item: item.id, unit: item.unit, revision: item.revision, review: item.round, roundNumber: item.roundNumber, enteredAt: item.enteredAt,
      person, ...(onBehalfOf && { onBehalfOf: { ...onBehalfOf } }),
    }
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: [
        putIfAbsent(tables.name('access'), {
          ...linkKey(digestOfToken(token)), ...bound, madeAt: madeAt.toISOString(), stampKey: newToken(), endsAt: until, expiresAt,
        }, 'pk'),
        { Put: {
          TableName: tables.name('access'),
          Item: toWireRow({ ...seatKey(item.id, onBehalfOf?.person ?? person), person, enteredAt: item.enteredAt, expiresAt }),
        } },
      ] }))
      return { token }
    } catch (error) {
      // A token whose answer was lost was given to nobody: another one is made.
      failureOf(error)
    }
  }
  throw new RecordBusy(`link of ${item.id}`)
}

/** What a token leads to, whatever became of it; nothing where nobody was ever given it. */
export async function readLink(tables: Tables, token: string): Promise<Link | undefined> {
  if (!/^[\w-]{43}$/u.test(token)) return undefined
  const digest = digestOfToken(token)
  const row = await tables.row('access', linkKey(digest))
  if (!row) return undefined
  const link = linkOf(digest, row)
  const seat = await tables.row('access', seatKey(link.item, link.onBehalfOf?.person ?? link.person))
  return seat?.['person'] === link.person ? link : { ...link, replaced: true }
}

/**
 * What a link is worth now.
 *
 * @param item as it stands
 */
export function linkState(link: Link, item: Pick<Item, 'revision' | 'round' | 'roundNumber' | 'enteredAt'> | undefined, at: Instant): LinkState {
  if (link.usedBy !== undefined) return 'used'
  const there = item && !link.replaced && item.revision === link.revision && item.round === link.review
    && item.roundNumber === link.roundNumber && item.enteredAt === link.enteredAt
  if (!there) return 'superseded'
  return at < link.endsAt ? 'valid' : 'expired'
}

/**
 * The command id of what is sent through a link: sent twice, it gets its first answer again.
 *
 * @param words of what is no decision, and so may be sent more than once
 */
export function commandOfLink(digest: Digest, words?: string): string {
  return `link-${digestOfToken(words === undefined ? `decision of ${digest}` : `words to ${digest}\n${words}`).slice(0, 32)}`
}

function linkOf(digest: Digest, row: Row): Link {
  const text = (name: string): string => String(row[name])
  const behalf: Row = typeof row['onBehalfOf'] === 'object' ? { ...row['onBehalfOf'] } : {}
  return {
    digest, item: text('item'), unit: text('unit'), revision: text('revision'),
    review: REVIEWS.find((review) => review === row['review']) ?? 'first_review',
    roundNumber: Number(row['roundNumber']), enteredAt: text('enteredAt'), person: text('person'), madeAt: text('madeAt'), endsAt: text('endsAt'),
    ...(row['onBehalfOf'] !== undefined && { onBehalfOf: { person: String(behalf['person']), name: String(behalf['name']), delegation: String(behalf['delegation']) } }),
    ...(row['stampKey'] !== undefined && { stampKey: text('stampKey') }),
    ...(row['usedBy'] !== undefined && { usedBy: text('usedBy'), usedAt: text('usedAt') }),
  }
}
