import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Content } from '../../../shared/document/content.ts'
import { diffContent, type BlockEntry, type CellEntry, type Entry, type RowEntry } from '../../../shared/document/diff-content.ts'
import { diffText, type Part } from '../../../shared/document/diff-text.ts'
import { plainText } from '../../../shared/document/plain.ts'
import type { Block } from '../../../shared/document/types.ts'
import { anyContent, file, notice, trickyText } from './arbitrary.ts'

type Side = 'before' | 'after'

function sideOf<T, D>(entries: readonly Entry<T, D>[], side: Side): T[] {
  return entries.flatMap((entry) => {
    if (side === 'before') return entry.kind === 'added' ? [] : [entry.before]
    return entry.kind === 'removed' ? [] : [entry.after]
  })
}

function textOf(parts: readonly Part[], side: Side): string {
  return parts.filter(({ kind }) => kind === 'same' || kind === (side === 'before' ? 'removed' : 'added')).map(({ text }) => text).join('')
}

/** Checks that what is told within a changed block gives both of its sides. */
function checkWithin(entry: BlockEntry): void {
  if (entry.kind !== 'changed') return
  for (const side of ['before', 'after'] as const) {
    const block = entry[side]
    const { within } = entry
    if (within.type === 'text') expect(textOf(within.parts, side)).toBe(plainText({ blocks: [block] }))
    if (within.type === 'list') expect(sideOf<string, readonly Part[]>(within.items, side)).toEqual(block.type === 'list' ? block.items : [])
    if (within.type === 'table' && block.type === 'table') {
      expect(textOf(within.caption, side)).toBe(block.caption ?? '')
      expect(sideOf<RowEntry extends Entry<infer T, unknown> ? T : never, readonly CellEntry[]>(within.rows, side)).toEqual(block.rows)
      within.rows.forEach((row) => row.kind === 'changed' && expect(sideOf(row.within, side)).toEqual(row[side]))
    }
  }
}

const change = (blocks: readonly Block[]): Content => ({ ...notice, body: { blocks } })
const bodyOf = (before: readonly Block[], after: readonly Block[]): readonly BlockEntry[] => diffContent(change(before), change(after)).body
const paragraph = (text: string): Block => ({ type: 'paragraph', text })

describe('differences of two contents', { timeout: 30_000 }, () => {
  it('give both of them back exactly', () => {
    fc.assert(fc.property(anyContent, anyContent, (before, after) => {
      const diff = diffContent(before, after)
      expect(sideOf(diff.body, 'before')).toEqual(before.body.blocks)
      expect(sideOf(diff.body, 'after')).toEqual(after.body.blocks)
      diff.body.forEach(checkWithin)
      expect(sideOf(diff.attachments, 'before')).toEqual(before.attachments)
      expect(sideOf(diff.attachments, 'after')).toEqual(after.attachments)
      expect(diff.title?.before ?? before.title).toBe(before.title)
      expect(diff.title?.after ?? before.title).toBe(after.title)
      for (const { field, before: was, after: is } of diff.fields) {
        expect([was, is]).toEqual([before.fields[field], after.fields[field]].map((value) => typeof value === 'object' ? value.join('\n') : value))
      }
    }), { numRuns: 400 })
  })

  it('are found after changes here and there', () => {
    fc.assert(fc.property(anyContent, fc.array(fc.tuple(fc.nat(6), trickyText), { maxLength: 3 }), (before, edits) => {
      const blocks = [...before.body.blocks]
      for (const [at, text] of edits) blocks.splice(Math.min(at, blocks.length), at % 2, paragraph(text))
      const diff = diffContent(before, { ...before, body: { blocks } })
      expect(sideOf(diff.body, 'before')).toEqual(before.body.blocks)
      expect(sideOf(diff.body, 'after')).toEqual(blocks)
      diff.body.forEach(checkWithin)
    }), { numRuns: 400 })
  })

  it('are none between equal contents, in whatever order their fields were written', () => {
    const shuffled: Content = { attachments: notice.attachments, fields: notice.fields, body: notice.body, title: notice.title }
    expect(diffContent(notice, shuffled)).toMatchObject({ changed: false, title: undefined, fields: [] })
  })

  it('name the catalogue fields, the title and the change note', () => {
    const diff = diffContent(notice, { ...notice, title: '关于滨江路恢复通行的通告', changeNote: '更正日期', fields: { ...notice.fields, formedOn: '2026-03-02', keywords: ['施工'] } })
    expect(diff.changed).toBe(true)
    expect(diff.title?.parts.some(({ kind, text }) => kind === 'same' && text.includes('滨江路'))).toBe(true)
    expect(diff.changeNote).toEqual({ before: undefined, after: '更正日期', parts: [{ kind: 'added', text: '更正日期' }] })
    expect(diff.fields.map(({ field }) => field)).toEqual(['formedOn', 'keywords'])
  })

  it('tell an attachment that was exchanged from one that came or went', () => {
    const diff = diffContent({ ...notice, attachments: [file('甲.pdf'), file('乙.pdf')] }, { ...notice, attachments: [file('甲.pdf', '1'), file('丙.pdf', '2')] })
    expect(diff.attachments.map(({ kind }) => kind)).toEqual(['changed', 'removed', 'added'])
  })
})

