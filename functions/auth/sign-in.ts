import type { Identity } from '../../shared/identity/index.ts'
import { NoSession } from '../../shared/identity/index.ts'
import type { Page } from '../../shared/web/app.ts'
import { clearCookie, localPath, sessionCookie, setCookie } from '../../shared/web/cookies.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { WhoIs } from './first.ts'
import type { Provider } from './provider.ts'

const tenMinutes = 600
/** As long as a session lasts at most; the server ends it earlier where nobody uses it. */
const halfADay = 12 * 3600

/** No longer ago than this a provider has asked somebody who it was to ask anew. */
const fiveMinutes = 300

/** Sends somebody to the sign-in provider, and remembers where they wanted to go; with `fresh` it asks them anew who they are. */
export function start(identity: Identity, provider: Provider): Page {
  return async ({ query }) => {
    const fresh = query.get('fresh') === 'yes'
    const { to, proofs } = await provider.begin({ fresh })
    await identity.rememberSignIn({ ...proofs, returnTo: localPath(query.get('returnTo') ?? '/'), ...(fresh && { fresh }) })
    // Binds the sign-in to this browser: nobody can be signed in by a link that somebody else began.
    return { kind: 'go', to, cookies: [setCookie(cookieOf(proofs.state), proofs.state, tenMinutes)] }
  }
}

/** Takes somebody back from the provider and begins their session under a new token. */
export function callback(identity: Identity, provider: Provider, whoIs: WhoIs): Page {
  return async ({ query, cookies }) => {
    const state = query.get('state') ?? ''
    if (state === '' || cookies.get(cookieOf(state)) !== state) throw new WebError('sign_in_expired')
    const pending = await identity.takeSignIn(state)
    if (!pending) throw new WebError('sign_in_expired')
    const { askedAgo = Infinity, ...signIn } = await provider.complete(query.toString(), pending)
    // A provider that let somebody through on what it remembered has proved nothing anew.
    if (pending.fresh && askedAgo > fiveMinutes) throw new WebError('sign_in_not_fresh')
    const person = await whoIs(signIn)
    if (!person) throw new WebError('unknown_person')
    if (person.suspended !== undefined) throw new WebError('suspended_person')
    const replaces = cookies.get(sessionCookie)
    const { token } = await identity.startSession({ person: person.id, method: 'oidc', signIn, ...(replaces && { replaces }), ...(pending.fresh && { fresh: true }) }).catch((error: unknown) => {
      throw error instanceof NoSession ? new WebError('suspended_person') : error
    })
    await identity.recordSignIn({ type: 'signed_in', method: 'oidc', actor: { person: person.id, name: person.name } })
    return { kind: 'go', to: localPath(pending.returnTo), cookies: [setCookie(sessionCookie, token, halfADay), clearCookie(cookieOf(state))] }
  }
}

// One for each sign-in that is under way: people open several windows.
function cookieOf(state: string): string {
  return `__Host-sign-in-${state.replaceAll(/[^\w-]/gu, '').slice(0, 10)}`
}
