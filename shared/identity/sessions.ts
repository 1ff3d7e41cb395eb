import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import { isNamed } from '../record/failures.ts'
import type { Tables } from '../record/tables.ts'
import type { Row } from '../record/wire.ts'
import { toWireRow } from '../record/wire.ts'
import type { Actor, Instant } from '../workflow/types.ts'
import { signInKey } from './people.ts'
import type { Person, SignIn } from './person.ts'
import { personKey, personOf } from './person.ts'
import { digestOfToken, newToken } from './secrets.ts'

/** A session ends after this time, whatever happens in it. */
export const LIMIT_HOURS = 12
/** A session that nobody uses ends after this time. */
export const IDLE_HOURS = 2
/** A sign-in at which the provider asked anew who it is stands for a code this long. */
export const FRESH_MINUTES = 10
/** The last use is written down at most this often. */
const TOUCH_MINUTES = 5

export interface Session {
  /** id of the person */
  readonly person: string
  /** proof that a form was sent from our own pages */
  readonly csrf: string
  /** what times on the session's forms are stamped with; never sent to a browser */
  readonly stampKey?: string
  readonly startedAt: Instant
  readonly expiresAt: Instant
  readonly method: Actor['method']
  /** by which sign-in of theirs it began */
  readonly signIn?: string
  /** it began within {@link FRESH_MINUTES} by a sign-in at which the provider asked anew who it is */
  readonly fresh?: true
  /** the person as they are now */
  readonly who: Person
}

/** What a session begins with. */
export interface SessionStart {
  /** id of the person */
  readonly person: string
  readonly method: Actor['method']
  readonly replaces?: string
  readonly signIn?: SignIn
  /** the provider has asked anew who it is */
  readonly fresh?: true
}

/** A suspended or unknown person does not sign in. */
export class NoSession extends Error {
  override readonly name = 'NoSession'
}

/** Sessions by the digest of their token. */
export class Sessions {
  readonly #tables: Tables
  #mayTouch = true

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /**
   * Begins a session under a new token, whatever the browser brought along.
   *
   * @param replaces the token that the browser had before; it is worth nothing from now on
   * @param signIn by which the person came in; the session lasts no longer than it is theirs
   * @throws NoSession for a suspended or unknown person
   */
  async start(
    { person, method, replaces, signIn, fresh }: SessionStart,
  ): Promise<{ readonly token: string, readonly session: Session }> {
    if (replaces !== undefined) await this.end(replaces)
    const who = await this.#person(person)
    if (!who) throw new NoSession(person)
    const token = newToken()
    const startedAt = now()
    const expiresAt = new Date(startedAt.getTime() + LIMIT_HOURS * 3_600_000)
    const stored = {
      person, csrf: newToken(), stampKey: newToken(), startedAt: startedAt.toISOString(), endsAt: expiresAt.toISOString(),
      usedAt: startedAt.toISOString(), method, ...(fresh && { fresh }), ...(signIn && { signIn: signInKey(signIn).pk }), expiresAt: Math.ceil(expiresAt.getTime() / 1000),
    }
    await this.#tables.client.send(new PutItemCommand({
      TableName: this.#tables.name('access'), Item: toWireRow({ ...sessionKey(token), ...stored }),
    }))
    return { token, session: sessionOf(stored, who) }
  }

  /** The session of a token, if it lasts and its person is not suspended. */
  async read(token: string): Promise<Session | undefined> {
    const row = await this.#tables.row('access', sessionKey(token))
    if (!row || !lasts(row, now())) return undefined
    const who = await this.#person(String(row['person']))
    if (!who || !isTheirs(row, who)) return undefined
    await this.#touch(token, row)
    return sessionOf(row, who)
  }

  /** Ends a session at once; one that is not there has ended. */
  async end(token: string): Promise<void> {
    await this.#tables.client.send(new DeleteItemCommand({
      TableName: this.#tables.name('access'), Key: toWireRow(sessionKey(token)),
    }))
  }

  async #person(id: string): Promise<Person | undefined> {
    const row = await this.#tables.row('access', personKey(id))
    const person = row && personOf(row)
    return person?.suspended === undefined ? person : undefined
  }

  async #touch(token: string, row: Row): Promise<void> {
    const present = now()
    if (!this.#mayTouch || present.getTime() - Date.parse(String(row['usedAt'])) < TOUCH_MINUTES * 60_000) return
    try {
      await this.#tables.client.send(new UpdateItemCommand({
        TableName: this.#tables.name('access'), Key: toWireRow(sessionKey(token)), UpdateExpression: 'SET #used = :now',
        ConditionExpression: 'attribute_exists(#pk)', ExpressionAttributeNames: { '#used': 'usedAt', '#pk': 'pk' },
        ExpressionAttributeValues: toWireRow({ ':now': present.toISOString() }),
      }))
    } catch (error) {
      // A function that only reads cannot write down the use; a session that was ended in between stays ended.
      if (isNamed(error, 'AccessDeniedException')) this.#mayTouch = false
      else if (!isNamed(error, 'ConditionalCheckFailedException')) throw error
    }
  }
}

/** Whether the sign-in that a session began with still belongs to its person. */
function isTheirs(row: Row, { signIns }: Person): boolean {
  const began = row['signIn']
  return began === undefined || signIns.some((one) => signInKey(one).pk === began)
}

// Rows outlive their time until the table gets round to removing them, so the time is looked at here.
function lasts(row: Row, present: Date): boolean {
  const idleSince = Date.parse(String(row['usedAt']))
  return present.getTime() < Date.parse(String(row['endsAt'])) && present.getTime() - idleSince < IDLE_HOURS * 3_600_000
}

function sessionOf(row: Row, who: Person): Session {
  return {
    person: who.id, csrf: String(row['csrf']), startedAt: String(row['startedAt']), expiresAt: String(row['endsAt']),
    method: row['method'] === 'link' ? 'link' : 'oidc', who, ...(typeof row['signIn'] === 'string' && { signIn: row['signIn'] }), ...(typeof row['stampKey'] === 'string' && { stampKey: row['stampKey'] }),
    ...(row['fresh'] === true && now().getTime() - Date.parse(String(row['startedAt'])) < FRESH_MINUTES * 60_000 && { fresh: true }),
  }
}

function sessionKey(token: string) {
  return { pk: `session#${digestOfToken(token)}`, sk: 'session' }
}
