import type { Record, Request } from '../record/index.ts'
import { systemActor } from '../stage/system.ts'
import type { Notice } from './types.ts'

/** Says in an item's trail that somebody who is asked to act could not be reached; nothing where it says so already. @throws what the record throws */
export async function tellUnreached(record: Pick<Record, 'execute'>, notice: Notice): Promise<void> {
  const asked = askedBy(notice)
  if (asked) await record.execute(said('unreached', notice, asked))
}

/** Says in an item's trail that somebody who could not be reached was reached after all. @throws what the record throws */
export async function tellReached(record: Pick<Record, 'item' | 'execute'>, notice: Notice): Promise<void> {
  const asked = askedBy(notice)
  if (asked && (await record.item(asked.item))?.unreached?.includes(asked.person)) await record.execute(said('reached', notice, asked))
}

interface Asked { readonly item: string, readonly person: string }

/** Who is asked by mail to act on which item, if a notice asks anybody. */
function askedBy({ item, person, kind, channel }: Notice): Asked | undefined {
  const asks = channel === 'mail' && (kind === 'act' || kind === 'remind')
  return asks && item !== undefined && person !== undefined ? { item, person } : undefined
}

function said(name: 'unreached' | 'reached', { id, unit, holder = id }: Notice, { item, person }: Asked): Request {
  // Each try has a holder of its own: a notice that is sent again may fail again.
  return { itemId: item, actor: systemActor('notify', unit), channel: 'clock', commandId: `${name}-${holder}`, command: { name, person, notice: id } }
}
