import * as z from 'zod/mini'
import type { Allotted, FeedEntry, ListHead, ListName, Row } from '../../shared/portal/index.ts'
import { EMPTY } from '../../shared/portal/index.ts'
import type { RegisterWrite } from '../../shared/record/index.ts'
import { REMOVAL_REASONS } from '../../shared/workflow/states.ts'
import type { RemovalReason } from '../../shared/workflow/states.ts'
import type { Digest, Instant } from '../../shared/workflow/types.ts'
import type { PublishRecord } from './ports.ts'

/** Why nobody can read a version any more. */
export interface Removal {
  readonly kind: 'taken_down' | 'withdrawn'
  readonly reason: RemovalReason
  readonly at: Instant
}

/** A version that was published, in the order of their numbers. */
export interface Version {
  readonly version: number
  readonly at: Instant
  readonly revision: Digest
  readonly removed?: Removal
  /** addresses of its attachments; absent where it has none */
  readonly files?: readonly string[]
}

/** What was allotted to an item, and every version that it had. */
export interface ItemPlace {
  readonly allotted: Allotted
  readonly versions: readonly Version[]
}


/** The item's event and version whose outcome was shown last, and whether it could be read then. */
export interface Shown {
  readonly seq: number
  readonly version: number
  readonly live: boolean
}

/** The value of a register with its version, 0 where it was never written. */
export interface Held<T> {
  readonly value: T
  readonly version: number
  /** @returns the write of a new value in its place */
  write(value: T): RegisterWrite
}

const instant = z.string()
const row = z.object({
  id: z.string(), number: z.string(), at: instant, state: z.enum(['pending', 'shown', 'removed', 'withdrawn', 'moved']),
  title: z.optional(z.string()), changed: z.optional(instant),
})
const listHead = z.object({ count: z.int(), sealed: z.int(), rows: z.array(row) })
const listPage = z.object({ rows: z.array(row) })
const shown = z.object({ seq: z.int(), version: z.int(), live: z.boolean() })
const counter = z.object({ last: z.int() })
const feedEntry = z.union([
  z.object({ id: z.string(), at: instant, removed: z.literal(true) }),
  z.object({
    id: z.string(), at: instant, firstAt: instant, title: z.string(), column: z.string(), summary: z.optional(z.string()),
  }),
])
const feed = z.object({ entries: z.array(feedEntry) })
const edition = z.object({ edition: z.string() })
const version = { version: z.int(), at: instant, revision: z.string() }
const reason = z.enum(REMOVAL_REASONS)
const itemPlace = z.object({
  allotted: z.object({
    v: z.literal(1), item: z.string(), unit: z.string(), indexNumber: z.string(), ...version, firstAt: instant,
    positions: z.record(z.string(), z.int()), template: z.string(), earlier: z.array(z.object(version)),
    removal: z.optional(reason),
  }),
  versions: z.array(z.object({
    ...version, files: z.optional(z.array(z.string())), removed: z.optional(z.object({ kind: z.enum(['taken_down', 'withdrawn']), reason, at: instant })),
  })),
})

interface Schema<T> { parse(value: unknown): T }

/** The registers that publishing keeps, each read consistently. @throws ZodError where one holds something else */
export class PortalRegisters {
  readonly #record: PublishRecord

  constructor(record: PublishRecord) {
    this.#record = record
  }

  /** The edition that the pages which are always there were last made with. */
  edition(): Promise<Held<{ readonly edition: string }>> {
    return this.#held('portal', 'edition', edition, { edition: '' })
  }

  feed(): Promise<Held<{ readonly entries: readonly FeedEntry[] }>> {
    return this.#held('portal', 'feed', feed, { entries: [] })
  }

  item(id: string): Promise<Held<ItemPlace | undefined>> {
    return this.#held<ItemPlace | undefined>('portal-item', id, itemPlace, undefined)
  }

  /** What of the item the listings show. */
  shown(id: string): Promise<Held<Shown | undefined>> {
    return this.#held<Shown | undefined>('portal-shown', id, shown, undefined)
  }

  /** The last serial of a year's index numbers. */
  counter(year: string): Promise<Held<{ readonly last: number }>> {
    return this.#held('index', year, counter, { last: 0 })
  }

  list(list: ListName): Promise<Held<ListHead>> {
    return this.#held(`list#${list}`, 'head', listHead, EMPTY)
  }

  /** A full page of a listing. */
  page(list: ListName, page: number): Promise<Held<{ readonly rows: readonly Row[] }>> {
    return this.#held(`list#${list}`, `page#${page}`, listPage, { rows: [] })
  }

  async #held<T>(pk: string, sk: string, schema: Schema<T>, none: T): Promise<Held<T>> {
    const register = await this.#record.register(pk, sk)
    const held = register?.version ?? 0
    return {
      value: register ? schema.parse(register.value) : none,
      version: held,
      write: (value) => ({ pk, sk, value, version: held + 1 }),
    }
  }
}
