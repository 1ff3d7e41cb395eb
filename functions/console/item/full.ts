import { MOST_A_DAY } from '../../../shared/tasks/index.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html } from '../../../shared/web/html.ts'
import type { PageRequest } from '../../../shared/web/request.ts'
import { dayText } from '../../../shared/web/time.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { tasks } from '../context.ts'

/** Tells staff that readers' reports on a public page were refused because the day had had too many. */
export async function fullView({ say, lang }: PageRequest, { id, presence }: Item): Promise<Html | undefined> {
  const day = presence === 'live' ? await tasks.reportsFull(id) : undefined
  return day === undefined ? undefined : html`<p class="notice warn" data-reports-full>${say('item.reports_full', { day: dayText(day, lang), most: MOST_A_DAY.item })}</p>`
}
