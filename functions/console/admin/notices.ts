import type { Notice } from '../../../shared/notices/index.ts'
import { whatOf } from '../../../shared/notices/letter.ts'
import { now } from '../../../shared/now.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../shared/web/request.ts'
import { address } from '../../../shared/web/routes.ts'
import { clockTime } from '../../../shared/web/time.ts'
import { list } from '../../../shared/web/words.ts'
import { identity, notices, paged, unitName } from '../context.ts'

/** Notices that were given up: for whom, why, and a way to send them again. */
export async function failedNotices(request: SignedRequest): Promise<Reply> {
  const { say, query } = request
  const [{ notices: failed, cursor }, people] = await Promise.all([paged(notices.failed(query.get('after') ?? undefined)), identity.people()])
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const done = query.get('done')
  return {
    kind: 'page', title: say('admin.notices'), here: 'admin',
    main: html`<p class="crumb"><a href="${address('admin')}">${say('admin.title')}</a></p>
<h1>${say('admin.notices')}</h1>
${done === null ? '' : html`<p class="notice${done === 'sent' ? ' good' : ' warn'}" role="status">${say(done === 'sent' ? 'admin.notices.sent' : 'admin.notices.gone')}</p>`}
${failed.length === 0 ? html`<p class="panel quiet">${say('admin.notices.none')}</p>` : html`<p>${say('admin.notices.intro')}</p>
<div class="panel scroll" tabindex="0"><table>
<thead><tr><th scope="col">${say('admin.notices.who')}</th><th scope="col">${say('admin.notices.what')}</th><th scope="col">${say('admin.notices.why')}</th><th scope="col">${say('admin.notices.when')}</th><th scope="col">${say('admin.notices.again')}</th></tr></thead>
<tbody>${failed.map((notice) => row(request, notice, names))}</tbody></table></div>`}
${cursor === undefined ? '' : html`<p><a href="?${new URLSearchParams({ after: cursor }).toString()}">${say('more')}</a></p>`}`,
  }
}

/** Sends one of them again. */
export async function sendAgain({ params }: SignedRequest): Promise<Reply> {
  const id = params['id'] ?? ''
  const notice = /^[0-9a-f]{64}$/u.test(id) ? await notices.notice(id) : undefined
  const done = notice?.state === 'failed' && await notices.again(notice, now())
  return { kind: 'go', to: `${address('admin.notices')}?done=${done ? 'sent' : 'gone'}` }
}

function row({ say, lang, visitor }: SignedRequest, notice: Notice, names: ReadonlyMap<string, string>): Html {
  const { id, channel, person, unit, item, failure = 'unanswered', answer, doneAt = notice.nextAt } = notice
  const who = person === undefined ? `${say(`channel.${channel}`)} · ${unitName(unit)}` : names.get(person) ?? person
  const what = `${whatOf(notice, say)}${notice.names ? ` · ${list(lang, notice.names)}` : ''}`
  return html`<tr data-notice="${id}"><td>${who}</td>
<td>${item === undefined ? what : html`<a href="${address('item', { id: item })}">${what}</a>`}</td>
<td>${say(`failure.${failure}`, { answer: answer ?? '–' })}</td><td>${clockTime(doneAt, lang)}</td>
<td><form method="post" action="${address('admin.notice.again', { id })}"><input type="hidden" name="csrf" value="${visitor.csrf}"><button class="small">${say('admin.notices.again')}</button></form></td></tr>`
}
