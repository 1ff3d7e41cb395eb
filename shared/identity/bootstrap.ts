import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { ulid } from 'ulid'
import { now } from '../now.ts'
import { NO_HASH, seal } from '../record/event.ts'
import { failureOf } from '../record/failures.ts'
import type { Tables } from '../record/tables.ts'
import { eventPut, putIfAbsent } from '../record/transaction.ts'
import type { PeopleEventBody } from './change.ts'
import { peopleChain } from './change.ts'
import { personWrites } from './person-writes.ts'
import type { Grant, Person } from './person.ts'

/** Somebody who is there from the beginning. */
export interface FirstPerson {
  /** their name at the sign-in provider */
  readonly subject: string
  readonly name: string
  readonly email: string
  readonly grants: readonly Grant[]
}

/**
 * Brings in the first people, who can then bring in others. Where there is anybody already, it does nothing.
 *
 * @param issuer address of the sign-in provider, exactly as it names itself
 * @returns the people, or none where others were there before
 * @throws RangeError for more people than fit into one transaction
 */
export async function bootstrap(tables: Tables, people: readonly FirstPerson[], issuer: string): Promise<Person[] | undefined> {
  const at = now().toISOString()
  const made = people.map(({ subject, name, email, grants }): Person =>
    ({ id: ulid(), name, email, grants, signIns: [{ issuer, subject }] }))
  const writes = made.flatMap((person) => {
    const body: PeopleEventBody = {
      chain: peopleChain(person.id), seq: 1, prev: NO_HASH, type: 'person_changed', stage: 'bootstrapped', at,
      actor: { person: 'system:bootstrap', name: 'bootstrap' },
      change: { kind: 'create_person', name: person.name, email: person.email, grants: person.grants, signIns: person.signIns },
    }
    return [
      ...personWrites(tables, undefined, person).map(({ write }) => write),
      eventPut({ sealed: seal(body).sealed, person: body.actor.person, at }, tables),
    ]
  })
  const TransactItems = [putIfAbsent(tables.name('access'), { pk: 'bootstrap', sk: 'done', at }, 'pk'), ...writes]
  if (TransactItems.length > 100) throw new RangeError('Too many people at once')
  try {
    await tables.writer.send(new TransactWriteItemsCommand({ TransactItems }))
    return made
  } catch (error) {
    const failure = failureOf(error)
    if (failure.kind === 'failed') return undefined
    throw error
  }
}
