import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Document } from '../../../shared/document/types.ts'
import type { Finding, Term } from '../../../shared/screening/index.ts'
import { compileLexicon, isStateMark, screen, shippedLexicon, shippedTerms } from '../../../shared/screening/index.ts'
import { foldTerm } from '../../../shared/screening/match/fold.ts'
import { missedIn, screenLabelled, shortTable, wholeTable } from '../../bench/screening/figures.ts'
import { officialCases } from '../../bench/screening/official.ts'

const shipped = shippedLexicon()

function paragraphs(...texts: string[]): Document {
  return { blocks: texts.map((text) => ({ type: 'paragraph', text })) }
}

/** what is found, as the text at its span */
function found(text: string, terms?: readonly Term[]): string[] {
  return screen(paragraphs(text), terms === undefined ? shipped : compileLexicon(terms), { today: '2026-11-24' }).findings
    .filter(({ level }) => level !== 'info').map(({ kind, span }) => `${kind} ${text.slice(span.start, span.end)}`)
}

describe('labelled cases', () => {
  const results = screenLabelled()
  const spans = (tier: string): boolean[] => results.filter(({ one }) => one.tier === tier).flatMap((outcome) => {
    const missed = new Set(missedIn(outcome))
    return outcome.one.expect.map((want) => !missed.has(want))
  })
  const clean = (tier: string): boolean[] => results.filter(({ one }) => one.tier === tier && one.expect.length === 0).map(({ found: hits }) => hits.length === 0)
  const share = (outcomes: readonly boolean[]): number => outcomes.filter(Boolean).length / outcomes.length

  it('of the core are found at their exact places in at least 97 of 100', () => {
    expect(share(spans('core'))).toBeGreaterThanOrEqual(0.97)
  })
  it('of the core that are clean are left alone in at least 98 of 100', () => {
    expect(share(clean('core'))).toBeGreaterThanOrEqual(0.98)
  })
  it('that are hard are found in at least 60 of 100, and three quarters of the innocent overlaps are left alone', () => {
    expect(share(spans('hard'))).toBeGreaterThanOrEqual(0.6)
    expect(share(clean('hard'))).toBeGreaterThanOrEqual(0.75)
  })
  it('have the figures that are published', () => {
    const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
    expect(read('tests/bench/screening/figures.md')).toContain(wholeTable(results))
    for (const half of ['seen', 'held'] as const) expect(read('tests/bench/screening/figures.md')).toContain(wholeTable(screenLabelled(officialCases(half))))
    expect(read('README.md')).toContain(shortTable(results, 0))
    expect(read('README.zh-CN.md')).toContain(shortTable(results, 1))
  })
})

describe('clean official prose', () => {
  it('has no finding above info', () => {
    const lines = readFileSync(new URL('clean-prose.txt', import.meta.url), 'utf8').split('\n')
    expect(screen(paragraphs(...lines), shipped).findings.filter(({ level }) => level !== 'info')).toEqual([])
  })
})

describe('the shipped lists', () => {
  it('hold at least 500 wrong words, each with a correction and a basis, none of them its own correction', () => {
    const misused = shippedTerms().filter(({ list, level }) => list === 'misused' && level === 'warn')
    expect(misused.length).toBeGreaterThanOrEqual(500)
    for (const { term, suggestion = '', basis = '' } of misused) {
      expect([term, suggestion.includes(term), basis.length > 0, suggestion.length > 0, foldTerm(term) !== ''])
        .toEqual([term, false, true, true, true])
    }
  })

  it('find none of their own corrections wrong', () => {
    for (const { suggestion = '' } of shippedTerms().filter(({ list }) => list === 'misused')) {
      expect(found(suggestion)).toEqual([])
    }
  })

  it('that age are empty and say so', () => {
    expect(screen(paragraphs('好'), shipped).lists.filter(({ state }) => state === 'not_loaded').map(({ id }) => id))
      .toEqual(['leaders', 'sensitive'])
  })
})

