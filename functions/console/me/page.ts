import { check } from '../../../shared/web/fields.ts'
import type { Problem } from '../../../shared/web/fields.ts'
import { html } from '../../../shared/web/html.ts'
import { problemSummary, radios } from '../../../shared/web/inputs.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { identity } from '../context.ts'

const rules = {
  lang: { label: 'me.lang', max: 2, required: true, choices: ['zh', 'en'] },
  mails: { label: 'me.mails', max: 10, required: true, choices: ['single', 'digest'] },
} as const

/** 我的提醒: how somebody wants to hear of things. */
export async function mePage(request: SignedRequest): Promise<Reply> {
  return view(request, await identity.preferences(request.visitor.id), [])
}

/** Keeps what they have chosen. */
export async function saveMe(request: SignedRequest): Promise<Reply> {
  const { of, problems } = check(request.form, rules)
  const chosen = { lang: of('lang'), mails: of('mails') }
  if (problems.length > 0) return view(request, chosen, problems)
  await identity.setPreferences(request.visitor.id, { lang: chosen.lang === 'en' ? 'en' : 'zh', mails: chosen.mails === 'digest' ? 'digest' : 'single' })
  return { kind: 'go', to: `${address('me')}?saved` }
}

async function view(request: SignedRequest, chosen: { readonly lang: string, readonly mails: string }, problems: readonly Problem[]): Promise<Reply> {
  const { say, visitor, query } = request
  const person = await identity.person(visitor.id)
  return {
    kind: 'page', title: say('me.title'), here: 'me', status: problems.length > 0 ? 422 : 200, wrong: problems.length > 0,
    main: html`<div class="narrow">${problemSummary(problems, (field) => say(field === 'lang' ? 'me.lang' : 'me.mails'), say)}
<h1>${say('me.title')}</h1>
${query.has('saved') && problems.length === 0 ? html`<p class="notice good" role="status">${say('me.saved')}</p>` : ''}
<p>${say('me.intro', { email: person?.email ?? '' })}</p>
<form method="post" action="${address('me.save')}" data-command="me">
<input type="hidden" name="csrf" value="${visitor.csrf}">
${radios({ name: 'mails', label: 'me.mails', hint: 'me.mails.hint', value: chosen.mails, problems, say, options: [['single', say('me.mails.single')], ['digest', say('me.mails.digest')]] })}
${radios({ name: 'lang', label: 'me.lang', value: chosen.lang, problems, say, options: [['zh', say('me.lang.zh')], ['en', say('me.lang.en')]] })}
<p class="buttons"><button class="main">${say('me.save')}</button></p>
</form>
<h2>${say('me.doors')}</h2>
<ul><li><a href="${address('me.codes')}">${say('me.codes')}</a></li><li><a href="${address('me.phones')}">${say('phones.title')}</a></li></ul></div>`,
  }
}
