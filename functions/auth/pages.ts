import type { Identity } from '../../shared/identity/index.ts'
import type { Page } from '../../shared/web/app.ts'
import { clearCookie, sessionCookie } from '../../shared/web/cookies.ts'
import { html } from '../../shared/web/html.ts'
import { address } from '../../shared/web/routes.ts'

/** Ends the session at once. */
export function signOut(identity: Identity): Page {
  return async ({ cookies, visitor }) => {
    const token = cookies.get(sessionCookie)
    if (token) await identity.endSession(token)
    if (visitor) await identity.recordSignIn({ type: 'signed_out', method: visitor.method, actor: { person: visitor.id, name: visitor.name } })
    return { kind: 'go', to: address('signed_out'), cookies: [clearCookie(sessionCookie)] }
  }
}

export const signedOut: Page = async ({ say }) => ({
  kind: 'page', title: say('signed_out.title'),
  main: html`<div class="narrow"><h1>${say('signed_out.title')}</h1><p class="lead">${say('signed_out.text')}</p>
<p><a class="button main" href="${address('sign_in')}">${say('sign_in')}</a></p></div>`,
})

/** Where a window ends that was opened only to sign in again. */
export const signedIn: Page = async ({ say }) => ({
  kind: 'page', title: say('signed_in.title'),
  main: html`<div class="narrow"><h1>${say('signed_in.title')}</h1><p class="lead">${say('signed_in.close')}</p></div>`,
})
