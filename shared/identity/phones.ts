import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { now } from '../now.ts'
import { partition } from '../record/people.ts'
import type { Tables } from '../record/tables.ts'
import type { Row } from '../record/wire.ts'
import { toWireRow } from '../record/wire.ts'
import type { Instant } from '../workflow/types.ts'
import { readPerson, signInKey } from './people.ts'
import type { Person } from './person.ts'
import { digestOfToken, newToken } from './secrets.ts'

/** A phone is trusted this long after the sign-in at which its person chose to. */
export const TRUST_DAYS = 30

/** A phone on which a person has signed in and which they trust since. */
export interface Phone {
  /** digest of what its cookie holds */
  readonly id: string
  readonly since: Instant
  readonly endsAt: Instant
}

/** Phones that take the place of a sign-in behind a link, with a code at each decision. */
export class Phones {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /**
   * Trusts the phone of somebody who has just signed in on it.
   *
   * @param signIn by which they came in, as their session names it: the trust lasts no longer than it is theirs
   * @returns what its cookie is to hold
   */
  async trust(person: string, signIn: string | undefined): Promise<string> {
    const token = newToken()
    const since = now()
    const endsAt = new Date(since.getTime() + TRUST_DAYS * 86_400_000)
    await this.#tables.client.send(new PutItemCommand({
      TableName: this.#tables.name('access'),
      Item: toWireRow({
        ...phoneKey(person, digestOfToken(token)), since: since.toISOString(), endsAt: endsAt.toISOString(), ...(signIn !== undefined && { signIn }),
        expiresAt: Math.ceil(endsAt.getTime() / 1000),
      }),
    }))
    return `${person}.${token}`
  }

  /** Whose trusted phone a cookie is of; nobody's where trust has ended or the person is suspended. */
  async read(cookie: string): Promise<{ readonly who: Person, readonly id: string } | undefined> {
    const [person = '', token = ''] = cookie.split('.')
    if (!/^\w{1,64}$/u.test(person) || !/^[\w-]{43}$/u.test(token)) return undefined
    const id = digestOfToken(token)
    const [row, who] = await Promise.all([this.#tables.row('access', phoneKey(person, id)), readPerson(this.#tables, person)])
    if (!row || !who || who.suspended !== undefined || !lasts(row)) return undefined
    const began = row['signIn']
    return began === undefined || who.signIns.some((one) => signInKey(one).pk === began) ? { who, id } : undefined
  }

  /** The phones that a person trusts, latest first. */
  async of(person: string): Promise<Phone[]> {
    return (await partition(this.#tables, `phones#${person}`)).filter(lasts)
      .map((row) => ({ id: String(row['sk']), since: String(row['since']), endsAt: String(row['endsAt']) }))
      .toSorted((one, other) => one.since < other.since ? 1 : -1)
  }

  /** Trusts a phone no more, at once. */
  async forget(person: string, id: string): Promise<void> {
    await this.#tables.client.send(new DeleteItemCommand({ TableName: this.#tables.name('access'), Key: toWireRow(phoneKey(person, id)) }))
  }

  /** Trusts none of a person's phones any more: what confirmed decisions on them is gone. */
  async forgetAll(person: string): Promise<void> {
    for (const row of await partition(this.#tables, `phones#${person}`)) await this.forget(person, String(row['sk']))
  }
}

function lasts(row: Row): boolean {
  return now().toISOString() < String(row['endsAt'])
}

function phoneKey(person: string, id: string) {
  return { pk: `phones#${person}`, sk: id }
}
