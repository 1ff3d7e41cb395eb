import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { documentSchema } from '../../../shared/document/content-schema.ts'
import { importText } from '../../../shared/document/import-text.ts'
import { joinBlocks } from '../../../shared/document/join.ts'
import type { ImportNotice } from '../../../shared/document/notices.ts'
import { plainText } from '../../../shared/document/plain.ts'
import { toText } from '../../../shared/document/to-text.ts'
import type { Cell, Heading, Table } from '../../../shared/document/types.ts'

/** Published texts that may lie beside the checkout: an annual report and notices of several bodies. */
const beside = new URL('../../../../shared/', import.meta.url)
const textsIn = (folder: string): string[] => {
  const url = new URL(`${folder}/`, beside)
  return existsSync(url) ? readdirSync(url).filter((name) => name.endsWith('.txt')).map((name) => readFileSync(new URL(name, url), 'utf8')) : []
}
const seeds = textsIn('seeds')
const items = textsIn('items')
const [report = ''] = seeds

const width = (row: readonly Cell[]): number => row.reduce((sum, cell) => sum + (cell.colspan ?? 1), 0)
const isTable = (block: { type: string }): block is Table => block.type === 'table'
const isHeading = (block: { type: string }): block is Heading => block.type === 'heading'

describe.skipIf(report === '')('the annual report', () => {
  const { document, title, notices } = importText(report)
  const tables = document.blocks.filter(isTable)
  const heads = (table: Table | undefined, row: number): string[] => (table?.rows[row] ?? []).filter(({ header }) => header === 'column').map(({ text }) => text)
  const of = (kind: ImportNotice['kind']): ImportNotice[] => notices.filter((notice) => notice.kind === kind)

  it('has its title and its six sections', () => {
    expect(title).toMatch(/2022 年政府信息公开工作年度报告$/)
    expect(document.blocks.filter(isHeading).filter(({ level }) => level === 1).map(({ text }) => text.slice(0, 2))).toEqual(['一、', '二、', '三、', '四、', '五、', '六、'])
    expect(document.blocks.filter(isHeading).filter(({ level }) => level === 2)).toHaveLength(12)
    expect(document.blocks.filter(isHeading).filter(({ level }) => level > 2)).toEqual([])
  })

  it('has the four small tables of section two with captions and heads', () => {
    expect(tables.slice(0, 4).map(({ caption }) => caption)).toEqual(['（一）', '（五）', '（六）', '（八）'].map((number) => `第二十条第${number}项`))
    expect(heads(tables[0], 0)).toEqual(['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'])
    expect(heads(tables[1], 0)).toEqual(['信息内容', '本年处理决定数量'])
    expect(tables.slice(0, 4).map(({ rows }) => [rows.length, width(rows[0] ?? [])])).toEqual([[3, 4], [2, 2], [3, 2], [2, 2]])
    expect(tables[2]?.rows[1]?.[0]).toEqual({ text: '行政处罚', header: 'row' })
  })

  it('has three rows of heads over the table of applications, which an empty line cuts', () => {
    const [, , , , upper, lower] = tables
    expect(upper?.rows[0]?.map(({ colspan, rowspan }) => [colspan, rowspan])).toEqual([[2, 3], [6, undefined], [2, 3]])
    expect(heads(upper, 1)).toEqual(['自然人', '法人或其他组织'])
    expect(heads(upper, 2)).toEqual(['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'])
    expect(upper?.rows[5]?.slice(0, 2)).toEqual([{ text: '三、本年度办理结果', header: 'row', rowspan: 10 }, { text: '（一）予以公开', header: 'row' }])
    expect([upper?.rows.length, lower?.rows.length]).toEqual([18, 10])
  })

  it('has three rows of heads over the fifteen figures of reviews and suits', () => {
    expect(tables[6]?.rows.map((row) => row.length)).toEqual([2, 7, 10, 15])
    expect(tables[6]?.rows[0]?.map(width1)).toEqual([5, 10])
    expect(heads(tables[6], 2)).toHaveLength(10)
  })

  it('shows where sentences are broken, and what joining them makes', () => {
    expect(of('broken_line').map(({ values }) => values.joined)).toEqual([
      expect.stringContaining('建立阳谷县交通安全公益联盟'), expect.stringContaining('以文字为主，形式'),
      expect.stringContaining('申请表 9 份'), expect.stringContaining('解决实际问题'),
    ])
  })

  it('shows the cut table, the tables that stand together, and what stands beside its column', () => {
    const at = document.blocks.indexOf(tables[5] ?? { type: 'paragraph', text: '' })
    expect(of('table_cut').map(({ place }) => place)).toEqual([{ block: at }])
    expect(of('tables_together')).toHaveLength(2)
    expect(of('rows_shifted')).toEqual([{ kind: 'rows_shifted', place: { block: at - 1, row: 7 }, values: { rows: '8', by: '1' } }])
    expect(of('label_shifted').map(({ place }) => place)).toEqual([{ block: at - 1, row: 15 }])
    expect(notices).toHaveLength(4 + 1 + 2 + 1 + 1)
  })

  it('is whole once everything that is broken is joined, from the end', () => {
    const whole = [...of('broken_line'), ...of('table_cut')].map(({ values }) => Number(values.join))
      .toSorted((a, b) => b - a).reduce(joinBlocks, document)
    const again = importText(toText(whole), { title: false })
    expect(again.document).toEqual(whole)
    expect(again.notices.filter(({ kind }) => kind === 'broken_line' || kind === 'table_cut')).toEqual([])
    expect(whole.blocks.filter(isTable)[4]?.rows).toHaveLength(28)
    expect(whole.blocks.filter(({ type }) => type === 'list').map((block) => block.type === 'list' ? block.items.length : 0)).toEqual([3, 3, 3, 2])
  })
})

const width1 = (cell: Cell): number => cell.colspan ?? 1

describe.skipIf(seeds.length + items.length === 0)('every published text', () => {
  it.each([...seeds, ...items].map((text) => [text.trim().slice(0, 24), text]))('%s… loses no character, can be stored and is written back', (_, text) => {
    const { document, title = '', notices } = importText(text)
    const bare = (from: string): string => from.replaceAll(/[\s|]/g, '')
    expect(bare(title + plainText(document))).toBe(bare(text))
    expect(notices.some(({ kind }) => kind === 'markup' || kind === 'removed_control')).toBe(false)
    expect(documentSchema.parse(document)).toEqual(document)
    expect(importText(toText(document)).document).toEqual(document)
  })

  it.each(items.filter((text) => /通告|公告|第一条/.test(text.slice(0, 60))).map((text) => [text.trim().slice(0, 24), text]))(
    '%s… has no broken sentence and no broken table', (_, text) => {
      expect(importText(text).notices.filter(({ place }) => place !== undefined)).toEqual([])
    })
})
