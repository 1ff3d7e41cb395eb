import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../shared/document/import-text.ts'
import { DocumentError, limits } from '../../../shared/document/limits.ts'
import { plainText } from '../../../shared/document/plain.ts'
import type { Block } from '../../../shared/document/types.ts'

const blocks = (text: string): readonly Block[] => importText(text, { title: false }).document.blocks
const kinds = (text: string): string[] => blocks(text).map((block) => block.type === 'heading' ? `heading ${block.level}` : block.type)
const noticesOf = (text: string): string[] => importText(text).notices.map(({ kind }) => kind)
/** What no import may lose: every character but blanks and the strokes between cells. */
const bare = (text: string): string => text.normalize('NFC').replaceAll(/[\s|]/g, '')

describe('the title', { timeout: 30_000 }, () => {
  it.each([
    ['临江县公安局交通管理大队2025年政府信息公开工作年度报告\n\n本报告由六部分组成。', '临江县公安局交通管理大队2025年政府信息公开工作年度报告'],
    ['\n  关于滨江路封闭施工的通告（试行）\n因道路改造，滨江路封闭。', '关于滨江路封闭施工的通告（试行）'],
    ['临江县公安局交通管理大队\n关于启用电子监控设备的公告\n现公告如下：', '临江县公安局交通管理大队关于启用电子监控设备的公告'],
  ])('is the first line that names its kind, with the body’s name above it: %j', (text, title) => {
    const imported = importText(text)
    expect(imported.title).toBe(title)
    expect(imported.document.blocks).toHaveLength(1)
  })

  it.each(['因道路改造，滨江路封闭，特此公告。', '各乡镇人民政府：', '第一条 为规范信息发布，制定本制度。', '一、工作情况报告', '临江县公安局\n滨江路1号', '附件1：名单'])(
    'is not made of a sentence, a salutation or a numbered line: %j', (text) => {
      expect(importText(text).title).toBeUndefined()
      expect(bare(plainText(importText(text).document))).toBe(bare(text))
    })

  it('tells when it was put together from two lines', () => {
    expect(noticesOf('临江县公安局\n关于停水的通知')).toEqual(['title_joined'])
  })

  it('stands below what says how the text is to be handled, which stays in the document', () => {
    const imported = importText('内部资料 注意保存\n关于印发春运方案的通知\n各中队：')
    expect(imported.title).toBe('关于印发春运方案的通知')
    expect(imported.document.blocks.map((block) => block.type === 'paragraph' && block.text)).toEqual(['内部资料 注意保存', '各中队：'])
  })

  it('may have its word spread by blanks', () => {
    expect(importText('　　通　　告\n现通告如下：').title).toBe('通　　告')
  })

  it('stays in the document when the title has a field of its own', () => {
    expect(importText('关于停水的通知', { title: false })).toMatchObject({ document: { blocks: [{ text: '关于停水的通知' }] } })
  })
})

