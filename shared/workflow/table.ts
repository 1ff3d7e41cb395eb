import type { CommandName, CommandOf } from './commands.ts'
import type { Presence, Role, Round } from './states.ts'
import type { Guard, SystemActor } from './types.ts'

export type GuardKind = Guard['kind']

/**
 * Where the round goes: a named round, or `same`; `first`, `next` and `last` review of the item's list; `referring` the review
 * that asked for a ruling; `rescreened` back to the screening review if a new report leaves something undisposed;
 * `unlocked` drafting if it was past drafting.
 */
export type RoundTarget = Round | 'same' | 'first' | 'next' | 'last' | 'referring' | 'rescreened' | 'unlocked'

/** What must be so of the item and of the world before the command is offered at all. */
export type Requirement =
  | 'title' | 'changed' | 'change_note' | 'staffing'
  | 'screened' | 'edition' | 'marks_ruled' | 'proactive'
  | 'proven' | 'released' | 'approver_granted' | 'not_suspended' | 'period_ahead' | 'period_over'
  | 'take_down_pending' | 'take_down_over'
  | 'no_banner' | 'banner' | 'banner_pending'
  | 'seal' | 'seal_closed' | 'unseal_pending'

/** What the command's own values must show. */
export type Need =
  | 'words' | 'seen' | 'base' | 'revision' | 'dispositions' | 'rulings' | 'release_time' | 'report' | 'version' | 'delivered' | 'reminder' | 'unreached' | 'reached' | 'wish'

/** Which people are kept apart. */
export type Separation =
  /** neither contributor nor decider of the round, nor acting for one */
  | 'outsider'
  /** one who works on the item */
  | 'own'
  /** another person than the one who asked for it */
  | 'second_to_take_down' | 'second_to_banner' | 'second_to_unseal'

/** One command of the rule, as data: pages, route guards, the documentation table and the tests read it. */
export interface CommandRule {
  /** roles of which one is needed; `reviewer` is the role of the review that the item stands at */
  readonly who: readonly Role[] | 'reviewer' | { readonly system: readonly SystemActor[] }
  /** rounds in which it is possible; none: the item does not exist yet */
  readonly rounds: readonly Round[]
  readonly presences: readonly Presence[]
  /** for decisions: whether it is that of the item's last review */
  readonly review?: 'last' | 'not_last'
  readonly to: RoundTarget
  /** what becomes of the presence: `kind` is withdrawn for a withdrawal, else live; `back` is live unless its time is over */
  readonly becomes?: Presence | 'kind' | 'back'
  readonly separation?: Separation
  readonly requires: readonly Requirement[]
  readonly needs: readonly Need[]
  /** values that may not be empty, and the code where one is */
  readonly words?: { readonly code: 'opinion_required' | 'reason_required', readonly fields: readonly string[] }
  /** conditions of the transaction; a defence of its own: each holds even if the decision was made on a wrong picture of the row */
  readonly guards: readonly GuardKind[]
}

const ANY: readonly Presence[] = ['never', 'live', 'taken_down', 'withdrawn']
const PUBLIC: readonly Presence[] = ['live', 'taken_down']
const REVIEWING: readonly Role[] = ['first_reviewer', 'screening_reviewer', 'approver', 'head']
const AT_REVIEW: readonly Round[] = ['first_review', 'screening', 'approval', 'head_review']
const WAITING: readonly Round[] = [...AT_REVIEW, 'referred', 'approved']
const ANY_ROUND: readonly Round[] = ['none', 'drafting', ...WAITING, 'withheld']
/** Emergency means removing: whoever reviews, and administrators. */
const GUARDIANS: readonly Role[] = [...REVIEWING, 'administrator']

const REVIEW_GUARDS: readonly GuardKind[] = [
  'item_head', 'round', 'presence', 'revision', 'report', 'not_contributor', 'not_decider', 'grant', 'delegation', 'present',
]

