import type { CommandName } from '../workflow/commands.ts'
import type { Actor } from '../workflow/types.ts'
import { CommandReused } from './failures.ts'
import type { Tables } from './tables.ts'
import type { Row } from './wire.ts'

/** How long an answer is kept for repeats. The event itself names its command for ever. */
const KEPT_SECONDS = 90 * 24 * 3600

/** Who sent which command about what: a repeat must be the same in all of it. */
export interface Sent {
  readonly commandId: string
  readonly itemId: string
  readonly command: CommandName
  readonly actor: Pick<Actor, 'person'>
}

/** The row that answers repeats of an accepted command. */
export function answerRow({ commandId, itemId, command, actor }: Sent, seq: number, now: Date): Row {
  return {
    ...answerKey(commandId), itemId, command, person: actor.person, seq,
    expiresAt: Math.floor(now.getTime() / 1000) + KEPT_SECONDS,
  }
}

/**
 * The number of the event that a command has led to already.
 *
 * @throws CommandReused where the id belongs to something else
 */
export async function firstAnswer(tables: Tables, sent: Sent): Promise<number | undefined> {
  const row = await tables.row('access', answerKey(sent.commandId))
  if (!row) return undefined
  if (row['itemId'] !== sent.itemId || row['command'] !== sent.command || row['person'] !== sent.actor.person) {
    throw new CommandReused(sent.commandId)
  }
  return Number(row['seq'])
}

function answerKey(commandId: string): { readonly pk: string, readonly sk: string } {
  return { pk: `command#${commandId}`, sk: 'answer' }
}
