import type { Candidate, RefusalCode, Refused } from './types.ts'

/** @returns a refusal with the values that its sentence needs */
export function refuse(code: RefusalCode, values: Refused['values'] = {}): Refused {
  return { accepted: false, code, values }
}

/** The name of a person of the unit, as far as it is known. */
export function nameOf(people: readonly Candidate[], person: string): string {
  return people.find((candidate) => candidate.person === person)?.name ?? person
}
