import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb'
import { DeleteItemCommand, PutItemCommand, TransactWriteItemsCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { Secret, TOTP } from 'otpauth'
import { now } from '../now.ts'
import { isNamed } from '../record/failures.ts'
import { namesIn } from '../record/conditions.ts'
import type { Tables } from '../record/tables.ts'
import type { Row } from '../record/wire.ts'
import { fromWireRow, toWireRow } from '../record/wire.ts'
import type { Instant } from '../workflow/types.ts'
import { countAnew, countTry, WRONG_BY_ONE_WAY } from './tries.ts'

/**
 * So many wrong codes in a row, by whatever ways, are taken for one person; then none for a while. One way is closed long
 * before: whoever holds a single link of somebody cannot keep that person's codes locked.
 */
export const WRONG_CODES = 15
export const LOCK_MINUTES = 15
/** A code is also taken this many periods before and after its own: clocks of phones differ. */
const WINDOW = 1
const PERIOD_SECONDS = 30
/** What was begun has to be confirmed within this time. */
const PROPOSED_MINUTES = 30

/** A new secret as a person puts it into their authenticator. */
export interface NewCodes {
  /** in Base32, for typing */
  readonly secret: string
  /** for the picture that phones read */
  readonly uri: string
}

/**
 * What came of a code. `none`: the person has no authenticator yet. `closed`: the way that it came by takes none any more.
 * `sinceNow` where this very code has led to it.
 */
export type CodeAnswer = { readonly kind: 'right' | 'wrong' | 'none' }
  | { readonly kind: 'closed', readonly sinceNow: boolean }
  | { readonly kind: 'locked', readonly until: Instant, readonly sinceNow: boolean }

/** What a code is given for, and how it comes. */
export interface CodeUse {
  /** the same code for the same thing again is a repeat, not a second use */
  readonly purpose: string
  /** the link, phone or session by which it comes: wrong ones close that first */
  readonly way: string
}

/** One-time codes of people (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, as every authenticator takes them). */
export class Codes {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** Since when a person's authenticator is in use; none where they have none. */
  async since(person: string): Promise<Instant | undefined> {
    const row = await this.#tables.row('access', activeKey(person))
    return row && String(row['since'])
  }

  /** The secret that a person has begun to put into an authenticator: the same one until it is confirmed, or a new one. */
  async begin(person: string, label: { readonly issuer: string, readonly name: string }): Promise<NewCodes> {
    const key = proposedKey(person)
    const present = now().getTime()
    const row = await this.#tables.row('access', key)
    if (row && Number(row['until']) > present) return shownOf(String(row['secret']), label)
    const secret = new Secret({ size: 20 }).base32
    const until = present + PROPOSED_MINUTES * 60_000
    await this.#tables.client.send(new PutItemCommand({
      TableName: this.#tables.name('access'), Item: toWireRow({ ...key, secret, until, expiresAt: Math.ceil(until / 1000) }),
    }))
    return shownOf(secret, label)
  }

  /** Takes the new authenticator into use by its first code, in the place of an earlier one. @returns whether the code was right */
  async confirm(person: string, code: string): Promise<boolean> {
    const row = await this.#tables.row('access', proposedKey(person))
    const present = now()
    if (!row || Number(row['until']) <= present.getTime()) return false
    const secret = String(row['secret'])
    const step = stepOf(secret, code, present)
    if (step === undefined) return false
    const TableName = this.#tables.name('access')
    try {
      await this.#tables.writer.send(new TransactWriteItemsCommand({ TransactItems: [
        { Delete: {
          TableName, Key: toWireRow(proposedKey(person)), ConditionExpression: '#secret = :secret',
          ExpressionAttributeNames: { '#secret': 'secret' }, ExpressionAttributeValues: toWireRow({ ':secret': secret }),
        } },
        { Put: { TableName, Item: toWireRow({ ...activeKey(person), secret, since: present.toISOString(), step, wrong: 0 }) } },
      ] }))
      return true
    } catch (error) {
      // Confirmed by a press at the same time.
      if (isNamed(error, 'TransactionCanceledException')) return (await this.#tables.row('access', activeKey(person)))?.['secret'] === secret
      throw error
    }
  }

  /** Takes a person's authenticator out of use. */
  async drop(person: string): Promise<void> {
    await this.#tables.client.send(new DeleteItemCommand({ TableName: this.#tables.name('access'), Key: toWireRow(activeKey(person)) }))
  }

  /**
   * Whether this is the person's code of now. Each is good once. Five wrong ones in a row by one way close that way;
   * {@link WRONG_CODES} by all of them lock codes for a quarter of an hour.
   */
  async check(person: string, code: string, { purpose, way }: CodeUse): Promise<CodeAnswer> {
    const present = now()
    const before = await this.#tables.row('access', activeKey(person))
    if (!before) return { kind: 'none' }
    // What is locked is locked by somebody: no way is closed for coming while it lasts.
    if (isLocked(before, present)) return { kind: 'locked', until: String(before['until']), sinceNow: false }
    const tries = await countTry(this.#tables, person, way)
    if (tries === undefined) return { kind: 'closed', sinceNow: false }
    // Counted before it is looked at: whoever tries many at once gets no more looks than one who tries them in turn.
    const row = await this.#change(person, {
      UpdateExpression: 'ADD #wrong :one', ConditionExpression: 'attribute_exists(#secret) AND (attribute_not_exists(#until) OR #until <= :now)',
      values: { ':one': 1, ':now': present.toISOString() },
    })
    if (!row) return this.#locked(person, { sinceNow: false })
    if (Number(row['wrong']) > WRONG_CODES) return this.#lock(person, present)
    const step = stepOf(String(row['secret']), code, present)
    if (step !== undefined && await this.#use(person, row, step, purpose)) {
      await countAnew(this.#tables, person, way)
      return { kind: 'right' }
    }
    if (Number(row['wrong']) >= WRONG_CODES) return this.#lock(person, present)
    return tries < WRONG_BY_ONE_WAY ? { kind: 'wrong' } : { kind: 'closed', sinceNow: true }
  }

  async #use(person: string, row: Row, step: number, purpose: string): Promise<boolean> {
    const used = await this.#change(person, {
      UpdateExpression: 'SET #step = :step, #purpose = :purpose, #wrong = :none REMOVE #until',
      ConditionExpression: '#secret = :secret AND (#step < :step OR (#step = :step AND #purpose = :purpose))',
      values: { ':step': step, ':purpose': purpose, ':none': 0, ':secret': row['secret'] },
    })
    return used !== undefined
  }

  async #lock(person: string, present: Date): Promise<CodeAnswer> {
    const until = new Date(present.getTime() + LOCK_MINUTES * 60_000).toISOString()
    const locked = await this.#change(person, {
      UpdateExpression: 'SET #until = :until, #wrong = :none',
      ConditionExpression: 'attribute_exists(#secret) AND (attribute_not_exists(#until) OR #until <= :now)',
      values: { ':until': until, ':none': 0, ':now': present.toISOString() },
    })
    return this.#locked(person, { sinceNow: locked !== undefined })
  }

  async #locked(person: string, { sinceNow }: { readonly sinceNow: boolean }): Promise<CodeAnswer> {
    const row = await this.#tables.row('access', activeKey(person))
    if (!row) return { kind: 'none' }
    return typeof row['until'] === 'string' ? { kind: 'locked', until: row['until'], sinceNow } : { kind: 'wrong' }
  }

  /** The row after the change; nothing where its condition does not hold. */
  async #change(person: string, { values, ...update }: Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'> & { readonly values: Row }): Promise<Row | undefined> {
    try {
      // One attempt: a count that is not answered is better made twice by the person than hidden here.
      const { Attributes } = await this.#tables.writer.send(new UpdateItemCommand({
        TableName: this.#tables.name('access'), Key: toWireRow(activeKey(person)), ...update, ReturnValues: 'ALL_NEW',
        ExpressionAttributeNames: namesIn(`${update.UpdateExpression} ${update.ConditionExpression}`),
        ExpressionAttributeValues: toWireRow(values),
      }))
      return Attributes && fromWireRow(Attributes)
    } catch (error) {
      if (isNamed(error, 'ConditionalCheckFailedException')) return undefined
      throw error
    }
  }
}

function isLocked({ until }: Row, present: Date): boolean {
  return typeof until === 'string' && until > present.toISOString()
}

/** The period that a code belongs to; none where it is no code of about this time. */
function stepOf(secret: string, code: string, at: Date): number | undefined {
  const digits = code.normalize('NFKC').replaceAll(/\s/gu, '')
  if (!/^\d{6}$/u.test(digits)) return undefined
  const delta = totpOf(secret).validate({ token: digits, timestamp: at.getTime(), window: WINDOW })
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD_SECONDS) + delta
}

function shownOf(secret: string, { issuer, name }: { readonly issuer: string, readonly name: string }): NewCodes {
  return { secret, uri: totpOf(secret, { issuer, label: name }).toString() }
}

function totpOf(secret: string, label: { readonly issuer?: string, readonly label?: string } = {}): TOTP {
  return new TOTP({ ...label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS })
}

function activeKey(person: string) {
  return { pk: `codes#${person}`, sk: 'active' }
}

function proposedKey(person: string) {
  return { pk: `codes#${person}`, sk: 'proposed' }
}
