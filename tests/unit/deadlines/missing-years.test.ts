import { describe, expect, test } from 'vitest'
import { missingYears } from '../../../shared/deadlines/index.ts'

const calendar = { years: [2025, 2026] }
const asked = (at: string, ...waitedFor: number[]) => missingYears(at, waitedFor, calendar).map(({ year, needed }) => `${year} ${needed ? 'needed' : 'ahead'}`)

describe('a year whose holidays are not loaded is asked for', () => {
  test('from the first of November on, ahead of need, by the clock of Shanghai', () => {
    expect(asked('2026-10-31T15:59:59.999Z')).toEqual([])
    expect(asked('2026-10-31T16:00:00.000Z')).toEqual(['2027 ahead'])
    expect(asked('2026-12-31T15:59:59.999Z')).toEqual(['2027 ahead'])
  })

  test('once it has begun', () => {
    expect(asked('2026-12-31T16:00:00.000Z')).toEqual(['2027 needed'])
    expect(asked('2027-11-05T00:00:00.000Z')).toEqual(['2027 needed', '2028 ahead'])
  })

  test('at any time where something waits for it, once however much does', () => {
    expect(asked('2026-03-02T01:00:00.000Z', 2027, 2027)).toEqual(['2027 needed'])
    expect(asked('2026-11-24T01:00:00.000Z', 2027)).toEqual(['2027 needed'])
    expect(asked('2026-11-24T01:00:00.000Z', 2028, 2026)).toEqual(['2027 ahead', '2028 needed'])
  })

  test('never once it is loaded', () => {
    expect(missingYears('2026-11-24T01:00:00.000Z', [2027], { years: [2026, 2027] })).toEqual([])
  })
})
