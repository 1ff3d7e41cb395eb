import type { Digest, Instant } from '../workflow/types.ts'
import { chainRows, eventOf } from './chains.ts'
import type { Chained } from './event.ts'
import { isOf } from './event.ts'
import { partition } from './people.ts'
import { recordCounted } from './refusals.ts'
import type { Tables } from './tables.ts'

/** As whom somebody came to a link: signed in as its person or as another, on a trusted phone, by a code, or unknown. */
export type ViewedBy = 'session' | 'phone' | 'code' | 'other' | 'nobody'

/** Somebody, or a scanner, has opened a link; its chain is `view#<item>`. A view is never a decision. */
export interface ViewEvent extends Chained {
  readonly type: 'viewed'
  readonly itemId: string
  readonly link: Digest
  readonly revision: Digest
  /** whom the link asks */
  readonly asks: { readonly person: string, readonly name: string }
  /** POST where it was opened by a code */
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly by: ViewedBy
}

/** What was opened, by whom as far as that is known. */
export interface View extends Pick<ViewEvent, 'itemId' | 'link' | 'revision' | 'asks' | 'method' | 'by'> {
  readonly who?: { readonly person: string, readonly name: string }
  readonly at: Instant
}

/** A view with how often it happened that day. */
export interface CountedView { readonly event: ViewEvent, readonly times: number }

/** Records that a link was opened, once a day for each way; every further time is counted. The item's row is not touched. */
export function recordView(tables: Tables, { who = { person: 'anyone', name: '' }, at, ...view }: View): Promise<void> {
  return recordCounted(tables, {
    chain: viewChain(view.itemId), actor: who, at, same: { ...view, person: who.person, day: at.slice(0, 10) }, body: { type: 'viewed', ...view },
  })
}

/** Every opening of links to an item, in their order. */
export async function readViews(tables: Tables, itemId: string): Promise<CountedView[]> {
  const chain = viewChain(itemId)
  const [rows, counters] = await Promise.all([chainRows(tables, chain), partition(tables, chain)])
  const times = new Map(counters.map((row) => [Number(row['seq']), Number(row['times'])]))
  return rows.map((row) => {
    const event = eventOf(row, isView)
    return { event, times: times.get(event.seq) ?? 1 }
  })
}

export function viewChain(itemId: string): string {
  return `view#${itemId}`
}

function isView(event: object): event is ViewEvent {
  return isOf(event, 'view#') && 'link' in event
}