describe('terms', () => {
  it('are found over repeats, but a doubled word stays a doubled word', () => {
    expect(found('请赌赌博博', [{ term: '赌博' }])).toEqual(['sensitive 赌赌博博'])
    expect(found('代代开发票', [{ term: '代开发票' }])).toEqual(['sensitive 代开发票'])
    expect(found('多谢谢你', [{ term: '谢谢' }])).toEqual(['sensitive 谢谢'])
    expect(found('一谢', [{ term: '谢谢' }])).toEqual([])
    expect(found('常常常来', [{ term: '常常来' }])).toEqual(['sensitive 常常来'])
  })

  it('stand as words: what only appears across two words is no finding', () => {
    expect(found('新时代开启', [{ term: '代开' }])).toEqual([])
    expect(found('提供代开服务', [{ term: '代开' }])).toEqual(['sensitive 代开'])
    expect(found('新时代开启', [{ term: '代开', anywhere: true }])).toEqual(['sensitive 代开'])
  })

  it('are read over strokes, and over letters or digits that stand one by one between their characters', () => {
    const terms = [{ term: '代开发票' }]
    expect(['代丶开丶发丶票', '代1开2发3票', '代a开b发c票'].map((text) => found(text, terms)))
      .toEqual([['sensitive 代丶开丶发丶票'], ['sensitive 代1开2发3票'], ['sensitive 代a开b发c票']])
    expect(found('中国1人', [{ term: '国人' }])).toEqual([])
  })

  it('by sound are met in every reading of a character', () => {
    expect(found('网络都博', [{ term: '赌博', homophone: true }])).toEqual(['sensitive 都博'])
  })

  it('inside an allowed word are no finding', () => {
    expect(found('法轮寺与法轮', [{ term: '法轮', allow: ['法轮寺'] }])).toEqual(['sensitive 法轮'])
  })

  it('run over cells of a row and lines, and name every piece', () => {
    const document: Document = { blocks: [{ type: 'table', rows: [[{ text: '代开' }, { text: '发票' }, { text: '其他' }]] }] }
    const [finding] = screen(document, compileLexicon([{ term: '代开发票' }])).findings
    expect([finding?.span, finding?.more]).toEqual([
      { block: 0, row: 0, column: 0, start: 0, end: 2 }, [{ block: 0, row: 0, column: 1, start: 0, end: 2 }]])
    expect(found('代开\n发票', [{ term: '代开发票' }])).toEqual(['sensitive 代开\n发票'])
  })

  it('are written in pinyin, by sound, alike or taken apart only where the term says so', () => {
    for (const [text, option] of [['请du bo处', 'pinyin'], ['请毒博处', 'homophone'], ['请睹博处', 'lookalike'], ['请贝者博处', 'split']] as const) {
      expect([text, found(text, [{ term: '赌博' }]).length, found(text, [{ term: '赌博', [option]: true }]).length]).toEqual([text, 0, 1])
    }
    expect([found('用vрn上网', [{ term: 'vpn' }]), found('用vрn上网', [{ term: 'vpn', lookalike: true }])]).toEqual([[], ['sensitive vрn']])
  })
})

describe('phrases of official papers', () => {
  it('are known with one character mistaken or two exchanged', () => {
    expect(found('经评标委圆会评审')).toEqual(['misused 评标委圆会'])
    expect(found('主动信息公幵')).toEqual(['misused 公幵'])
    expect(found('发布招标工告')).toEqual(['misused 招标工告'])
    expect(found('加强社会理治')).toEqual(['misused 社会理治'])
  })

  it('and idioms are known with one character mistaken, their rarer forms left alone', () => {
    expect(found('要精益求惊地做')).toEqual(['misused 精益求惊'])
    expect(['为人处世', '人尽皆知', '临阵逃脱', '二三十个', '七十八岁', '中央电视台'].flatMap((text) => found(text))).toEqual([])
  })

  it('are no finding where what is written is right as well', () => {
    expect(['法制建设', '法治建设', '违法停车常见问题', '违法停车长时间未处理', '不负责任的行为', '申请入党', '各负责人员', '工作报到', '公安居住证', '当时人们', '投标时限', '实时处理', '公示期限'].flatMap((text) => found(text))).toEqual([])
  })

  it('that a list knows already are found once', () => {
    expect(found('消除安全隐换')).toHaveLength(1)
  })
})

describe('marks of secrecy', () => {
  const marks = (...texts: string[]): Finding[] => screen(paragraphs(...texts), shipped).findings
    .filter(({ kind }) => kind.startsWith('secrecy'))

  it('block, and are told from marks for the office, which a reviewer may excuse', () => {
    const [state] = marks('机密★5年', '关于报送有关情况的报告')
    expect([state?.level, isStateMark(state ?? { rule: '' })]).toEqual(['block', true])
    const [office] = marks('内部资料 注意保存', '关于报送有关情况的报告')
    expect([office?.level, isStateMark(office ?? { rule: '' })]).toEqual(['warn', false])
  })

  it('are no mark where the words stand in a sentence or a table', () => {
    expect(marks('依法保护国家秘密、商业秘密', '公开为常态、不公开为例外')).toEqual([])
    expect(screen({ blocks: [{ type: 'table', rows: [[{ text: '1.属于国家秘密' }, { text: '0' }], [{ text: '不予公开' }, { text: '0' }]] }] }, shipped).findings)
      .toEqual([])
  })

  it('are a mark in brackets, and only a hint where a word that heads rows and pages alike is all there is', () => {
    expect(marks('勤务安排表（内部掌握）').map(({ level }) => level)).toEqual(['warn'])
    expect([marks('保密').map(({ level }) => level), marks('保密\n关于报送有关情况的报告').map(({ level }) => level)]).toEqual([['info'], ['warn']])
  })

  it('with a term beyond thirty, twenty or ten years are a second finding', () => {
    expect(marks('秘密★15年').map(({ kind }) => kind).toSorted()).toEqual(['secrecy_mark', 'secrecy_term'])
    expect(marks('秘密★10年').map(({ kind }) => kind)).toEqual(['secrecy_mark'])
    expect(marks('绝密★三十一年').map(({ kind }) => kind).toSorted()).toEqual(['secrecy_mark', 'secrecy_term'])
  })
})

