import type { TaskSettings } from '../shared/names.ts'

/** A reader's report is answered within three working days (国办发〔2017〕47 号): a setting may shorten this, not lengthen it. */
const MOST_DAYS = { block: 20, warn: 20, public_report: 3, superior: 20, self_check: 20 } as const

/**
 * Checks when pages are swept and how soon tasks are due.
 *
 * @throws Error where the hour is none of a day, or a number of working days is none from 1 to the most that it may be
 */
export function checkTasks({ sweepHour, dueDays }: TaskSettings): void {
  if (!isWithin(sweepHour, 0, 23)) throw new Error('settings.body.tasks.sweepHour must be a whole hour from 0 to 23')
  for (const kind of ['block', 'warn', 'public_report', 'superior', 'self_check'] as const) {
    if (!isWithin(dueDays[kind], 1, MOST_DAYS[kind])) {
      throw new Error(`settings.body.tasks.dueDays.${kind} must be a whole number of working days from 1 to ${MOST_DAYS[kind]}`)
    }
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}
