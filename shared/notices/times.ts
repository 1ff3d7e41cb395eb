import type { Calendar } from '../calendar/index.ts'
import { dateOf, isWorkingDay } from '../calendar/index.ts'
import type { Item } from '../workflow/types.ts'
import { isSecurity } from './security.ts'
import type { Draft } from './types.ts'

/** Waits before a notice is tried again; after the last one it is given up. */
export const BACK_OFF_MINUTES = [1, 5, 30, 120, 360] as const

/** When a notice that was tried so often is tried again; not any more after the last time. */
export function nextTry(attempts: number, now: Date): string | undefined {
  const minutes = BACK_OFF_MINUTES[attempts - 1]
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * 60_000).toISOString()
}

const DIGEST_AT = { hour: 8, minute: 30 } as const
const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000

/** The next time at which daily mails go out: half past eight in Shanghai on a working day. */
export function nextDigest(now: Date, calendar: Calendar): string {
  const today = Date.parse(`${dateOf(now.toISOString())}T00:00:00.000Z`) - CHINA_MS + (DIGEST_AT.hour * 60 + DIGEST_AT.minute) * 60_000
  for (let at = today; ; at += DAY_MS) {
    if (at > now.getTime() && isWorked(new Date(at), calendar)) return new Date(at).toISOString()
  }
}

// Where the days off of that year are not known yet, every day from Monday to Friday.
function isWorked(at: Date, calendar: Calendar): boolean {
  const known = isWorkingDay(dateOf(at.toISOString()), calendar)
  const weekday = new Date(at.getTime() + CHINA_MS).getUTCDay()
  return known.ok ? known.working : weekday >= 1 && weekday <= 5
}

/** Whether a notice is too pressing to wait for the daily mail. */
export function isPressing({ kind, ask, step }: Draft, item: Pick<Item, 'urgent'> | undefined): boolean {
  if (isSecurity(kind) || item?.urgent || kind === 'held' || kind === 'taken_down' || kind === 'rehearsal' || kind === 'release_passed' || kind === 'task_late' || kind === 'calendar_late') return true
  return ask === 'confirm_take_down' || ask === 'confirm_unseal' || (kind === 'remind' && step !== 'before')
}
