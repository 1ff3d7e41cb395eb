import type { CommandName, RevisionRef } from './commands.ts'
import type { EventData } from './data.ts'
import { isOver } from './due.ts'
import { sentBack } from './move.ts'
import { seesReport } from './separation.ts'
import { LEAKS } from './states.ts'
import type { Decided, EventBody, Instant, Item, Seal, TakeDown } from './types.ts'

type Context = Pick<EventBody, 'at' | 'actor'>
type Effects = {
  readonly [N in Exclude<CommandName, 'create'>]: (item: Item, data: EventData<N>, event: Context) => Partial<Item>
}

/** The item that `create` makes; its chain is still empty. */
export function born(data: EventData<'create'>, { at, actor }: Context): Item {
  return {
    id: data.id, unit: data.unit, type: data.type, reviews: data.reviews,
    round: 'drafting', kind: 'publication', roundNumber: 1, enteredAt: at, presence: 'never', seq: 0, head: '',
    ...inWork(data.revision), contributors: [actor.person], editor: actor.person, decisions: [], rulings: [],
    createdAt: at, createdBy: actor.person, updatedAt: at,
  }
}

/** What each event changes of the item beside where it stands (`moved`); absent values are spelled out as undefined. */
export const EFFECTS: Effects = {
  save: (item, { revision }, { actor }) => ({
    ...inWork(revision), contributors: joined(item, actor.person), editor: actor.person, report: reportFor(item, revision.digest),
  }),
  submit: (item, { urgent, revision, wishAt }, { actor }) => ({
    ...FRESH, contributors: joined(item, actor.person), submittedBy: actor.person, urgent: urgent || undefined, wishAt,
    report: reportFor(item, revision),
  }),
  recall: () => FRESH,
  void: (item) => ({ ...FRESH, ...asPublished(item), removal: undefined }),
  pass: (item, data, event) => ({ decisions: [...item.decisions, decided(item, data, event, data.dispositions)] }),
  approve: (item, data, event) => ({ decisions: [...item.decisions, decided(item, data, event)], releaseAt: data.releaseAt, held: undefined }),
  return: () => FRESH,
  suggest: () => ({}),
  refer: (item) => ({ referredFrom: item.reviews.find((review) => review === item.round) }),
  resume: (item, { rulings }, { at, actor }) => ({
    referredFrom: undefined,
    rulings: [...item.rulings, ...rulings.map((ruling) => ({ ...ruling, revision: item.revision, person: actor.person, at }))],
  }),
  withhold: (_item, { ground, nextLook }) => ({ ...FRESH, withheld: { ground, nextLook } }),
  reopen: () => ({ ...FRESH, withheld: undefined }),
  correct: (item, _data, { actor }) => ({ ...opened(item, actor.person), kind: 'correction' }),
  // The reason is shown to the public with the notice, so whoever names it has a hand in what is reviewed.
  withdraw: (item, { reason }, { actor }) => ({
    ...opened(item, actor.person), kind: 'withdrawal', removal: reason, contributors: joined(item, actor.person),
  }),
  take_down: (item, { reason, until }, { at, actor }) => ({ ...shown(item), takeDown: { reason, by: actor.person, at, until } }),
  confirm_take_down: (item, _data, { actor }) => ({
    ...FRESH, takeDown: item.takeDown && { ...item.takeDown, confirmedBy: actor.person },
    seal: sealed(item, item.takeDown?.reason),
  }),
  restore: back,
  set_banner: (_item, _data, { at, actor }) => ({ banner: { by: actor.person, at } }),
  confirm_banner: (item, _data, { actor }) => ({
    ...shown(item), banner: item.banner && { ...item.banner, confirmedBy: actor.person },
  }),
  clear_banner: (item) => ({ ...item.banner?.confirmedBy === undefined ? {} : shown(item), banner: undefined }),
  ask_unseal: (item, _data, { actor }) => ({ seal: { versions: item.seal?.versions ?? [], askedBy: actor.person } }),
  confirm_unseal: (item, { until }, { actor }) => ({
    seal: item.seal && { ...item.seal, openedBy: actor.person, openUntil: until },
  }),
  screen: (item, { report, undisposed }) => ({ report, ...sentBack(item, undisposed) ? backToScreening(item) : {} }),
  publish: (item, { published }) => ({
    ...FRESH, ...shown(item), published, publishedRef: refOf(item), contributors: [], rulings: [], takeDown: undefined,
    banner: undefined, seal: sealed(item, item.removal),
  }),
  deliver: () => ({ portalPending: undefined }),
  lapse: back,
  remind: (item, { step }) => ({ reminded: [...item.reminded ?? [], step] }),
  unreached: (item, { person }) => ({ unreached: [...item.unreached ?? [], person] }),
  reached: ({ unreached }, { person }) => {
    const left = unreached?.filter((one) => one !== person)
    return { unreached: left?.length ? left : undefined }
  },
  hold: (item, { code }, { at }) => ({
    decisions: item.decisions.filter(({ review }) => review !== item.reviews.at(-1)), releaseAt: undefined, held: { code, at },
  }),
  expire: (item, _data, { at }) => ({ ...shown(item), takeDown: ended(at) }),
}

