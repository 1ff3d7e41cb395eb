import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../shared/document/import-text.ts'
import { locator } from '../../../shared/document/locate.ts'
import type { Place } from '../../../shared/document/types.ts'
import { trickyText } from './arbitrary.ts'

const bare = (text: string): string => text.replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}\u2065\ufffe\uffff\u{e0000}-\u{e007f}\\↵]/gu, '').normalize('NFD')

function found(text: string, place: Place, word: string): { word: string, line: number } | undefined {
  const { document } = importText(text, { title: false })
  const block = document.blocks[place.block]
  const own = block?.type === 'table' ? block.rows[place.row ?? 0]?.[place.column ?? 0]?.text
    : block?.type === 'list' ? block.items[place.item ?? 0] : block?.text
  const start = own?.indexOf(word) ?? -1
  const at = locator(text, document)({ ...place, start, end: start + word.length })
  return at && { word: text.slice(at.start, at.end), line: at.line }
}

describe('a place of the document is found again in the text area', () => {
  it.each([
    ['一、 基本情况\n\n  联系人王小明，电话13812345678。', { block: 1 }, '王小明', 3],
    ['姓名\t电话\n王小明\t13812345678\n李大力\t13812345678', { block: 0, row: 2, column: 1 }, '13812345678', 3],
    ['\\一、不是标题\n## 但这是\n+ 条目甲\n+ 条目乙甲', { block: 2, item: 1 }, '甲', 4],
    ['[表格：名单]\n{列头}姓名\t{列头 跨2列}住址\n甲\t乙\t丙', { block: 0, row: 0, column: 1 }, '住址', 2],
    ['上一行↵王小明\r\n末行', { block: 0 }, '王小明', 1],
  ])('%j', (text, place, word, line) => {
    expect(found(text, place, word)).toEqual({ word, line })
  })

  it('the second of two equal texts is the second', () => {
    const text = '王小明\n\n王小明'
    const { document } = importText(text, { title: false })
    expect(locator(text, document)({ block: 1, start: 0, end: 3 })).toEqual({ start: 5, end: 8, line: 3 })
  })

  // U+2065 is no format character: nothing is assigned to it yet.
  it.each(['\u200b', '\u2065', '\ufffe', '\u{e0041}'])('covers the invisible characters that reading took out of it: %j', (unseen) => {
    const text = `电话138${unseen}1234 5678`
    const { document } = importText(text, { title: false })
    expect(locator(text, document)({ block: 0, start: 2, end: 14 })).toEqual({ start: 2, end: 14 + unseen.length, line: 1 })
  })

  it('nothing is found for a place that is not there', () => {
    const { document } = importText('甲', { title: false })
    expect(locator('甲', document)({ block: 7, start: 0, end: 1 })).toBeUndefined()
    expect(locator('乙', document)({ block: 0, start: 0, end: 1 })).toBeUndefined()
  })

  it('whatever the text: each text of the document is found, in order, as it is written', () => {
    fc.assert(fc.property(fc.array(trickyText, { maxLength: 8 }), (parts) => {
      const text = parts.join('\n')
      const { document } = importText(text, { title: false })
      const locate = locator(text, document)
      let last = 0
      const check = (place: Place, own: string): void => {
        if (bare(own) === '') return
        const at = locate({ ...place, start: 0, end: own.length })
        expect(at).toBeDefined()
        if (!at) return
        expect(bare(text.slice(at.start, at.end))).toBe(bare(own))
        expect(at.start).toBeGreaterThanOrEqual(last)
        last = at.end
      }
      for (const [block, content] of document.blocks.entries()) {
        if (content.type === 'table') {
          if (content.caption !== undefined) check({ block, caption: true }, content.caption)
          content.rows.forEach((cells, row) => cells.forEach((cell, column) => check({ block, row, column }, cell.text)))
        } else if (content.type === 'list') content.items.forEach((own, item) => check({ block, item }, own))
        else check({ block }, content.text)
      }
    }), { numRuns: 3000 })
  })
})
