import type { DelegationStage } from '../identity/index.ts'
import type { Instant } from '../workflow/types.ts'
import type { ReminderStep, RemovalReason, Round } from '../workflow/states.ts'

/**
 * What a notice is about: `act` asks somebody to do something, `remind` asks again; the others tell what became of an
 * item, a task or the calendar, or of somebody's own access.
 */
export const NOTICE_KINDS = [
  'act', 'remind', 'returned', 'withheld', 'published', 'withdrawn', 'taken_down', 'restored', 'expired', 'held',
  'task_opened', 'task_late', 'calendar_missing', 'calendar_late', 'rehearsal', 'release_passed',
  'codes_changed', 'codes_dropped', 'phone_trusted', 'delegation',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What is asked: the step of the round, or a second person's word. */
export type Ask = Exclude<Round, 'none' | 'approved' | 'withheld'> | 'confirm_take_down' | 'confirm_banner' | 'confirm_unseal'

/** The way a notice goes: a mail to one person, or a message to the group of a unit (企业微信, 钉钉). */
export const CHANNELS = ['mail', 'wecom', 'dingtalk'] as const
export type Channel = (typeof CHANNELS)[number]

/** Why a notice was given up. */
export const FAILURES = ['refused', 'address', 'unanswered', 'configuration'] as const
export type Failure = (typeof FAILURES)[number]

/** What a notice says, and to whom, before it is stored. */
export interface Draft {
  readonly kind: NoticeKind
  readonly channel: Channel
  readonly unit: string
  /** whom a mail is for */
  readonly person?: string
  /** whom a message to a group is about, or who is away and who stands in: names */
  readonly names?: readonly string[]
  readonly item?: string
  readonly task?: string
  /** a year whose holidays are missing */
  readonly year?: number
  /** number of the item's event that it comes from */
  readonly seq?: number
  readonly ask?: Ask
  /** the stay of the item at its round that it is about: it is moot once the item has moved on */
  readonly enteredAt?: Instant
  readonly step?: ReminderStep
  readonly dueAt?: Instant
  readonly reason?: RemovalReason
  /** what became of an absence or a delegation */
  readonly stage?: DelegationStage
  /** days that a rehearsal is about, the time that a wish named, or from when to when somebody is away */
  readonly days?: readonly string[]
  /** things that were rehearsed, and how many of them would not become public */
  readonly rehearsed?: { readonly all: number, readonly failing: number }
  /** what makes it one of its kind where neither event nor task does */
  readonly mark?: string
}

/** `dropped`: there was nothing to tell any more when its turn came. */
export type NoticeState = 'waiting' | 'sent' | 'failed' | 'dropped'

/** One notice to one person or group. */
export interface Notice extends Draft {
  /** SHA-256 of what it says to whom: the same reason makes the same notice */
  readonly id: string
  readonly createdAt: Instant
  /** when it is to be sent, or to be tried again; while somebody sends it, the end of their lease */
  readonly nextAt: Instant
  readonly attempts: number
  readonly state: NoticeState
  /** whoever took it last: two that take it at once are told apart by this */
  readonly holder?: string
  /** it waits for the daily mail of its person */
  readonly digest?: true
  readonly failure?: Failure
  /** number by which the server refused it */
  readonly answer?: number
  /** when it was sent, dropped or given up */
  readonly doneAt?: Instant
}
