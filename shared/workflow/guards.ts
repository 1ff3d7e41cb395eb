import { lastPost, personsOf, reviewerAt } from './separation.ts'
import { APART } from './stand-in.ts'
import type { Role } from './states.ts'
import type { GuardKind } from './table.ts'
import type { Actor, Facts, Guard, Item } from './types.ts'

/** What the guards of one command are made from; `roles` are those of which the actor needs one. */
export interface GuardSubject {
  /** as it stands; for a new one, as it will be */
  readonly item: Item
  readonly actor: Actor
  readonly facts: Facts
  readonly roles: readonly Role[]
}

/** The guards that each kind stands for; a kind that has nothing to say of this command gives none. */
export const GUARDS: { readonly [K in GuardKind]: (subject: GuardSubject) => readonly Guard[] } = {
  item_absent: () => [{ kind: 'item_absent' }],
  item_head: ({ item }) => [{ kind: 'item_head', seq: item.seq, head: item.head }],
  round: ({ item }) => [{ kind: 'round', round: item.round }],
  presence: ({ item }) => [{ kind: 'presence', presence: item.presence }],
  revision: ({ item }) => [{ kind: 'revision', revision: item.revision }],
  report: ({ item }) => item.report ? [{ kind: 'report', report: item.report.digest }] : [],
  not_contributor: ({ actor }) => personsOf(actor).map((person) => ({ kind: 'not_contributor', person })),
  not_decider: ({ actor }) => personsOf(actor).map((person) => ({ kind: 'not_decider', person })),
  // A delegate acts with the principal's grant.
  grant: ({ item, actor, roles }) => [{ kind: 'grant', person: actor.onBehalfOf?.person ?? actor.person, unit: item.unit, roles }],
  delegation: ({ item, actor, facts }) => {
    const role = reviewerAt(item)
    if (!actor.onBehalfOf || role === undefined) return []
    const { person: principal, delegation: id } = actor.onBehalfOf
    return [{ kind: 'delegation', unit: item.unit, id, principal, delegate: actor.person, role, column: item.column, at: facts.now }]
  },
  // A delegate needs no post of their own, but has to belong to the unit still, and to hold none that keeps them apart.
  present: ({ item, actor }) => actor.onBehalfOf ? [{ kind: 'present', person: actor.person, unit: item.unit, without: APART }] : [],
  approver: ({ item }) => {
    const post = lastPost(item)
    return post ? [{ kind: 'approver', person: post.person, unit: item.unit, roles: [post.role] }] : []
  },
  edition: ({ facts }) => [{ kind: 'edition', edition: facts.activeEdition }],
}
