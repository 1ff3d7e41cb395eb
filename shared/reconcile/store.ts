import { QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import { endOf, eventOf, isWritten, later } from '../record/chains.ts'
import { seal } from '../record/event.ts'
import { backOff, failureOf, RecordBusy } from '../record/failures.ts'
import { keyIs } from '../record/lists.ts'
import type { RegisterWrite } from '../record/registers.ts'
import { registerPut, RegisterMoved } from '../record/registers.ts'
import type { Tables } from '../record/tables.ts'
import { putIfAbsent } from '../record/transaction.ts'
import { fromWireRow } from '../record/wire.ts'
import type { Instant } from '../workflow/types.ts'
import type { PortalEvent, Said } from './event.ts'
import { isPortalEvent, portalChain } from './event.ts'

const ATTEMPTS = 8
const ACTOR = { person: 'system:clock', name: 'system:clock' } as const

/**
 * Adds events to the chain of their month and writes registers, all or nothing.
 *
 * @param said at most 90
 * @throws RegisterMoved where a register is not what its write was computed from
 * @throws RecordBusy where the service does not answer
 */
export async function say(tables: Tables, at: Instant, said: readonly Said[], registers: readonly RegisterWrite[]): Promise<void> {
  const chain = portalChain(at.slice(0, 7))
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const end = await endOf(tables, chain)
    let { seq, hash: prev } = end
    const when = later(at, end.at)
    const sealed = said.map((body) => {
      seq += 1
      const one = seal({ ...body, type: 'portal_compared' as const, chain, seq, prev, at: when, actor: ACTOR }).sealed
      prev = one.hash
      return one
    })
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: [
        ...sealed.map((one) => putIfAbsent(tables.name('events'), { ...one, at: when }, 'chain')),
        ...registers.map((write) => registerPut(write, tables.name('registers'))),
      ] }))
      return
    } catch (error) {
      const failure = failureOf(error)
      const [first] = sealed
      // An answer that was lost: every event has a salt of its own.
      if (failure.kind !== 'conflict' && first && await isWritten(tables, first)) return
      if (failure.kind === 'failed' && failure.at.some((part) => part >= sealed.length)) throw new RegisterMoved('registers', { cause: error })
    }
    await backOff(attempt)
  }
  throw new RecordBusy(chain)
}

/** The last events of a month, latest first. */
export async function readLatest(tables: Tables, month: string, limit: number): Promise<PortalEvent[]> {
  const { Items = [] } = await tables.client.send(new QueryCommand({
    TableName: tables.name('events'), ...keyIs('chain', portalChain(month)), ConsistentRead: true, ScanIndexForward: false, Limit: limit,
  }))
  return Items.map((row) => eventOf(fromWireRow(row), isPortalEvent))
}
