import type { Instant } from '../workflow/types.ts'
import type { Lang } from './words.ts'

// China has had one time and no summer time since 1991.
const offset = 8 * 3_600_000

/** A time as people in China read it: `2026年11月24日 15:06`, in English `24 Nov 2026, 15:06`. */
export function clockTime(instant: Instant, lang: Lang): string {
  const local = new Date(Date.parse(instant) + offset).toISOString()
  return lang === 'zh' ? `${dayText(local, lang)} ${local.slice(11, 16)}` : `${dayText(local, lang)}, ${local.slice(11, 16)}`
}

/** The day of a time in China, or a day `YYYY-MM-DD` as it stands, in words. */
export function dayText(day: string, lang: Lang): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-')
  if (lang === 'zh') return `${year}年${Number(month)}月${Number(date)}日`
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`
}

/** The end of a time: its last day or, where it ends within a day, its last moment. */
export function untilText(until: Instant, lang: Lang): string {
  const last = new Date(Date.parse(until) - 1)
  const midnight = chinaDay(last) !== chinaDay(new Date(until))
  return midnight ? dayText(chinaDay(last), lang) : clockTime(until, lang)
}

/** The day in China at this time, YYYY-MM-DD. */
export function chinaDay(time: Date): string {
  return new Date(time.getTime() + offset).toISOString().slice(0, 10)
}

/**
 * What a person typed into a field for a time in China, as UTC.
 * @param text `YYYY-MM-DDTHH:MM` as browsers send it, or with a space, `/` or without leading zeros as people type it
 * @returns undefined where the text is no such time
 */
export function fromChinaTime(text: string): Instant | undefined {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[T ]+(\d{1,2})[:：](\d{2})(?::\d{2})?$/u.exec(text.trim())
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number)
  const utc = Date.UTC(year, month - 1, day, hour, minute)
  const back = new Date(utc)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== day || hour > 23 || minute > 59) return undefined
  return new Date(utc - offset).toISOString()
}

/** A time as people type it into a field: `YYYY-MM-DD HH:MM` in China. */
export function toChinaTime(instant: Instant): string {
  return new Date(Date.parse(instant) + offset).toISOString().slice(0, 16).replace('T', ' ')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
