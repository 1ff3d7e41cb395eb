import type { BodySettings } from '../names.ts'
import { env } from '../names.ts'

/** A variable of the function's environment. @throws where it is missing */
export function readVariable(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`The variable ${name} is missing`)
  return value
}

/** The body's settings, which the deployment has written itself. */
export function readBody(): BodySettings {
  const body: BodySettings = JSON.parse(readVariable(env.body))
  return body
}
