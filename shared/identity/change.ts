import type { Chained } from '../record/event.ts'
import { isOf } from '../record/event.ts'
import type { Role } from '../workflow/states.ts'
import type { ChangeRefusal } from './apply.ts'
import type { Grant, SignIn } from './person.ts'

/** What may be changed about people. */
export type Change =
  | { readonly kind: 'create_person', readonly name: string, readonly email: string, readonly grants: readonly Grant[], readonly signIns: readonly SignIn[] }
  | { readonly kind: 'grant', readonly person: string, readonly unit: string, readonly roles: readonly Role[] }
  | { readonly kind: 'revoke', readonly person: string, readonly unit: string, readonly roles: readonly Role[] }
  | { readonly kind: 'link_sign_in', readonly person: string, readonly signIn: SignIn }
  | { readonly kind: 'unlink_sign_in', readonly person: string, readonly signIn: SignIn }
  | { readonly kind: 'suspend', readonly person: string, readonly reason: string }
  | { readonly kind: 'unsuspend', readonly person: string, readonly reason: string }

/** How far a change has come: `done` ones needed nobody's confirmation. */
export type Stage = 'bootstrapped' | 'proposed' | 'confirmed' | 'done' | 'rejected'

/** A change of a person, in the chain `people#<person>`. */
export interface PeopleEvent extends Chained {
  readonly type: 'person_changed'
  readonly stage: Stage
  readonly change: Change
  /** of the form that it came with; the first people came with none */
  readonly commandId?: string
  /** id of the proposal that this began or ended */
  readonly proposal?: string
  /** for what a second administrator decided: who had proposed it */
  readonly proposedBy?: { readonly person: string, readonly name: string }
}

/** That an administrator was refused a change, in the chain `refusal#<person>#<day>`. Equal ones of the same day are only counted. */
export interface PeopleRefused extends Chained {
  readonly type: 'people_refused'
  readonly command: 'propose' | 'confirm' | 'reject'
  /** absent where the proposal was not there */
  readonly change?: Change
  /** id of the proposal that was to be settled */
  readonly proposal?: string
  readonly code: ChangeRefusal
}

export type PeopleEventBody = Omit<PeopleEvent, 'v' | 'salt' | 'hash'>

export function isPeopleEvent(event: object): event is PeopleEvent {
  return isOf(event, 'people#') && 'change' in event
}

export function isPeopleRefused(event: object): event is PeopleRefused {
  return isOf(event, 'refusal#') && 'type' in event && event.type === 'people_refused'
}

export function peopleChain(person: string): string {
  return `people#${person}`
}

/** What takes a say away acts at once; what gives one, or lets somebody in, needs a second administrator. */
const alone: Readonly<Record<Change['kind'], boolean>> = {
  create_person: false, grant: false, revoke: true, link_sign_in: false, unlink_sign_in: true, suspend: true, unsuspend: false,
}

/** Whether a change needs a second administrator. An editor's post gives no say in any review, so it needs none. */
export function needsSecond(change: Change): boolean {
  return !alone[change.kind] && !(change.kind === 'grant' && change.roles.every((role) => role === 'editor'))
}
