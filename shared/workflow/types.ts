import type { Openness } from '../document/content.ts'
import type { CommandName, RevisionRef } from './commands.ts'
import type { HoldCode, ItemType, Presence, ReminderStep, RemovalReason, Review, Role, Round, RoundKind, WithholdingGround } from './states.ts'

/** SHA-256, 64 lower-case hex digits. */
export type Digest = string
/** UTC time as `new Date().toISOString()` writes it. */
export type Instant = string

/** A screening report as the item knows it; the report itself lies in the record bucket under `digest`. */
export interface ReportRef {
  readonly digest: Digest
  /** the revision that was screened */
  readonly revision: Digest
  /** edition of rules and lexicon, `Report.edition` */
  readonly edition: string
  readonly counts: Readonly<Record<'block' | 'warn' | 'info', number>>
}

/** One decision of the open round. */
export interface Decided {
  readonly review: Review
  readonly person: string
  /** the principal of a delegation: counts as having decided too */
  readonly onBehalfOf?: string
  readonly revision: Digest
  /** named from the screening review on */
  readonly report?: Digest
  /** digest of the stored dispositions; set by the screening review */
  readonly dispositions?: Digest
  readonly at: Instant
}

/** A written ruling on one finding (提请确定). */
export interface Ruling {
  readonly finding: string
  readonly revision: Digest
  /** the ruling's words, and who gave it */
  readonly text: string
  readonly authority: string
  readonly person: string
  readonly at: Instant
}

export interface Published {
  readonly revision: Digest
  /** 1 for the first publication; one more with each correction or withdrawal */
  readonly version: number
  readonly indexNumber: string
  /** first publication */
  readonly firstAt: Instant
  /** this version */
  readonly at: Instant
  /** digest of the allotted JSON that is published beside the page */
  readonly allotted: Digest
}

export interface TakeDown {
  readonly reason: RemovalReason
  readonly by: string
  readonly at: Instant
  /** when the page returns by itself unless a second person has confirmed */
  readonly until: Instant
  readonly confirmedBy?: string
}

/** The banner 内容更正中: proposed by one person, shown once a second confirms. */
export interface Banner {
  readonly by: string
  readonly at: Instant
  readonly confirmedBy?: string
}

/** Versions that were removed for a leak. `askedBy`/`openedBy` are the two people who open them, until `openUntil`. */
export interface Seal {
  readonly versions: readonly number[]
  readonly askedBy?: string
  readonly openedBy?: string
  readonly openUntil?: Instant
}

/** One disclosure item 信息条目 as its row holds it. Replaying its trail gives exactly this. */
export interface Item {
  readonly id: string
  readonly unit: string
  readonly type: ItemType
  readonly reviews: readonly Review[]

  readonly round: Round
  readonly kind: RoundKind
  /** 1 for the first round */
  readonly roundNumber: number
  /** when the round came to where it stands */
  readonly enteredAt: Instant
  readonly presence: Presence

  /** number and hash of the last event of the item's chain */
  readonly seq: number
  readonly head: Digest

  /** of the revision in work; for lists of people, never for the public */
  readonly title: string
  readonly column: string
  readonly openness: Openness
  /** the revision in work says what changes and why (更正说明, 撤销说明) */
  readonly changeNote?: true
  /** of the revision in work: the end of a 公示 */
  readonly publicUntil?: Instant
  /** the revision in work or, with no round open, the last one */
  readonly revision: Digest
  /** who saved, uploaded, imported or submitted since the last publication */
  readonly contributors: readonly string[]
  /** who saved last: the item stands in this person's list */
  readonly editor: string
  readonly submittedBy?: string
  readonly urgent?: boolean
  /** when the editor wishes it to be public; only an approver sets the time */
  readonly wishAt?: Instant
  /** reminders of the present review that were given */
  readonly reminded?: readonly ReminderStep[]
  /** people of the present stay whom no mail could reach */
  readonly unreached?: readonly string[]
  /** why it came back from its release to the last review */
  readonly held?: { readonly code: HoldCode, readonly at: Instant }
  /** decisions of the open round that stand */
  readonly decisions: readonly Decided[]
  readonly report?: ReportRef
  readonly rulings: readonly Ruling[]
  /** the review that a referred round came from */
  readonly referredFrom?: Review
  readonly withheld?: { readonly ground: WithholdingGround, readonly nextLook: string }
  /** approved for this time; absent means at once */
  readonly releaseAt?: Instant
  /** reason of the withdrawal that is in work or was published */
  readonly removal?: RemovalReason

  readonly published?: Published
  /** the revision that `published` names, as lists show it: a void puts it back */
  readonly publishedRef?: RevisionRef
  readonly takeDown?: TakeDown
  readonly banner?: Banner
  readonly seal?: Seal
  /** the portal does not show yet what the row says; `publish` puts it right and says so with `deliver` */
  readonly portalPending?: true
  /** number of the last event that changed what the public is to see: an older `deliver` does not clear the flag */
  readonly portalSeq?: number

  readonly createdAt: Instant
  readonly createdBy: string
  readonly updatedAt: Instant
}

export type SystemActor = 'screen' | 'publish' | 'clock' | 'notify'

/** Who acts, as they are at this moment in the item's unit. */
export interface Actor {
  /** id of the person, or `system:<name>` */
  readonly person: string
  readonly name: string
  /** the unit whose grant lets the person act */
  readonly unit: string
  readonly roles: readonly Role[]
  /** how the person signed in */
  readonly method: 'oidc' | 'link' | 'system'
  readonly onBehalfOf?: Principal
}

