import { createHash, randomBytes } from 'node:crypto'
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb'
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import type { LocalDate } from '../calendar/index.ts'
import { dateOf, endOf } from '../calendar/index.ts'
import { isNamed, RecordBusy } from '../record/failures.ts'
import type { Tables } from '../record/tables.ts'
import { toWireRow } from '../record/wire.ts'
import type { NewPageTask } from './store.ts'
import { opening, readTask, write } from './store.ts'

/**
 * How many reports a day takes: from one network, which may be a whole office; from one network on one page; on one page from
 * everywhere. Twenty networks would have to work together to keep a page's readers out for a day.
 */
export const MOST_A_DAY = { source: 30, sourceOnItem: 10, item: 200 } as const
/** So long staff are told that a page had more reports than a day takes. */
const TOLD_DAYS = 30

/** What became of a reader's report: a new task, one that was there already, or nothing because the day has had too many. */
export type Reported = 'opened' | 'known' | 'too_many'

const SYSTEM = { person: 'system:report', name: 'system:report' } as const
const SALT = 'rate'
const ATTEMPTS = 5

/**
 * Opens the task of a reader's report and counts it, all or nothing: what is refused is not counted, and of reports that
 * arrive together no more are taken than the day has room for. The same report sent again finds its task and is not counted.
 *
 * @param source network address that the report came from; only a number made of it and the day's salt is written
 * @throws RecordBusy
 */
export async function openReport(tables: Tables, task: NewPageTask, source: string): Promise<Reported> {
  if (await readTask(tables, task.id)) return 'known'
  const day = dateOf(task.openedAt)
  const salt = await saltOf(tables, day)
  const keyOf = (kind: keyof typeof MOST_A_DAY, ...values: readonly string[]): { readonly id: string } => ({ id: `${SALT}#${numberOf([kind, ...values, day, salt])}` })
  const count = (kind: keyof typeof MOST_A_DAY, ...values: readonly string[]): TransactWriteItem => ({ Update: {
    TableName: tables.name('tasks'), Key: toWireRow(keyOf(kind, ...values)),
    UpdateExpression: 'SET #expires = :expires ADD #times :one', ConditionExpression: 'attribute_not_exists(#times) OR #times < :most',
    ExpressionAttributeNames: { '#times': 'times', '#expires': 'expiresAt' },
    ExpressionAttributeValues: toWireRow({ ':one': 1, ':most': MOST_A_DAY[kind], ':expires': Math.floor(Date.parse(endOf(day)) / 1000) }),
  } })
  const { parts, head } = opening(tables, task, SYSTEM)
  const counts = [count('source', source), count('sourceOnItem', source, task.item), count('item', task.item)]
  if (await write(tables, [...parts, ...counts], { id: task.id, head })) return 'opened'
  if (await readTask(tables, task.id)) return 'known'
  const onItem = await tables.row('tasks', keyOf('item', task.item))
  if (Number(onItem?.['times']) >= MOST_A_DAY.item) await tellFull(tables, task.item, day)
  return 'too_many'
}

/** The last day on which reports on a page were refused because it had too many; nothing where that is long ago. */
export async function fullOn(tables: Tables, item: string): Promise<LocalDate | undefined> {
  const row = await tables.row('tasks', { id: `full#${item}` })
  return row && String(row['day'])
}

async function tellFull(tables: Tables, item: string, day: LocalDate): Promise<void> {
  await tables.client.send(new PutItemCommand({
    TableName: tables.name('tasks'), Item: toWireRow({ id: `full#${item}`, day, expiresAt: Math.floor(Date.parse(endOf(day)) / 1000) + TOLD_DAYS * 86_400 }),
  }))
}

/**
 * The salt of a day. It takes the place of the one before, after which nobody can tell, not even by trying all
 * addresses, where the reports of earlier days came from. Whoever calls this every day keeps no address longer.
 *
 * @throws RecordBusy
 */
export async function saltOf(tables: Tables, day: LocalDate): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const row = await tables.row('tasks', { id: SALT })
    // Of two clocks at midnight the later one is right.
    if (row && String(row['day']) >= day) return String(row['salt'])
    const salt = randomBytes(16).toString('hex')
    try {
      await tables.client.send(new PutItemCommand({
        TableName: tables.name('tasks'), Item: toWireRow({ id: SALT, day, salt }),
        ConditionExpression: 'attribute_not_exists(#id) OR #day < :day',
        ExpressionAttributeNames: { '#id': 'id', '#day': 'day' }, ExpressionAttributeValues: toWireRow({ ':day': day }),
      }))
      return salt
    } catch (error) {
      if (!isNamed(error, 'ConditionalCheckFailedException')) throw error
    }
  }
  throw new RecordBusy(SALT)
}

function numberOf(parts: readonly string[]): string {
  return createHash('sha256').update(`sanshen/report/v1\n${JSON.stringify(parts)}`).digest('hex')
}
