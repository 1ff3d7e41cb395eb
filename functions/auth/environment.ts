import type { BodySettings, FirstAdministrator } from '../../shared/names.ts'
import { env } from '../../shared/names.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'

/** What this function is told of where it stands. */
export interface AuthEnvironment {
  readonly body: BodySettings
  /** address of the console, without a trailing slash */
  readonly origin: string
  readonly issuer: string
  readonly clientId: string
  /** of the secret of a confidential client; a public one has none */
  readonly secretArn?: string
  /** who comes in where there is nobody yet */
  readonly administrators: readonly FirstAdministrator[]
}

/** @throws where a variable is missing: the function must not start half told */
export function readEnvironment(): AuthEnvironment {
  const administrators: readonly FirstAdministrator[] = JSON.parse(readVariable(env.firstAdministrators))
  const secretArn = process.env[env.oidcClientSecretArn]
  return {
    body: readBody(), origin: readVariable(env.consoleOrigin), issuer: readVariable(env.oidcIssuer), clientId: readVariable(env.oidcClientId),
    administrators, ...(secretArn && { secretArn }),
  }
}
