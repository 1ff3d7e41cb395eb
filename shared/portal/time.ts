import type { Instant } from '../workflow/types.ts'

/** Asia/Shanghai has had no summer time since 1991: eight hours ahead, all year. */
const SHANGHAI_MS = 8 * 60 * 60 * 1000

/** @returns `YYYY-MM-DD HH:mm` in Asia/Shanghai */
export function shanghaiMinute(at: Instant): string {
  return new Date(Date.parse(at) + SHANGHAI_MS).toISOString().slice(0, 16).replace('T', ' ')
}

/** @returns `YYYY-MM-DD` in Asia/Shanghai */
export function shanghaiDay(at: Instant): string {
  return shanghaiMinute(at).slice(0, 10)
}

/** @returns the year in Asia/Shanghai, by which index numbers are counted */
export function shanghaiYear(at: Instant): string {
  return shanghaiMinute(at).slice(0, 4)
}
