import { ruleOf } from '../workflow/table.ts'
import { isReview } from '../workflow/states.ts'
import { nextPeople } from '../workflow/staffing.ts'
import type { Candidate, EventBody, Item } from '../workflow/types.ts'
import { EVENT_DATA } from '../workflow/data.ts'
import type { CommandName } from '../workflow/commands.ts'
import type { Ask, Draft, NoticeKind } from './types.ts'

/** An event with its number, as far as notices need it. */
export type Told = Pick<EventBody, 'type' | 'at' | 'actor' | 'from' | 'to' | 'data'> & { readonly seq: number }

/** The item as an event found it and as it left it. */
export interface Around { readonly before: Item | undefined, readonly after: Item }

/**
 * Whom an event of an item is to be told, and as what. Nobody is told what they did themselves.
 *
 * @param people those of the item's unit, as they are now
 * @returns one draft for each person
 */
export function noticesOf(event: Told, { before, after }: Around, people: readonly Candidate[]): Draft[] {
  const about = { channel: 'mail', unit: after.unit, item: after.id, seq: event.seq } as const
  const told = TELLS[event.type]({ event, before, after, people }).flatMap(({ to, ...what }) => to
    .filter((person) => person !== event.actor.person && people.some((one) => one.person === person))
    .map((person): Draft => ({ ...about, ...what, person })))
  // Who is asked to act need not be told besides what led to it.
  const first = new Map<string | undefined, Draft>()
  for (const draft of told) if (!first.has(draft.person)) first.set(draft.person, draft)
  return [...first.values()]
}

type Second = 'confirm_take_down' | 'confirm_banner' | 'confirm_unseal'
type Telling = Pick<Draft, 'kind' | 'ask' | 'enteredAt' | 'step' | 'dueAt' | 'reason'> & { readonly to: readonly string[] }

interface Case extends Around { readonly event: Told, readonly people: readonly Candidate[] }
type Tells = (is: Case) => readonly Telling[]

const nobody: Tells = () => []
/** Those who may act now, where the event has brought the item to another place. */
const next: Tells = ({ event, after, people }) => {
  const ask = askAt(after)
  if (!ask || event.from?.round === event.to.round) return []
  return [{ kind: 'act', ask, enteredAt: after.enteredAt, to: ids(nextPeople(after, people)) }]
}
const toAuthors = (kind: NoticeKind): Tells => (is) => [{ kind, to: authors(is) }]
const toSecond = (ask: Second): Tells => ({ people }) => [{ kind: 'act', ask, to: holding(ask, people) }]
const back: Tells = (is) => [{ kind: is.after.presence === 'live' ? 'restored' : 'expired', to: [...authors(is), ...removers(is)] }]

/** Whom each event is told, and as what; earlier entries of a list win. */
const TELLS: Readonly<Record<CommandName, Tells>> = {
  submit: next, pass: next, refer: next, resume: next, screen: next, reopen: next,
  return: (is) => [{ kind: 'returned', enteredAt: is.after.enteredAt, to: authors(is) }],
  withhold: toAuthors('withheld'),
  publish: (is) => toAuthors(is.after.presence === 'withdrawn' ? 'withdrawn' : 'published')(is),
  hold: (is) => [{ kind: 'held', to: [...ids(nextPeople(is.after, is.people)), ...authors(is)] }],
  take_down: (is) => [
    { kind: 'act', ask: 'confirm_take_down', to: holding('confirm_take_down', is.people), ...reasonOf(is) },
    { kind: 'taken_down', to: authors(is), ...reasonOf(is) },
  ],
  confirm_take_down: (is) => [{ kind: 'taken_down', to: [...authors(is), ...removers(is)], ...reasonOf(is) }],
  restore: back, lapse: back,
  expire: toAuthors('expired'),
  set_banner: toSecond('confirm_banner'),
  ask_unseal: toSecond('confirm_unseal'),
  remind: ({ event, after }) => {
    const { step, dueAt, to } = EVENT_DATA.remind.parse(event.data)
    const ask = askAt(after)
    return [{ kind: 'remind', step, dueAt, to, enteredAt: after.enteredAt, ...ask && { ask } }]
  },
  create: nobody, save: nobody, recall: nobody, void: nobody, approve: nobody, suggest: nobody, correct: nobody, withdraw: nobody,
  confirm_banner: nobody, clear_banner: nobody, confirm_unseal: nobody, deliver: nobody, unreached: nobody, reached: nobody,
}

/** Who wrote what the event is about. */
function authors({ before, after }: Around): string[] {
  return [...before?.contributors ?? [], after.editor, ...after.submittedBy === undefined ? [] : [after.submittedBy]]
}

function removers({ before }: Around): string[] {
  return before?.takeDown ? [before.takeDown.by] : []
}

function reasonOf({ after }: Around): Pick<Telling, 'reason'> {
  return after.takeDown ? { reason: after.takeDown.reason } : {}
}

/** What is asked of people where the item stands. */
export function askAt({ round }: Pick<Item, 'round'>): Ask | undefined {
  return isReview(round) || round === 'referred' || round === 'drafting' ? round : undefined
}

function holding(name: Second, people: readonly Candidate[]): string[] {
  const { who } = ruleOf(name)
  return people.filter(({ roles }) => Array.isArray(who) && roles.some((role) => who.includes(role))).map(({ person }) => person)
}

function ids(people: readonly Candidate[]): string[] {
  return people.map(({ person }) => person)
}