describe('differences in the body', { timeout: 30_000 }, () => {
  it('leave unchanged blocks alone and mark what changed inside a text', () => {
    const [same, changed, added] = bodyOf(
      [paragraph('因道路改造，滨江路封闭。'), paragraph('全年共受理热线4941件，按时办结。')],
      [paragraph('因道路改造，滨江路封闭。'), paragraph('全年共受理热线4951件，按时办结。'), paragraph('特此通告。')],
    )
    expect(same?.kind).toBe('same')
    expect(changed).toMatchObject({ kind: 'changed', within: { parts: [
      { kind: 'same', text: '全年共受理热线' }, { kind: 'removed', text: '4941' }, { kind: 'added', text: '4951' }, { kind: 'same', text: '件，按时办结。' },
    ] } })
    expect(added?.kind).toBe('added')
  })

  it('do not call two unlike paragraphs a change', () => {
    expect(bodyOf([paragraph('因道路改造，滨江路封闭。')], [paragraph('咨询电话：0000-0000。')]).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })

  it('see that a paragraph became a heading', () => {
    expect(bodyOf([paragraph('附则')], [{ type: 'heading', level: 2, text: '附则' }])).toMatchObject([{ kind: 'changed', within: { parts: [{ kind: 'same', text: '附则' }] } }])
  })

  it('go cell by cell through a table and item by item through a list', () => {
    const blocks = structuredClone(notice.body.blocks)
    const edited = blocks.map((block): Block => {
      if (block.type === 'list') return { ...block, items: [...block.items, '（三）行人从便道通行。'] }
      if (block.type !== 'table') return block
      return { ...block, rows: block.rows.map((row) => row.map((cell) => cell.text === '11' ? { text: '12' } : cell)) }
    })
    const [list, table] = bodyOf(blocks, edited).filter(({ kind }) => kind !== 'same')
    expect(list).toMatchObject({ within: { type: 'list', items: [{ kind: 'same' }, { kind: 'same' }, { kind: 'added' }] } })
    expect(table).toMatchObject({ within: { type: 'table', rows: [{ kind: 'same' }, { kind: 'same' }, {
      kind: 'changed', within: [{ kind: 'same' }, { kind: 'changed', within: [{ kind: 'removed', text: '11' }, { kind: 'added', text: '12' }] }],
    }] } })
  })

  it('find a column that was put in', () => {
    const row = (...texts: string[]) => texts.map((text) => ({ text }))
    const [table] = bodyOf(
      [{ type: 'table', rows: [row('路段', '天数'), row('东段滨江路', '9')] }],
      [{ type: 'table', rows: [row('路段', '负责人', '天数'), row('东段滨江路', '甲', '9')] }],
    )
    expect(table).toMatchObject({ within: { rows: [
      { kind: 'changed', within: [{ kind: 'same' }, { kind: 'added' }, { kind: 'same' }] },
      { kind: 'changed', within: [{ kind: 'same' }, { kind: 'added' }, { kind: 'same' }] },
    ] } })
  })
})

describe('differences in a text', { timeout: 30_000 }, () => {
  it('give both texts back, and neither begins nor ends inside a character', () => {
    fc.assert(fc.property(trickyText, trickyText, fc.string({ unit: 'grapheme' }), (a, b, c) => {
      const parts = diffText(a + c, b + c)
      expect(textOf(parts, 'before')).toBe(a + c)
      expect(textOf(parts, 'after')).toBe(b + c)
      if (`${a}${b}${c}`.isWellFormed()) expect(parts.every(({ text }) => text.isWellFormed())).toBe(true)
    }), { numRuns: 1000 })
  })

  it('mark words, not scattered characters', () => {
    expect(diffText('由公安机关依法处理', '由有关部门依法处罚').filter(({ kind }) => kind !== 'same').length).toBeLessThanOrEqual(4)
  })
})

describe('large contents', { timeout: 30_000 }, () => {
  const lines = (of: (at: number) => string): Content => change(Array.from({ length: 4000 }, (_, at) => paragraph(of(at))))
  it.each([
    ['every paragraph changed a little', lines((at) => `第${at}段：因道路改造，滨江路将分段封闭施工，请绕行。`), lines((at) => `第${at}段：因管道改造，滨江路将分段封闭施工，请注意绕行。`)],
    ['every other one replaced', lines((at) => `${at}号路段封闭施工，请过往车辆绕行。`), lines((at) => at % 2 === 0 ? `${at}号路段封闭施工，请过往车辆绕行。` : `咨询电话${at * 7919}，工作日接听。`)],
    ['one huge paragraph', change([paragraph('因道路改造，滨江路封闭。'.repeat(20_000))]), change([paragraph('因管道维修，中山路封闭。'.repeat(20_000))])],
    ['a huge table', change([{ type: 'table', rows: Array.from({ length: 6000 }, (_, at) => [{ text: `路段${at}` }, { text: String(at) }]) }]), change([{ type: 'table', rows: Array.from({ length: 6000 }, (_, at) => [{ text: `路段${at}` }, { text: String(at + 1) }]) }])],
    ['the order reversed', lines((at) => `第${at}段封闭`), lines((at) => `第${3999 - at}段封闭`)],
  ])('are compared within three seconds of work: %s', (_, before, after) => {
    const started = process.threadCpuUsage()
    const diff = diffContent(before, after)
    expect(process.threadCpuUsage(started).user / 1000).toBeLessThan(3000)
    expect(sideOf(diff.body, 'before')).toEqual(before.body.blocks)
    expect(sideOf(diff.body, 'after')).toEqual(after.body.blocks)
  })

  it('show a paragraph put in first as one, however much changed below', () => {
    const before = lines((at) => `${at}号路段封闭施工，请过往车辆绕行。`)
    const edited = before.body.blocks.map((block, at) => at % 4 === 0 ? paragraph(`${at}号路段封闭施工，请过往车辆注意绕行。`) : block)
    const entries = bodyOf(before.body.blocks, [paragraph('特此通告。'), ...edited])
    expect(entries.filter(({ kind }) => kind === 'same')).toHaveLength(3000)
    expect(entries.filter(({ kind }) => kind === 'changed')).toHaveLength(1000)
    expect(entries.filter(({ kind }) => kind === 'added')).toHaveLength(1)
    expect(entries).toHaveLength(4001)
  })
})
