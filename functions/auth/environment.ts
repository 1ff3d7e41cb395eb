import type { BodySettings } from '../../shared/names.ts'
import { env } from '../../shared/names.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'

/** What this function is told of where it stands. */
export interface AuthEnvironment {
  readonly body: BodySettings
  /** address of the console, without a trailing slash */
  readonly origin: string
  readonly issuer: string
  readonly clientId: string
}

/** @throws where a variable is missing: the function must not start half told */
export function readEnvironment(): AuthEnvironment {
  return {
    body: readBody(), origin: readVariable(env.consoleOrigin), issuer: readVariable(env.oidcIssuer), clientId: readVariable(env.oidcClientId),
  }
}