/** A round without decisions, and without what hangs on them. */
const FRESH = {
  decisions: [], submittedBy: undefined, urgent: undefined, wishAt: undefined, releaseAt: undefined, referredFrom: undefined, held: undefined,
} as const satisfies Partial<Item>

/** The page comes back or, where its time is over, the notice of its end. */
function back(item: Item, _data: unknown, { at }: Context): Partial<Item> {
  return { ...shown(item), takeDown: isOver(item, at) ? ended(at) : undefined }
}

/**
 * A page at the end of its time. Those who approved the text have approved this end with it: nobody has to confirm it
 * again, and nothing comes back by itself.
 */
function ended(at: Instant): TakeDown {
  return { reason: 'expired', by: 'system:clock', at, until: at, confirmedBy: 'system:clock' }
}

/** The public is to see something else from this event on. */
function shown(item: Item): Partial<Item> {
  return { portalPending: true, portalSeq: item.seq + 1 }
}

function joined(item: Item, person: string): readonly string[] {
  return item.contributors.includes(person) ? item.contributors : [...item.contributors, person]
}

function opened(item: Item, editor: string): Partial<Item> {
  return { ...FRESH, editor, roundNumber: item.roundNumber + 1, rulings: [], removal: undefined }
}

function reportFor(item: Item, revision: string): Item['report'] {
  return item.report?.revision === revision ? item.report : undefined
}

function inWork(ref: RevisionRef): Pick<Item, 'revision' | 'title' | 'column' | 'openness' | 'changeNote' | 'publicUntil'> {
  return {
    revision: ref.digest, title: ref.title, column: ref.column, openness: ref.openness, changeNote: ref.hasChangeNote, publicUntil: ref.publicUntil,
  }
}

function refOf(item: Item): RevisionRef {
  const { revision: digest, title, column, openness, changeNote, publicUntil } = item
  return { digest, title, column, openness, ...changeNote && { hasChangeNote: changeNote }, ...publicUntil !== undefined && { publicUntil } }
}

function asPublished(item: Item): Partial<Item> {
  const ref = item.publishedRef
  return ref ? { ...inWork(ref), report: reportFor(item, ref.digest) } : {}
}

function decided(
  item: Item, { review, seen }: EventData<'pass' | 'approve'>, { at, actor }: Context, dispositions?: EventData<'pass'>['dispositions'],
): Decided {
  return {
    review, person: actor.person, ...actor.onBehalfOf && { onBehalfOf: actor.onBehalfOf.person },
    revision: item.revision, ...seesReport(item, review) && { report: seen.report },
    ...dispositions && { dispositions: dispositions.digest }, at,
  }
}

function backToScreening(item: Item): Partial<Item> {
  return {
    decisions: item.decisions.filter(({ review }) => review === item.reviews[0]), releaseAt: undefined,
    ...item.round === 'referred' && { referredFrom: 'screening' },
  }
}

/** Whatever was published up to now may hold the same leak, so every version is sealed. */
function sealed(item: Item, reason: Item['removal']): Seal | undefined {
  if (!LEAKS.some((leak) => leak === reason)) return item.seal
  return { versions: Array.from({ length: item.published?.version ?? 0 }, (_, at) => at + 1) }
}
