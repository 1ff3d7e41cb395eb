import type { Finding } from '../screening/types.ts'
import type { Digest, Instant } from '../workflow/types.ts'

/** Where a task about a page comes from: the sweep, a reader (群众纠错), an authority above (上级通报), somebody's own look (自查). */
export const PAGE_TASK_KINDS = ['sweep', 'public_report', 'superior', 'self_check'] as const
/** `calendar`: the holidays of a year are to be loaded (待录入放假安排) */
export const TASK_KINDS = [...PAGE_TASK_KINDS, 'calendar'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** In the place of a unit, for what concerns the body as a whole: administrators see to it. No unit has such an id. */
export const WHOLE_BODY = '*'

export const TASK_STATES = ['open', 'fixed', 'dismissed'] as const
export type TaskState = (typeof TASK_STATES)[number]

/** How a task was settled: by what became of its page, by somebody's word, or because the year is loaded now. */
export const SETTLED_BY = ['taken_down', 'withdrawn', 'corrected', 'answered', 'loaded'] as const
export type SettledBy = (typeof SETTLED_BY)[number]

/** What a task keeps of a finding: nothing private in plain. */
export type TaskFinding = Pick<Finding, 'id' | 'kind' | 'level' | 'span' | 'rule' | 'basis' | 'masked' | 'suggestion'>

/** Who did something, as events name them. */
export interface By { readonly person: string, readonly name: string }

/** What every task has. */
interface Seen {
  readonly id: string
  readonly unit: string
  readonly openedAt: Instant
  /** the first moment at which it is late */
  readonly dueAt: Instant
  readonly state: TaskState
  readonly closed?: Closed
  /** number and hash of the last event of the task's chain */
  readonly seq: number
  readonly head: Digest
}

/** Something that may be wrong with a published page and that somebody has to see to. */
export interface PageTask extends Seen {
  readonly kind: (typeof PAGE_TASK_KINDS)[number]
  readonly item: string
  /** the revision that was public when the task was opened */
  readonly revision: Digest
  /** who saved that revision last: may mend the page, and is not the one to say that nothing is wrong with it */
  readonly editor: string
  readonly finding?: TaskFinding
  /** edition of rules and lexicon that found it */
  readonly edition?: string
  /** what somebody wrote is wrong. In the row alone: an event stays for ever, and readers name people */
  readonly words?: string
  /** how a reader can be reached. In the row alone, like `words` */
  readonly contact?: string
}

/** A year whose holidays are to be loaded: until then no due time can be counted in it. */
export interface CalendarTask extends Seen {
  readonly kind: 'calendar'
  readonly unit: typeof WHOLE_BODY
  readonly year: number
}

/** Something that somebody has to see to. */
export type Task = PageTask | CalendarTask

export interface Closed {
  readonly at: Instant
  readonly by: By
  readonly how: SettledBy
  /** the answer to a reader, what was done, or why nothing is wrong */
  readonly words?: string
}

/** Codes of what the rule refuses. */
export type TaskRefusal = 'task_closed' | 'task_words_required' | 'task_not_granted' | 'task_own_page' | 'task_secrecy' | 'task_settles_itself' | 'task_calendar'