describe('headings and lists', { timeout: 30_000 }, () => {
  it('knows the levels of short numbered lines that stand alone', () => {
    expect(kinds('第一章 总则\n一、总体情况\n（一）主动公开\n1. 机构信息\n公开机构信息12条。\n(二) 依申请公开\n收到申请9件。')).toEqual([
      'heading 1', 'heading 1', 'heading 2', 'heading 3', 'paragraph', 'heading 2', 'paragraph',
    ])
  })

  it('takes numbered sentences that follow each other as a list, blank lines between or not', () => {
    expect(blocks('1、加强领导。成立小组。\n\n2、加强培训。每季一次。\n3、加强监督。')).toEqual([
      { type: 'list', items: ['1、加强领导。成立小组。', '2、加强培训。每季一次。', '3、加强监督。'] },
    ])
  })

  it('takes short entries that follow each other as a list, and never a lone numbered sentence as a heading', () => {
    expect(kinds('（1）滨江路口\n（2）中山路口\n（一）身份证\n（二）户口簿\n2. 完善内容，提高质量。')).toEqual(['list', 'list', 'paragraph'])
  })

  it('begins a new list where the numbering begins anew', () => {
    expect(blocks('1、甲；\n2、乙。\n1、丙；\n2、丁。')).toEqual([
      { type: 'list', items: ['1、甲；', '2、乙。'] }, { type: 'list', items: ['1、丙；', '2、丁。'] },
    ])
  })

  it('keeps articles of a regulation as paragraphs and what they enumerate as lists', () => {
    expect(kinds('第一条 为规范发布，制定本制度。\n第二条 发布流程\n（一）拟稿；\n（二）审核。\n第三条 本制度自公布之日起执行。')).toEqual([
      'paragraph', 'paragraph', 'list', 'paragraph',
    ])
  })

  it('knows numbers with points as headings, each point a level', () => {
    expect(kinds('1 春运保障\n1.1 路面勤务\n实行一级勤务。\n1.2.1 恶劣天气\n启动响应。\n3 月起施行')).toEqual([
      'heading 1', 'heading 2', 'paragraph', 'heading 3', 'paragraph', 'paragraph',
    ])
  })

  it('takes chapters that follow each other for the contents, and attachments after 附件： for one list', () => {
    expect(kinds('第一章 总则\n第二章 附则\n第一章 总则\n第一条 为规范发布，制定本制度。')).toEqual(['list', 'heading 1', 'paragraph'])
    expect(blocks('附件：1. 示意图\n2. 绕行说明')).toEqual([{ type: 'list', items: ['附件：1. 示意图', '2. 绕行说明'] }])
  })

  it('does not take a decimal or a year for a number', () => {
    expect(kinds('1.5公里以内\n2026.3 起')).toEqual(['paragraph', 'paragraph'])
  })
})

