import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { Reply, SignedRequest, Visitor } from '../../shared/web/request.ts'
import { hasRole } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import type { Role, Round } from '../../shared/workflow/states.ts'
import { isReview } from '../../shared/workflow/states.ts'
import { deciders } from '../../shared/workflow/separation.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { waitingForMe } from './admin/waiting.ts'
import { record } from './context.ts'
import { itemRow, stateLine } from './rows.ts'

/** What waits for each post, in the order in which people should look at it. */
const waiting: Readonly<Partial<Record<Role, readonly Round[]>>> = {
  first_reviewer: ['first_review'],
  screening_reviewer: ['screening', 'referred', 'withheld'],
  approver: ['approval'],
  head: ['head_review'],
}

interface Queue { readonly round: Round, readonly items: readonly Item[], readonly more: boolean }

/** The start page: what waits for this person, then what they write. */
export async function home(request: SignedRequest): Promise<Reply> {
  const { say, visitor, query } = request
  const cursor = query.get('after') ?? undefined
  const [queues, mine, changes] = await Promise.all([queuesOf(visitor), record.mine(visitor.id, cursor), waitingForMe(request)])
  const filled = queues.filter(({ items }) => items.length > 0)
  const writes = hasRole(visitor, 'editor')
  const reviews = queues.length > 0
  const drafts = mine.items.filter(({ round }) => round === 'drafting')
  const others = mine.items.filter(({ round }) => round !== 'drafting')
  return {
    kind: 'page', title: say('home.title'), here: 'home',
    main: html`<h1>${say('home.title')}</h1>
${visitor.grants.length === 0 ? html`<p>${say('home.no_roles')}</p>` : ''}
${filled.map((queue) => queueView(request, queue))}
${reviews && filled.length === 0 ? html`<p class="panel quiet">${say('home.nothing')}</p>` : ''}
${changes ?? ''}
${toWrite(request, drafts)}
${writes ? html`<p><a class="button${reviews ? '' : ' main'}" href="${address('new')}">${say('home.mine.start')}</a></p>` : ''}
${writes || mine.items.length > 0 ? html`<h2 id="mine">${say('home.mine')}</h2>
${mine.items.length === 0 ? html`<p class="panel quiet">${say('home.mine.nothing')}</p>` : ''}
${list(others.map((item) => ownRow(request, item)))}
${mine.cursor === undefined ? '' : html`<p><a href="?${new URLSearchParams({ after: mine.cursor }).toString()}#mine">${say('home.more')}</a></p>`}` : ''}`,
  }
}

async function queuesOf({ grants }: Visitor): Promise<Queue[]> {
  const wanted = grants.flatMap(({ unit, roles }) =>
    roles.flatMap((role) => (waiting[role] ?? []).map((round) => ({ unit, round }))))
  return Promise.all(wanted.map(async ({ unit, round }) => {
    const { items, cursor } = await record.queue(unit, round)
    return { round, items: items.toSorted(urgentFirst), more: cursor !== undefined }
  }))
}

function urgentFirst(one: Item, other: Item): number {
  return Number(other.urgent ?? false) - Number(one.urgent ?? false)
}

function queueView(request: SignedRequest, { round, items, more }: Queue): Html {
  const { say } = request
  if (!isQueued(round)) return html``
  return html`<section data-queue="${round}"><h2>${say(`queue.${round}`)} <span class="count">${items.length}${more ? '+' : ''}</span></h2>
${list(items.map((item) => reviewRow(request, item)))}</section>`
}

function isQueued(round: Round): round is Exclude<Round, 'none'> {
  return round !== 'none'
}

/** An item at a review: to be reviewed, or the reason why not by this person. */
function reviewRow(request: SignedRequest, item: Item): Html {
  const { say, visitor } = request
  const see = { to: address('item', { id: item.id }), text: say('act.see') }
  if (!isReview(item.round)) return itemRow(request, item, see)
  if (item.contributors.includes(visitor.id) || deciders(item.decisions).includes(visitor.id)) {
    return itemRow(request, item, see, say('absent.self'))
  }
  return itemRow(request, item, { to: address('decide', { id: item.id }), text: say('act.review'), main: true })
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

/** A list of items, or nothing. */
export function list(rows: readonly Html[]): Html | undefined {
  return rows.length === 0 ? undefined : html`<ul class="queue">${rows}</ul>`
}
