import type { Content } from '../document/content.ts'
import type { StoredLexicon } from '../screening/stored.ts'
import type { Round } from '../workflow/states.ts'
import type { Digest, Disposition, FindingFact, Instant, Item } from '../workflow/types.ts'
import type { StoredTexts } from './attachment-store.ts'
import { RecordBucket } from './bucket.ts'
import { AttachmentStore } from './attachment-store.ts'
import type { StoredReport } from './content-store.ts'
import { ContentStore } from './content-store.ts'
import type { TrailEvent } from './event.ts'
import type { Answer, Request } from './execute.ts'
import { execute, readItem } from './execute.ts'
import { findingFacts } from './facts.ts'
import type { DuePage, ItemPage, QueueView } from './lists.ts'
import { readDue, readItems, readMine, readQueue } from './lists.ts'
import type { CountedRefusal } from './refusals.ts'
import { readRefusals } from './refusals.ts'
import type { ActiveLexicon, Register, RegisterWrite } from './registers.ts'
import { activate, readActive, readRegister, writeRegisters } from './registers.ts'
import type { Tables, Variables } from './tables.ts'
import { tablesOf } from './tables.ts'
import type { EventPage } from './trail.ts'
import { readEventsBy, readEventsIn, readTrail } from './trail.ts'
import type { CountedView, View } from './views.ts'
import { readViews, recordView } from './views.ts'
import type { Verified } from './verify.ts'
import { verifyChain, verifyTrail } from './verify.ts'

export type { StoredTexts } from './attachment-store.ts'
export type { FilePlace, StoredReport } from './content-store.ts'
export { ContentAbsent, digestOf } from './content-store.ts'
export { BadCursor } from './cursor.ts'
export type { Channel, Chained, RefusalEvent, Shown, TrailEvent } from './event.ts'
export type { Answer, Denied, Done, Request, Unaltered } from './execute.ts'
export { CommandReused, RecordBroken, RecordBusy } from './failures.ts'
export { LinkOver } from './link-use.ts'
export type { DuePage, ItemPage } from './lists.ts'
export type { CountedRefusal } from './refusals.ts'
export type { ActiveLexicon, Register, RegisterWrite } from './registers.ts'
export { RegisterMoved } from './registers.ts'
export type { AnyEvent, EventPage } from './trail.ts'
export type { CountedView, View, ViewedBy, ViewEvent } from './views.ts'
export type { TrailProblem, Verified } from './verify.ts'

/**
 * The record: items, their trail, and what rows name by digest. Clients are made when first used; a function reaches
 * only what its variables name.
 */
export class Record {
  readonly #tables: Tables
  readonly #bucket: RecordBucket
  readonly #contents: ContentStore
  readonly #attachments: AttachmentStore

  /** @param tables a test hands over its own */
  constructor(variables: Variables, tables: Tables = tablesOf(variables)) {
    this.#tables = tables
    this.#bucket = new RecordBucket(variables)
    this.#contents = new ContentStore(this.#bucket)
    this.#attachments = new AttachmentStore(this.#bucket)
  }

