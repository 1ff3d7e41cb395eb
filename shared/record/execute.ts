import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { now as currentTime } from '../now.ts'
import type { Command } from '../workflow/commands.ts'
import type { Accepted, Actor, Digest, Instant, Item, RefusalCode, Refused } from '../workflow/types.ts'
import { answerRow, firstAnswer } from './answers.ts'
import { eventOf } from './chains.ts'
import type { ContentStore } from './content-store.ts'
import { isTrailEvent, itemChain, NO_HASH, seal } from './event.ts'
import type { Channel, Shown, TrailEvent } from './event.ts'
import { loadFacts } from './facts.ts'
import { backOff, failureOf, RecordBroken, RecordBusy } from './failures.ts'
import { recordRefusal } from './refusals.ts'
import { RegisterMoved } from './registers.ts'
import type { RegisterWrite } from './registers.ts'
import { LinkOver } from './link-use.ts'
import { itemOf } from './rows.ts'
import { decide } from '../workflow/decide.ts'
import type { Tables } from './tables.ts'
import type { Part } from './transaction.ts'
import { transactionOf } from './transaction.ts'

/** A command with all that its channel knows of it. */
export interface Request {
  readonly itemId: string
  readonly command: Command
  readonly actor: Actor
  /** made when the form was shown, so that sending it twice is sending it once */
  readonly commandId: string
  readonly channel: Channel
  readonly shown?: Shown
  /** registers to be written with the event, all or nothing */
  readonly registers?: readonly RegisterWrite[]
  /** digest of the token of the link through which it came: used up by it */
  readonly link?: Digest
  /** the time of the command where the caller has one of its own, as the clock does */
  readonly at?: Date
}

export interface Done { readonly kind: 'done', readonly event: TrailEvent, readonly item: Item, readonly repeated: boolean }
export interface Unaltered { readonly kind: 'unchanged', readonly item: Item }
export interface Denied {
  readonly kind: 'refused'
  readonly code: RefusalCode
  readonly values: Refused['values']
  readonly item?: Item
}
export type Answer = Done | Unaltered | Denied

/** How often a command is decided anew because others came first. */
const ATTEMPTS = 8

/**
 * Decides a command and, where it is accepted, writes it in one transaction. A command whose answer is known gets
 * that answer again.
 *
 * @throws RecordBusy where others came first too often or the service does not answer: send the same command again
 * @throws LinkOver where the link through which it came is used or over
 * @throws RegisterMoved where a register is not what the writes were computed from
 * @throws CommandReused, RecordBroken
 */
export async function execute(tables: Tables, contents: ContentStore, request: Request): Promise<Answer> {
  const sent = { ...request, command: request.command.name }
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [first, item] = await Promise.all([firstAnswer(tables, sent), readItem(tables, request.itemId)])
    if (first !== undefined) return repeatedAnswer(tables, request.itemId, first)
    const time = notBefore(item?.updatedAt, request.at ?? currentTime())
    const facts = await loadFacts(tables, contents, item, {
      unit: unitOf(item, request), command: sent.command, commandId: request.commandId, now: time.toISOString(),
    })
    const outcome = decide(item, request.actor, request.command, facts)
    if (!outcome.accepted) {
      // The item was read beside the answer: a twin of this command may have been committed in between.
      const twin = await firstAnswer(tables, sent)
      if (twin !== undefined) return repeatedAnswer(tables, request.itemId, twin)
      return refuse(tables, request, outcome, item, facts.now)
    }
    if ('unchanged' in outcome) {
      if (!item) throw new RecordBroken(`Nothing to leave unchanged: ${request.itemId}`)
      return { kind: 'unchanged', item }
    }
    const { event, next, parts } = prepare(tables, request, outcome, item, time)
    const failed = await write(tables, parts)
    if (failed === 'written') return { kind: 'done', event, item: next, repeated: false }
    if (failed === 'again') {
      await backOff(attempt)
      continue
    }
    if (failed.has('answer')) continue
    if (failed.has('grant')) {
      return refuse(tables, request, { accepted: false, code: 'not_granted', values: {} }, item, facts.now)
    }
    if (failed.has('item') || failed.has('edition')) await mustHaveMoved(tables, request.itemId, item, failed)
    else if (failed.has('link')) throw new LinkOver(request.itemId)
    else if (failed.has('register')) throw new RegisterMoved(request.itemId)
    else throw new RecordBroken(`Event ${event.seq} of ${event.chain} is there, but the item does not know it`)
  }
  throw new RecordBusy(request.itemId)
}

