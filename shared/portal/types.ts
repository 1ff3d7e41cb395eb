import type { Content } from '../document/content.ts'
import type { BodySettings } from '../names.ts'
import type { RemovalReason } from '../workflow/states.ts'
import type { Digest, Instant } from '../workflow/types.ts'

/** What every page knows of the body and of where it is read. */
export interface Site {
  readonly body: BodySettings
  /** address of the portal's folder without a trailing slash; only feed, sitemap and `Url` need it */
  readonly origin: string
  /** address of the correction form; that of one item is `<reports>/<item id>` */
  readonly reports: string
}

/** One object of the portal. */
export interface PortalFile {
  /** key in the bucket and path under the portal's folder */
  readonly path: string
  readonly type: string
  readonly text: string
  /** its name carries its hash, so that it may be kept for ever */
  readonly immutable?: true
}

/** A version that readers can still open. */
export interface EarlierVersion {
  readonly version: number
  readonly at: Instant
  readonly revision: Digest
}

/** Names of listings: everything, one column, one unit. */
export type ListName = 'all' | `column:${string}` | `unit:${string}`

/** What publication gives an item; published beside the page, so it holds nothing that is not public. */
export interface Allotted {
  readonly v: 1
  readonly item: string
  readonly unit: string
  /** 索引号 */
  readonly indexNumber: string
  readonly version: number
  /** first publication, and publication of this version */
  readonly firstAt: Instant
  readonly at: Instant
  readonly revision: Digest
  /** where the item stands, counted from the oldest */
  readonly positions: Readonly<Record<string, number>>
  /** edition of the template that made the page */
  readonly template: string
  /** oldest first */
  readonly earlier: readonly EarlierVersion[]
  /** set where this version withdraws the item */
  readonly removal?: RemovalReason
}

/** An item as readers see it. */
export interface LiveView {
  readonly allotted: Allotted
  readonly content: Content
  /** contents of `allotted.earlier`, by revision */
  readonly contents: Readonly<Record<Digest, Content>>
  /** show 内容更正中 */
  readonly banner?: boolean
}

/** An item that left the portal. */
export interface RemovedView {
  readonly allotted: Allotted
  readonly kind: 'taken_down' | 'withdrawn'
  readonly reason: RemovalReason
  readonly at: Instant
}
