import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTaskId, readReceipt, receiptNumber, receiptTaskId, receiptText } from '../../../shared/tasks/ids.ts'

const some = fc.tuple(fc.string(), fc.array(fc.string(), { maxLength: 3 }))

describe('a receipt number', () => {
  test('is the same for the same form and text, and another for any other', () => {
    fc.assert(fc.property(some, some, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other)
      expect(receiptNumber(...one) === receiptNumber(...other)).toBe(same)
    }))
  })

  test('is read as people type it: in groups, with spaces, small, wide, or with a letter for the figure that it looks like', () => {
    fc.assert(fc.property(some, fc.constantFrom<(text: string) => string>(
      (text) => text, receiptText, (text) => receiptText(text).toLowerCase(), (text) => ` ${[...text].join(' ')}\n`, (text) => receiptText(text).replaceAll('-', '－'),
      (text) => text.replaceAll('0', 'o').replaceAll('1', 'I'), (text) => text.replaceAll('1', 'l'),
      (text) => text.replaceAll(/[0-9A-Z]/gu, (sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0)),
    ), (parts, typed) => {
      const number = receiptNumber(...parts)
      expect(readReceipt(typed(number))).toBe(number)
      expect(isTaskId(receiptTaskId(number))).toBe(true)
    }))
  })

  test.each(['', 'A', 'A'.repeat(19), 'A'.repeat(21), 'U'.repeat(20), `${'A'.repeat(19)}%`, 'Ａ'.repeat(10_000)])('is not read in %j', (text) => {
    expect(readReceipt(text)).toBeUndefined()
  })
})
