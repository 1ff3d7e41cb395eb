import { shippedCalendar, workingDaysBetween, dateOf } from '../../shared/calendar/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import { openEditions } from '../../shared/lexicon/index.ts'
import { env } from '../../shared/names.ts'
import { now } from '../../shared/now.ts'
import { BadCursor, openRecord } from '../../shared/record/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { WebError } from '../../shared/web/errors.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'

/** What every page of this function works with. */
export const record = openRecord()
export const identity = openIdentity()
export const tasks = openTasks()
export const editions = openEditions()
export const body = readBody()
export const origin = readVariable(env.consoleOrigin)
export const portalOrigin = readVariable(env.portalOrigin)

/** A page of a list; a place in it that nobody was given is a page that does not exist. */
export function paged<T>(page: Promise<T>): Promise<T> {
  return page.catch((error: unknown) => {
    // A cursor that can be read may still be of another list: the table says so.
    const foreign = error instanceof Error && error.name === 'ValidationException'
    throw foreign || error instanceof BadCursor ? new WebError('not_found') : error
  })
}

/** Working days that something has waited; none where the calendar of that year is not loaded. */
export function daysWaited(since: string): number | undefined {
  const counted = workingDaysBetween(dateOf(since), dateOf(now().toISOString()), shippedCalendar)
  return counted.ok ? counted.days : undefined
}

/** The name of a unit or a column, or its id where the settings have dropped it since. */
export function unitName(id: string): string {
  return body.units.find((unit) => unit.id === id)?.name ?? id
}

export function columnName(id: string): string {
  return body.columns.find((column) => column.id === id)?.name ?? id
}
