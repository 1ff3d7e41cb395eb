import { openIdentity } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import { openRecord } from '../../shared/record/index.ts'
import { Uploads } from '../../shared/record/uploads.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'

/** What every page of this function works with. */
export const record = openRecord()
export const identity = openIdentity()
export const files = new Uploads(process.env)
export const body = readBody()
export const origin = readVariable(env.consoleOrigin)
export const portalOrigin = readVariable(env.portalOrigin)
