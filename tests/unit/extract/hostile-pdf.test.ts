import { deflateSync } from 'node:zlib'
import { strToU8 } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import { LIMITS } from '../../../shared/extract/types.ts'
import type { Limits } from '../../../shared/extract/types.ts'
import { measure } from './measure.ts'
import { packed, pdf, pdfOf, pdfOfStream, shown } from './pdf-build.ts'
import { joined } from './picture-build.ts'

vi.setConfig({ testTimeout: 120_000 })

const SMALL = pdf([{ content: shown('小文件', 'GBK-EUC-H') }])
const MB = 1024 * 1024

async function codes(bytes: Uint8Array, limits: Partial<Limits> = {}, name = 'a.pdf'): Promise<string[]> {
  return (await extractTexts(bytes, { name }, { ...LIMITS, ...limits })).problems.map(({ code }) => code)
}

function repeated(piece: string, length: number): Uint8Array {
  return strToU8(piece.repeat(Math.ceil(length / piece.length)), true)
}

function withContent(body: string, stream: Uint8Array): Uint8Array {
  return pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>', { body, stream }])
}

function deflated(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 9 })
}

describe('a small PDF that inflates to 200 MB is given up within 64 MB above the idle process and 20 seconds of processors', () => {
  const operators = repeated('1 0 0 1 0 0 cm ', 200 * MB)
  const blanks = new Uint8Array(200 * MB).fill(32)
  const bombs: readonly (readonly [string, () => Uint8Array])[] = [
    ['in what a page draws', () => withContent('/Filter /FlateDecode', deflated(operators))],
    ['in as much as a page may draw', () => withContent('/Filter /FlateDecode', deflated(operators.subarray(0, 8 * MB - 10)))],
    ['in blanks', () => withContent('/Filter /FlateDecode', deflated(blanks))],
    ['packed twice', () => withContent('/Filter [/FlateDecode /FlateDecode]', deflated(deflated(blanks)))],
    ['in a stream of objects', () => pdfOfStream(deflated(repeated('1 0 << /Type /Catalog /Pages [ ', 200 * MB)))],
    ['in blanks before an object', () => pdfOfStream(deflated(joined([strToU8('1 0 << /Type /Catalog '), blanks])))],
    ['in a font', () => pdf([{ content: 'BT /F2 12 Tf (abc) Tj ET', fonts: '/F2 6 0 R' }], 'GBK-EUC-H', [
      '<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 7 0 R >>', '<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 8 0 R >>',
      { body: '/Filter /FlateDecode', stream: deflated(blanks) }])],
    ['in a table of characters', () => pdf([{ content: 'BT /F2 12 Tf (abc) Tj ET', fonts: '/F2 6 0 R' }], 'GBK-EUC-H', [
      '<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 7 0 R >>', { body: '/Filter /FlateDecode', stream: deflated(repeated('1 begincodespacerange <00> <ff> ', 200 * MB)) }])],
  ]
  test.each(bombs)('%s', (_, make) => {
    const bytes = make()
    expect(bytes.length).toBeLessThan(MB)
    const { codes: found, megabytes, milliseconds } = measure(bytes, 'a.pdf', SMALL)
    expect(found.length).toBeGreaterThan(0)
    expect(megabytes).toBeLessThan(64)
    expect(milliseconds).toBeLessThan(20_000)
  })
})

test('a picture in a PDF that is longer than its size says is read no further, within 64 MB above the idle process', () => {
  const withPicture = (dots: Uint8Array): Uint8Array => pdf([{ content: '/I Do', resources: '/XObject << /I 6 0 R >>' }], 'GBK-EUC-H', [
    { body: '/Type /XObject /Subtype /Image /Width 40 /Height 40 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode', stream: deflated(dots) }])
  const { codes: found, megabytes } = measure(withPicture(new Uint8Array(200 * MB).fill(255)), 'a.pdf', withPicture(new Uint8Array(1600).fill(255)))
  expect(found).toEqual([])
  expect(megabytes).toBeLessThan(64)
})

describe('a PDF becomes a problem', () => {
  test('when it needs a password', async () => {
    const locked = pdf([{ content: '' }], 'GBK-EUC-H', ['<< /Filter /Standard /V 1 /R 2 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) /P -4 >>'],
      '', '/Encrypt 6 0 R /ID [<00><00>]')
    expect(await codes(locked)).toEqual(['encrypted'])
  })

  test('when it is cut off, whatever of it can still be read', async () => {
    for (let cut = 20; cut < SMALL.length - 8; cut += 211) expect(await codes(SMALL.subarray(0, cut))).not.toEqual([])
  })

  test('when its pages lead to themselves', async () => {
    expect(await codes(pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [ 2 0 R ] /Count 1 >>']))).not.toEqual([])
  })

  test('when it is nested without end', async () => {
    expect(await codes(pdfOf([`<< /Type /Catalog /Pages ${'['.repeat(1_000_000)} >>`]))).not.toEqual([])
    expect(await codes(pdf([{ content: `BT /F1 9 Tf ${'['.repeat(1_000_000)}` }]))).not.toEqual([])
  })

  test('when it has more pages than are read, and the first ones are read', async () => {
    const { problems, texts } = await extractTexts(pdf([1, 2, 3].map((number) => ({ content: shown(`第${number}页`, 'GBK-EUC-H') }))), { name: 'a.pdf' }, { ...LIMITS, pages: 2 })
    expect(problems.map(({ code }) => code)).toEqual(['too_large'])
    expect(texts.filter(({ where }) => where.part === 'page').map(({ text }) => text)).toEqual(['第1页', '第2页'])
  })

  test('when it says that it has more pages than there are', async () => {
    expect(await codes(pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [ ] /Count 900000 >>']))).not.toEqual([])
  })

  test('when a picture is larger than is read', async () => {
    const huge = packed(new Uint8Array(10), '/Type /XObject /Subtype /Image /Width 50000 /Height 50000 /ColorSpace /DeviceRGB /BitsPerComponent 8')
    expect(await codes(pdf([{ content: '/I Do', resources: '/XObject << /I 6 0 R >>' }], 'GBK-EUC-H', [huge]))).toEqual(['picture_unread'])
  })

  test('when its time is up, and what was read before stays', async () => {
    const slow = repeated('0 0 m 1 1 l S ', MB / 2)
    const { problems, texts } = await extractTexts(pdf([{ content: shown('第一页', 'GBK-EUC-H') }, ...Array.from({ length: 300 }, () => ({ content: slow }))]), { name: 'a.pdf' }, { ...LIMITS, time: 5000 })
    expect(problems.map(({ code }) => code)).toContain('too_slow')
    expect(texts.map(({ text }) => text)).toContain('第一页')
  })

  test('when it has no end and no beginning', async () => {
    expect(new Set(await codes(strToU8('%PDF-1.7\n')))).toEqual(new Set(['damaged']))
    expect(await codes(strToU8(`%PDF-1.7\n${'1 0 obj\n'.repeat(200_000)}`))).not.toEqual([])
  })

  test('when it is named as something else', async () => {
    expect(await codes(SMALL, {}, 'a.docx')).toEqual(['wrong_kind'])
  })
})
