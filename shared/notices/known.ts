import type { Identity, Person, Preferences } from '../identity/index.ts'
import type { Candidate } from '../workflow/types.ts'

/** Where people are read from. */
export type People = Pick<Identity, 'person' | 'candidates' | 'preferences'>

/** People, read once for each run. */
export class Known {
  readonly #identity: People
  readonly #units = new Map<string, Promise<readonly Candidate[]>>()
  readonly #persons = new Map<string, Promise<Person | undefined>>()
  readonly #preferences = new Map<string, Promise<Preferences>>()

  constructor({ identity }: { readonly identity: People }) {
    this.#identity = identity
  }

  people(unit: string): Promise<readonly Candidate[]> {
    const known = this.#units.get(unit) ?? this.#identity.candidates(unit)
    this.#units.set(unit, known)
    return known
  }

  preferences(person: string): Promise<Preferences> {
    const known = this.#preferences.get(person) ?? this.#identity.preferences(person)
    this.#preferences.set(person, known)
    return known
  }

  /** Somebody who is there and not suspended. */
  async reachable(id: string): Promise<Person | undefined> {
    const known = this.#persons.get(id) ?? this.#identity.person(id)
    this.#persons.set(id, known)
    const person = await known
    return person?.suspended === undefined ? person : undefined
  }
}
