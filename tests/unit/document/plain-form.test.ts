import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../shared/document/import-text.ts'
import { toText } from '../../../shared/document/to-text.ts'
import type { Document } from '../../../shared/document/types.ts'
import { anyDocument, notice, trickyText } from './arbitrary.ts'

describe('the plain form', { timeout: 30_000 }, () => {
  it('gives back every document exactly', () => {
    fc.assert(fc.property(anyDocument, (document) => {
      const text = toText(document)
      expect(importText(text).document).toEqual(document)
      expect(importText(text, { title: false }).document).toEqual(document)
      expect(importText(text).title).toBeUndefined()
    }), { numRuns: 1000 })
  })

  it('gives back what was imported from any text', () => {
    fc.assert(fc.property(fc.array(trickyText, { maxLength: 8 }), (lines) => {
      const { document } = importText(lines.join('\n'))
      expect(importText(toText(document)).document).toEqual(document)
    }), { numRuns: 1000 })
  })

  it('needs no marks for what the import knows by itself', () => {
    expect(toText(notice.body)).toBe([
      '因道路改造，滨江路将分段封闭施工。', '一、封闭时间', '自2026年3月1日至2026年3月20日。',
      '（一）货车绕行环城路；\n（二）公交车不受限制。', '分段安排\t\n路段\t天数\n东段\t9\n西段\t11',
    ].join('\n\n'))
  })

  it.each<[string, Document['blocks'], string]>([
    ['a heading without a number', [{ type: 'heading', level: 2, text: '附则' }], '## 附则'],
    ['a paragraph that looks like a heading', [{ type: 'paragraph', text: '一、总则' }], '\\一、总则'],
    ['a list without numbers', [{ type: 'list', items: ['身份证', '户口簿'] }], '+ 身份证\n+ 户口簿'],
    ['a line break', [{ type: 'paragraph', text: '地址：滨江路1号\n电话：0000' }], '地址：滨江路1号↵电话：0000'],
    ['the sign of a line break', [{ type: 'paragraph', text: '按↵键' }], '按\\↵键'],
    ['a first line that looks like the title', [{ type: 'paragraph', text: '关于停水的通知' }], '\\关于停水的通知'],
    [
      'a table whose heads its texts do not show',
      [{ type: 'table', caption: '值班', rows: [[{ text: '张', header: 'row', rowspan: 2 }, { text: '早' }], [{ text: '晚' }]] }],
      '[表格：值班]\n{行头 跨2行}张\t早\n晚',
    ],
  ])('marks %s', (_, blocks, text) => {
    expect(toText({ blocks })).toBe(text)
    expect(importText(text).document).toEqual({ blocks })
  })

  it('writes an empty document as nothing', () => {
    expect(toText({ blocks: [] })).toBe('')
    expect(importText('')).toEqual({ document: { blocks: [] }, notices: [] })
  })
})
