import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { Reply, SignedRequest } from '../../shared/web/request.ts'
import { hasRole } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { standingNotices, toConfirm } from './absence/home.ts'
import { waitingForMe } from './admin/waiting.ts'
import { colleaguesOf } from './colleagues.ts'
import { paged, record } from './context.ts'
import { list, queuesOf, queueView } from './queues.ts'
import { itemRow, stateLine } from './rows.ts'
import { tasksWaiting } from './tasks/list.ts'

/** The start page: what waits for this person, then what they write. */
export async function home(request: SignedRequest): Promise<Reply> {
  const { say, visitor, query } = request
  const cursor = query.get('after') ?? undefined
  const colleagues = await colleaguesOf(visitor)
  const [queues, mine, changes, tasks, standIns] = await Promise.all([
    queuesOf(visitor, colleagues), paged(record.mine(visitor.id, cursor)), waitingForMe(request), tasksWaiting(request), toConfirm(request),
  ])
  const filled = queues.filter(({ items }) => items.length > 0)
  const writes = hasRole(visitor, 'editor')
  const reviews = queues.length > 0
  const drafts = mine.items.filter(({ round }) => round === 'drafting')
  const others = mine.items.filter(({ round }) => round !== 'drafting')
  return {
    kind: 'page', title: say('home.title'), here: 'home',
    main: html`<h1>${say('home.title')}</h1>
${visitor.grants.length === 0 ? html`<p>${say('home.no_roles')}</p>` : ''}
${standingNotices(request, colleagues) ?? ''}
${filled.map((queue) => queueView(request, queue))}
${tasks ?? ''}${standIns ?? ''}
${filled.length === 0 && drafts.length === 0 && !changes && !tasks && !standIns ? html`<p class="panel quiet">${say('home.nothing')}</p>` : ''}
${changes ?? ''}
${toWrite(request, drafts)}
${writes ? html`<p><a class="button${reviews ? '' : ' main'}" href="${address('new')}">${say('home.mine.start')}</a></p>` : ''}
${writes || mine.items.length > 0 ? html`<h2 id="mine">${say('home.mine')}</h2>
${mine.items.length === 0 ? html`<p class="panel quiet">${say('home.mine.nothing')}</p>` : ''}
${list(others.map((item) => ownRow(request, item)))}
${mine.cursor === undefined ? '' : html`<p><a href="?${new URLSearchParams({ after: mine.cursor }).toString()}#mine">${say('home.more')}</a></p>`}` : ''}`,
  }
}

/** What waits for its editor: what came back, then what is being written. */
function toWrite(request: SignedRequest, drafts: readonly Item[]): Html {
  // A draft that has been elsewhere since it was made was returned or recalled.
  const { back = [], fresh = [] } = Object.groupBy(drafts, (item) => item.presence === 'never' && item.enteredAt !== item.createdAt ? 'back' : 'fresh')
  return html`${draftQueue(request, 'returned', back)}${draftQueue(request, 'drafting', fresh)}`
}

function draftQueue(request: SignedRequest, name: 'returned' | 'drafting', items: readonly Item[]): Html | undefined {
  if (items.length === 0) return undefined
  return html`<section data-queue="${name}"><h2>${request.say(`queue.${name}`)} <span class="count">${items.length}</span></h2>
${list(items.map((item) => itemRow(request, item, { to: address('edit', { id: item.id }), text: request.say('act.edit'), main: name === 'returned' })))}</section>`
}

function ownRow(request: SignedRequest, item: Item): Html {
  const { say } = request
  return itemRow(request, item, { to: address('item', { id: item.id }), text: say('act.see') }, stateLine(request, item))
}
