import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportTerms, importTerms } from '../../../shared/screening/csv.ts'
import { foldTerm } from '../../../shared/screening/match/fold.ts'

describe('lexicons as CSV', () => {
  it('read back as they were written, whatever the cells hold', () => {
    const cell = fc.constantFrom('代开发票', '=1+1', '"引号"', 'a,b', '两\n行', '-x', '@某', '票据', '＋号码')
    const term = fc.record({
      term: cell, list: fc.constant('own'), kind: fc.constantFrom('sensitive' as const, 'misused' as const),
      level: fc.constantFrom('block' as const, 'info' as const), allow: fc.uniqueArray(fc.constantFrom('甲', '乙'), { minLength: 1 }),
      suggestion: cell, pinyin: fc.constant(true as const),
    })
    fc.assert(fc.property(fc.uniqueArray(term, { selector: (each) => each.term }), (terms) => {
      expect(importTerms(exportTerms(terms), 'own')).toEqual({ terms, errors: [] })
    }), { numRuns: 60 })
  })

  it('say which row is wrong and why, and keep the others', () => {
    const csv = ['词语,类别,级别,选项,例外', '代开,sensitive,block,pinyin,代开车', ',sensitive,,,', '★★,,,,', '甲,bad,,,', '乙,,severe,,',
      '丙,,,fuzzy,', '代开,,,,', '丁,,,,'].join('\n')
    const { terms, errors } = importTerms(csv, 'own')
    expect(terms.map(({ term }) => term)).toEqual(['代开', '丁'])
    expect(errors).toEqual([
      { row: 3, code: 'missing_term', value: '' }, { row: 4, code: 'term_empty_after_folding', value: '★★' },
      { row: 5, code: 'unknown_kind', value: 'bad' }, { row: 6, code: 'unknown_level', value: 'severe' },
      { row: 7, code: 'unknown_option', value: 'fuzzy' }, { row: 8, code: 'duplicate_term', value: '代开' },
    ])
    expect(foldTerm('★★')).toBe('')
  })

  it('name a column that is missing or unknown, and a quote that nobody closed', () => {
    expect(importTerms('类别,何物\n甲,乙', 'own').errors).toEqual([
      { row: 1, code: 'unknown_column', value: '何物' }, { row: 1, code: 'missing_column', value: 'term' }])
    expect(importTerms('term\n"甲', 'own').errors[0]?.code).toBe('unclosed_quote')
  })
})
