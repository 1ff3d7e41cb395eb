import { RecordBusy } from '../../shared/record/index.ts'
import type { Answer } from '../../shared/record/index.ts'
import type { ScreeningRecord } from '../../shared/stage/screening.ts'
import { screenItem } from '../../shared/stage/screening.ts'
import { systemActor } from '../../shared/stage/system.ts'
import type { Command } from '../../shared/workflow/commands.ts'
import { isUnconfirmed, periodEnd } from '../../shared/workflow/due.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { PortalBusy } from '../publish/index.ts'

/** What it takes to see to an item. */
export interface Means {
  readonly record: ScreeningRecord
  /** Publishes an item if it is released, and brings the portal in line with its row. */
  readonly publish: (id: string) => Promise<unknown>
  readonly at: Date
}

/**
 * Does what is due of one item: lets a take-down lapse that nobody confirmed, takes a 公示 down at its end, screens what
 * has no report, publishes what is released. Each step finds it done where somebody else was faster.
 *
 * @throws RecordBusy where others were at the item: the next minute goes on
 */
export async function seeToItem({ record, publish, at }: Means, item: Item): Promise<void> {
  const lapsed = isUnconfirmed(item) && Date.parse(item.takeDown?.until ?? '') <= at.getTime()
  if (lapsed) await told(record, item, at, { name: 'lapse' })
  const end = periodEnd(item)
  const expired = end !== undefined && end <= at.toISOString()
  if (expired) await told(record, item, at, { name: 'expire' })
  await screenItem(record, item, 'clock', at)
  if (!lapsed && !expired && item.round !== 'approved' && !item.portalPending) return
  await publish(item.id).catch((cause: unknown) => {
    throw cause instanceof PortalBusy ? new RecordBusy(item.id, { cause }) : cause
  })
}

function told(record: Means['record'], item: Item, at: Date, command: Command): Promise<Answer> {
  return record.execute({
    itemId: item.id, actor: systemActor('clock', item.unit), channel: 'clock', at,
    commandId: `${command.name}-${item.id}-${item.seq}`, command,
  })
}
