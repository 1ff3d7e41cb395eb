import { openDuty } from '../../shared/duty/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import { openEditions } from '../../shared/lexicon/index.ts'
import { env } from '../../shared/names.ts'
import { openNotices } from '../../shared/notices/index.ts'
import { BadCursor, openRecord } from '../../shared/record/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { WebError } from '../../shared/web/errors.ts'
import * as names from '../../shared/web/review/item.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'

/** What every page of this function works with. */
export const record = openRecord()
export const identity = openIdentity()
export const tasks = openTasks()
export const duty = openDuty()
export const notices = openNotices()
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

/** The name of a unit or a column, or its id where the settings have dropped it since. */
export function unitName(id: string): string {
  return names.unitName(body, id)
}

export function columnName(id: string): string {
  return names.columnName(body, id)
}
