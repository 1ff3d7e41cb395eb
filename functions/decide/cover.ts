import type { Problem } from '../../shared/web/fields.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import { problemSummary, textInput } from '../../shared/web/inputs.ts'
import type { StoredReport } from '../../shared/record/index.ts'
import { keep } from '../../shared/web/kept.ts'
import type { PageRequest, Reply } from '../../shared/web/request.ts'
import { dueTime } from '../../shared/web/review/due.ts'
import { columnName, unitName, waited } from '../../shared/web/review/item.ts'
import { address } from '../../shared/web/routes.ts'
import { newToken } from '../../shared/identity/index.ts'
import type { Asked } from './asked.ts'
import { identity } from './context.ts'
import { keepLink, linkName } from './cookies.ts'
import { factorsAt } from '../../shared/web/factors.ts'
import { named, reportOf } from './named.ts'
import { readingOf } from './reading.ts'

/**
 * What a link shows to whoever holds it, and to scanners: whom it asks for what and, where that may be read by them, the item
 * with personal data covered. All of it, and the decision, stand behind a code, a trusted phone or a sign-in, since links are
 * forwarded and looked at by machines.
 *
 * @param kept whether what the form brought is carried on
 */
export async function coverPage(request: PageRequest, asked: Asked, { status = 200, problems = [], kept = false }: {
  readonly status?: number, readonly problems?: readonly Problem[], readonly kept?: boolean
} = {}): Promise<Reply> {
  const { say } = request
  const { link, standing } = asked
  const other = standing.by === 'other'
  const report = await reportOf(asked.item)
  const reading = other ? undefined : await readingOf(request, asked, report)
  const lead = html`${problemSummary(problems, () => say('link.code'), say)}
<h1>${say('link.title')}</h1>
<p class="lead">${say(other ? 'link.other' : 'link.to', { name: asked.addressee.name, you: standing.by === 'other' ? standing.visitor.name : '' })}</p>
${aboutView(request, asked, report)}`
  const way = await wayIn(request, asked, { problems, kept })
  return {
    kind: 'page', status, title: say('link.title'), wrong: problems.length > 0, cookies: [keepLink(link.digest, asked.token)],
    main: reading ? html`<div data-link="reading">${lead}
<p class="quiet">${say('link.covered')} <a href="#way">${say('link.to_way')}</a></p>
<div class="cols"><div class="text">${reading.text}</div>
<div class="side">${reading.side}<section class="panel" id="way"><h2>${say('decide.yours')}</h2>${way}</section></div></div></div>`
      : html`<div class="narrow" data-link="cover">${lead}${way}</div>`,
  }
}

/** How whoever a link asks goes on to the decision. */
async function wayIn(request: PageRequest, asked: Asked, { problems, kept }: { readonly problems: readonly Problem[], readonly kept: boolean }): Promise<Html> {
  const { say } = request
  const { link, standing } = asked
  const other = standing.by === 'other'
  const colleague = standing.by === 'other' && standing.visitor.grants.some(({ unit, roles }) => unit === link.unit && roles.length > 0)
  const factors = factorsAt(link.review, request.body.links)
  const byCode = !other && factors.code
  const enrolled = byCode && await identity.codes.since(link.person) !== undefined
  return html`${enrolled ? codeForm(request, problems, kept) : ''}
${byCode && !enrolled ? html`<p>${say('link.code.none')}</p>` : ''}
${byCode || other ? '' : html`<p>${say('link.sign_in.needed')}</p>
${factors.phone ? html`<p data-phone>${say('link.phone')} <a href="${address('me.phones')}">${say('phones.title')}</a></p>` : ''}`}
<p class="buttons">${colleague ? html`<a class="button main" href="${address('decide', { id: link.item })}">${say('link.ordinary')}</a>` : ''}
<a class="button${enrolled || colleague ? '' : ' main'}" href="${address('sign_in')}?${signInQuery(asked)}">${say('link.sign_in', { name: asked.addressee.name })}</a></p>
${other ? '' : html`<p class="quiet small">${say('link.forwarded', { name: asked.addressee.name })}</p>`}`
}

function signInQuery({ link }: Asked): string {
  return String(new URLSearchParams({ returnTo: address('link.back', { link: linkName(link.digest) }) }))
}

/** What is asked, in words that may stand in a mail. */
function aboutView(request: PageRequest, { link, item, people }: Asked, report: StoredReport | undefined): Html {
  const { say, body } = request
  const due = dueTime(request, item)
  const behalf = link.onBehalfOf ? say('aside', { more: say('status.behalf', { name: people.find(({ person }) => person === link.onBehalfOf?.person)?.name ?? link.onBehalfOf.name }) }) : ''
  return html`<div class="panel"><table class="facts">
<tr><th scope="row">${say('check.item')}</th><td>${named(item, report)}</td></tr>
<tr><th scope="row">${say('field.column')}</th><td>${columnName(body, item.column)} · ${unitName(body, item.unit)}</td></tr>
<tr><th scope="row">${say('link.asked')}</th><td>${say(`round.${link.review}`)}${behalf}</td></tr>
<tr><th scope="row">${say('link.waiting')}</th><td>${waited(request, item)}${item.urgent ? html` <span class="tag urgent">${say('row.urgent')}</span>` : ''}</td></tr>
${due ? html`<tr><th scope="row">${say('notice.due')}</th><td>${due}</td></tr>` : ''}
</table></div>`
}

function codeForm({ say, form }: PageRequest, problems: readonly Problem[], kept: boolean): Html {
  const carried = kept ? [...form.texts].filter(([name]) => !notCarried.has(name)).flatMap(([name, values]) => values.map((value) => keep(name, value))) : []
  return html`<form method="post" data-command="open">
<input type="hidden" name="step" value="open"><input type="hidden" name="once" value="${newToken()}">${carried}
${textInput({ name: 'code', label: 'link.code', hint: 'link.code.hint', value: '', problems, say, short: true, code: true })}
${carried.length > 0 ? html`<p class="quiet">${say('link.kept')}</p>` : ''}
<p class="buttons"><button class="main">${say('link.open')}</button></p>
</form>`
}

const notCarried = new Set(['step', 'once', 'code', 'proof', 'form', 'csrf', 'confirmed', 'back'])
