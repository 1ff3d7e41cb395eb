/**
 * Working days counted a second time, for the tests alone: other data, other shape, other way. A year is written as
 * the lengths of its runs, days off and days of work by turns, from 1 January (always off) to 31 December: 2026 begins
 * with 3 days off, 6 of work, 2 off, 5 of work. They were made from the day lists of the npm packages chinese-days
 * 1.5.7 and holiday-calendar 1.3.3, which agree, and not from what shared/calendar holds. No date is stepped through:
 * a limit is the place of the n-th day of work in one long line.
 */
const RUNS = [
  '34 25 25 27 75 25 25 25 25 25 25 26 33 25 25 16 53 15 25 25 24 35 25 25 25 '
  + '25 25 25 25 25 25 25 25 25 25 34 25 25 77 25 25 25 25 25 25 25 25 25 25 25 1',
  '24 25 25 77 25 25 25 25 25 25 25 25 22 12 25 25 16 53 15 25 25 25 25 25 23 36 '
  + '25 25 25 25 25 25 25 25 25 25 25 25 24 87 25 25 25 25 25 25 25 25 25 25 25 2',
  '14 25 25 25 25 16 86 25 25 25 25 25 23 36 25 25 13 56 15 25 25 25 34 25 25 25 '
  + '25 25 25 25 25 25 25 25 25 26 33 25 12 75 15 25 25 25 25 25 25 25 25 25 25 22',
  '12 25 25 25 12 84 15 25 25 25 25 25 25 24 35 25 25 14 54 25 25 25 34 25 25 25 '
  + '25 25 25 25 25 25 25 25 25 25 25 25 25 13 83 15 25 25 25 25 25 25 25 25 25 25 23',
  '36 25 25 25 25 26 95 15 25 25 25 25 34 25 25 24 54 15 25 25 25 25 24 35 25 '
  + '25 25 25 25 25 25 25 25 25 25 25 15 33 73 15 25 25 25 25 25 25 25 25 25 25 24',
]
const FIRST_YEAR = 2022
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** every day from 1 January 2022 on */
export const dates: string[] = []
/** whether the day at the same place is one of work */
export const worked: boolean[] = []
const placeOf = new Map<string, number>()

for (const [i, runs] of RUNS.entries()) {
  for (const [turn, length] of [...runs.replaceAll(' ', '')].entries()) {
    for (let n = Number(length); n > 0; n--) worked.push(turn % 2 === 1)
  }
  const year = FIRST_YEAR + i
  for (const [month, length] of MONTHS.entries()) {
    const leap = month === 1 && year % 4 === 0 ? 1 : 0
    for (let day = 1; day <= length + leap; day++) {
      const date = `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      placeOf.set(date, dates.length)
      dates.push(date)
    }
  }
}

const workPlaces = worked.flatMap((works, place) => (works ? [place] : []))
/** days of work up to and with each place */
const sums: number[] = []
for (const works of worked) sums.push((sums.at(-1) ?? 0) + (works ? 1 : 0))

/** The day that is the n-th of work after `start`; undefined past the end of the line. */
export function secondLimit(start: string, n: number): string | undefined {
  const place = workPlaces[sumAt(start) + n - 1]
  return place === undefined ? undefined : dates[place]
}

/** Days of work after `from` up to and with `to`. */
export function secondBetween(from: string, to: string): number {
  return sumAt(to) - sumAt(from)
}

/** The n-th day of work after `start` that lies in none of the spans (after, to]. */
export function secondLimitPaused(start: string, n: number, spans: readonly (readonly [string, string])[]): string | undefined {
  const own = workPlaces.map((place) => dates[place] ?? '')
    .filter((date) => date > start && !spans.some(([after, to]) => after < date && date <= to))
  return own[n - 1]
}

function sumAt(date: string): number {
  const place = placeOf.get(date)
  const sum = place === undefined ? undefined : sums[place]
  if (sum === undefined) throw new RangeError(date)
  return sum
}
