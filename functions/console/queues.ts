import { now } from '../../shared/now.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { SignedRequest, Visitor } from '../../shared/web/request.ts'
import { address } from '../../shared/web/routes.ts'
import { covers } from '../../shared/workflow/covers.ts'
import { TAKE_DOWN_HOURS } from '../../shared/workflow/data.ts'
import { isUnconfirmed } from '../../shared/workflow/due.ts'
import { deciders, reviewAt, reviewerAt } from '../../shared/workflow/separation.ts'
import type { Role, Round } from '../../shared/workflow/states.ts'
import { ruleOf } from '../../shared/workflow/table.ts'
import type { Acting, Candidate, Item } from '../../shared/workflow/types.ts'
import { actingIn } from '../../shared/web/review/behalf.ts'
import { record } from './context.ts'
import type { Colleagues } from './colleagues.ts'
import { itemRow } from './rows.ts'

type Waiting = Exclude<Round, 'none'> | 'take_downs'

/** What waits for each post, in the order in which people should look at it. */
const waiting: Readonly<Partial<Record<Role, readonly Exclude<Round, 'none'>[]>>> = {
  first_reviewer: ['first_review'],
  screening_reviewer: ['screening', 'referred', 'withheld'],
  approver: ['approval'],
  head: ['head_review'],
}

/** Items that wait for one kind of act, of one unit. */
export interface Queue {
  readonly name: Waiting
  readonly items: readonly Item[]
  readonly more: boolean
  /** for whom the person would decide */
  readonly behalf?: Acting
}

/** Everything that waits for somebody's posts and for those that were lent to them, empty queues too. */
export async function queuesOf({ id, grants }: Visitor, colleagues: readonly Colleagues[]): Promise<Queue[]> {
  const wanted = grants.flatMap(({ unit, roles }) =>
    roles.flatMap((role) => (waiting[role] ?? []).map((round) => ({ unit, round }))))
  const lent = colleagues.flatMap(({ unit, people }) => lentTo(unit, id, people))
    .filter(({ unit, round }) => !wanted.some((own) => own.unit === unit && own.round === round))
  const [takeDowns, ...queues] = await Promise.all([unconfirmedIn(grants), ...lent.map(lentQueue), ...wanted.map(async ({ unit, round }): Promise<Queue> => {
    const { items, cursor } = await record.queue(unit, round)
    return { name: round, items: items.toSorted(urgentFirst), more: cursor !== undefined }
  })])
  return takeDowns ? [takeDowns, ...queues] : queues
}

interface Lent { readonly unit: string, readonly round: Exclude<Round, 'none'>, readonly acting: Acting }

/** Where somebody decides on behalf of another: at reviews alone. */
function lentTo(unit: string, person: string, people: readonly Candidate[]): Lent[] {
  return actingIn(people, person).flatMap((acting) => acting.roles.flatMap((role) =>
    (waiting[role] ?? []).filter((round) => round !== 'withheld').map((round) => ({ unit, round, acting }))))
}

async function lentQueue({ unit, round, acting }: Lent): Promise<Queue> {
  const { items, cursor } = await record.queue(unit, round)
  const covered = items.filter((item) => covers(acting, reviewerAt(item), item.column))
  return { name: round, items: covered.toSorted(urgentFirst), more: cursor !== undefined, behalf: acting }
}

/** Take-downs that a second person has to confirm: each is due within its hours. */
async function unconfirmedIn(grants: Visitor['grants']): Promise<Queue | undefined> {
  const { who } = ruleOf('confirm_take_down')
  const guardians: readonly Role[] = Array.isArray(who) ? who : []
  const units = grants.filter(({ roles }) => roles.some((role) => guardians.includes(role))).map(({ unit }) => unit)
  if (units.length === 0) return undefined
  const { items } = await record.due(new Date(now().getTime() + (TAKE_DOWN_HOURS + 1) * 3_600_000).toISOString(), 100)
  return { name: 'take_downs', items: items.filter((item) => isUnconfirmed(item) && units.includes(item.unit)), more: false }
}

function urgentFirst(one: Item, other: Item): number {
  return Number(other.urgent ?? false) - Number(one.urgent ?? false)
}

export function queueView(request: SignedRequest, { name, items, more, behalf }: Queue): Html {
  const tag = behalf && html` <span class="tag warn">${request.say('status.behalf', { name: behalf.name })}</span>`
  return html`<section data-queue="${name}"${behalf ? html` data-behalf="${behalf.person}"` : ''}><h2>${request.say(`queue.${name}`)}${tag ?? ''} <span class="count">${items.length}${more ? '+' : ''}</span></h2>
${list(items.map((item) => name === 'take_downs' ? takeDownRow(request, item) : reviewRow(request, item, behalf)))}</section>`
}

/** An item at a review: to be reviewed, or the reason why not by this person. */
function reviewRow(request: SignedRequest, item: Item, behalf?: Acting): Html {
  const { say, visitor } = request
  const see = { to: address('item', { id: item.id }), text: say('act.see') }
  if (reviewAt(item) === undefined) return itemRow(request, item, see)
  const apart = [...item.contributors, ...deciders(item.decisions)]
  if (apart.includes(visitor.id)) return itemRow(request, item, see, say('absent.self'))
  if (behalf && apart.includes(behalf.person)) return itemRow(request, item, see, say('absent.principal', { name: behalf.name }))
  const text = behalf ? say('absence.act.review', { name: behalf.name }) : say('act.review')
  return itemRow(request, item, { to: address('decide', { id: item.id }), text, main: true })
}

function takeDownRow(request: SignedRequest, item: Item): Html {
  const { say, visitor } = request
  const see = { to: address('item', { id: item.id }), text: say('act.see') }
  return item.takeDown?.by === visitor.id ? itemRow(request, item, see, say('absent.second')) : itemRow(request, item, { ...see, main: true })
}

/** A list of items, or nothing. */
export function list(rows: readonly Html[]): Html | undefined {
  return rows.length === 0 ? undefined : html`<ul class="queue">${rows}</ul>`
}
