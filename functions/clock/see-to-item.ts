import type { Record } from '../../shared/record/index.ts'
import { screenItem } from '../../shared/stage/screening.ts'
import { systemActor } from '../../shared/stage/system.ts'
import { isUnconfirmed } from '../../shared/workflow/due.ts'
import type { Item } from '../../shared/workflow/types.ts'

/**
 * Does what is due of one item: lets a take-down lapse that nobody confirmed, screens what has no report, publishes
 * what is released. Each step finds it done where somebody else was faster.
 */
export async function seeToItem(record: Record, item: Item, at: Date): Promise<void> {
  if (isUnconfirmed(item) && Date.parse(item.takeDown?.until ?? '') <= at.getTime()) await lapse(record, item, at)
  await screenItem(record, item, 'clock', at)
}

async function lapse(record: Record, item: Item, at: Date): Promise<void> {
  await record.execute({
    itemId: item.id, actor: systemActor('clock', item.unit), channel: 'clock', at,
    commandId: `lapse-${item.id}-${item.seq}`, command: { name: 'lapse' },
  })
}
