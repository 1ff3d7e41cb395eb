import type { Instant } from '../workflow/types.ts'

/** A day in Asia/Shanghai, `YYYY-MM-DD`. */
export type LocalDate = string

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/**
 * Asia/Shanghai is UTC+8 the whole year. Its summer time of 1986–1991 and its local mean time before 1901 are left
 * out on purpose: no date of the system lies there.
 */
const OFFSET_MS = 8 * HOUR_MS

/**
 * @param text any text
 * @returns whether it is a day of the calendar as `YYYY-MM-DD`, so neither 2026-02-30 nor 2026-2-3
 */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/**
 * @param date `YYYY-MM-DD`
 * @returns days since 1970-01-01, so that days can be added and compared as numbers
 * @throws RangeError when it is no day of the calendar
 */
export function dayNumber(date: LocalDate): number {
  if (!isLocalDate(date)) throw new RangeError(`Not a date as YYYY-MM-DD: ${JSON.stringify(date)}`)
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

/** The inverse of `dayNumber`. */
export function dateOfNumber(number: number): LocalDate {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7
}

/**
 * @param instant UTC time
 * @returns the day that it falls on in Asia/Shanghai
 * @throws RangeError when it is no time
 */
export function dateOf(instant: Instant): LocalDate {
  return new Date(timeOf(instant) + OFFSET_MS).toISOString().slice(0, 10)
}

/** The first moment of the day in Asia/Shanghai, as UTC time. */
export function startOf(date: LocalDate): Instant {
  return new Date(dayNumber(date) * DAY_MS - OFFSET_MS).toISOString()
}

/** 24:00 of the day in Asia/Shanghai (民法典 203), as UTC time: the first moment at which a due date is past. */
export function endOf(date: LocalDate): Instant {
  return new Date((dayNumber(date) + 1) * DAY_MS - OFFSET_MS).toISOString()
}

/**
 * When something urgent 加急 is due. Hours run from the moment itself (民法典 201) and through nights and days off:
 * whoever sets hours wants them kept then, too.
 *
 * @param from UTC time
 * @param hours more than 0; parts of an hour are allowed
 */
export function addHours(from: Instant, hours: number): Instant {
  if (!(hours > 0 && Number.isFinite(hours))) throw new RangeError(`Not a number of hours above 0: ${hours}`)
  return new Date(timeOf(from) + hours * HOUR_MS).toISOString()
}

/** Whole hours from one time to another; negative when `to` is earlier. */
export function hoursBetween(from: Instant, to: Instant): number {
  return Math.trunc((timeOf(to) - timeOf(from)) / HOUR_MS) + 0
}

function timeOf(instant: Instant): number {
  const ms = Date.parse(instant)
  if (Number.isNaN(ms)) throw new RangeError(`Not a time: ${JSON.stringify(instant)}`)
  return ms
}
