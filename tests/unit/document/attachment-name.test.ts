import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachmentDisposition, attachmentName, freeName } from '../../../shared/document/attachment-name.ts'
import { parseContent } from '../../../shared/document/content-schema.ts'
import { limits } from '../../../shared/document/limits.ts'

const named = (name: string) => ({
  title: '通告', body: { blocks: [] }, attachments: [{ name, mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64) }],
  fields: { column: 'c', openness: 'proactive', formedOn: '2026-11-24', source: '大队', ground: '19' },
})
/** Names as systems give them, and worse. */
const given = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('表', '.', ' ', '/', '\\', 'a', '1', '\u202e', '\u200b', '\n', '😀', 'é', 'e\u0301', '（', '%', '"', 'docx'), maxLength: 250 }),
)

describe('the name of an attachment', () => {
  test.each([
    ['公示表.docx', '公示表.docx'],
    ['C:\\fakepath\\公示 表.docx', '公示 表.docx'],
    ['../../etc/passwd', 'passwd'],
    ['名单\u202egpj.exe', '名单gpj.exe'],
    ['  .隐藏.pdf', '隐藏.pdf'],
    ['a<b>:"|?*.txt', 'ab.txt'],
    ['第一行\n第二行.pdf', '第一行第二行.pdf'],
    ['表 \u3000 一.xlsx', '表 一.xlsx'],
    ['Cafe\u0301.png', 'Café.png'],
  ])('of %j is kept as %j', (from, to) => {
    expect(attachmentName(from)).toBe(to)
  })

  test.each(['', '...', ' ', '/', 'folder/', '\u200b', '"?"'])('is none where nothing is left: %j', (from) => {
    expect(attachmentName(from)).toBeUndefined()
  })

  test('keeps its ending where it has to be cut, and no sign in two', () => {
    const cut = attachmentName(`${'😀'.repeat(300)}.docx`) ?? ''
    expect(cut).toBe(`${'😀'.repeat(97)}.docx`)
    expect(cut.length).toBeLessThanOrEqual(limits.attachmentName)
  })

  test('is one that content may hold, whatever was given, and is its own name', () => {
    fc.assert(fc.property(given, (from) => {
      const name = attachmentName(from)
      if (name === undefined) return
      const parsed = parseContent(named(name))
      expect(parsed).toMatchObject({ ok: true, content: { attachments: [{ name }] } })
      expect(attachmentName(name)).toBe(name)
    }))
  })
})

describe('a name that is taken', () => {
  test('gets the first number that is free, before its ending', () => {
    expect(freeName('表.docx', [])).toBe('表.docx')
    expect(freeName('表.docx', ['表.docx', '表（2）.docx'])).toBe('表（3）.docx')
    expect(freeName('说明', ['说明'])).toBe('说明（2）')
  })

  test('stays a name that content may hold', () => {
    const longest = attachmentName(`${'表'.repeat(300)}.docx`) ?? ''
    const free = freeName(longest, [longest])
    expect(free).toMatch(/^表+（2）\.docx$/u)
    expect(free.length).toBe(limits.attachmentName)
  })
})

describe('what a browser is told of the name', () => {
  test('is the name in UTF-8, and one in ASCII for those that cannot read it', () => {
    expect(attachmentDisposition('公示表（定稿）.docx')).toBe(
      'attachment; filename="file.docx"; filename*=UTF-8\'\'%E5%85%AC%E7%A4%BA%E8%A1%A8%EF%BC%88%E5%AE%9A%E7%A8%BF%EF%BC%89.docx')
    expect(attachmentDisposition('说明')).toContain('filename="file";')
  })

  test('is what RFC 8187 lets stand there, and gives the name back', () => {
    fc.assert(fc.property(given, (from) => {
      const name = attachmentName(from)
      if (name === undefined) return
      const [, encoded = ''] = /^attachment; filename="file(?:\.[A-Za-z0-9]+)?"; filename\*=UTF-8''([A-Za-z0-9!#$&+\-.^_`|~%]+)$/u.exec(attachmentDisposition(name)) ?? []
      expect(decodeURIComponent(encoded)).toBe(name)
    }))
  })
})
