import type { Tables, Variables } from '../record/tables.ts'
import { tablesOf } from '../record/tables.ts'
import type { Instant } from '../workflow/types.ts'
import { readMark, readMissed, writeMark } from './missed.ts'
import type { NoticePage } from './store.ts'
import { addNotice, advance, claim, readCursor, readDue, readFailed, readNotice, replace, waiting } from './store.ts'
import type { Draft, Notice } from './types.ts'

export { ofAccess, ofDelegation } from './security.ts'
export type { NoticePage } from './store.ts'
export type { Ask, Channel, Draft, Failure, Notice, NoticeKind, NoticeState } from './types.ts'

/** What people have to be told: the only room that knows the table of notices. */
export class Notices {
  readonly #tables: Tables

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** A consistent read. */
  notice(id: string): Promise<Notice | undefined> { return readNotice(this.#tables, id) }

  /** Has somebody told; the same reason to the same person is told once. @returns whether it is new */
  add(draft: Draft, at: Date, nextAt: Date = at): Promise<boolean> {
    return addNotice(this.#tables, waiting(draft, at.toISOString(), { nextAt: nextAt.toISOString() }))
  }

  /** Number of the last event of an item that has been told; 0 for none. */
  told(item: string): Promise<number> { return readCursor(this.#tables, item) }

  /** Says that events of an item have been told, with what they give to tell; see {@link advance}. */
  advance(item: string, step: { readonly before: number, readonly after: number }, notices: readonly Notice[]): Promise<boolean> {
    return advance(this.#tables, item, step, notices)
  }

  /** Up to when all that happened has been told; nothing before the first time. */
  mark(): Promise<Instant | undefined> { return readMark(this.#tables) }

  setMark(at: Instant): Promise<void> { return writeMark(this.#tables, at) }

  /** Items of whose events between two times some have not been told. */
  missed(from: Instant, until: Instant): Promise<string[]> { return readMissed(this.#tables, from, until) }

  /** Notices whose turn has come, the longest waiting first. */
  due(now: Instant, limit: number): Promise<Notice[]> { return readDue(this.#tables, now, limit) }

  /** Takes a notice for oneself for a while; see {@link claim}. */
  claim(notice: Notice, now: Date): Promise<Notice | undefined> { return claim(this.#tables, notice, now) }

  /** Writes what has become of a notice. @returns whether it was still as `held` says */
  replace(held: Notice, after: Notice): Promise<boolean> { return replace(this.#tables, held, after) }

  /** Notices that were given up, the last one first. @throws BadCursor */
  failed(cursor?: string): Promise<NoticePage> { return readFailed(this.#tables, cursor) }

  /** Sends a notice again that was given up. @returns whether it was */
  again(notice: Notice, at: Date): Promise<boolean> {
    const { failure: _failure, answer: _answer, doneAt: _doneAt, ...rest } = notice
    return replace(this.#tables, notice, { ...rest, state: 'waiting', attempts: 0, nextAt: at.toISOString() })
  }
}

/** The notices that a function's variables lead to. */
export function openNotices(variables: Variables = process.env): Notices {
  return new Notices(tablesOf(variables))
}
