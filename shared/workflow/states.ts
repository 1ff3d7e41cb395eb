/** The reviews of a round, in their order; an item type has the first three and may add the fourth (主要领导). */
export const REVIEWS = ['first_review', 'screening', 'approval', 'head_review'] as const
export type Review = (typeof REVIEWS)[number]

/**
 * Where the round stands. `referred` 提请确定 waits for a ruling, `withheld` 不予公开 for its next look, `approved` for
 * its release; `none` means that no round is open.
 */
export const ROUNDS = ['none', 'drafting', ...REVIEWS, 'referred', 'withheld', 'approved'] as const
export type Round = (typeof ROUNDS)[number]

/** What the round is about: a first publication, a correction 更正, or a withdrawal 撤销公开. */
export const ROUND_KINDS = ['publication', 'correction', 'withdrawal'] as const
export type RoundKind = (typeof ROUND_KINDS)[number]

/** What the public sees of the item. */
export const PRESENCES = ['never', 'live', 'taken_down', 'withdrawn'] as const
export type Presence = (typeof PRESENCES)[number]

/** The post of a person in a unit. */
export const ROLES = ['editor', 'first_reviewer', 'screening_reviewer', 'approver', 'head', 'auditor', 'administrator'] as const
export type Role = (typeof ROLES)[number]

/** Who decides at a review. */
export const REVIEWER: Readonly<Record<Review, Role>> = {
  first_review: 'first_reviewer', screening: 'screening_reviewer', approval: 'approver', head_review: 'head',
}

/** Item types 信息类型 with the reviews that they pass. */
export const ITEM_TYPES = {
  notice: ['first_review', 'screening', 'approval'],
  annual_report: ['first_review', 'screening', 'approval'],
  publicity: ['first_review', 'screening', 'approval'],
  policy: ['first_review', 'screening', 'approval'],
  interpretation: ['first_review', 'screening', 'approval'],
  major: ['first_review', 'screening', 'approval', 'head_review'],
} as const satisfies Record<string, readonly Review[]>
export type ItemType = keyof typeof ITEM_TYPES

/** Why something leaves the portal; the public sees the reason's name and nothing else of it. */
export const REMOVAL_REASONS = ['privacy', 'secrecy', 'business_secret', 'wrong', 'superseded', 'revoked', 'expired', 'other'] as const
export type RemovalReason = (typeof REMOVAL_REASONS)[number]

/** Reasons of a take-down after which the removed version is sealed: two people open it. */
export const LEAKS: readonly RemovalReason[] = ['privacy', 'secrecy', 'business_secret']

/** Ground of withholding, 政府信息公开条例 art. 14–16. */
export const WITHHOLDING_GROUNDS = ['14', '15', '16-1', '16-2'] as const
export type WithholdingGround = (typeof WITHHOLDING_GROUNDS)[number]

/** Reminders of a review in their order: before and at the due time, then the deputy, then the head of the unit. */
export const REMINDER_STEPS = ['before', 'due', 'deputy', 'head'] as const
export type ReminderStep = (typeof REMINDER_STEPS)[number]

/** Why something approved is not released after all: whoever approved may no longer, the record does not prove it, or its period is over. */
export const HOLD_CODES = ['approver_gone', 'not_proven', 'files_missing', 'period_passed'] as const
export type HoldCode = (typeof HOLD_CODES)[number]

/** Whether the round waits for a person's decision at a review. */
export function isReview(round: Round): round is Review {
  return REVIEWS.some((review) => review === round)
}
