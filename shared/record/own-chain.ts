import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb'
import type { Guard, Instant } from '../workflow/types.ts'
import { endOf, isWritten, later } from './chains.ts'
import { compile } from './conditions.ts'
import { seal } from './event.ts'
import { backOff, failureOf, RecordBusy } from './failures.ts'
import type { RegisterWrite } from './registers.ts'
import { registerPut, RegisterMoved } from './registers.ts'
import type { Tables } from './tables.ts'
import { checkOf, putIfAbsent } from './transaction.ts'

/** What happened, and who did it. */
interface Deed { readonly type: string, readonly actor: { readonly person: string, readonly name: string } }

/** What is added to a chain that belongs to no item. */
export interface Addition<E extends Deed> {
  readonly chain: string
  readonly at: Instant
  readonly event: E
  readonly registers: readonly RegisterWrite[]
  /** must hold at the moment of writing; of other rows than the registers */
  readonly guards: readonly Guard[]
}

/**
 * Adds an event to a chain of its own, which stands in no list of what people did to items, and writes the registers that follow from it, all or nothing.
 *
 * @returns whether the guards held
 * @throws RegisterMoved where a register is not what its write was computed from
 * @throws RecordBusy where the service does not answer
 */
export async function addTo<E extends Deed>(
  tables: Tables, { chain, at, event, registers, guards }: Addition<E>,
): Promise<boolean> {
  const checks = compile(guards).map((condition) => checkOf(condition, tables))
  const puts = registers.map((write) => registerPut(write, tables.name('registers')))
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const end = await endOf(tables, chain)
    const when = later(at, end.at)
    const { sealed } = seal({ ...event, chain, seq: end.seq + 1, prev: end.hash, at: when })
    try {
      await tables.writer.send(new TransactWriteItemsCommand({ TransactItems: [putIfAbsent(tables.name('events'), { ...sealed, at: when }, 'chain'), ...checks, ...puts] }))
      return true
    } catch (error) {
      const failure = failureOf(error)
      // An answer that was lost: the event has a salt of its own.
      if (failure.kind !== 'conflict' && await isWritten(tables, sealed)) return true
      if (failure.kind === 'failed') {
        if (failure.at.some((part) => part > 0 && part <= checks.length)) return false
        if (failure.at.some((part) => part > checks.length)) throw new RegisterMoved('registers', { cause: error })
      }
    }
    await backOff(attempt)
  }
  throw new RecordBusy(chain)
}

const ATTEMPTS = 8
