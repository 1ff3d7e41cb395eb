import { describe, expect, test } from 'vitest'
import { chinaDay, clockTime, dayText, fromChinaTime } from '../../../shared/web/time.ts'

describe('times on the page are those of China', () => {
  test('in both languages', () => {
    expect(clockTime('2026-11-24T16:30:00.000Z', 'zh')).toBe('2026年11月25日 00:30')
    expect(clockTime('2026-11-24T15:30:00.000Z', 'en')).toBe('24 Nov 2026, 23:30')
    expect(dayText('2026-02-01', 'zh')).toBe('2026年2月1日')
    expect(chinaDay(new Date('2026-12-31T16:00:00Z'))).toBe('2027-01-01')
  })

  test.each([
    ['2026-11-24T09:00', '2026-11-24T01:00:00.000Z'],
    ['2026-11-24 09:00', '2026-11-24T01:00:00.000Z'],
    ['2026/1/2 8:05', '2026-01-02T00:05:00.000Z'],
    ['2026年11月24日 9：00', '2026-11-24T01:00:00.000Z'],
  ])('%s is understood', (text, instant) => {
    expect(fromChinaTime(text)).toBe(instant)
  })

  test.each(['', '2026-11-24', '2026-02-30 09:00', '2026-11-24 24:00', '2026-11-24 10:60', '明天上午'])('%s is not', (text) => {
    expect(fromChinaTime(text)).toBeUndefined()
  })
})