describe('tables', { timeout: 30_000 }, () => {
  it('knows the heads of columns and rows', () => {
    expect(blocks('名称\t件数\n规章\t0\n规范性文件\t2')).toEqual([{
      type: 'table',
      rows: [
        [{ text: '名称', header: 'column' }, { text: '件数', header: 'column' }],
        [{ text: '规章', header: 'row' }, { text: '0' }],
        [{ text: '规范性文件', header: 'row' }, { text: '2' }],
      ],
    }])
  })

  it('spreads heads over the empty cells beside and below them', () => {
    expect(blocks('事项\t申请人\t\t总计\n\t自然人\t企业\t\n新收\t1\t2\t3')).toEqual([{
      type: 'table',
      rows: [
        [{ text: '事项', header: 'column', rowspan: 2 }, { text: '申请人', header: 'column', colspan: 2 }, { text: '总计', header: 'column', rowspan: 2 }],
        [{ text: '自然人', header: 'column' }, { text: '企业', header: 'column' }],
        [{ text: '新收', header: 'row' }, { text: '1' }, { text: '2' }, { text: '3' }],
      ],
    }])
  })

  it('never hides an empty figure under the name of its row', () => {
    expect(blocks('名称\t甲\t乙\n规章\t\t0\n文件\t1\t2')[0]).toMatchObject({ rows: [{}, [{ text: '规章', header: 'row' }, { text: '' }, { text: '0' }], {}] })
  })

  it('lets the name of a row reach over the rows it has under it, and not over its sibling', () => {
    const text = '事项\t\t件数\n（一）公开\t主动\t1\n\t依申请\t2\n\t（二）不予公开\t3'
    expect(blocks(text)[0]).toMatchObject({ rows: [
      {}, [{ text: '（一）公开', header: 'row', rowspan: 2 }, { text: '主动' }, { text: '1' }], [{ text: '依申请' }, { text: '2' }],
      [{ text: '' }, { text: '（二）不予公开', header: 'row' }, { text: '3' }],
    ] })
  })

  it('takes a first line with one cell as the caption', () => {
    expect(blocks('第（一）项\t\n名称\t件数\n规章\t0')[0]).toMatchObject({ caption: '第（一）项' })
  })

  it('reads cells between upright strokes', () => {
    expect(blocks('序号 | 项目 | 金额 |\n1 | 复印 | 10 |')[0]).toMatchObject({ rows: [[{ text: '序号' }, { text: '项目' }, { text: '金额' }], [{ text: '1' }, { text: '复印' }, { text: '10' }]] })
    expect(kinds('首页 | 公开 | 通知')).toEqual(['paragraph'])
  })

  it('leaves out the rule below the head, as Markdown has it', () => {
    expect(blocks('| 序号 | 点位 |\n|---|:--:|\n| 1 | 滨江路 |')[0]).toMatchObject({ rows: [[{ text: '序号' }, { text: '点位' }], [{ text: '1' }, { text: '滨江路' }]] })
  })

  it('reads three columns or more that blanks divide, and says so', () => {
    const { document, notices } = importText('收费项目    单位  标准（元）\n号牌        副    100\n姓名：甲  性别：女\n日期')
    expect(document.blocks.map(({ type }) => type)).toEqual(['table', 'paragraph', 'paragraph'])
    expect(notices).toContainEqual({ kind: 'spaced_table', values: { count: '1' } })
  })

  it('does not take the number of a row for a figure beside its column', () => {
    expect(noticesOf('序号\t姓名\t金额\t备注\n1\t张*\t12000\t\n2\t李*\t8500\t首次\n3\t王*\t300\t首次')).toEqual([])
  })

  it('does not take an indent for a table', () => {
    expect(kinds('\t因道路改造，滨江路封闭。\n\t自明日起施行。')).toEqual(['paragraph', 'paragraph'])
  })

  it('points out rows with more or fewer cells than the head', () => {
    expect(importText('名称\t甲\t乙\n规章\t0\n文件\t1\t2\t3').notices).toEqual([
      { kind: 'row_length', place: { block: 0, row: 1 }, values: { cells: '2', expected: '3' } },
      { kind: 'row_length', place: { block: 0, row: 2 }, values: { cells: '4', expected: '3' } },
    ])
  })

  it('points out figures beside their columns, and names beside theirs', () => {
    const text = '事项\t\t甲\t乙\t\n（一）新收\t\t1\t2\t\n（二）公开\t\t1\t2\t\n\t（三）不予公开\t国家秘密\t0\t0'
    expect(importText(text).notices).toEqual([
      { kind: 'rows_shifted', place: { block: 0, row: 3 }, values: { rows: '1', by: '1' } },
      { kind: 'label_shifted', place: { block: 0, row: 3 }, values: { by: '1' } },
    ])
  })

  it('finds nothing to point out in a table that fits', () => {
    expect(noticesOf('名称\t甲\t乙\n规章\t\t0\n文件\t1\t2\n批复\t3\t')).toEqual([])
  })

  it('points out a table that an empty line cuts, and two that stand together', () => {
    expect(importText('名称\t件数\n规章\t0\n\n文件\t1\n批复\t3').notices).toEqual([
      { kind: 'table_cut', place: { block: 1 }, values: { columns: '2', previous: '2', join: '0' } },
    ])
    expect(importText('名称\t甲\t乙\n规章\t0\t0\n名称\t丙\n许可\t3').notices).toEqual([
      { kind: 'tables_together', place: { block: 1 }, values: { columns: '2', previous: '3' } },
    ])
    expect(noticesOf('名称\t件数\n规章\t0\n\n名称\t金额\n收费\t1')).toEqual([])
  })
})

describe('a broken sentence', { timeout: 30_000 }, () => {
  it.each([
    ['解读材料主要以文字为主，\n\n形式较为单一。', '解读材料主要以文字为主，', '形式较为单一。'],
    ['建立民意收集体系。三是建立临江县交通安\n\n全公益联盟。全年开展活动。', '三是建立临江县交通安', '全公益联盟。全年开展活动'],
  ])('is pointed out with what joining it would make: %j', (text, before, after) => {
    const [notice, ...others] = importText(text).notices
    expect(others).toEqual([])
    expect(notice).toMatchObject({ kind: 'broken_line', place: { block: 0 } })
    const { before: end = '', after: start = '', joined, join } = notice?.values ?? {}
    expect(end.slice(-10)).toBe(before.slice(-10))
    expect(start.slice(0, 5)).toBe(after.slice(0, 5))
    expect(joined).toBe(end + start)
    expect(join).toBe('0')
  })

  it.each(['特此通告\n\n临江县公安局\n2026年3月1日', '联系地址：临江县滨江路一号政务服务中心\n电话见网站。', '现将有关事项公告如下:\n（一）绕行。', '一、总体情况\n全年公开信息60条。'])(
    'is not seen in signatures, addresses, lists and headings: %j', (text) => {
      expect(noticesOf(text)).toEqual([])
    })
})

