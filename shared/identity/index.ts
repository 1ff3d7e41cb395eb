import { ulid } from 'ulid'
import { candidatesOf } from '../record/people.ts'
import type { Tables, Variables } from '../record/tables.ts'
import { tablesOf } from '../record/tables.ts'
import type { Actor, Candidate } from '../workflow/types.ts'
import type { ChangeRefusal } from './apply.ts'
import type { FirstPerson } from './bootstrap.ts'
import { bootstrap } from './bootstrap.ts'
import { Codes } from './codes.ts'
import type { Change, PeopleEvent } from './change.ts'
import type { ChangeAnswer } from './changes.ts'
import { confirm, propose, reject } from './changes.ts'
import { Delegations } from './delegations.ts'
import { readHistory } from './history.ts'
import type { Link, LinkRequest } from './links.ts'
import { makeLink, readLink } from './links.ts'
import type { Opening } from './openings.ts'
import { openLink, readOpening } from './openings.ts'
import { readBySignIn, readPeople, readPerson } from './people.ts'
import type { Person } from './person.ts'
import type { Preferences } from './preferences.ts'
import { readPreferences, writePreferences } from './preferences.ts'
import { Phones } from './phones.ts'
import type { Proposal } from './proposals.ts'
import { readProposal, readProposals } from './proposals.ts'
import type { Attempt } from './refused.ts'
import { recorded, recordRefused } from './refused.ts'
import type { Session, SessionStart } from './sessions.ts'
import { Sessions } from './sessions.ts'
import type { SignInEvent, SignInRecord } from './sign-in-events.ts'
import { readSignIns, recordSignIn } from './sign-in-events.ts'
import type { PendingSignIn } from './sign-in.ts'
import { rememberSignIn, takeSignIn } from './sign-in.ts'

export { administratorsIn, leavesTooFew } from './administrators.ts'
export type { ChangeRefusal } from './apply.ts'
export { applied, notByThemselves } from './apply.ts'
export type { FirstPerson } from './bootstrap.ts'
export type { CodeAnswer, CodeUse, NewCodes } from './codes.ts'
export type { Change, PeopleEvent, PeopleRefused, Stage } from './change.ts'
export { needsSecond } from './change.ts'
export type { ChangeAnswer } from './changes.ts'
export type { Absence, Delegation, DelegationCommand, DelegationEvent, DelegationRefusal, DelegationStage, Terms } from './delegation.ts'
export { counts, endedAt } from './delegation.ts'
export type { UnitState } from './delegation-rule.ts'
export { DELEGABLE, DELEGATION_DAYS } from './delegation-rule.ts'
export type { DelegationAnswer } from './delegations.ts'
export type { Link, LinkRequest, LinkState } from './links.ts'
export { commandOfLink, linkState } from './links.ts'
export type { Opening } from './openings.ts'
export type { Phone } from './phones.ts'
export { TRUST_DAYS } from './phones.ts'
export type { Grant, Person, SignIn } from './person.ts'
export type { Preferences } from './preferences.ts'
export type { Proposal } from './proposals.ts'
export { digestOfToken, newToken } from './secrets.ts'
export type { Session } from './sessions.ts'
export { FRESH_MINUTES, NoSession } from './sessions.ts'
export type { SignInEvent } from './sign-in-events.ts'
export type { PendingSignIn } from './sign-in.ts'

/** People, what they may do, and how they come in. */
export class Identity {
  readonly #tables: Tables
  readonly #sessions: Sessions
  /** Who is away and who stands in. */
  readonly delegations: Delegations
  /** One-time codes from people's authenticators. */
  readonly codes: Codes
  /** Phones that people trust. */
  readonly phones: Phones

