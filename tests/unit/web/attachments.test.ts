import { parse } from 'node-html-parser'
import { describe, expect, test } from 'vitest'
import type { Attachment } from '../../../shared/document/content.ts'
import { diffContent } from '../../../shared/document/diff-content.ts'
import { ContentAbsent, RecordBroken } from '../../../shared/record/index.ts'
import type { Finding } from '../../../shared/screening/types.ts'
import { attachmentAddress } from '../../../shared/web/attachment-file.ts'
import { attachmentAnchor, attachmentList, sizeText, whereText } from '../../../shared/web/attachments.ts'
import { diffView } from '../../../shared/web/diff.ts'
import { marksOf } from '../../../shared/web/document.ts'
import { findingLine } from '../../../shared/web/finding.ts'
import { render } from '../../../shared/web/html.ts'
import { withFormTo, securityHeaders } from '../../../shared/web/security.ts'
import { sayIn } from '../../../shared/web/words.ts'

const say = sayIn('zh')
const file = (name: string, sha256 = 'a'.repeat(64), size = 2048): Attachment => ({ name, mediaType: 'application/pdf', size, sha256 })
const finding = (id: string, field: string): Finding => ({
  id, kind: 'mobile', level: 'block', span: { field, block: 0, start: 0, end: 2 }, rule: 'r', edition: 'e', basis: '', masked: '138****1234',
})

describe('a list of attachments', () => {
  test('shows name, type, size and digest, leads to each under its own name, and lets no name be markup', () => {
    const hostile = '"><img src=x onerror=alert(1)>.pdf'
    const page = parse(render(attachmentList([file('图.pdf'), file(hostile)], say, { link: (at) => `/files/${at}` })))
    const [first, second] = page.querySelectorAll('li')
    expect(first?.text.replaceAll(/\s+/gu, ' ')).toContain(`图.pdf PDF 文件 · 2.0 KB 下载 图.pdf 文件摘要（SHA-256） ${'a'.repeat(64)}`)
    expect(first?.querySelector('a')?.attributes).toEqual({ href: '/files/0', download: '图.pdf' })
    expect(page.querySelector('img')).toBeNull()
    expect(second?.querySelector('a')?.attributes).toMatchObject({ href: '/files/1', download: hostile })
  })

  test('says so where there is none', () => {
    expect(render(attachmentList([], say))).toContain('没有附件')
  })

  test('points out what is found in a name', () => {
    const page = parse(render(attachmentList([file('张三.pdf')], say, { marks: marksOf([finding('f', 'attachments.0.name')]) })))
    expect(page.querySelector('mark')?.text).toBe('张三')
  })
})

describe('a finding in a file', () => {
  const files = { attachments: [file('甲.pdf'), file('乙.pdf')], places: { f: { attachment: 1, where: { part: 'sheet', name: '名单', cell: 'B7' } } } } as const

  test('leads to its file and names the place there', () => {
    const line = parse(render(findingLine(finding('f', 'attachments.1'), say, files)))
    expect(line.querySelector('a.hit')?.getAttribute('href')).toBe(`#${attachmentAnchor(1)}`)
    expect(line.querySelector('div')?.text).toBe('附件 2 乙.pdf · 工作表 “名单” B7')
  })

  test('is no different from others where it stands in the text', () => {
    expect(render(findingLine(finding('g', 'title'), say, files))).toBe(render(findingLine(finding('g', 'title'), say)))
  })

  test.each([
    [{ part: 'body' }, '正文', 'body'],
    [{ part: 'page', number: 3 }, '第 3 页', 'page 3'],
    [{ part: 'header', number: 2 }, '页眉 2', 'header 2'],
    [{ part: 'hidden_sheet', name: '底稿', cell: 'A1' }, '隐藏的工作表 “底稿” A1', 'hidden sheet “底稿” A1'],
    [{ part: 'body', inside: ['a.docx', 'b.docx'] }, '正文（内嵌于 a.docx › b.docx）', 'body (inside a.docx › b.docx)'],
  ] as const)('stands at a place that people can go to: %j', (where, chinese, english) => {
    expect([whereText(where, say), whereText(where, sayIn('en'))]).toEqual([chinese, english])
  })
})

test('sizes are told as people read them', () => {
  expect([0, 1023, 1024, 1_048_575, 1_048_576, 20_971_520].map(sizeText)).toEqual(['0 B', '1023 B', '1.0 KB', '1024.0 KB', '1.0 MB', '20.0 MB'])
})

test('differences tell which attachments came, went and were exchanged under their name', () => {
  const content = (attachments: readonly Attachment[]) => ({
    title: '通告', body: { blocks: [] }, attachments, fields: { column: 'c', openness: 'proactive', formedOn: '2026-11-24', source: '大队', ground: '19' },
  } as const)
  const diff = diffContent(content([file('甲.pdf'), file('乙.pdf')]), content([file('甲.pdf', 'b'.repeat(64)), file('丙.pdf', 'c'.repeat(64))]))
  const shown = parse(render(diffView(diff, say))).querySelector('[data-attachments]')
  expect(shown?.querySelectorAll('del').map(({ text }) => text)).toEqual(['甲.pdf · 2.0 KB · aaaaaaaa', '乙.pdf · 2.0 KB · aaaaaaaa'])
  expect(shown?.querySelectorAll('ins').map(({ text }) => text)).toEqual(['甲.pdf · 2.0 KB · bbbbbbbb', '丙.pdf · 2.0 KB · cccccccc'])
})

test('a page with a form to the bucket lets forms go there and to this site, and loosens nothing else', () => {
  const strict = securityHeaders()['content-security-policy'] ?? ''
  const loose = withFormTo('https://bucket.example', securityHeaders())['content-security-policy'] ?? ''
  expect(loose).toBe(strict.replace("form-action 'self'", "form-action 'self' https://bucket.example"))
  expect(loose).not.toBe(strict)
})

describe('the address of an attachment', () => {
  const files = { link: async (digest: string, name: string) => `https://bucket.example/${digest}/${name}` }
  const holding = (attachment: () => Promise<Uint8Array>) => attachmentAddress({ attachment }, files, file('甲.pdf'))

  test('is given once its bytes are those that the revision names', async () => {
    expect(await holding(async () => new Uint8Array())).toBe(`https://bucket.example/${'a'.repeat(64)}/甲.pdf`)
  })

  test('is given to nobody where other bytes lie there, or none', async () => {
    for (const error of [new RecordBroken('attachments/a'), new ContentAbsent('attachments/a')]) {
      await expect(holding(async () => { throw error })).rejects.toMatchObject({ code: 'attachment_broken' })
    }
    await expect(holding(async () => { throw new Error('socket hang up') })).rejects.toThrow('socket hang up')
  })
})
