import type { LocalDate } from '../calendar/index.ts'
import { startOf } from '../calendar/index.ts'
import type { Instant } from '../workflow/types.ts'

/** A month of Shanghai: its first moment, and the first after it. */
export interface Month { readonly name: string, readonly from: Instant, readonly before: Instant }

/** @param name YYYY-MM */
export function monthOf(name: string): Month {
  return { name, from: startOf(firstDay(name)), before: startOf(firstDay(monthAfter(name, 1))) }
}

/** The month so many months later or, below zero, earlier. */
export function monthAfter(name: string, count: number): string {
  const [year = 0, month = 1] = name.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 7)
}

/** Whether a text is a month of this century. */
export function isMonth(text: string): boolean {
  return /^20\d\d-(?:0[1-9]|1[0-2])$/u.test(text)
}

export function isIn({ from, before }: Month, at: Instant): boolean {
  return at >= from && at < before
}

function firstDay(name: string): LocalDate {
  return `${name}-01`
}
