import { html } from '../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { paged, record } from './context.ts'
import { list } from './queues.ts'
import { itemRow, stateLine } from './rows.ts'

/** What is public or done with, in each of the person's units: corrections and take-downs begin here. */
export async function published(request: SignedRequest): Promise<Reply> {
  const { say, visitor, query } = request
  const units = [...new Set(visitor.grants.map(({ unit }) => unit))]
  const pages = await Promise.all(units.flatMap((unit) =>
    (['approved', 'none'] as const).map((round) => paged(record.queue(unit, round, query.get(`${unit}.${round}`) ?? undefined)).then((page) => ({ unit, round, page })))))
  const items = pages.flatMap(({ page }) => page.items).toSorted((one, other) => one.updatedAt < other.updatedAt ? 1 : -1)
  const further = pages.flatMap(({ unit, round, page }) => page.cursor === undefined ? [] : [[`${unit}.${round}`, page.cursor]])
  return {
    kind: 'page', title: say('published.title'), here: 'published',
    main: html`<h1>${say('published.title')}</h1>
<p>${say('published.note')}</p>
${items.length === 0 ? html`<p class="panel quiet">${say('published.nothing')}</p>` : ''}
${list(items.map((item) => itemRow(request, item, { to: address('item', { id: item.id }), text: say('act.see') },
    stateLine(request, item))))}
${further.length === 0 ? '' : html`<p><a href="?${new URLSearchParams(further).toString()}">${say('home.more')}</a></p>`}`,
  }
}
