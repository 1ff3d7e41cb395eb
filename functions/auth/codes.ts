import type { Identity } from '../../shared/identity/index.ts'
import type { Notices } from '../../shared/notices/index.ts'
import { ofAccess } from '../../shared/notices/index.ts'
import { now } from '../../shared/now.ts'
import { signed } from '../../shared/web/app.ts'
import type { Page } from '../../shared/web/app.ts'
import type { Problem } from '../../shared/web/fields.ts'
import { typed } from '../../shared/web/form.ts'
import { html } from '../../shared/web/html.ts'
import { problemSummary, textInput } from '../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { clockTime } from '../../shared/web/time.ts'
import { picture } from './picture.ts'
import { proofField, wrongProof } from './prove.ts'
import { usesOfCodes } from './uses.ts'

/** One-time codes of the person who is signed in: put in, put in anew where a phone was lost. */
export function codesPage(identity: Identity): Page {
  return signed(async (request) => page(identity, request, { anew: request.query.has('anew') }))
}

/** Takes a new authenticator into use by its first code, or codes out of use; the person hears of it by mail. */
export function changeCodes(identity: Identity, notices: Pick<Notices, 'add'>): Page {
  return signed(async (request) => {
    const { form, visitor, say } = request
    const changed = (): Promise<void> => identity.recordSignIn({ type: 'codes_changed', method: visitor.method, actor: { person: visitor.id, name: visitor.name } })
    if (typed(form, 'action') === 'drop') {
      const wrong = await wrongProof(identity, request, 'drop codes')
      if (wrong) return page(identity, request, { anew: false, problems: [wrong] })
      // What confirmed decisions on them goes: phones first, so that none is left where this is cut off.
      await identity.phones.forgetAll(visitor.id)
      await identity.codes.drop(visitor.id)
      await notices.add(ofAccess('codes_dropped', visitor, now().toISOString()), now())
      await changed()
      return { kind: 'go', to: address('me.codes') }
    }
    const replaces = await identity.codes.since(visitor.id) !== undefined
    const wrong = await wrongProof(identity, request, 'replace codes')
    if (wrong) return page(identity, request, { anew: true, problems: [wrong] })
    if (!await identity.codes.confirm(visitor.id, typed(form, 'code'))) return page(identity, request, { anew: true, problems: [{ field: 'code', code: 'code' }] })
    await notices.add(ofAccess('codes_changed', visitor, await identity.codes.since(visitor.id) ?? ''), now())
    await changed()
    if (replaces) await identity.phones.forgetAll(visitor.id)
    return {
      kind: 'page', title: say('me.codes.done'),
      main: html`<div class="narrow" data-codes="on"><div class="big-done" role="status"><h1>${say('me.codes.done')}</h1></div>
<p class="buttons"><a class="button main" href="${address('home')}">${say('back.home')}</a> <a class="button" href="${address('me.phones')}">${say('phones.title')}</a></p></div>`,
    }
  })
}

async function page(identity: Identity, request: SignedRequest, { anew, problems = [] }: { readonly anew: boolean, readonly problems?: readonly Problem[] }): Promise<Reply> {
  const { say, lang, visitor, body } = request
  const since = await identity.codes.since(visitor.id)
  const csrf = html`<input type="hidden" name="csrf" value="${visitor.csrf}">`
  const head = html`${problemSummary(problems, (field) => say(field === 'current' ? 'me.codes.current' : 'link.code'), say)}<h1>${say('me.codes')}</h1>
${usesOfCodes(request)}
${since === undefined ? '' : html`<p>${say('me.codes.since', { time: clockTime(since, lang) })}</p>`}`
  const status = problems.length > 0 ? 422 : 200
  const proof = await proofField(identity, request, problems, anew ? `${address('me.codes')}?anew=yes` : address('me.codes')) ?? ''
  if (since !== undefined && !anew) {
    return {
      kind: 'page', title: say('me.codes'), status, wrong: problems.length > 0,
      main: html`<div class="narrow">${head}
<p class="buttons"><a class="button main" href="${address('me.codes')}?anew=yes">${say('me.codes.begin')}</a> <a class="button" href="${address('me.phones')}">${say('phones.title')}</a></p>
<form method="post" data-command="drop">${csrf}<input type="hidden" name="action" value="drop">${proof}<p><button class="danger">${say('me.codes.drop')}</button></p></form></div>`,
    }
  }
  const { secret, uri } = await identity.codes.begin(visitor.id, { issuer: body.shortName, name: visitor.name })
  return {
    kind: 'page', title: say('me.codes'), status, wrong: problems.length > 0,
    main: html`<div class="narrow">${head}
<div class="panel"><p>${say('me.codes.scan')}</p>
<p>${picture(uri, say('me.codes.picture'))}</p>
<p>${say('me.codes.secret')} <code class="secret" data-secret="${secret}">${secret.match(/.{1,4}/gu)?.map((group) => html`<span>${group}</span> `)}</code></p>
<p><a href="${uri}">${say('me.codes.uri')}</a></p></div>
<form method="post" action="${address('me.codes.change')}" data-command="codes">${csrf}
${proof}<p>${say('me.codes.confirm')}</p>
${textInput({ name: 'code', label: 'link.code', value: '', problems, say, short: true, code: true })}
<p class="buttons"><button class="main">${say('me.codes.press')}</button></p></form></div>`,
  }
}
