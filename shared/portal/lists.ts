import type { Instant } from '../workflow/types.ts'
import type { ListName } from './types.ts'

/** Rows of a full page. Addresses hang on it: it never changes. */
export const ROWS = 50

/**
 * One place of a listing. `pending`: allotted, its page is not written yet. `removed` and `withdrawn`: a stub without a title.
 * `moved`: the item stands in another column now.
 */
export interface Row {
  readonly id: string
  readonly number: string
  readonly at: Instant
  readonly state: 'pending' | 'shown' | 'removed' | 'withdrawn' | 'moved'
  /** only where shown */
  readonly title?: string
  /** last correction */
  readonly changed?: Instant
}

/** What the register of a listing holds: how many rows there ever were, and those that are in no full page yet. */
export interface ListHead {
  readonly count: number
  /** pages that are full and have an address of their own */
  readonly sealed: number
  readonly rows: readonly Row[]
}

export const EMPTY: ListHead = { count: 0, sealed: 0, rows: [] }

/** Page of a position; both are counted from 1. */
export function pageOf(position: number): number {
  return Math.ceil(position / ROWS)
}

/** Adds a row; its position is the new count. */
export function append(head: ListHead, row: Row): ListHead {
  return { ...head, count: head.count + 1, rows: [...head.rows, row] }
}

/** Whether a position stands in the register of the head, not in that of a full page. */
export function isOpen(head: ListHead, position: number): boolean {
  return position > head.sealed * ROWS
}

/** @param rows those of the head or of the full page that holds the position */
export function placed(rows: readonly Row[], first: number, position: number, row: Row): readonly Row[] {
  return rows.with(position - first, row)
}

/** First position of the head's rows. */
export function firstOpen(head: ListHead): number {
  return head.sealed * ROWS + 1
}

/** Whether a page is full and all its items can be read. */
export function canSeal(head: ListHead): boolean {
  return head.rows.length >= ROWS && head.rows.slice(0, ROWS).every(({ state }) => state !== 'pending')
}

/** Gives the oldest rows of the head a page of their own. */
export function seal(head: ListHead): { readonly head: ListHead, readonly page: number, readonly rows: readonly Row[] } {
  return {
    head: { ...head, sealed: head.sealed + 1, rows: head.rows.slice(ROWS) },
    page: head.sealed + 1,
    rows: head.rows.slice(0, ROWS),
  }
}

/** Parts of the sitemap that have something to name. */
export function sitemapParts(head: ListHead): number {
  const last = head.rows.findLastIndex(({ state }) => state !== 'pending')
  return last < 0 ? head.sealed : pageOf(firstOpen(head) + last)
}

/** The listings of an item, in the order in which positions are allotted. */
export function listsOf(column: string, unit: string): readonly ListName[] {
  return ['all', `column:${column}`, `unit:${unit}`]
}

/** Pages that a full page leads to: its neighbour, then ever farther ones, so that any page is few steps away. */
export function olderPages(page: number): number[] {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
  const older = steps.map((step) => page - step).filter((one) => one > 1)
  return page > 1 ? [...older, 1] : []
}

export function isListName(text: string): text is ListName {
  return text === 'all' || text.startsWith('column:') || text.startsWith('unit:')
}
