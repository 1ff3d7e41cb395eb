import { isDeepStrictEqual } from 'node:util'
import type { Change, Person, Proposal } from '../../../shared/identity/index.ts'
import { administratorsIn } from '../../../shared/identity/index.ts'

/** Who can confirm what somebody has proposed: every other administrator who can come in. */
export function seconds(people: readonly Person[], proposer: string): readonly Person[] {
  return administratorsIn(people).filter(({ id }) => id !== proposer)
}

/** People who may be the very one that a change would enter anew: of the same name or address. */
export function alike(change: Change, people: readonly Person[]): readonly Person[] {
  if (change.kind !== 'create_person') return []
  const [name, email] = [plain(change.name), plain(change.email)]
  return people.filter((person) => plain(person.name) === name || plain(person.email) === email)
}

/** The same change where it waits already: two who both propose it would each wait for the other. */
export function twin(change: Change, proposals: readonly Proposal[]): Proposal | undefined {
  return proposals.find((one) => isDeepStrictEqual(one.change, change))
}

function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase()
}
