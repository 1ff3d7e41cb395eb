import { shownTitle } from '../../shared/notices/name.ts'
import { now } from '../../shared/now.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { record } from './context.ts'

/** What an item is called to whoever holds a link: its title as it may stand in a mail, otherwise its number. */
export async function named(item: Item): Promise<Html | string> {
  const report = item.report ? await record.report(item.report.digest) : undefined
  return shownTitle(item, report, now().toISOString()) ?? html`<code>${item.id}</code>`
}
