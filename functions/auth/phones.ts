import type { Identity } from '../../shared/identity/index.ts'
import { TRUST_DAYS } from '../../shared/identity/index.ts'
import type { Notices } from '../../shared/notices/index.ts'
import { ofAccess } from '../../shared/notices/index.ts'
import { now } from '../../shared/now.ts'
import { signed } from '../../shared/web/app.ts'
import type { Page } from '../../shared/web/app.ts'
import { clearCookie, phoneCookie, sessionCookie, setCookie } from '../../shared/web/cookies.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { Problem } from '../../shared/web/fields.ts'
import { typed } from '../../shared/web/form.ts'
import { html } from '../../shared/web/html.ts'
import { problemSummary } from '../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { clockTime } from '../../shared/web/time.ts'
import { proofField, wrongProof } from './prove.ts'

/** The phones that the person who is signed in trusts. */
export function phonesPage(identity: Identity): Page {
  return signed(async (request) => page(identity, request, []))
}

async function page(identity: Identity, request: SignedRequest, problems: readonly Problem[]): Promise<Reply> {
  const { say, lang, visitor, cookies, body } = request
  if (body.links?.trustedPhones === false) throw new WebError('not_found')
  const [phones, codes, mine] = await Promise.all([
    identity.phones.of(visitor.id), identity.codes.since(visitor.id), identity.phones.read(cookies.get(phoneCookie) ?? ''),
  ])
  const csrf = html`<input type="hidden" name="csrf" value="${visitor.csrf}">`
  return {
    kind: 'page', title: say('phones.title'), status: problems.length > 0 ? 422 : 200, wrong: problems.length > 0,
    main: html`<div class="narrow">${problemSummary(problems, () => say('me.codes.current'), say)}<h1>${say('phones.title')}</h1><p class="lead">${say('phones.lead')}</p>
${codes === undefined ? html`<p class="notice warn">${say('phones.codes_first')} <a href="${address('me.codes')}">${say('me.codes')}</a></p>`
  : mine?.who.id === visitor.id ? '' : html`<form method="post" data-command="trust">${csrf}<input type="hidden" name="action" value="trust">${await proofField(identity, request, problems, address('me.phones')) ?? ''}<p><button class="main">${say('phones.trust')}</button></p></form>`}
${phones.length === 0 ? html`<p class="quiet">${say('phones.none')}</p>` : html`<ul class="queue">${phones.map(({ id, since, endsAt }) => html`<li data-phone="${id.slice(0, 16)}">
<div class="what">${say('phones.one', { since: clockTime(since, lang), until: clockTime(endsAt, lang) })}${mine?.id === id ? html` <span class="tag good">${say('phones.this')}</span>` : ''}</div>
<form class="act" method="post" data-command="forget">${csrf}<input type="hidden" name="action" value="forget"><input type="hidden" name="phone" value="${id}"><button>${say('phones.forget')}</button></form></li>`)}</ul>`}</div>`,
  }
}

/** Trusts the phone that the person is signed in on, which they hear of by mail, or one no more. @throws WebError where there are no codes to confirm decisions with */
export function changePhones(identity: Identity, notices: Pick<Notices, 'add'>): Page {
  return signed(async (request) => {
    const { form, visitor, cookies, body } = request
    const to = address('me.phones')
    const record = (type: 'phone_trusted' | 'phone_forgotten'): Promise<void> =>
      identity.recordSignIn({ type, method: visitor.method, actor: { person: visitor.id, name: visitor.name } })
    switch (typed(form, 'action')) {
      case 'trust': {
        if (body.links?.trustedPhones === false || await identity.codes.since(visitor.id) === undefined) throw new WebError('bad_form')
        const wrong = await wrongProof(identity, request, 'trust a phone')
        if (wrong) return page(identity, request, [wrong])
        const session = await identity.session(cookies.get(sessionCookie) ?? '')
        const cookie = await identity.phones.trust(visitor.id, session?.signIn)
        await notices.add(ofAccess('phone_trusted', visitor, now().toISOString()), now())
        await record('phone_trusted')
        return { kind: 'go', to, cookies: [setCookie(phoneCookie, cookie, TRUST_DAYS * 86_400)] }
      }
      case 'forget': {
        const id = typed(form, 'phone')
        const mine = await identity.phones.read(cookies.get(phoneCookie) ?? '')
        await identity.phones.forget(visitor.id, id)
        await record('phone_forgotten')
        return { kind: 'go', to, ...(mine?.id === id && { cookies: [clearCookie(phoneCookie)] }) }
      }
      default: throw new WebError('bad_form')
    }
  })
}
