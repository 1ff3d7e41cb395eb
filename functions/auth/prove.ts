import type { Identity } from '../../shared/identity/index.ts'
import { digestOfToken, FRESH_MINUTES } from '../../shared/identity/index.ts'
import { codeProblem } from '../../shared/web/code-problem.ts'
import { sessionCookie } from '../../shared/web/cookies.ts'
import type { Problem } from '../../shared/web/fields.ts'
import { typed } from '../../shared/web/form.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import { textInput } from '../../shared/web/inputs.ts'
import type { SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'

/**
 * What is wrong with the proof that it is the person who changes how they may come in, not somebody at their unlocked screen:
 * a code of the authenticator in use, or a sign-in at which the provider has just asked anew. Nothing where codes are not in use.
 *
 * @param purpose what is changed: the code is good for nothing else
 */
export async function wrongProof(identity: Identity, { visitor, cookies, form, lang }: SignedRequest, purpose: string): Promise<Problem | undefined> {
  const token = cookies.get(sessionCookie) ?? ''
  const [since, session] = await Promise.all([identity.codes.since(visitor.id), identity.session(token)])
  if (since === undefined || session?.fresh) return undefined
  const by = digestOfToken(token)
  const answer = await identity.codes.check(visitor.id, typed(form, 'current'), { purpose: `${purpose} ${by}`, way: `session ${by}` })
  if ((answer.kind === 'closed' || answer.kind === 'locked') && answer.sinceNow) {
    await identity.recordSignIn({ type: `codes_${answer.kind}`, method: visitor.method, actor: { person: visitor.id, name: visitor.name } })
  }
  return codeProblem(answer, 'current', lang)
}

/**
 * The field for that proof, or what stands in its place; nothing where codes are not in use.
 *
 * @param returnTo where a new sign-in leads back to
 */
export async function proofField(identity: Identity, { visitor, cookies, say }: SignedRequest, problems: readonly Problem[], returnTo: string): Promise<Html | undefined> {
  const [since, session] = await Promise.all([identity.codes.since(visitor.id), identity.session(cookies.get(sessionCookie) ?? '')])
  if (since === undefined) return undefined
  if (session?.fresh) return html`<p class="quiet" data-fresh>${say('me.codes.fresh', { minutes: FRESH_MINUTES })}</p>`
  return html`${textInput({ name: 'current', label: 'me.codes.current', hint: 'me.codes.current.hint', value: '', problems, say, short: true, code: true })}
<p><a href="${address('sign_in')}?${String(new URLSearchParams({ fresh: 'yes', returnTo }))}">${say('me.codes.lost')}</a></p>`
}
