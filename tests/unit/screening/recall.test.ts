import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standsAsWord } from '../../../shared/screening/words/boundary.ts'

/** Costs are whole numbers: this one divides as the usual one does, and its judgements are never recalled. */
const NOT_RECALLED = 23.75

const word = fc.constantFrom('时代', '开启', '代开', '发票', '县', '公安', '安局', '公安局', '交通', '管理', '理大', '大队', '，', 'A', '1', '的', '人民', '民政', '政府', '局部')
const places = Array.from({ length: 64 }, (_, at) => at)

describe('a judgement that is recalled', () => {
  test('is the one that the division would give, whatever was judged before', () => {
    fc.assert(fc.property(fc.array(word, { minLength: 2, maxLength: 8 }), fc.nat(), fc.integer({ min: 2, max: 5 }), (words, seed, length) => {
      const text = words.join('')
      const read = Array.from(text, (_, at) => at).filter((at) => text[at] !== '，')
      if (read.length === 0) return
      const from = seed % Math.max(1, read.length - length)
      const to = Math.min(from + length, read.length)
      const end = (read[to - 1] ?? 0) + 1
      const fresh = standsAsWord(text, read, from, to, end, NOT_RECALLED)
      expect(standsAsWord(text, read, from, to, end)).toBe(fresh)
      expect(standsAsWord(text, read, from, to, end)).toBe(fresh)
    }), { numRuns: 3000 })
  })

  test('is not that of the same term between other neighbours', () => {
    expect(standsAsWord('新时代开启了', places, 2, 4, 4)).toBe(false)
    expect(standsAsWord('请人代开发票', places, 2, 4, 4)).toBe(true)
  })
})
