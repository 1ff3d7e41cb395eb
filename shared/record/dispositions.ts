import type { Disposition, Item } from '../workflow/types.ts'
import type { Record } from './index.ts'

/** What the decisions that stand on an item say of its findings; nothing where none says anything yet. @throws ContentAbsent */
export async function standingDispositions(record: Pick<Record, 'dispositions'>, { decisions }: Pick<Item, 'decisions'>): Promise<readonly Disposition[]> {
  const digest = decisions.find(({ dispositions }) => dispositions !== undefined)?.dispositions
  return digest === undefined ? [] : record.dispositions(digest)
}
