import type { Actor, Candidate, Facts, Item } from '../../workflow/types.ts'

/** An item with whoever has come to see it. */
export interface Visit {
  readonly item: Item
  readonly actor: Actor
  /** those of the item's unit */
  readonly people: readonly Candidate[]
  /** enough to say which commands are open; a commandId is made where one is given */
  readonly facts: Facts
}

/** The name of a person, as the unit knows them now. */
export function nameIn(people: readonly Candidate[], person: string): string {
  return people.find((one) => one.person === person)?.name ?? person
}