describe('private values', () => {
  it('never stand in a report in plain', () => {
    const values = ['11010519491231002X', '13800001234', '6222020000000000006', 'zhangsan@qq.com', '鲁P12345']
    const text = `申请人张铁山，身份证${values.join('，')}，家住阳光县幸福小区3号楼2单元501室`
    const report = JSON.stringify(screen(paragraphs(text), shipped))
    for (const value of [...values, '张铁山', '501室']) expect(report).not.toContain(value)
  })

  it('that are masked well pass, and masked badly are found', () => {
    expect(found('联系电话138****1234，身份证371521********1234')).toEqual([])
    expect(found('联系电话1380000****')).toEqual(['mobile 1380000****'])
    expect(found('身份证3715211990****1234')).toEqual(['id_card 3715211990****1234'])
  })

  it('are names also where only what is said of them tells, but not where a word is meant', () => {
    expect(found('王德发酒后驾驶小型轿车')).toEqual(['person 王德发'])
    expect(found('民警将郑海涛传唤至大队')).toEqual(['person 郑海涛'])
    expect(['驾驶人张伟未系安全带', '与骆建明驾驶的货车相撞', '吊销驾驶证人员：尚文娟'].flatMap((text) => found(text)))
      .toEqual(['person 张伟', 'person 骆建明', 'person 尚文娟'])
    expect(found('冯志强、许文斌、蒋伟等三人')).toEqual(['person 冯志强', 'person 许文斌', 'person 蒋伟'])
    expect(['严查酒后驾驶', '安全驾驶机动车', '高某酒后驾驶', '任何人驾驶', '对方可申请', '家属于次日到场', '局长王强主持会议', '常用的行为规范'].flatMap((text) => found(text))).toEqual([])
  })

  it('against one another or the number of their row are found each', () => {
    const one = '11010519491231002X'
    const other = '110105194912310021'
    expect(found(`${one}${one}`)).toEqual([`id_card ${one}`, `id_card ${one}`])
    expect(found(`序号3${one}`)).toEqual([`id_card ${one}`])
    expect(found(`${one}13800001234`)).toEqual([`id_card ${one}`, 'mobile 13800001234'])
    expect([found(`编码A${one}`), found(`编号7${one}`), found(`${one}${other}`)]).toEqual([[], [], []])
  })

  it('are read over the names of signs and over brackets', () => {
    expect(found('手机138空0000空1234')).toEqual(['mobile 138空0000空1234'])
    expect(found('电话+86 (138) 0000 1234')).toEqual(['mobile +86 (138) 0000 1234'])
    expect(found('电话+86（13800001234）')).toEqual(['mobile +86（13800001234）'])
  })

  it('take their meaning from the heads of a table', () => {
    const document: Document = { blocks: [{ type: 'table', rows: [
      [{ text: '姓名', header: 'column' }, { text: '家庭住址', header: 'column' }],
      [{ text: '王丽' }, { text: '阳光县幸福村3组12号' }], [{ text: '赵某某' }, { text: '略' }]] }] }
    expect(screen(document, shipped).findings.map(({ kind, span }) => [kind, span.row, span.column]))
      .toEqual([['person', 1, 0], ['address', 1, 1]])
  })

  it('of an institution are no finding above info', () => {
    expect(found('（机构名称：公共关系中心；联系电话：0635-6000000；联系地址：阳光县淮河路567号；电子邮箱：abc@163.com）')).toEqual([])
  })
})

describe('a report', () => {
  it('is the same for the same input, names each finding once, and begins with the catalogue texts', () => {
    const once = screen(paragraphs('电话13800001234，13900001234'), shipped, { fields: { title: '机密★5年' } })
    expect(screen(paragraphs('电话13800001234，13900001234'), shippedLexicon(), { fields: { title: '机密★5年' } })).toEqual(once)
    expect(new Set(once.findings.map(({ id }) => id)).size).toBe(3)
    expect(once.findings[0]?.span.field).toBe('title')
    expect(JSON.parse(JSON.stringify(once))).toEqual(once)
  })

  it('names another edition once a term has changed', () => {
    const one = screen(paragraphs(''), compileLexicon([{ term: '甲乙' }])).edition
    expect(screen(paragraphs(''), compileLexicon([{ term: '甲乙', level: 'block' }])).edition).not.toBe(one)
  })
})
