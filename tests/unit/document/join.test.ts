import { describe, expect, it } from 'vitest'
import { importText } from '../../../shared/document/import-text.ts'
import { joinBlocks } from '../../../shared/document/join.ts'
import { DocumentError } from '../../../shared/document/limits.ts'
import { plainText, textLength } from '../../../shared/document/plain.ts'
import type { Block } from '../../../shared/document/types.ts'

const joined = (text: string, at: number): readonly Block[] => joinBlocks(importText(text, { title: false }).document, at).blocks

describe('joining a block with the one below', () => {
  it('mends a sentence without a blank between Chinese words', () => {
    expect(joined('收到信息公开申请\n\n表 9 份，已答复。', 0)).toEqual([{ type: 'paragraph', text: '收到信息公开申请表 9 份，已答复。' }])
  })

  it('keeps Latin words apart', () => {
    expect(joined('详见 Open\nGovernment 网站。', 0)).toEqual([{ type: 'paragraph', text: '详见 Open Government 网站。' }])
  })

  it('makes the joint that the notice showed', () => {
    const { document, notices } = importText('全面推进工作。解读材料以文字为主，\n形式单一。')
    const [block] = joinBlocks(document, 0).blocks
    expect(block).toMatchObject({ text: expect.stringContaining(notices[0]?.values.joined ?? '?') })
  })

  it('mends the last item of a list, and lets the list go on below', () => {
    expect(joined('1、甲；\n2、乙以文字为主，\n形式单一。\n3、丙。', 0)).toEqual([{ type: 'list', items: ['1、甲；', '2、乙以文字为主，形式单一。', '3、丙。'] }])
  })

  it('makes a list of numbered paragraphs that nothing parts any more', () => {
    expect(joined('1、解决实\n际问题。\n2、提升满意度。', 0)).toEqual([{ type: 'list', items: ['1、解决实际问题。', '2、提升满意度。'] }])
  })

  it('keeps a heading a heading', () => {
    expect(joined('一、收到和处理政府信息公开申\n请情况', 0)).toEqual([{ type: 'heading', level: 1, text: '一、收到和处理政府信息公开申请情况' }])
  })

  it('makes one table of two, with the heads of both over all rows', () => {
    const text = '事项\t类别\t件数\n公开\t主动\t1\n\n\t依申请\t2'
    expect(joined(text, 0)).toEqual(importText(text.replace('\n\n', '\n')).document.blocks)
  })

  it('keeps the caption of the lower table as a row, and heads that the texts do not show', () => {
    expect(joined('名称\t件数\n规章\t0\n\n第（二）项\t\n名称\t件数\n许可\t3', 0)[0]).toMatchObject({ rows: { length: 5, 2: [{ text: '第（二）项' }, { text: '' }] } })
    const blocks: Block[] = [
      { type: 'table', rows: [[{ text: '早', header: 'row' }, { text: '甲' }]] },
      { type: 'table', caption: '夜', rows: [[{ text: '晚' }, { text: '乙' }]] },
    ]
    expect(joinBlocks({ blocks }, 0).blocks).toEqual([
      { type: 'table', rows: [[{ text: '早', header: 'row' }, { text: '甲' }], [{ text: '夜' }], [{ text: '晚' }, { text: '乙' }]] },
    ])
  })

  it.each([['甲。\n名称\t件数\n规章\t0', 0], ['甲。', 0], ['甲。', -1], ['甲。\n一、总体情况', 0]])('is refused where no block comes of it: %j at %i', (text, at) => {
    expect(() => joined(text, at)).toThrow(DocumentError)
  })

  it('leaves the blocks around as they are', () => {
    const blocks = joined('甲。\n乙以文字为主，\n形式单一。\n丙。', 1)
    expect(blocks.map((block) => plainText({ blocks: [block] }))).toEqual(['甲。', '乙以文字为主，形式单一。', '丙。'])
  })
})

describe('the text of a document', () => {
  it('has every text on a line, cells between tabs', () => {
    expect(plainText(importText('一、甲\n第（一）项\t\n名称\t件数\n规章\t0').document)).toBe('一、甲\n第（一）项\n名称\t件数\n规章\t0')
  })

  it('is counted without blanks, a rare character as one', () => {
    expect(textLength({ blocks: [{ type: 'paragraph', text: '共 9 份\n𠮷。' }] })).toBe(5)
  })
})
