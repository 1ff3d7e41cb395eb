import { strToU8, zlibSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import type { Extracted } from '../../../shared/extract/types.ts'
import type { Coding } from './pdf-build.ts'
import { packed, pdf, pdfOfStream, shown, utf16 } from './pdf-build.ts'

vi.setConfig({ testTimeout: 120_000 })

async function read(bytes: Uint8Array): Promise<Extracted> {
  return extractTexts(bytes, { name: 'a.pdf' })
}

function texts({ texts: all }: Extracted): string[] {
  return all.map(({ text, where: { part, number, name } }) => [part, number, name, text].filter((word) => word !== undefined).join(' '))
}

describe('a PDF', () => {
  test.each<Coding>(['GBK-EUC-H', 'UniGB-UCS2-H', 'GBpc-EUC-H'])('gives Chinese text coded as %s page by page', async (coding) => {
    const extracted = await read(pdf([{ content: shown('联系人郝明，手机13800001234', coding) }, { content: shown('第二页', coding) }], coding))
    expect(extracted.problems).toEqual([])
    expect(texts(extracted).slice(0, 2)).toEqual(['page 1 联系人郝明，手机13800001234', 'page 2 第二页'])
  })

  test('whose objects lie in streams is read too', async () => {
    const objects = strToU8('1 0 << /Type /Catalog /Pages << /Type /Pages /Count 0 /Kids [] >> /Lang (zh) >>')
    expect((await read(pdfOfStream(zlibSync(objects)))).problems).toEqual([{ code: 'damaged', detail: 'no pages' }])
  })

  test('gives lines of a page in one text', async () => {
    const extracted = await read(pdf([{ content: shown('第一行', 'GBK-EUC-H', 700) + shown('第二行', 'GBK-EUC-H', 680) }]))
    expect(extracted.texts[0]?.text).toBe('第一行\n第二行')
  })

  test('gives text that nobody sees: white, drawn over, and beside the page', async () => {
    const content = `1 1 1 rg ${shown('白字', 'GBK-EUC-H')} 3 Tr ${shown('不画', 'GBK-EUC-H')} 0 Tr ${shown('页外', 'GBK-EUC-H', 9000)}`
    const extracted = await read(pdf([{ content }]))
    expect(extracted.texts[0]?.text).toBe('白字不画')
    expect(extracted.texts[1]).toMatchObject({ text: '白字\n不画\n页外', where: { part: 'aside', number: 1 } })
  })

  test('gives notes, form fields, links, bookmarks and properties', async () => {
    const page = `/Annots [ << /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents ${utf16('批注：删去电话')} /T ${utf16('郝明')} >>
<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (mailto:haoming@example.cn) >> >> 6 0 R ]`
    const field = `<< /Type /Annot /Subtype /Widget /FT /Tx /T (phone) /V ${utf16('13800001234')} /Rect [0 0 9 9] >>`
    const extracted = await read(pdf([{ content: shown('正文', 'GBK-EUC-H'), page }], 'GBK-EUC-H', [
      field, '<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>', `<< /Title ${utf16('书签')} /Parent 7 0 R /Dest [4 0 R /Fit] >>`,
      `<< /Title ${utf16('停车泊位一览')} /Author ${utf16('郝明')} /Remark ${utf16('内部')} >>`,
    ], '/AcroForm << /Fields [6 0 R] >> /Outlines 7 0 R', '/Info 9 0 R'))
    expect(extracted.problems).toEqual([])
    const all = texts(extracted)
    for (const text of ['page 1 正文', 'annotation 1 批注：删去电话', 'annotation 1 郝明', 'link 1 mailto:haoming@example.cn', 'form 1 13800001234',
      'form phone 13800001234', 'other outline 书签', 'properties Title 停车泊位一览', 'properties Author 郝明', 'properties Custom 内部']) expect(all).toContain(text)
    expect(extracted.texts.find(({ where }) => where.name === 'Author')?.label).toBe('作者')
  })
})

describe('in a PDF a person must look at', () => {
  async function codes(bytes: Uint8Array): Promise<string[]> {
    return (await read(bytes)).problems.map(({ code, where }) => `${code}${where?.number === undefined ? '' : ` ${where.number}`}`)
  }

  test('letters whose font does not say what they are', async () => {
    const font = '<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H /DescendantFonts [ << /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >> ] >>'
    const content = 'BT /F2 12 Tf 72 700 Td <0001000200030004000500060007000e000f00100011> Tj ET'
    expect(await codes(pdf([{ content, fonts: '/F2 6 0 R' }], 'GBK-EUC-H', [font]))).toEqual(['glyphs_unread 1'])
  })

  test('scripts', async () => {
    expect(await codes(pdf([{ content: '' }], 'GBK-EUC-H', [], '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>'))).toEqual(['macro'])
  })

  test('a page that is drawn without text', async () => {
    expect(await codes(pdf([{ content: '10 10 m 20 20 l S\n'.repeat(200) }]))).toEqual(['glyphs_unread 1'])
  })

  test('a picture that is blank', async () => {
    const image = packed(new Uint8Array(100 * 100).fill(255), '/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8')
    expect(await codes(pdf([{ content: '100 0 0 100 0 0 cm /I Do', resources: '/XObject << /I 6 0 R >>' }], 'GBK-EUC-H', [image]))).toEqual(['picture_unread 1'])
  })
})
