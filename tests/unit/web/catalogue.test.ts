import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { errors, isRefusal, sayError } from '../../../shared/web/errors.ts'
import { catalogue, fill, sayIn } from '../../../shared/web/words.ts'
import { REFUSAL_CODES } from '../../../shared/workflow/types.ts'

const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/gu)].map(([, name = '']) => name).toSorted()
const han = /\p{sc=Han}/u

describe('the catalogue', () => {
  const words = Object.entries(catalogue)

  test.each(words)('%s is said in both languages with the same values', (key, [zh, en]) => {
    expect(zh.trim()).not.toBe('')
    expect(en.trim()).not.toBe('')
    expect(places(en)).toEqual(places(zh))
    // The switch itself is written in the language that it leads to.
    if (key !== 'language') expect(han.test(en.replaceAll(/《[^》]*》|临公交〔2026〕3号/gu, '')), en).toBe(false)
  })

  test('says no key twice: the later would silently take the place of the earlier', () => {
    const folder = join(import.meta.dirname, '../../../shared/web/words')
    const said = readdirSync(folder).flatMap((file) =>
      [...readFileSync(join(folder, file), 'utf8').matchAll(/'([^'\n]+)': \[/g)].map(([, key = '']) => ({ key, file })))
    expect(said.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.keys(catalogue)))
    const twice = [...Map.groupBy(said, ({ key }) => key)].filter(([, all]) => all.length > 1)
    expect(twice.map(([key, all]) => `${key}: ${all.map(({ file }) => file).join(', ')}`)).toEqual([])
  })

  test('leaves the name of a value that nobody gave', () => {
    expect(fill('{a} und {b}', { a: 1 })).toBe('1 und {b}')
    expect(sayIn('zh')('waited.days', { days: 3 })).toBe('已等待 3 个工作日')
    expect(sayIn('en')('waited.days', { days: 3 })).toBe('Waiting 3 working days')
  })
})

describe('errors', () => {
  test.each(Object.entries(errors))('%s has a status, says what is wrong and what to do in both languages', (_, { status, what, remedy }) => {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
    for (const [zh, en] of [what, remedy]) {
      expect(han.test(zh)).toBe(true)
      expect(han.test(en)).toBe(false)
      expect(places(en)).toEqual(places(zh))
    }
  })

  test('every code of the rule is among them', () => {
    for (const code of REFUSAL_CODES) {
      expect(isRefusal(code)).toBe(true)
      expect(errors[code].status).not.toBe(500)
    }
    expect(isRefusal('not_found')).toBe(false)
  })

  test('are said with their values', () => {
    expect(sayError('self_review', 'zh', { others: '陈立、何静' })).toEqual({
      status: 403, what: '您参与过本稿，须由他人审核', remedy: '可以审核的人：陈立、何静。',
    })
  })
})
