import type { Identity, Person, SignIn } from '../../shared/identity/index.ts'
import type { AuthEnvironment } from './environment.ts'

/** Finds out whom a sign-in belongs to, or nobody. */
export type WhoIs = (signIn: SignIn) => Promise<Person | undefined>

/**
 * Whom a sign-in belongs to. Where there is nobody at all yet, the first of the deployment's administrators who signs in
 * brings all of them in; two who come at once are let in by the same transaction, whosever it was.
 */
export function knownOrFirst(
  identity: Pick<Identity, 'personBySignIn' | 'bootstrap'>, { administrators, body }: Pick<AuthEnvironment, 'administrators' | 'body'>,
): WhoIs {
  return async ({ issuer, subject }) => {
    const person = await identity.personBySignIn(issuer, subject)
    const [unit] = body.units
    // Anybody else writes nothing; and a named one whose sign-in was taken away later finds others there.
    if (person || !unit || !administrators.some((one) => one.subject === subject)) return person
    const roles = ['administrator'] as const
    await identity.bootstrap(administrators.map((one) => ({ ...one, grants: [{ unit: unit.id, roles }] })), issuer)
    return identity.personBySignIn(issuer, subject)
  }
}
