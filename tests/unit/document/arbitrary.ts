import fc from 'fast-check'
import type { Attachment, CatalogueFields, Content } from '../../../shared/document/content.ts'
import { documentSchema } from '../../../shared/document/content-schema.ts'
import type { Document } from '../../../shared/document/types.ts'

const fragments = [
  '一、', '二、', '三、', '（一）', '(二)', '（三）', '1.', '2. ', '1、', '2、', '①', '②', '一是', '二是', '第一条 ', '第一章 总则', '• ', '- ', '+ ', '# ', '## ',
  '\\', '↵', '\\↵', '\n', '\t', '|', ' | ', '[表格]', '[表格：甲]', '{列头}', '{跨2列}', '{', '}', '{}', '。', '，', '：', '；', ' ', '　', '"',
  '总体情况', '关于道路施工的通告', '临江县公安局', '年度报告', '信息内容', '0', '12', '9 份', '2024年', 'abc', '=', '\u0338', 'e\u0301', '\u202e', '\u200b', '\r\n', '\u2028', '😀', '\ud800',
]

/** Texts made of what the plain form and the import look at, with anything between. */
export const trickyText = fc.oneof(
  { weight: 5, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 7 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
)

const header = fc.constantFrom('column' as const, 'row' as const)
const cell = fc.record({
  text: fc.oneof(fc.constantFrom('', '0', '12', '信息内容', '规章'), trickyText),
  header, colspan: fc.integer({ min: 2, max: 4 }), rowspan: fc.integer({ min: 2, max: 3 }),
}, { requiredKeys: ['text'] })
const plainCell = fc.record({ text: fc.constantFrom('', '', '0', '7', '规章', '总计', '（一）甲') })

const block = fc.oneof(
  fc.record({ type: fc.constant('heading'), level: fc.constantFrom(1, 2, 3, 4), text: trickyText }),
  fc.record({ type: fc.constant('paragraph'), text: trickyText }),
  fc.record({ type: fc.constant('list'), items: fc.array(trickyText, { minLength: 1, maxLength: 4 }) }),
  fc.record({
    type: fc.constant('table'), caption: trickyText,
    rows: fc.array(fc.array(fc.oneof(cell, plainCell), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
  }, { requiredKeys: ['type', 'rows'] }),
)

/** Documents as the schema leaves them: every one that can be stored. */
export const anyDocument: fc.Arbitrary<Document> = fc.array(block, { maxLength: 6 })
  .map((blocks) => documentSchema.safeParse({ blocks: blocks.filter((one) => documentSchema.safeParse({ blocks: [one] }).success) }))
  .map((parsed) => parsed.success ? parsed.data : { blocks: [] })

export const fields: CatalogueFields = {
  column: 'notice', openness: 'proactive', formedOn: '2026-03-01', source: '临江县公安局交通管理大队', ground: '20-01',
}

export const file = (name: string, digit = '0'): Attachment => ({ name, mediaType: 'application/pdf', size: 10, sha256: digit.repeat(64) })

/** A content of our own: the notice of a closed road. */
export const notice: Content = {
  title: '关于滨江路封闭施工的通告',
  body: {
    blocks: [
      { type: 'paragraph', text: '因道路改造，滨江路将分段封闭施工。' },
      { type: 'heading', level: 1, text: '一、封闭时间' },
      { type: 'paragraph', text: '自2026年3月1日至2026年3月20日。' },
      { type: 'list', items: ['（一）货车绕行环城路；', '（二）公交车不受限制。'] },
      {
        type: 'table', caption: '分段安排',
        rows: [
          [{ text: '路段', header: 'column' }, { text: '天数', header: 'column' }],
          [{ text: '东段', header: 'row' }, { text: '9' }],
          [{ text: '西段', header: 'row' }, { text: '11' }],
        ],
      },
    ],
  },
  fields,
  attachments: [file('绕行图.pdf')],
}

export const anyContent: fc.Arbitrary<Content> = fc.record({
  title: fc.constantFrom('关于滨江路封闭施工的通告', '关于滨江路恢复通行的通告'),
  body: anyDocument,
  fields: fc.record({
    column: fc.constantFrom('notice', 'report'), openness: fc.constantFrom('proactive' as const, 'withheld' as const),
    formedOn: fc.constantFrom('2026-03-01', '2026-03-02'), source: fc.constant('临江县公安局'), ground: fc.constant('20-01'),
    summary: fc.constantFrom('封闭施工', '恢复通行'), keywords: fc.constantFrom(['施工'], ['施工', '绕行']),
  }, { requiredKeys: ['column', 'openness', 'formedOn', 'source', 'ground'] }),
  changeNote: fc.constantFrom('更正日期', '更正路段'),
  attachments: fc.uniqueArray(fc.constantFrom(file('甲.pdf'), file('乙.pdf'), file('甲.pdf', '1')), { selector: ({ name }) => name }),
}, { requiredKeys: ['title', 'body', 'fields', 'attachments'] })