describe('what is left out', { timeout: 30_000 }, () => {
  it('tells control and bidi characters with their code points', () => {
    const { document, notices } = importText('正常\u202e文字\u0000。\r\n第二\u200b行。')
    expect(plainText(document)).toBe('正常文字。\n第二行。')
    expect(notices).toEqual([
      { kind: 'line_ends', values: { count: '1' } },
      { kind: 'removed_control', values: { count: '3', codePoints: 'U+202E U+0000 U+200B' } },
    ])
  })

  it('tells composed letters, blanks at the edges and marks', () => {
    expect(importText('Cafe\u0301。\n　　缩进。\n## 附则').notices).toEqual([
      { kind: 'composed', values: { count: '1' } }, { kind: 'trimmed_blanks', values: { count: '1' } }, { kind: 'markup', values: { count: '1' } },
    ])
  })

  it('loses no character of any text without marks', () => {
    const unit = fc.oneof(
      fc.constantFrom('一、', '（一）', '1. ', '2、', '关于停水的通知', '\t', '\n', '\n\n', ' | ', '。', '，', '0', '总计', '　', '第一条 ', '• '),
      fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !/[#+\\↵[{]/.test(text)),
    )
    fc.assert(fc.property(fc.array(unit, { maxLength: 25 }), (parts) => {
      const text = parts.join('')
      const { document, title = '', notices } = importText(text)
      if (notices.every(({ kind }) => kind !== 'removed_control')) expect(bare(title + plainText(document))).toBe(bare(text))
    }), { numRuns: 1000 })
  })

  it('changes nothing without a notice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      const { document, title = '', notices } = importText(text)
      if (notices.length === 0) expect(`${title}${plainText(document)}`.replaceAll(/[\n|\t ]/g, '')).toBe(text.replaceAll(/[\n|\t ]/g, ''))
    }), { numRuns: 1000 })
  })
})

describe('limits', { timeout: 30_000 }, () => {
  const codeOf = (text: string): string | undefined => {
    try {
      importText(text)
      return undefined
    } catch (error) {
      return error instanceof DocumentError ? error.code : 'other'
    }
  }

  it('refuses too many characters, blocks and cells with a code', () => {
    expect(codeOf('字'.repeat(limits.characters + 1))).toBe('too_many_characters')
    expect(codeOf('字\n'.repeat(limits.blocks + 1))).toBe('too_many_blocks')
    expect(codeOf(`甲${'\t乙'.repeat(limits.cells)}`)).toBe('too_many_cells')
  })

  it.each([
    ['one long line', '临江县公安局交通管理大队，'.repeat(80_000)],
    ['many short lines', '临江县公安局交通管理大队关于封闭施工路段的公告如下文字内容，继续说明情况直到末尾\n'.repeat(19_000)],
    ['a large table', `甲\t乙\t丙\t丁\t戊\n${'规章\t0\t1\t2\t3\n'.repeat(9_900)}`],
    ['a table of empty cells', `甲${'\t'.repeat(40_000)}\n乙`],
    ['a long run of items', Array.from({ length: 19_000 }, (_, at) => `${at % 2 + 1}、事项内容；`).join('\n')],
    ['marks of line breaks', '\\↵'.repeat(400_000)],
    ['strokes', `${'|'.repeat(24_000)}\n${'|'.repeat(24_000)}`],
    ['backslashes', `${'\\'.repeat(1_000_000)}甲↵`],
    ['marks on one letter', `甲${'\u0301\u0323\u0344'.repeat(400_000)}`],
    ['blanks', `甲${' '.repeat(1_000_000)}乙`],
  ])('reads a megabyte within two seconds of work: %s', (_, text) => {
    const started = process.threadCpuUsage()
    importText(text)
    expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(2000)
  })
})
