import { shippedCalendar } from '../../shared/calendar/index.ts'
import { env } from '../../shared/names.ts'
import { openRecord } from '../../shared/record/index.ts'
import { dueOfTask } from '../../shared/tasks/due.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { readBody, readVariable } from '../../shared/web/environment.ts'
import type { Lang } from '../../shared/web/words.ts'
import { chinaDay, dayText } from '../../shared/web/time.ts'
import type { Instant, Item } from '../../shared/workflow/types.ts'

/** What every page of this function works with; its role reads items, adds events and changes tasks. */
export const record = openRecord()
export const tasks = openTasks()
export const body = readBody()
export const portalOrigin = readVariable(env.portalOrigin)

/** An item that is public now. */
export interface Public { readonly item: Item, readonly published: NonNullable<Item['published']>, readonly title: string }

/** The public item of this id, with the title that is public; nothing for any other, whatever it is or was. */
export async function publicItem(id: string): Promise<Public | undefined> {
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/u.test(id)) return undefined
  const item = await record.item(id)
  if (item?.presence !== 'live' || !item.published || !item.publishedRef) return undefined
  return { item, published: item.published, title: item.publishedRef.title }
}

/** When a report that is sent now is due. */
export function dueOf(openedAt: Instant): Instant {
  return dueOfTask({ kind: 'public_report' }, openedAt, shippedCalendar, body.tasks.dueDays)
}

/** The last day on which something that is due is not late. */
export function lastDay(dueAt: Instant, lang: Lang): string {
  return dayText(chinaDay(new Date(Date.parse(dueAt) - 1)), lang)
}
