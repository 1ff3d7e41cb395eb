import { shownTitle } from '../../shared/notices/name.ts'
import { now } from '../../shared/now.ts'
import type { Html } from '../../shared/web/html.ts'
import { html } from '../../shared/web/html.ts'
import type { Item } from '../../shared/workflow/types.ts'
import type { StoredReport } from '../../shared/record/index.ts'
import { record } from './context.ts'

/** The report that an item has, where it has one. */
export async function reportOf({ report }: Item): Promise<StoredReport | undefined> {
  return report && record.report(report.digest)
}

/** What an item is called to whoever holds a link: its title as it may stand in a mail, otherwise its number. */
export function named(item: Item, report: StoredReport | undefined): Html | string {
  return shownTitle(item, report, now().toISOString()) ?? html`<code>${item.id}</code>`
}
