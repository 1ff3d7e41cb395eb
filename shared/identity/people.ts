import { createHash } from 'node:crypto'
import { partition } from '../record/people.ts'
import type { Tables } from '../record/tables.ts'
import type { Person, SignIn } from './person.ts'
import { PEOPLE, personKey, personOf } from './person.ts'

/** A consistent read of one person, suspended or not. */
export async function readPerson(tables: Tables, id: string): Promise<Person | undefined> {
  const row = await tables.row('access', personKey(id))
  return row && personOf(row)
}

/** Everybody, suspended or not, by id: those who came first stand first. */
export async function readPeople(tables: Tables): Promise<Person[]> {
  return (await partition(tables, PEOPLE)).map(personOf)
}

/** Whom a sign-in belongs to. */
export async function readBySignIn(tables: Tables, signIn: SignIn): Promise<Person | undefined> {
  const row = await tables.row('access', signInKey(signIn))
  return row && readPerson(tables, String(row['person']))
}

/** The row that says whom a sign-in belongs to. */
export function signInKey({ issuer, subject }: SignIn) {
  const digest = createHash('sha256').update(JSON.stringify([issuer, subject])).digest('hex')
  return { pk: `sign-in#${digest}`, sk: 'person' }
}