/** Whom somebody acts for (代审), and the delegation that says so. */
export interface Principal { readonly person: string, readonly name: string, readonly delegation: string }

/** A post that somebody may fill for another, until when; columns limit it where they are named. */
export interface Acting extends Principal {
  readonly roles: readonly Role[]
  readonly columns?: readonly string[]
  readonly until: Instant
}

/** A person who could act, for the proof that enough remain and for naming who is next. */
export interface Candidate {
  readonly person: string
  readonly name: string
  readonly roles: readonly Role[]
  /** absent until then */
  readonly away?: Instant
  /** delegations in force of which this person is the delegate */
  readonly actsFor?: readonly Acting[]
}

/** What a finding must have for the rule to judge its disposition. */
export interface FindingFact {
  readonly id: string
  readonly level: 'block' | 'warn' | 'info'
  readonly stateMark: boolean
}

/** What a screening reviewer says of one finding: excused 经核可用 with a reason, or ruled on by `resume`. */
export interface Disposition {
  readonly finding: string
  readonly as: 'excused' | 'ruled'
  readonly reason: string
}

/**
 * What `decide` has to know besides the item. Whoever calls it loads these: findings by `item.report.digest`, people
 * by the item's unit, the active edition from the registers.
 */
export interface Facts {
  readonly now: Instant
  readonly people: readonly Candidate[]
  readonly activeEdition: string
  /** of the item's present report; needed by `pass` at screening */
  readonly findings?: readonly FindingFact[]
  /** id of the new event's command, answers a repeat */
  readonly commandId: string
}

/** A condition that must hold when the command is committed. `record` compiles each into a table condition. */
export type Guard =
  | { readonly kind: 'item_absent' }
  | { readonly kind: 'item_head', readonly seq: number, readonly head: Digest }
  | { readonly kind: 'round', readonly round: Round }
  | { readonly kind: 'presence', readonly presence: Presence }
  | { readonly kind: 'revision', readonly revision: Digest }
  | { readonly kind: 'report', readonly report: Digest }
  | { readonly kind: 'not_contributor', readonly person: string }
  | { readonly kind: 'not_decider', readonly person: string }
  /** the person has one of the roles in the unit and is not suspended */
  | { readonly kind: 'grant', readonly person: string, readonly unit: string, readonly roles: readonly Role[] }
  | { readonly kind: 'edition', readonly edition: string }
  /** whoever gave the last decision, or whose post it was, still has that post */
  | { readonly kind: 'approver', readonly person: string, readonly unit: string, readonly roles: readonly Role[] }
  /** the delegation is in force and covers the post and the column */
  | { readonly kind: 'delegation', readonly unit: string, readonly id: string, readonly principal: string, readonly delegate: string, readonly role: Role, readonly column: string, readonly at: Instant }
  /** the person belongs to the unit, is not suspended and holds none of these posts */
  | { readonly kind: 'present', readonly person: string, readonly unit: string, readonly without?: readonly Role[] }

/** The audit event without what `record` adds: chain, number, previous hash, salt. Codes and values, never sentences. */
export interface EventBody {
  readonly type: CommandName
  readonly at: Instant
  readonly actor: Actor
  readonly commandId: string
  readonly from: { readonly round: Round, readonly presence: Presence } | null
  readonly to: { readonly round: Round, readonly presence: Presence }
  /** the revision and the report that the command was about */
  readonly revision?: Digest
  readonly report?: Digest
  readonly edition?: string
  /** the command's own values, as far as they are not above: see `Command` */
  readonly data: Readonly<Record<string, unknown>>
}

/** An event as its chain holds it, as far as replay needs it. */
export type ReplayEvent = EventBody & { readonly itemId: string, readonly seq: number, readonly hash: Digest }

export interface Accepted {
  readonly accepted: true
  readonly event: EventBody
  readonly guards: readonly Guard[]
  /** the item after the event; `seq` and `head` are still those before it, `record` sets them */
  readonly next: Item
}

/** Nothing to do: the command would change nothing (a save of the same bytes, a report that is already known). */
export interface Unchanged { readonly accepted: true, readonly unchanged: true }

export interface Refused {
  readonly accepted: false
  readonly code: RefusalCode
  /** what the sentence on the page needs: names, digests, missing reviews */
  readonly values: Readonly<Record<string, string | readonly string[]>>
}

export type Outcome = Accepted | Unchanged | Refused

/** Stable codes of refusals by the rule. Pages, the API and the trail use the same ones. */
export const REFUSAL_CODES = [
  'unknown_item', 'item_exists', 'not_granted', 'wrong_round', 'wrong_presence', 'round_open', 'not_editable',
  'self_review', 'already_decided_by_you', 'already_decided', 'not_second_person',
  'stale_revision', 'stale_report', 'stale_save', 'not_screened', 'lexicon_outdated',
  'undisposed_findings', 'state_secret_mark', 'unknown_finding', 'reason_required', 'opinion_required',
  'not_enough_people', 'change_note_required', 'nothing_changed', 'release_in_past', 'release_too_far', 'not_due',
  'not_proactive', 'taken_down', 'nothing_pending', 'no_seal', 'already_confirmed', 'not_own_item', 'title_required',
  'approver_gone', 'not_delegated', 'period_passed',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]
