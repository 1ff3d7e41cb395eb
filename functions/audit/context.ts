import { openIdentity } from '../../shared/identity/index.ts'
import { now } from '../../shared/now.ts'
import { openRecord } from '../../shared/record/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { WebError } from '../../shared/web/errors.ts'
import type { PageRequest, SignedRequest, Visitor } from '../../shared/web/request.ts'
import { isTitleSealed } from '../../shared/workflow/seal.ts'
import type { Item } from '../../shared/workflow/types.ts'

/** What every page of this function works with; its role can only read. */
export const record = openRecord()
export const identity = openIdentity()
export const tasks = openTasks()

/** The title of an item, unless it went with what was removed for a leak: in work, it is open to those who mend it alone. */
export function titleShown({ say }: PageRequest, item: Item): string {
  return isTitleSealed({ ...item, round: 'none' }, now().toISOString()) ? say('seal.closed.title') : item.title
}

/** Units whose trail somebody may see. */
export function auditedUnits({ grants }: Visitor): readonly string[] {
  return grants.filter(({ roles }) => roles.includes('auditor')).map(({ unit }) => unit)
}

/** Whether a text is an item's id. */
export function isItemId(text: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{26}$/u.test(text)
}

/**
 * The item of the address, for an auditor of its unit.
 * @throws WebError not_found for anybody else and where there is none: a stranger does not learn which of the two it is
 */
export async function auditedItem({ params, visitor }: SignedRequest): Promise<Item> {
  const id = params['id'] ?? ''
  const item = isItemId(id) ? await record.item(id) : undefined
  if (!item || !auditedUnits(visitor).includes(item.unit)) throw new WebError('not_found')
  return item
}
