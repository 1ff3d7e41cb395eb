import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { tables } from '../names.ts'
import type { Guard, Instant, Item } from '../workflow/types.ts'
import type { Condition, Conditions } from './conditions.ts'
import { CONDITIONS, compile, namesIn } from './conditions.ts'
import type { Sealed } from './event.ts'
import type { LinkUse } from './link-use.ts'
import { linkWrites } from './link-use.ts'
import type { RegisterWrite } from './registers.ts'
import { registerPut } from './registers.ts'
import { absentIn, rowOf } from './rows.ts'
import type { Tables } from './tables.ts'
import type { Row } from './wire.ts'
import { toWireRow } from './wire.ts'

/** What one accepted command writes, all of it or nothing. */
export interface Commit {
  /** the item after the event, with its number and hash */
  readonly next: Item
  readonly guards: readonly Guard[]
  readonly event: { readonly sealed: Sealed, readonly person: string, readonly at: Instant }
  readonly answer: Row
  readonly registers: readonly RegisterWrite[]
  /** where the command came through a link */
  readonly link?: LinkUse
}

/** What a part of the transaction is for: a part that fails tells by this what is to be done. */
export type Purpose = 'item' | 'event' | 'answer' | 'grant' | 'edition' | 'register' | 'link'

export interface Part { readonly purpose: Purpose, readonly write: TransactWriteItem }

/**
 * The parts of the one transaction of an accepted command: the item's row, its event, the answer of the command, a
 * check of every other row that a guard names, the registers, and the link that is used up by it.
 *
 * @param conditions how guards become conditions; a test takes single ones away
 */
export function transactionOf(
  commit: Commit, names: Pick<Tables, 'name'>, conditions: Partial<Conditions> = CONDITIONS,
): Part[] {
  const compiled = compile(commit.guards, conditions)
  const onItem = compiled.filter(({ key }) => key === undefined)
  const elsewhere = compiled.filter(({ key }) => key !== undefined)
  return [
    { purpose: 'item', write: updateOf(commit.next, onItem, names) },
    { purpose: 'event', write: eventPut(commit.event, names) },
    { purpose: 'answer', write: putIfAbsent(names.name('access'), commit.answer, 'pk') },
    ...elsewhere.map((condition): Part => ({
      purpose: condition.table === 'access' ? 'grant' : 'edition', write: checkOf(condition, names),
    })),
    ...commit.registers.map((register): Part => ({
      purpose: 'register', write: registerPut(register, names.name('registers')),
    })),
    ...(commit.link ? linkWrites(commit.link, names) : []).map((write): Part => ({ purpose: 'link', write })),
  ]
}

/** Puts an event where no event is: the trail is only ever added to. */
export function eventPut(
  { sealed, person, at }: { readonly sealed: Sealed, readonly person: string, readonly at: Instant },
  names: Pick<Tables, 'name'>,
): TransactWriteItem {
  return putIfAbsent(names.name('events'), { ...sealed, person, at, month: at.slice(0, 7) }, tables.events.key.pk)
}

/** Puts a row where none has its key. */
export function putIfAbsent(TableName: string, row: Row, key: string): TransactWriteItem {
  return { Put: {
    TableName, Item: toWireRow(row), ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': key },
  } }
}

function updateOf(next: Item, conditions: readonly Condition[], names: Pick<Tables, 'name'>): TransactWriteItem {
  const { id, ...row } = rowOf(next)
  const set = Object.entries(row).filter(([, value]) => value !== undefined)
  const removed = absentIn(row)
  const { expression, values } = joined(conditions)
  const update = [
    `SET ${set.map(([name]) => `#${name} = :set_${name}`).join(', ')}`,
    ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
  ].join(' ')
  return { Update: {
    TableName: names.name('items'),
    Key: toWireRow({ id }),
    UpdateExpression: update,
    ...(expression && { ConditionExpression: expression }),
    ExpressionAttributeNames: { ...namesIn(update), ...namesIn(expression) },
    ExpressionAttributeValues: toWireRow({
      ...Object.fromEntries(set.map(([name, value]) => [`:set_${name}`, value])), ...values,
    }),
  } }
}

/** A check of a row that is not written. */
export function checkOf(condition: Condition, names: Pick<Tables, 'name'>): TransactWriteItem {
  const { expression, values } = joined([condition])
  return { ConditionCheck: {
    TableName: names.name(condition.table),
    Key: toWireRow(condition.key ?? {}),
    ConditionExpression: expression,
    ExpressionAttributeNames: namesIn(expression),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: toWireRow(values) }),
  } }
}

// Two guards of one kind may stand side by side (a delegate and the principal), so each gets value names of its own.
function joined(conditions: readonly Condition[]): { readonly expression: string, readonly values: Row } {
  const values: Record<string, unknown> = {}
  const expressions = conditions.map(({ expression, values: own = {} }, at) => {
    for (const [name, value] of Object.entries(own)) values[`:${name}_${at}`] = value
    return `(${expression.replaceAll(/:(\w+)/g, `:$1_${at}`)})`
  })
  return { expression: expressions.join(' AND '), values }
}