/** A consistent read of an item. */
export async function readItem(tables: Tables, id: string): Promise<Item | undefined> {
  const row = await tables.row('items', { id })
  return row && itemOf(row)
}

function prepare(
  tables: Tables, request: Request, accepted: Accepted, item: Item | undefined, time: Date,
): { event: TrailEvent, next: Item, parts: Part[] } {
  const { itemId, channel, shown, registers = [], link, actor, commandId } = request
  const { seq, head } = accepted.event.from === null ? { seq: 0, head: NO_HASH } : accepted.next
  const { event, sealed } = seal({
    ...accepted.event, chain: itemChain(itemId), seq: seq + 1, prev: head, channel, ...(shown && { shown }),
  })
  const next = { ...accepted.next, seq: event.seq, head: event.hash }
  const parts = transactionOf({
    next, guards: accepted.guards, registers,
    event: { sealed, person: event.actor.person, at: event.at },
    answer: answerRow({ ...request, command: request.command.name }, event.seq, time),
    ...(link !== undefined && item && {
      link: { digest: link, commandId, person: actor.person, seat: actor.onBehalfOf?.person ?? actor.person, item, at: event.at },
    }),
  }, tables)
  return { event, next, parts }
}

/** @returns that all is written, that it is unknown or was a collision, or the parts whose conditions did not hold */
async function write(tables: Tables, parts: readonly Part[]): Promise<'written' | 'again' | ReadonlySet<Part['purpose']>> {
  try {
    await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: parts.map((part) => part.write) }))
    return 'written'
  } catch (error) {
    const failure = failureOf(error)
    if (failure.kind !== 'failed') return 'again'
    return new Set(failure.at.flatMap((at) => parts[at]?.purpose ?? []))
  }
}

async function repeatedAnswer(tables: Tables, itemId: string, seq: number): Promise<Done> {
  const [row, item] = await Promise.all([
    tables.row('events', { chain: itemChain(itemId), seq }), readItem(tables, itemId),
  ])
  if (!row || !item) throw new RecordBroken(`Event ${seq} of ${itemChain(itemId)} was answered, but is not there`)
  return { kind: 'done', event: eventOf(row, isTrailEvent), item, repeated: true }
}

async function refuse(
  tables: Tables, request: Request, refused: Refused, item: Item | undefined, at: Instant,
): Promise<Denied> {
  const { actor, itemId, channel, command } = request
  // What a system command is refused is no attempt of anybody.
  if (actor.method !== 'system') {
    await recordRefusal(tables, { itemId, command: command.name, actor, channel, refused, at })
      .catch(() => console.error(JSON.stringify({ level: 'ERROR', message: 'A refusal could not be recorded', code: refused.code })))
  }
  return { kind: 'refused', code: refused.code, values: refused.values, ...(item && { item }) }
}

// Deciding again on the very same row would give the same conditions, which do not hold.
async function mustHaveMoved(
  tables: Tables, itemId: string, before: Item | undefined, failed: ReadonlySet<Part['purpose']>,
): Promise<void> {
  if (failed.has('edition')) return
  const present = await readItem(tables, itemId)
  if (present?.head === before?.head) throw new RecordBroken(`The row of ${itemId} is not what its head says`)
}

// Machines disagree by milliseconds, and the clock's minute has begun a while ago; a trail only goes forward.
function notBefore(last: Instant | undefined, time: Date): Date {
  return last !== undefined && Date.parse(last) > time.getTime() ? new Date(last) : time
}

function unitOf(item: Item | undefined, { command, actor }: Request): string {
  if (item) return item.unit
  return command.name === 'create' ? command.unit : actor.unit
}
