import { ContentAbsent } from '../../../../shared/record/index.ts'
import { activeLexicon, loadLexicon } from '../../../../shared/stage/lexicon.ts'
import { WebError } from '../../../../shared/web/errors.ts'
import type { Html } from '../../../../shared/web/html.ts'
import { html } from '../../../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../../../shared/web/request.ts'
import { address } from '../../../../shared/web/routes.ts'
import { paged, record, unitName } from '../../context.ts'
import { titleShown } from '../../../../shared/web/review/item.ts'
import type { Found, Seen } from './look.ts'
import { lookOn } from './look.ts'

const ORDER: readonly Seen[] = ['waiting', 'scheduled', 'published']
/** Findings of one item that are named. */
const NAMED = 10

/** What an edition would newly find in what waits, what is scheduled and what is public, a batch at a time. */
export async function previewPage(request: SignedRequest): Promise<Reply> {
  const { say, params, query, body } = request
  const digest = params['digest'] ?? ''
  if (!/^[0-9a-f]{64}$/u.test(digest)) throw new WebError('not_found')
  const [{ lexicon: present }, { lexicon: proposed, edition }] = await Promise.all([
    activeLexicon(record), loadLexicon(record, digest).catch((error: unknown) => {
      throw error instanceof ContentAbsent ? new WebError('not_found') : error
    }),
  ])
  const cursor = query.get('after')
  const { looked, found, next } = await paged(lookOn(body.units.map(({ id }) => id), { present, proposed },
    { queue: whole(query.get('queue')), ...(cursor !== null && { cursor }) }))
  const before = whole(query.get('looked'))
  return {
    kind: 'page', title: `${say('lexicon.preview')} · ${say('admin.lexicon')}`, here: 'admin',
    main: html`<p class="crumb"><a href="${address('admin.lexicon')}">${say('lexicon.back')}</a></p>
<h1>${say('lexicon.preview')}</h1>
<p class="quiet"><code>${edition}</code></p>
<p class="lead" data-looked="${before + looked}">${say('lexicon.preview.looked', { count: looked, total: before + looked, hits: found.length })}</p>
<p>${say('lexicon.preview.note')}</p>
${found.length === 0 ? html`<p class="notice good">${say('lexicon.preview.nothing')}</p>` : ORDER.map((seen) => section(request, seen, found.filter((one) => one.seen === seen)))}
${next ? html`<p><a class="button main" href="${address('lexicon.preview', { digest })}?${new URLSearchParams({
    queue: String(next.queue), looked: String(before + looked), ...(next.cursor !== undefined && { after: next.cursor }),
  }).toString()}">${say('lexicon.preview.next')}</a></p>` : html`<p class="quiet" data-complete>${say('lexicon.preview.complete')}</p>`}`,
  }
}

function section(request: SignedRequest, seen: Seen, found: readonly Found[]): Html | undefined {
  if (found.length === 0) return undefined
  const { say } = request
  return html`<section data-seen="${seen}"><h2>${say(`lexicon.seen.${seen}`)} <span class="count">${found.length}</span></h2>
<p class="quiet">${say(`lexicon.seen.${seen}.note`)}</p>
<ul class="queue">${found.map(({ item, findings }) => html`<li data-item="${item.id}"><div class="what">${titleFor(request, item)}
<span class="meta">${unitName(item.unit)} · ${say(`round.${item.round}`)}</span>
${findings.slice(0, NAMED).map(({ level, kind, masked, suggestion }) => html`<span class="meta"><span class="tag ${level}">${say(`level.${level}`)}</span> ${say(`finding.${kind}`)} <b>${masked}</b>${suggestion === undefined ? '' : html` → ${suggestion}`}</span>`)}
${findings.length > NAMED ? html`<span class="meta">${say('lexicon.preview.more', { count: findings.length - NAMED })}</span>` : ''}</div></li>`)}</ul></section>`
}

/** Titles of what is not public are for the people of its unit. */
function titleFor(request: SignedRequest, item: Found['item']): Html {
  const theirs = request.visitor.grants.some(({ unit, roles }) => unit === item.unit && roles.length > 0)
  return theirs ? html`<a class="title" href="${address('item', { id: item.id })}">${titleShown(request, item)}</a>` : html`<span class="title">${item.id}</span>`
}

function whole(text: string | null): number {
  const number = Number(text ?? 0)
  return Number.isSafeInteger(number) && number > 0 ? number : 0
}
