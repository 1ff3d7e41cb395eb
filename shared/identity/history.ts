import { chainRows, eventOf } from '../record/chains.ts'
import type { Tables } from '../record/tables.ts'
import type { PeopleEvent } from './change.ts'
import { isPeopleEvent, peopleChain } from './change.ts'

/** What has happened to a person, in its order; a proposed person has a history before they are there. */
export async function readHistory(tables: Tables, person: string): Promise<PeopleEvent[]> {
  return (await chainRows(tables, peopleChain(person))).map((row) => eventOf(row, isPeopleEvent))
}
