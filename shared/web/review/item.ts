import { dateOf, shippedCalendar, workingDaysBetween } from '../../calendar/index.ts'
import type { BodySettings } from '../../names.ts'
import { now } from '../../now.ts'
import { isTitleSealed } from '../../workflow/seal.ts'
import type { Item } from '../../workflow/types.ts'
import type { PageRequest } from '../request.ts'
import { clockTime } from '../time.ts'

/** The name of a unit, or its id where the settings have dropped it since. */
export function unitName({ units }: BodySettings, id: string): string {
  return units.find((unit) => unit.id === id)?.name ?? id
}

/** The name of a column, or its id where the settings have dropped it since. */
export function columnName({ columns }: BodySettings, id: string): string {
  return columns.find((column) => column.id === id)?.name ?? id
}

/** Working days that something has waited; none where the calendar of that year is not loaded. */
export function daysWaited(since: string): number | undefined {
  const counted = workingDaysBetween(dateOf(since), dateOf(now().toISOString()), shippedCalendar)
  return counted.ok ? counted.days : undefined
}

/** The title of an item, unless it went with what was removed for a leak. */
export function titleShown({ say }: PageRequest, item: Item): string {
  return isTitleSealed(item, now().toISOString()) ? say('seal.closed.title') : item.title
}

/** How long an item has waited where it stands. */
export function waited({ say, lang }: PageRequest, item: Item): string {
  if (item.round === 'none' || item.round === 'drafting') return say('row.updated', { time: clockTime(item.updatedAt, lang) })
  const days = daysWaited(item.enteredAt)
  if (days === undefined) return clockTime(item.enteredAt, lang)
  return days === 0 ? say('waited.today') : say('waited.days', { days })
}