  /** A consistent read. */
  item(id: string): Promise<Item | undefined> { return readItem(this.#tables, id) }

  /** Consistent reads, in the order of the ids; absent ones are left out. */
  items(ids: readonly string[]): Promise<Item[]> { return readItems(this.#tables, ids) }

  /** What waits in a unit at a round, longest waiting first. @throws BadCursor */
  queue(unit: string, round: Round, cursor?: string, view?: QueueView): Promise<ItemPage> { return readQueue(this.#tables, unit, round, cursor, view) }

  /** What a person saved last, latest change first. @throws BadCursor */
  mine(person: string, cursor?: string): Promise<ItemPage> { return readMine(this.#tables, person, cursor) }

  /** Items that are due before a time, the most overdue first; `after` is the `next` of the page before. */
  due(before: Instant, limit: number, after?: string): Promise<DuePage> { return readDue(this.#tables, before, limit, after) }

  /** Decides a command and writes what it does, all or nothing; see {@link execute} for what it throws. */
  execute(request: Request): Promise<Answer> { return execute(this.#tables, this.#contents, request) }

  /** The audit trail of an item, in its order. */
  trail(itemId: string): Promise<TrailEvent[]> { return readTrail(this.#tables, itemId) }

  /** Whether trail and row are whole and agree; else the first bad event. */
  verifyTrail(itemId: string): Promise<Verified> { return verifyTrail(this.#tables, itemId) }

  /** Whether a chain that leads to no row is whole, such as `people#<person>`; else the first bad event. */
  verifyChain(chain: string): Promise<Verified> { return verifyChain(this.#tables, chain) }

  /** What a person did or was refused in a time, latest first. @throws BadCursor */
  eventsBy(person: string, range: { readonly from: Instant, readonly before: Instant }, cursor?: string): Promise<EventPage> {
    return readEventsBy(this.#tables, person, range, cursor)
  }

  /** What happened in a month (UTC, YYYY-MM), latest first. @throws BadCursor */
  eventsIn(month: string, cursor?: string): Promise<EventPage> { return readEventsIn(this.#tables, month, cursor) }

  /** What a person was refused on a day (UTC, YYYY-MM-DD), in order, with how often. */
  refusalsOf(person: string, day: string): Promise<CountedRefusal[]> { return readRefusals(this.#tables, person, day) }

  /** Records that a link to an item was opened: in a chain of its own, equal ones of a day counted. @throws RecordBusy */
  view(view: View): Promise<void> { return recordView(this.#tables, view) }

  /** Every opening of links to an item, in their order, with how often. */
  views(itemId: string): Promise<CountedView[]> { return readViews(this.#tables, itemId) }

  /** A consistent read of a register. */
  register(pk: string, sk: string): Promise<Register | undefined> { return readRegister(this.#tables, pk, sk) }

  /** Writes registers that belong to no command, all or nothing. @throws RegisterMoved, RecordBusy */
  writeRegisters(writes: readonly RegisterWrite[]): Promise<void> { return writeRegisters(this.#tables, writes) }

  /** The edition of rules and lexicon in force; empty where none is yet. */
  async activeEdition(): Promise<string> { return (await readActive(this.#tables)).edition }

  /** The edition in force with the stored lexicon that it is of. */
  activeLexicon(): Promise<ActiveLexicon> { return readActive(this.#tables) }

  /** Puts an edition of the present lexicon in force; see {@link activate}. @returns whether another was. @throws RegisterMoved */
  activateEdition(edition: string, version?: number): Promise<boolean> { return activate(this.#tables, edition, version) }

  /** Puts content under its digest; twice is the same as once. */
  putContent(content: Content): Promise<Digest> { return this.#contents.putContent(content) }

  /** @throws ContentAbsent, RecordBroken */
  content(digest: Digest): Promise<Content> { return this.#contents.content(digest) }

  putReport(report: StoredReport): Promise<Digest> { return this.#contents.putReport(report) }

  /** @throws ContentAbsent, RecordBroken */
  report(digest: Digest): Promise<StoredReport> { return this.#contents.report(digest) }

  /** What the rule knows of a report's findings. */
  findings(report: StoredReport): FindingFact[] { return findingFacts(report) }

  putDispositions(dispositions: readonly Disposition[]): Promise<Digest> { return this.#contents.putDispositions(dispositions) }

  /** @throws ContentAbsent, RecordBroken */
  dispositions(digest: Digest): Promise<readonly Disposition[]> { return this.#contents.dispositions(digest) }

  /** Puts a file under the digest of its bytes; twice is the same as once. @throws RecordBusy */
  putAttachment(bytes: Uint8Array): Promise<Digest> { return this.#attachments.put(bytes) }

  /** @throws ContentAbsent; RecordBroken where the bytes are others than the digest says */
  attachment(digest: Digest): Promise<Uint8Array> { return this.#attachments.bytes(digest) }

  /** Keeps what was read in an attachment. @throws RecordBusy */
  putTexts(attachment: Digest, texts: StoredTexts): Promise<void> { return this.#attachments.putTexts(attachment, texts) }

  /** What was read in an attachment; nothing where nobody has read it yet. @throws RecordBroken */
  texts(attachment: Digest): Promise<StoredTexts | undefined> { return this.#attachments.texts(attachment) }

  putLexicon(lexicon: StoredLexicon): Promise<Digest> { return this.#contents.putLexicon(lexicon) }

  /** @throws ContentAbsent, RecordBroken */
  lexicon(digest: Digest): Promise<StoredLexicon> { return this.#contents.lexicon(digest) }

  /** Closes every socket; for those that end before their process does. */
  close(): void {
    this.#tables.destroy()
    this.#bucket.destroy()
  }
}

/** @param variables where the names of tables and buckets are read from; a function's own environment unless given */
export function openRecord(variables: Variables = process.env): Record {
  return new Record(variables)
}
