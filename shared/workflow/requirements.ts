import { isSuspended, isUnconfirmed, periodEnd } from './due.ts'
import { refuse } from './refuse.ts'
import { deciders, lastPost, seesReport } from './separation.ts'
import { isReview } from './states.ts'
import { staffing } from './staffing.ts'
import type { Requirement } from './table.ts'
import type { Facts, FindingFact, Item, Refused } from './types.ts'

type Check = (item: Item, facts: Facts, actor: { readonly person: string }) => Refused | undefined

/** What each requirement of the table asks; pages ask it before a command is offered. Instants compare as they are written. */
export const REQUIREMENTS: Readonly<Record<Requirement, Check>> = {
  title: (item) => item.title.trim() === '' ? refuse('title_required') : undefined,
  changed: (item) => item.revision === item.published?.revision ? refuse('nothing_changed') : undefined,
  change_note: (item) => item.kind !== 'publication' && !item.changeNote ? refuse('change_note_required') : undefined,
  staffing: (item, { people }, { person }) => {
    const staffed = staffing(item.reviews, people, [...item.contributors, person])
    return staffed.ok ? undefined : refuse('not_enough_people', {
      missing: staffed.missing, people: staffed.couldStepIn.map(({ name }) => name),
    })
  },

  screened: (item) => asksReport(item) && item.report?.revision !== item.revision ? refuse('not_screened') : undefined,
  edition: (item, { activeEdition }) => asksReport(item) && item.report?.edition !== activeEdition
    ? refuse('lexicon_outdated', { edition: activeEdition }) : undefined,
  marks_ruled: (item, { findings }) => {
    if (item.round !== 'screening') return undefined
    const marks = findings?.filter((finding) => finding.stateMark && mustDispose(finding) && !isRuled(item, finding.id))
    return marks?.length ? refuse('state_secret_mark', { findings: marks.map(({ id }) => id) }) : undefined
  },
  // What leaves the portal need not be open: nothing may stand in the way of a removal.
  proactive: (item) => item.kind !== 'withdrawal' && item.openness !== 'proactive'
    ? refuse('not_proactive', { openness: item.openness }) : undefined,

  proven: (item) => {
    const missing = item.reviews.filter((review) => !item.decisions.some((decided) =>
      decided.review === review && decided.revision === item.revision))
    const persons = deciders(item.decisions)
    if (missing.length > 0) return refuse('stale_revision', { missing })
    if (new Set(persons).size < persons.length) return refuse('already_decided_by_you')
    return persons.some((person) => item.contributors.includes(person)) ? refuse('self_review') : undefined
  },
  released: ({ releaseAt = '' }, { now }) => releaseAt > now ? refuse('not_due', { at: releaseAt }) : undefined,
  approver_granted: (item, { people }) => {
    const post = lastPost(item)
    const holds = post && people.some(({ person, roles }) => person === post.person && roles.includes(post.role))
    return holds ? undefined : refuse('approver_gone', post ? { person: post.person } : {})
  },
  // What is over would be public for a minute; a withdrawal removes, and is never too late.
  period_ahead: ({ kind, publicUntil }, { now }) => kind !== 'withdrawal' && publicUntil !== undefined && publicUntil <= now
    ? refuse('period_passed', { at: publicUntil }) : undefined,
  period_over: (item, { now }) => {
    const end = periodEnd(item)
    return end !== undefined && end <= now ? undefined : refuse('not_due', end === undefined ? {} : { at: end })
  },
  not_suspended: (item) => isSuspended(item) ? refuse('taken_down') : undefined,

  take_down_pending: (item) => isUnconfirmed(item) ? undefined : refuse('already_confirmed'),
  take_down_over: ({ takeDown }, { now }) => takeDown && takeDown.until > now ? refuse('not_due', { at: takeDown.until }) : undefined,

  no_banner: ({ banner }) => banner && refuse(banner.confirmedBy === undefined ? 'already_decided' : 'already_confirmed'),
  banner: ({ banner }) => banner ? undefined : refuse('nothing_pending'),
  banner_pending: ({ banner }) => {
    if (!banner) return refuse('nothing_pending')
    return banner.confirmedBy === undefined ? undefined : refuse('already_confirmed')
  },

  seal: (item) => item.seal ? undefined : refuse('no_seal'),
  seal_closed: ({ seal }, { now }) => {
    const until = seal?.openUntil ?? ''
    return until > now ? refuse('already_confirmed', { until }) : undefined
  },
  unseal_pending: ({ seal }) => {
    if (seal?.askedBy === undefined) return refuse('nothing_pending')
    return seal.openedBy === undefined ? undefined : refuse('already_confirmed')
  },
}

function asksReport(item: Item): boolean {
  return item.round === 'approved' || (isReview(item.round) && seesReport(item, item.round))
}

/** Whether a finding has to be disposed of: `info` need not. */
export function mustDispose({ level }: Pick<FindingFact, 'level'>): boolean {
  return level !== 'info'
}

/** Whether a ruling for that finding of the revision in work is attached. */
export function isRuled(item: Item, finding: string): boolean {
  return item.rulings.some((ruling) => ruling.finding === finding && ruling.revision === item.revision)
}
