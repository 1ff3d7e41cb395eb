import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Content } from '../../../shared/document/content.ts'
import { coverPersonal, coverPersonalIn } from '../../../shared/screening/cover.ts'
import { compileLexicon, screenContent } from '../../../shared/screening/index.ts'

const words = ['联系人王建国，', '电话13800138000。', '身份证号码11010519491231002X', '雨天请减速慢行。', '保持车距，', '𠮷😀', '邮箱wangjg@example.com；', '\n']
const text = fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((parts) => parts.join(''))
const optional = fc.option(text, { nil: undefined })

const content: fc.Arbitrary<Content> = fc.record({
  title: text, changeNote: optional, summary: optional, contact: optional, documentNumber: optional, source: text, keywords: fc.array(text, { maxLength: 2 }),
  heading: text, paragraph: text, items: fc.array(text, { maxLength: 3 }), caption: optional, cells: fc.array(text, { minLength: 2, maxLength: 2 }), file: text,
}).map(({ title, changeNote, summary, contact, documentNumber, source, keywords, heading, paragraph, items, caption, cells, file }) => ({
  title,
  ...(changeNote !== undefined && { changeNote }),
  body: { blocks: [
    { type: 'heading', level: 1, text: heading }, { type: 'paragraph', text: paragraph }, { type: 'list', ordered: false, items },
    { type: 'table', ...(caption !== undefined && { caption }), rows: [[{ text: '姓名', header: 'column' }, { text: '电话', header: 'column' }], cells.map((cell) => ({ text: cell }))] },
  ] },
  fields: {
    column: 'notices', openness: 'proactive', formedOn: '2026-11-01', source, ground: '20-01', keywords,
    ...(summary !== undefined && { summary }), ...(contact !== undefined && { contact }), ...(documentNumber !== undefined && { documentNumber }),
  },
  attachments: [{ name: `${file}.txt`, mediaType: 'text/plain', size: 1, sha256: 'a'.repeat(64) }],
}))

const none = compileLexicon([])
const lengths = (value: unknown): string => JSON.stringify(value, (_, held: unknown) => typeof held === 'string' ? held.length : held)

describe('a content whose personal data is covered', () => {
  test('holds nothing that a rule finds personal, and no letter of it', () => {
    fc.assert(fc.property(content, (one) => {
      const covered = coverPersonal(one)
      expect(JSON.stringify(covered)).not.toMatch(/王建国|13800138000|11010519491231002|wangjg/u)
      expect(screenContent(covered, none).findings.filter(({ kind }) => kind !== 'secrecy_mark')).toEqual([])
    }), { numRuns: 300 })
  })

  test('is as long as before in every text, so that places in it stay right', () => {
    fc.assert(fc.property(content, (one) => { expect(lengths(coverPersonal(one))).toBe(lengths(one)) }), { numRuns: 300 })
  })

  test('differs only where something is personal', () => {
    fc.assert(fc.property(content, (one) => {
      expect(JSON.stringify(coverPersonal(one)).replaceAll('＊', '')).toHaveLength(JSON.stringify(one).length - JSON.stringify(coverPersonal(one)).split('＊').length + 1)
      if (screenContent(one, none).findings.length === 0) expect(coverPersonal(one)).toBe(one)
    }), { numRuns: 300 })
  })

  test('shows neither a name nor a number in what somebody wrote about it', () => {
    expect(coverPersonalIn('请核对联系人王建国的电话13800138000。')).toBe('请核对联系人＊＊＊的电话＊＊＊＊＊＊＊＊＊＊＊。')
    expect(coverPersonalIn('同意。')).toBe('同意。')
  })
})