export const COMMANDS = {
  create: {
    who: ['editor'], rounds: [], presences: [], to: 'drafting', becomes: 'never',
    requires: [], needs: [], guards: ['item_absent', 'grant'],
  },
  save: {
    who: ['editor'], rounds: ['drafting'], presences: ANY, to: 'same',
    requires: [], needs: ['base'], guards: ['item_head', 'round', 'revision', 'grant'],
  },
  submit: {
    who: ['editor'], rounds: ['drafting'], presences: ANY, to: 'first',
    requires: ['title', 'changed', 'change_note', 'period_ahead', 'staffing'], needs: ['revision', 'wish'],
    guards: ['item_head', 'round', 'revision', 'grant'],
  },
  recall: {
    who: ['editor'], rounds: WAITING, presences: ANY, to: 'drafting', separation: 'own',
    requires: [], needs: [], guards: ['item_head', 'round', 'grant'],
  },
  void: {
    who: ['editor'], rounds: ['drafting'], presences: ANY, to: 'none', separation: 'own',
    requires: [], needs: ['words'],
    words: { code: 'reason_required', fields: ['reason'] },
    guards: ['item_head', 'round', 'grant'],
  },
  pass: {
    who: 'reviewer', rounds: AT_REVIEW, presences: ANY, review: 'not_last', to: 'next', separation: 'outsider',
    requires: ['screened', 'edition', 'marks_ruled'], needs: ['seen', 'dispositions'],
    guards: [...REVIEW_GUARDS, 'edition'],
  },
  approve: {
    who: 'reviewer', rounds: AT_REVIEW, presences: ANY, review: 'last', to: 'approved', separation: 'outsider',
    requires: ['screened', 'edition', 'proactive', 'period_ahead'], needs: ['seen', 'release_time'],
    guards: [...REVIEW_GUARDS, 'edition'],
  },
  return: {
    who: 'reviewer', rounds: AT_REVIEW, presences: ANY, to: 'drafting', separation: 'outsider',
    requires: [], needs: ['seen', 'words'],
    words: { code: 'opinion_required', fields: ['opinion'] },
    guards: REVIEW_GUARDS,
  },
  suggest: {
    who: 'reviewer', rounds: AT_REVIEW, presences: ANY, to: 'same', separation: 'outsider',
    requires: [], needs: ['seen', 'words'],
    words: { code: 'opinion_required', fields: ['text'] },
    guards: REVIEW_GUARDS,
  },
  refer: {
    who: 'reviewer', rounds: AT_REVIEW, presences: ANY, to: 'referred', separation: 'outsider',
    requires: [], needs: ['seen', 'words'],
    words: { code: 'reason_required', fields: ['question', 'to'] },
    guards: REVIEW_GUARDS,
  },
  resume: {
    who: 'reviewer', rounds: ['referred'], presences: ANY, to: 'referring', separation: 'outsider',
    requires: [], needs: ['seen', 'words', 'rulings'],
    words: { code: 'reason_required', fields: ['text'] },
    guards: REVIEW_GUARDS,
  },
  withhold: {
    who: 'reviewer', rounds: ['screening', 'approval', 'head_review', 'referred'], presences: ['never'], to: 'withheld',
    separation: 'outsider', requires: [], needs: ['seen', 'words'],
    words: { code: 'reason_required', fields: ['reason'] },
    guards: REVIEW_GUARDS,
  },
  reopen: {
    who: ['editor', 'screening_reviewer'], rounds: ['withheld'], presences: ['never'], to: 'drafting',
    requires: [], needs: ['words'],
    words: { code: 'reason_required', fields: ['reason'] },
    guards: ['item_head', 'round', 'grant'],
  },
  correct: {
    who: ['editor'], rounds: ['none'], presences: PUBLIC, to: 'drafting',
    requires: [], needs: [], guards: ['item_head', 'round', 'presence', 'grant'],
  },
  withdraw: {
    who: ['editor'], rounds: ['none'], presences: PUBLIC, to: 'drafting',
    requires: [], needs: [], guards: ['item_head', 'round', 'presence', 'grant'],
  },
  take_down: {
    who: GUARDIANS, rounds: ANY_ROUND, presences: ['live'], to: 'same', becomes: 'taken_down',
    requires: [], needs: ['words'],
    words: { code: 'reason_required', fields: ['note'] },
    guards: ['item_head', 'presence', 'grant'],
  },
  confirm_take_down: {
    who: GUARDIANS, rounds: ANY_ROUND, presences: ['taken_down'], to: 'unlocked', separation: 'second_to_take_down',
    requires: ['take_down_pending'], needs: [], guards: ['item_head', 'presence', 'grant'],
  },
  restore: {
    who: GUARDIANS, rounds: ANY_ROUND, presences: ['taken_down'], to: 'same', becomes: 'back',
    requires: ['take_down_pending'], needs: ['words'],
    words: { code: 'reason_required', fields: ['note'] },
    guards: ['item_head', 'presence', 'grant'],
  },
  set_banner: {
    who: ['editor', ...REVIEWING], rounds: ANY_ROUND, presences: ['live'], to: 'same',
    requires: ['no_banner'], needs: [], guards: ['item_head', 'presence', 'grant'],
  },
  confirm_banner: {
    who: ['editor', ...REVIEWING], rounds: ANY_ROUND, presences: ['live'], to: 'same', separation: 'second_to_banner',
    requires: ['banner_pending'], needs: [], guards: ['item_head', 'presence', 'grant'],
  },
  clear_banner: {
    who: ['editor', ...REVIEWING], rounds: ANY_ROUND, presences: ['live'], to: 'same',
    requires: ['banner'], needs: [], guards: ['item_head', 'presence', 'grant'],
  },
  ask_unseal: {
    who: [...GUARDIANS, 'auditor'], rounds: ANY_ROUND, presences: ANY, to: 'same',
    requires: ['seal', 'seal_closed'], needs: ['words'],
    words: { code: 'reason_required', fields: ['reason'] },
    guards: ['item_head', 'grant'],
  },
  confirm_unseal: {
    who: [...GUARDIANS, 'auditor'], rounds: ANY_ROUND, presences: ANY, to: 'same', separation: 'second_to_unseal',
    requires: ['seal', 'unseal_pending'], needs: [], guards: ['item_head', 'grant'],
  },
  screen: {
    who: { system: ['screen', 'clock'] }, rounds: WAITING, presences: ANY, to: 'rescreened',
    requires: [], needs: ['report'], guards: ['item_head', 'round', 'revision', 'edition'],
  },
  publish: {
    who: { system: ['publish', 'clock'] }, rounds: ['approved'], presences: ['never', 'live', 'taken_down'], to: 'none', becomes: 'kind',
    requires: ['proven', 'screened', 'edition', 'released', 'approver_granted', 'not_suspended', 'period_ahead'], needs: ['version'],
    guards: ['item_head', 'round', 'presence', 'revision', 'report', 'edition', 'approver'],
  },
  deliver: {
    who: { system: ['publish', 'clock'] }, rounds: ANY_ROUND, presences: ANY, to: 'same',
    requires: [], needs: ['delivered'], guards: ['item_head'],
  },
  lapse: {
    who: { system: ['clock'] }, rounds: ANY_ROUND, presences: ['taken_down'], to: 'same', becomes: 'back',
    requires: ['take_down_pending', 'take_down_over'], needs: [], guards: ['item_head', 'presence'],
  },
  remind: {
    who: { system: ['clock'] }, rounds: AT_REVIEW, presences: ANY, to: 'same',
    requires: [], needs: ['reminder'], guards: ['item_head', 'round'],
  },
  unreached: {
    who: { system: ['notify'] }, rounds: ANY_ROUND, presences: ANY, to: 'same',
    requires: [], needs: ['unreached'], guards: ['item_head'],
  },
  reached: {
    who: { system: ['notify'] }, rounds: ANY_ROUND, presences: ANY, to: 'same',
    requires: [], needs: ['reached'], guards: ['item_head'],
  },
  hold: {
    who: { system: ['publish', 'clock'] }, rounds: ['approved'], presences: ['never', 'live', 'taken_down'], to: 'last',
    requires: [], needs: [], guards: ['item_head', 'round'],
  },
  expire: {
    who: { system: ['clock'] }, rounds: ANY_ROUND, presences: ['live'], to: 'same', becomes: 'taken_down',
    requires: ['period_over'], needs: [], guards: ['item_head', 'presence'],
  },
} as const satisfies { readonly [N in CommandName]: CommandRule & { readonly words?: { readonly fields: readonly (keyof CommandOf<N>)[] } } }

/** @returns the rule of a command, with the type that all of them share */
export function ruleOf(name: CommandName): CommandRule {
  return COMMANDS[name]
}
