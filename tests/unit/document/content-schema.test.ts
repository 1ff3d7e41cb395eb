import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentSchema, parseContent, type FieldError } from '../../../shared/document/content-schema.ts'
import { importText } from '../../../shared/document/import-text.ts'
import { limits } from '../../../shared/document/limits.ts'
import { anyContent, file, notice } from './arbitrary.ts'

const errorsOf = (input: unknown): readonly FieldError[] => {
  const parsed = parseContent(input)
  return parsed.ok ? [] : parsed.errors
}
const codes = (input: unknown): string[] => errorsOf(input).map(({ path, code }) => `${path}: ${code}`)
const withFields = (fields: Record<string, unknown>): unknown => ({ ...notice, fields: { ...notice.fields, ...fields } })
const withBody = (blocks: unknown): unknown => ({ ...notice, body: { blocks } })

describe('a content', { timeout: 30_000 }, () => {
  it('is taken as it is when it is in its normal form', () => {
    expect(parseContent(notice)).toEqual({ ok: true, content: notice, notices: [] })
    fc.assert(fc.property(anyContent, (content) => {
      expect(parseContent(content)).toEqual({ ok: true, content, notices: [] })
    }))
  })

  it('comes out of parsing in a form that parsing leaves as it is', () => {
    const textual = fc.string({ unit: 'binary', maxLength: 20 })
    fc.assert(fc.property(textual, textual, (title, text) => {
      const parsed = parseContent({ ...notice, title, body: { blocks: [{ type: 'paragraph', text }] } })
      if (!parsed.ok) return
      expect(parseContent(parsed.content)).toEqual({ ...parsed, notices: [] })
      expect(parsed.content.title).not.toMatch(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u)
    }), { numRuns: 1000 })
  })

  it('never keeps a bidi override or a control character, in the title or anywhere', () => {
    const parsed = parseContent({
      ...notice,
      title: '\u202e通告\u202c\u0000 ',
      body: { blocks: [{ type: 'table', rows: [[{ text: 'Cafe\u0301\u2066\t甲' }]] }] },
      attachments: [file('图\u202efdp.exe')],
    })
    expect(parsed).toMatchObject({
      ok: true,
      content: { title: '通告', body: { blocks: [{ rows: [[{ text: 'Café 甲' }]] }] }, attachments: [{ name: '图fdp.exe' }] },
      notices: [
        { path: 'title', kind: 'removed_control', values: { count: '3', codePoints: 'U+202E U+202C U+0000' } },
        { path: 'body.blocks.0.rows.0.0.text', kind: 'removed_control' },
        { path: 'body.blocks.0.rows.0.0.text', kind: 'composed' },
        { path: 'attachments.0.name', kind: 'removed_control' },
      ],
    })
  })

  it.each<[string, unknown, string[]]>([
    ['nothing', undefined, [': required']],
    ['a text', '通告', [': wrong_type']],
    ['no title', { ...notice, title: undefined }, ['title: required']],
    ['a title of blanks', { ...notice, title: '　\u200b ' }, ['title: empty']],
    ['a title that is too long', { ...notice, title: '字'.repeat(limits.title + 1) }, ['title: too_long']],
    ['a title on two lines', { ...notice, title: '甲\n乙' }, ['title: line_break']],
    ['an unknown field', { ...notice, html: '<b>' }, ['html: unknown_field']],
    ['an unknown field within', withFields({ author: '张' }), ['fields.author: unknown_field']],
    ['a day that is none', withFields({ formedOn: '2026-02-30' }), ['fields.formedOn: not_a_date']],
    ['another way to write a day', withFields({ formedOn: '2026/3/1' }), ['fields.formedOn: not_a_date']],
    ['an end before the start', withFields({ validFrom: '2026-03-02', validUntil: '2026-03-01' }), ['fields.validUntil: before_start']],
    ['an unknown openness', withFields({ openness: 'secret' }), ['fields.openness: not_a_choice']],
    ['a summary that is too long', withFields({ summary: '字'.repeat(101) }), ['fields.summary: too_long']],
    ['too many keywords', withFields({ keywords: Array.from({ length: 11 }, (_, at) => `词${at}`) }), ['fields.keywords: too_many']],
    ['a keyword twice', withFields({ keywords: ['施工', '施工 '] }), ['fields.keywords: repeated']],
    ['a digest that is none', { ...notice, attachments: [{ ...file('甲.pdf'), sha256: 'ABC' }] }, ['attachments.0.sha256: not_a_digest']],
    ['a media type with parameters', { ...notice, attachments: [{ ...file('甲.pdf'), mediaType: 'text/html; charset=x' }] }, ['attachments.0.mediaType: not_a_media_type']],
    ['a size that is none', { ...notice, attachments: [{ ...file('甲.pdf'), size: -1 }] }, ['attachments.0.size: too_large']],
    ['two attachments of one name', { ...notice, attachments: [file('甲.pdf'), file('甲.pdf', '1')] }, ['attachments: repeated']],
    ['an unknown block', withBody([{ type: 'html', text: 'x' }]), ['body.blocks.0.type: not_a_choice']],
    ['a heading of level 5', withBody([{ type: 'heading', level: 5, text: 'x' }]), ['body.blocks.0.level: not_a_choice']],
    ['an empty paragraph', withBody([{ type: 'paragraph', text: ' ' }]), ['body.blocks.0.text: empty']],
    ['an empty list', withBody([{ type: 'list', items: [] }]), ['body.blocks.0.items: empty']],
    ['a row without cells', withBody([{ type: 'table', rows: [[]] }]), ['body.blocks.0.rows.0: empty']],
    ['a span of one', withBody([{ type: 'table', rows: [[{ text: 'x', colspan: 1 }]] }]), ['body.blocks.0.rows.0.0.colspan: bad_span']],
    ['too much text', withBody([{ type: 'paragraph', text: '字'.repeat(400_000) }]), ['body.blocks: too_large']],
    ['too many cells', withBody([{ type: 'table', rows: Array.from({ length: limits.cells + 1 }, () => [{ text: '' }]) }]), ['body.blocks: too_many']],
    ['spans over too many cells', withBody([{ type: 'table', rows: [[{ text: 'x', colspan: 999, rowspan: 999 }]] }]), ['body.blocks: too_many']],
    ['two things at once', { ...notice, title: '', body: { blocks: 1 } }, ['title: empty', 'body.blocks: wrong_type']],
  ])('is refused with a code for each field: %s', (_, input, expected) => {
    expect(codes(input)).toEqual(expected)
  })

  it('says the limit with the code', () => {
    expect(errorsOf({ ...notice, title: '字'.repeat(300) })).toEqual([{ path: 'title', code: 'too_long', values: { limit: '200' } }])
  })

  it('is not deceived by names of the prototype', () => {
    const input: unknown = JSON.parse(`${JSON.stringify(notice).slice(0, -1)},"__proto__":{"polluted":true},"constructor":1}`)
    expect(codes(input).toSorted()).toEqual(['__proto__: unknown_field', 'constructor: unknown_field'])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('never makes parsing throw', () => {
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (input) => {
      expect(parseContent(input).ok).toBe(false)
      expect(parseContent({ ...notice, body: input }).ok).toBe(false)
    }))
  })
})

describe('the schema of documents', { timeout: 30_000 }, () => {
  it('takes every document that was imported', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const { document } = importText(text)
      expect(documentSchema.parse(document)).toEqual(document)
    }), { numRuns: 1000 })
  })

  it('stands on its own: reading it needs no other file of the project than types, limits and the normal form', () => {
    const source = readFileSync(new URL('../../../shared/document/content-schema.ts', import.meta.url), 'utf8')
    expect([...source.matchAll(/from '(.+)'/g)].map((match) => match[1])).toEqual(['zod/mini', './content.ts', './limits.ts', './normalize.ts', './notices.ts'])
  })
})
