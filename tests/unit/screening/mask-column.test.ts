import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell, Document } from '../../../shared/document/types.ts'
import { compileLexicon, screen } from '../../../shared/screening/index.ts'
import { maskColumn, personalColumns } from '../../../shared/screening/mask-column.ts'
import { COMMON_MASKS, maskBy } from '../../../shared/screening/mask-presets.ts'

const noTerms = compileLexicon([])

function tableOf(...lines: string[][]): Document {
  const [head = [], ...rows] = lines
  return { blocks: [
    { type: 'paragraph', text: '现将救助对象公示如下。' },
    { type: 'table', rows: [head.map((text): Cell => ({ text, header: 'column' })), ...rows.map((cells) => cells.map((text): Cell => ({ text })))] },
  ] }
}

function columnOf(document: Document, column: number): string[] {
  const table = document.blocks[1]
  return table?.type === 'table' ? table.rows.slice(1).map((cells) => cells[column]?.text ?? '') : []
}

/** what is left in a column that somebody would have to dispose of */
function left(document: Document, column: number): string[] {
  return screen(document, noTerms).findings
    .filter(({ span, level, kind }) => span.block === 1 && span.column === column && level !== 'info' && COMMON_MASKS[kind] !== undefined)
    .map(({ kind, masked }) => `${kind} ${masked}`)
}

const list = tableOf(
  ['序号', '姓名', '身份证号', '联系电话', '住址', '金额'],
  ['1', '王小明', '11010519491231002X', '13812345678', '临江县东山镇前村三组12号', '500'],
  ['2', '李力', '440524188001010014', '139 1234 5678', '临江县滨江街道和平路5号3栋201室', '600'],
  ['3', '欧阳建国', '11010519491231003X', '13712345678', '临江县西湖乡后村', '700'],
  ['', '合计', '', '', '', '1800'],
)

describe('整列脱敏', () => {
  it('names the columns that hold personal data, with their headers', () => {
    expect(personalColumns(list).map(({ block, column, label, kinds }) => [block, column, label, kinds.join()])).toEqual([
      [1, 1, '姓名', 'person'], [1, 2, '身份证号', 'id_card'], [1, 3, '联系电话', 'mobile'], [1, 4, '住址', 'address'],
    ])
  })

  it.each([
    [1, ['王某某', '李某', '欧阳某某', '合计']],
    [2, ['11*************02X', '44*************014', '11*************03X', '']],
    [3, ['138****5678', '139****5678', '137****5678', '']],
  ])('masks column %i by the convention of its kind, and what is no value stays', (column, texts) => {
    expect(columnOf(maskColumn(list, { block: 1, column }), column)).toEqual(texts)
  })

  it('masks a mistyped number and a name that no rule knows with the rest of their column', () => {
    const masked = tableOf(['姓名', '手机'], ['王小明', '13812345678'], ['李力', '13912345678'], ['麦麦提江·阿卜', '23712345678'])
    expect(columnOf(maskColumn(masked, { block: 1, column: 1 }), 1)).toEqual(['138****5678', '139****5678', '237****5678'])
    expect(columnOf(maskColumn(masked, { block: 1, column: 0 }), 0).every((name) => name.includes('某'))).toBe(true)
  })

  it('masks only the value where a cell says more', () => {
    const remarks = tableOf(['备注'], ['当事人王小明已到场，电话13812345678。'], ['无'])
    expect(columnOf(maskColumn(remarks, { block: 1, column: 0 }), 0)).toEqual(['当事人王某某已到场，电话138****5678。', '无'])
  })

  it('addresses keep their township', () => {
    expect(columnOf(maskColumn(list, { block: 1, column: 4 }), 4).slice(0, 2)).toEqual(['临江县东山镇****', '临江县滨江街道****'])
  })

  it('a preset of one’s own decides what is masked and how', () => {
    const preset = { person: { rule: 'keep', left: 1, right: 0 } } as const
    expect(columnOf(maskColumn(list, { block: 1, column: 1 }, { preset }), 1)).toEqual(['王**', '李*', '欧***', '合计'])
    expect(maskColumn(list, { block: 1, column: 2 }, { preset })).toBe(list)
  })

  it.each([[{ block: 0, column: 0 }], [{ block: 1, column: 5 }], [{ block: 1, column: 99 }], [{ block: 9, column: 0 }]])(
    'leaves a document as it is where %j holds nothing personal', (at) => {
      expect(maskColumn(list, at)).toBe(list)
    })

  it.each([
    ['138 1234 5678', COMMON_MASKS.mobile, '138****5678'],
    ['wang.xm@example.com', COMMON_MASKS.email, 'w***@example.com'],
    ['（2025）闽0821刑初123号', COMMON_MASKS.case_no, '（2025）闽0821刑初***号'],
    ['1990年1月2日', COMMON_MASKS.birth, '****'],
    ['张', COMMON_MASKS.person, '张某'],
  ] as const)('%s becomes %s', (value, rule, masked) => {
    expect(rule && maskBy(value, rule)).toBe(masked)
  })

  const value = fc.constantFrom(
    '', '无', '合计', '王小明', '李力', '欧阳建国', '于的', '11010519491231002X', '440524188001010014', '35****19900101****', '1381234****',
    '13812345678', '一三八一二三四五六七八', '139-1234-5678', '6222021234567890128', '0599-1234567', '临江县东山镇前村三组12号', 'wang@163.com',
    '闽G12345', '（2025）闽0821刑初123号', '1990年1月2日', '12岁', '患有肺癌', '当事人王小明，男，12岁，患有肺癌，电话13812345678', '犯盗窃罪被判处拘役',
    'QQ：123456789', '户主李力，住东山镇前村三组12号', '500', '微信号：wangxm_01',
  )
  const header = fc.constantFrom('姓名', '身份证号', '联系电话', '住址', '备注', '户主姓名', '出生日期', '金额', '')
  const anyTable = fc.integer({ min: 1, max: 4 }).chain((width) => {
    const cells = fc.array(value, { minLength: width, maxLength: width })
    return fc.record({
      head: fc.option(fc.array(header, { minLength: width, maxLength: width })), rows: fc.array(cells, { minLength: 1, maxLength: 6 }), column: fc.nat(width - 1),
    })
  }).map(({ head, rows, column }) => ({
    column,
    document: head ? tableOf(head, ...rows)
      : { blocks: [{ type: 'paragraph' as const, text: '名单' }, { type: 'table' as const, rows: rows.map((cells) => cells.map((text) => ({ text }))) }] } satisfies Document,
  }))

  it('whatever the table: nothing is left to dispose of in the column, and no other cell has changed', () => {
    fc.assert(fc.property(anyTable, ({ document, column }) => {
      const masked = maskColumn(document, { block: 1, column })
      expect(left(masked, column)).toEqual([])
      expect(others(masked, column)).toEqual(others(document, column))
      expect(maskColumn(masked, { block: 1, column })).toBe(masked)
    }), { numRuns: 500 })
  })
})

/** a document without the texts of one column */
function others({ blocks }: Document, column: number): unknown {
  return blocks.map((block) => block.type !== 'table' ? block
    : { ...block, rows: block.rows.map((cells) => cells.map((cell, at) => at === column ? { ...cell, text: '' } : cell)) })
}
