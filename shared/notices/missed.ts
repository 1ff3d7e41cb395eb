import { PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { readRows } from '../record/lists.ts'
import type { Tables } from '../record/tables.ts'
import type { WireRow } from '../record/wire.ts'
import { fromWireRow, toWireRow } from '../record/wire.ts'
import type { Instant } from '../workflow/types.ts'

const MARK = { id: 'mark' } as const
const ITEM = 'item#'

/** Up to when all that happened has been told; nothing before the first time. */
export async function readMark(tables: Tables): Promise<Instant | undefined> {
  const at = (await tables.row('notices', MARK))?.['at']
  return typeof at === 'string' ? at : undefined
}

export async function writeMark(tables: Tables, at: Instant): Promise<void> {
  await tables.client.send(new PutItemCommand({ TableName: tables.name('notices'), Item: toWireRow({ ...MARK, at }) }))
}

/**
 * Items to which something has happened that nobody has been told: the stream's record of it was lost, or failed for good.
 *
 * @param from, until times between which it happened; nothing where a clock that was set back has them the wrong way round
 */
export async function readMissed(tables: Tables, from: Instant, until: Instant): Promise<string[]> {
  if (from > until) return []
  const last = new Map<string, number>()
  for (const month of monthsOf(from, until)) {
    let start: WireRow | undefined
    do {
      const page = await tables.client.send(new QueryCommand({
        TableName: tables.name('events'), IndexName: 'byMonth', KeyConditionExpression: '#month = :month AND #at BETWEEN :from AND :until',
        ExpressionAttributeNames: { '#month': 'month', '#at': 'at' },
        ExpressionAttributeValues: toWireRow({ ':month': month, ':from': from, ':until': until }), ExclusiveStartKey: start,
      }))
      for (const { chain, seq } of (page.Items ?? []).map(fromWireRow)) {
        const item = String(chain).startsWith(ITEM) ? String(chain).slice(ITEM.length) : undefined
        if (item !== undefined) last.set(item, Math.max(last.get(item) ?? 0, Number(seq)))
      }
      start = page.LastEvaluatedKey
    } while (start)
  }
  const cursors = await readRows(tables, 'notices', [...last.keys()].map((item) => ({ id: `cursor#${item}` })))
  const told = new Map(cursors.map((row) => [String(row['id']).slice('cursor#'.length), Number(row['seq'])]))
  return [...last].flatMap(([item, seq]) => (told.get(item) ?? 0) < seq ? [item] : [])
}

/** The months (UTC, YYYY-MM) from a time to another. */
function monthsOf(from: Instant, until: Instant): string[] {
  const months: string[] = []
  for (let at = new Date(`${from.slice(0, 7)}-01T00:00:00.000Z`); at.toISOString() <= until; at.setUTCMonth(at.getUTCMonth() + 1)) {
    months.push(at.toISOString().slice(0, 7))
  }
  return months
}