  constructor(variables: Variables) {
    this.#tables = tablesOf(variables)
    this.#sessions = new Sessions(this.#tables)
    this.delegations = new Delegations(this.#tables)
    this.codes = new Codes(this.#tables)
    this.phones = new Phones(this.#tables)
  }

  /** The session of a token, if it lasts and its person is not suspended. */
  session(token: string): Promise<Session | undefined> { return this.#sessions.read(token) }

  /** Begins a session under a new token and ends the one that it replaces. @throws NoSession */
  startSession(start: SessionStart): Promise<{ readonly token: string, readonly session: Session }> { return this.#sessions.start(start) }

  /** Ends a session at once. */
  endSession(token: string): Promise<void> { return this.#sessions.end(token) }

  /** Keeps what a sign-in began with, for ten minutes. */
  rememberSignIn(pending: PendingSignIn): Promise<void> { return rememberSignIn(this.#tables, pending) }

  /** Takes out what a sign-in began with, once. */
  takeSignIn(state: string): Promise<PendingSignIn | undefined> { return takeSignIn(this.#tables, state) }

  /** Records that somebody came in or went out. @throws RecordBusy */
  recordSignIn(record: SignInRecord): Promise<void> { return recordSignIn(this.#tables, record) }

  /** When somebody came in and went out in a month (UTC, YYYY-MM), in order. */
  signIns(person: string, month: string): Promise<SignInEvent[]> { return readSignIns(this.#tables, person, month) }

  /** Whom a sign-in belongs to, suspended or not. */
  personBySignIn(issuer: string, subject: string): Promise<Person | undefined> {
    return readBySignIn(this.#tables, { issuer, subject })
  }

  /** A consistent read of one person, suspended or not. */
  person(id: string): Promise<Person | undefined> { return readPerson(this.#tables, id) }

  /** Everybody, suspended or not. */
  people(): Promise<Person[]> { return readPeople(this.#tables) }

  /** How a person wants to hear of things. */
  preferences(person: string): Promise<Preferences> { return readPreferences(this.#tables, person) }

  /** Keeps what a person has chosen. */
  setPreferences(person: string, preferences: Preferences): Promise<void> { return writePreferences(this.#tables, person, preferences) }

  /** Who may act in a unit now. */
  candidates(unit: string): Promise<Candidate[]> { return candidatesOf(this.#tables, unit) }

  /** Brings in the first people where there is nobody yet. @returns them, or none */
  bootstrap(people: readonly FirstPerson[], issuer: string): Promise<Person[] | undefined> {
    return bootstrap(this.#tables, people, issuer)
  }

  /** Changes something about a person, or proposes it where a second administrator is needed. @throws RecordBusy */
  propose(actor: Actor, change: Change, commandId = ulid()): Promise<ChangeAnswer> {
    return this.#recorded(actor, { command: 'propose', change, commandId }, propose(this.#tables, actor, change, commandId))
  }

  /** Lets a proposal of another administrator take effect. @throws RecordBusy */
  confirm(actor: Actor, id: string, commandId = ulid()): Promise<ChangeAnswer> {
    return this.#recorded(actor, { command: 'confirm', proposal: id, commandId }, confirm(this.#tables, actor, id, commandId))
  }

  /** Takes a proposal back, one's own or another's. @throws RecordBusy */
  reject(actor: Actor, id: string, commandId = ulid()): Promise<ChangeAnswer> {
    return this.#recorded(actor, { command: 'reject', proposal: id, commandId }, reject(this.#tables, actor, id, commandId))
  }

  /** Records that somebody was told, before they confirmed, why a change of theirs would be refused. */
  foreseenRefused(actor: Actor, change: Change, code: ChangeRefusal): Promise<void> {
    return recordRefused(this.#tables, actor, { command: 'propose', change, commandId: '' }, code)
  }

  /** What waits for a second administrator, oldest first. */
  proposals(): Promise<Proposal[]> { return readProposals(this.#tables) }

  /** One that waits; none where it is settled or never was. */
  proposal(id: string): Promise<Proposal | undefined> { return readProposal(this.#tables, id) }

  /** Every change of a person and every proposal of one, in their order. */
  history(person: string): Promise<PeopleEvent[]> { return readHistory(this.#tables, person) }

  /** Makes a link by which one person is asked to decide. @returns its token, which is stored nowhere @throws RecordBusy, RangeError */
  makeLink(request: LinkRequest): Promise<{ readonly token: string }> { return makeLink(this.#tables, request) }

  /** What the token of a link leads to, whatever became of it; nothing where nobody was ever given it. */
  link(token: string): Promise<Link | undefined> { return readLink(this.#tables, token) }

  /** Opens a link for whoever has given its person's code. @returns the proof, for an hour */
  openLink(link: Link): Promise<string> { return openLink(this.#tables, link.digest, link.person) }

  /** The opening of this very link that a proof stands for; none where it has run out. */
  opening(link: Link, proof: string): Promise<Opening | undefined> { return readOpening(this.#tables, link, proof) }

  async #recorded(actor: Actor, attempt: Attempt, answer: Promise<ChangeAnswer>): Promise<ChangeAnswer> {
    return recorded(this.#tables, actor, attempt, await answer)
  }

  /** Closes every socket; for those that end before their process does. */
  close(): void { this.#tables.destroy() }
}

/** @param variables where the table's name is read from; a function's own environment unless given */
export function openIdentity(variables: Variables = process.env): Identity {
  return new Identity(variables)
}
