import { isDeepStrictEqual } from 'node:util'
import type { Change, Person, Proposal } from '../../../shared/identity/index.ts'

/** Who can confirm what somebody has proposed: every other administrator who can come in. */
export function seconds(people: readonly Person[], proposer: string): readonly Person[] {
  return administrators(people).filter(({ id }) => id !== proposer)
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

/** How many administrators a change leaves, where that is too few for any change that needs two. */
export function leftAlone(change: Change, after: Person | undefined, people: readonly Person[]): number | undefined {
  if (change.kind !== 'suspend' && change.kind !== 'revoke' && change.kind !== 'unlink_sign_in') return undefined
  const before = administrators(people).length
  const left = administrators(people.map((person) => person.id === after?.id ? after : person)).length
  return left < before && left < 2 ? left : undefined
}

function administrators(people: readonly Person[]): readonly Person[] {
  // Whoever has no sign-in left cannot act either.
  return people.filter(({ grants, suspended, signIns }) => suspended === undefined && signIns.length > 0 && grants.some(({ roles }) => roles.includes('administrator')))
}

function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/gu, '').toLowerCase()
}
