import fc from 'fast-check'
import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import { diffContent } from '../../../shared/document/diff-content.ts'
import type { Content } from '../../../shared/document/content.ts'
import type { Block } from '../../../shared/document/types.ts'
import type { Finding } from '../../../shared/screening/types.ts'
import { diffView } from '../../../shared/web/diff.ts'
import { blocksView, contentView, marksOf } from '../../../shared/web/document.ts'
import type { Html } from '../../../shared/web/html.ts'
import { html, lines, render } from '../../../shared/web/html.ts'
import { textArea, textInput } from '../../../shared/web/inputs.ts'
import { sayIn } from '../../../shared/web/words.ts'

const say = sayIn('zh')
const text = (view: Html): string => parse(render(view), { comment: true }).text
const contentOf = (blocks: readonly Block[], title = '标题'): Content => ({
  title, body: { blocks }, attachments: [],
  fields: { column: 'notices', openness: 'proactive', formedOn: '2026-11-24', source: '大队', ground: '20-15' },
})
const finding = (id: string, start: number, end: number, level: Finding['level'] = 'warn'): Finding => ({
  id, kind: 'mobile', level, span: { block: 0, start, end }, rule: 'r', edition: 'e', basis: 'b', masked: 'm',
})

describe('templates', () => {
  test('escape whatever comes in', () => {
    expect(render(html`<p title="${'"><script>'}">${'<b>&\'"'}</p>`)).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;&quot;</p>')
  })

  test('do not wait for anything', () => {
    expect(() => render(Promise.resolve(html`late`))).toThrow(TypeError)
  })

  test('keep line breaks', () => {
    expect(render(html`${lines('一\n<二>')}`)).toBe('一<br>&lt;二&gt;')
  })
})

describe('a document', () => {
  const hostile = fc.string({ unit: fc.constantFrom('<', '>', '"', '\'', '&', '/', 'a', '一', ' ', '=', '-', '!') })

  test('holds no element that it was not given, whatever its texts say', () => {
    fc.assert(fc.property(hostile, hostile, hostile, (one, two, three) => {
      const view = contentView(contentOf([
        { type: 'heading', level: 1, text: one }, { type: 'paragraph', text: two }, { type: 'list', items: [three, one] },
        { type: 'table', caption: two, rows: [[{ text: three, header: 'column' }, { text: one }]] },
      ], three))
      const tags = new Set([...render(view).matchAll(/<(\w+)/gu)].map(([, tag]) => tag))
      expect([...tags].filter((tag) => !['article', 'h2', 'h3', 'p', 'ul', 'li', 'div', 'table', 'caption', 'tr', 'th', 'td'].includes(tag ?? ''))).toEqual([])
    }))
  })

  test('loses no character to its marks, wherever they stand and overlap', () => {
    const span = fc.tuple(fc.nat(12), fc.nat(12)).map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b)])
    fc.assert(fc.property(fc.array(span, { maxLength: 6 }), (spans) => {
      const written = '一二三四五六七八九十甲乙'
      const findings = spans.map(([start, end], at) => finding(`f${at}`, start, end))
      const view = blocksView({ blocks: [{ type: 'paragraph', text: written }] }, marksOf(findings))
      expect(text(view)).toBe(written)
      for (const { id } of findings) expect(render(view)).toContain(`id="at-${id}"`)
    }))
  })

  test('marks each piece of what runs over several cells', () => {
    const found: Finding = { ...finding('f', 0, 2), span: { block: 0, row: 0, column: 0, start: 0, end: 2 }, more: [{ block: 0, row: 0, column: 1, start: 0, end: 1 }] }
    const view = blocksView({ blocks: [{ type: 'table', rows: [[{ text: '甲乙' }, { text: '丙丁' }]] }] }, marksOf([found]))
    expect(parse(render(view)).querySelectorAll('mark').map((mark) => [mark.id, mark.text])).toEqual([['at-f', '甲乙'], ['at-f-1', '丙']])
  })

  test('has headings below the page’s own and header cells with their scope', () => {
    const view = parse(render(blocksView({ blocks: [
      { type: 'heading', level: 1, text: '一、' }, { type: 'heading', level: 4, text: '（1）' },
      { type: 'table', rows: [[{ text: '列', header: 'column', colspan: 2 }], [{ text: '行', header: 'row' }, { text: '值' }]] },
    ] })))
    expect(view.querySelectorAll('h3, h6').map(({ tagName }) => tagName)).toEqual(['H3', 'H6'])
    expect(view.querySelectorAll('th').map((cell) => [cell.getAttribute('scope'), cell.getAttribute('colspan')])).toEqual([['col', '2'], ['row', undefined]])
  })
})

describe('differences', () => {
  const paragraphs = (...texts: readonly string[]): Content => contentOf(texts.map((one) => ({ type: 'paragraph', text: one })))

  test('show what went and what came, and leave out what is far from any change', () => {
    const before = paragraphs('第一段。', '第二段。', '第三段。', '适用于本县。', '第五段。', '第六段。', '第七段。')
    const after = paragraphs('第一段。', '第二段。', '第三段。', '适用于全市。', '第五段。', '第六段。', '第七段。')
    const view = parse(render(diffView(diffContent(before, after), say)))
    expect(view.querySelectorAll('del').map((one) => one.text).join('')).toContain('本县')
    expect(view.querySelectorAll('ins').map((one) => one.text).join('')).toContain('全市')
    expect(view.text).toContain('第三段。')
    expect(view.text).not.toContain('第一段。')
    expect(view.text).not.toContain('第七段。')
  })

  test('show changed cells of a table, removed lists and changed fields', () => {
    const before = contentOf([{ type: 'table', rows: [[{ text: '合计' }, { text: '298' }]] }, { type: 'list', items: ['一、甲', '二、乙'] }])
    const after = { ...contentOf([{ type: 'table', rows: [[{ text: '合计' }, { text: '288' }]] }], '新标题'), changeNote: '更正' }
    const view = parse(render(diffView(diffContent(before, after), say)))
    expect(view.querySelectorAll('td').map((cell) => cell.innerHTML)).toEqual(['合计', '<del>298</del><ins>288</ins>'])
    expect(view.querySelectorAll('.gone del').map((one) => one.text)).toEqual(['一、甲', '二、乙'])
    expect(view.text).toContain('新')
    expect(view.text).toContain('更正（撤销）说明')
  })

  test('say so where nothing differs', () => {
    expect(text(diffView(diffContent(paragraphs('一'), paragraphs('一')), say))).toBe('没有不同。')
  })
})

describe('fields of a form', () => {
  const input = { name: 'title', label: 'field.title', problems: [{ field: 'title', code: 'missing' }], say } as const

  test('keep what was typed, its first line break too', () => {
    const area = render(textArea({ ...input, value: '\n</textarea><script>' }))
    expect(area).toContain('>\n\n&lt;/textarea&gt;&lt;script&gt;</textarea>')
  })

  test('say what is wrong where it is, for those who do not see the page', () => {
    const field = parse(render(textInput({ ...input, value: 'x"y', hint: 'hint.title' })))
    const control = field.querySelector('input')
    expect(control?.getAttribute('aria-invalid')).toBe('true')
    for (const id of control?.getAttribute('aria-describedby')?.split(' ') ?? []) expect(field.querySelector(`#${id}`)).not.toBeNull()
    expect(field.querySelector('label')?.getAttribute('for')).toBe(control?.id)
    expect(field.querySelector('.says')?.text).toBe('请填写“标题”')
  })
})
