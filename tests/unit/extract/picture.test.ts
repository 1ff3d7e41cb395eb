import { strToU8, zlibSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import { LIMITS } from '../../../shared/extract/types.ts'
import { docx, paragraph, run } from './build.ts'
import { measure } from './measure.ts'
import { firstMore, packed, pdf, shown } from './pdf-build.ts'
import { chunk, drawn, joined, jpg, png, segment } from './picture-build.ts'

vi.setConfig({ testTimeout: 120_000 })

const LETTERS = drawn('王中三13800001234')
const TINY = { width: 20, height: 20, gray: new Uint8Array(400).fill(255) }

describe('a picture', () => {
  test.each([['png', png(LETTERS)], ['jpg', jpg(LETTERS)]])('is read by OCR: %s', async (kind, bytes) => {
    const { texts, problems } = await extractTexts(bytes, { name: `a.${kind}` })
    expect(problems).toEqual([])
    expect(texts.map(({ text, where }) => [where.part, text])).toEqual([['picture', '王中三13800001234']])
  })

  test('in a Word document and in a PDF is read with its place', async () => {
    const inWord = await extractTexts(docx(paragraph(run('正文')), { 'word/media/image1.png': png(LETTERS) }), { name: 'a.docx' })
    expect(inWord.problems).toEqual([])
    expect(inWord.texts.at(-1)).toMatchObject({ text: '王中三13800001234', where: { part: 'picture', name: 'word/media/image1.png' } })

    const image = packed(LETTERS.gray, `/Type /XObject /Subtype /Image /Width ${LETTERS.width} /Height ${LETTERS.height} /ColorSpace /DeviceGray /BitsPerComponent 8`)
    const content = `${shown('正文', 'GBK-EUC-H')} q 300 0 0 60 72 400 cm /I Do Q`
    const inPdf = await extractTexts(pdf([{ content: '' }, { content, resources: `/XObject << /I ${firstMore(2)} 0 R >>` }], 'GBK-EUC-H', [image]), { name: 'a.pdf' })
    expect(inPdf.problems).toEqual([])
    expect(inPdf.texts).toContainEqual(expect.objectContaining({ text: '王中三13800001234', where: { part: 'picture', number: 2 } }))
  })

  test('in black and white, as scanners write it, is read too', async () => {
    const line = Math.ceil(LETTERS.width / 8)
    const bits = new Uint8Array(line * LETTERS.height)
    for (const [at, gray] of LETTERS.gray.entries()) {
      const x = at % LETTERS.width
      const to = Math.floor(at / LETTERS.width) * line + (x >> 3)
      if (gray > 127) bits[to] = (bits[to] ?? 0) | 0x80 >> (x & 7)
    }
    const image = packed(bits, `/Type /XObject /Subtype /Image /Width ${LETTERS.width} /Height ${LETTERS.height} /ColorSpace /DeviceGray /BitsPerComponent 1`)
    const extracted = await extractTexts(pdf([{ content: '300 0 0 60 72 400 cm /I Do', resources: '/XObject << /I 6 0 R >>' }], 'GBK-EUC-H', [image]), { name: 'a.pdf' })
    expect(extracted.problems).toEqual([])
    expect(extracted.texts.map(({ text }) => text)).toContain('王中三13800001234')
  })

  test('in which nothing is read is a problem, unless it is an ornament', async () => {
    const blank = { width: 200, height: 100, gray: new Uint8Array(20_000).fill(255) }
    const extracted = await extractTexts(docx('', { 'word/media/image1.png': png(blank), 'word/media/image2.png': png(TINY) }), { name: 'a.docx' })
    expect(extracted.problems).toEqual([{ code: 'picture_unread', detail: 'nothing was read in it', where: { part: 'picture', name: 'word/media/image1.png' } }])
  })

  test('that says where it was taken is a problem, and what is written beside its dots is read', async () => {
    const exif = Uint8Array.from([
      ...strToU8('II*\u0000\u0008\u0000\u0000\u0000', true),
      3, 0,
      0x3b, 0x01, 2, 0, 7, 0, 0, 0, 50, 0, 0, 0,
      0x9c, 0x9c, 1, 0, 4, 0, 0, 0, 0x82, 0x59, 0xe8, 0x6c,
      0x25, 0x88, 4, 0, 1, 0, 0, 0, 58, 0, 0, 0,
      0, 0, 0, 0,
      ...strToU8('郝明\u0000\u0000'),
      1, 0, 2, 0, 5, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ])
    const inJpg = await extractTexts(jpg(TINY, [segment(0xe1, joined([strToU8('Exif\u0000\u0000'), exif])), segment(0xfe, strToU8('备注：住址')),
      segment(0xe1, strToU8('http://ns.adobe.com/xap/1.0/\u0000<x><dc:title>标题</dc:title></x>')), segment(0xed, joined([strToU8('Photoshop 3.0\u0000\u001c\u0002\u0078\u0000\u0006'), strToU8('图说')]))]), { name: 'a.jpg' })
    const said = inJpg.texts.map(({ text }) => text).join('|')
    for (const text of ['郝明', '备注：住址', '标题', '图说']) expect(said).toContain(text)
    expect(inJpg.problems.map(({ code }) => code)).toEqual(['picture_position'])

    const inPng = await extractTexts(png(TINY, [chunk('tEXt', strToU8('Author\u0000郝明')), chunk('zTXt', joined([strToU8('Comment\u0000\u0000'), zlibSync(strToU8('压着的'))])),
      chunk('iTXt', strToU8('Title\u0000\u0000\u0000zh\u0000标题\u0000停车')), chunk('eXIf', exif)]), { name: 'a.png' })
    const words = inPng.texts.map(({ text }) => text).join('|')
    for (const text of ['郝明', '压着的', '标题 停车']) expect(words).toContain(text)
    expect(inPng.problems.map(({ code }) => code)).toEqual(['picture_position'])
  })
})

describe('a hostile picture', () => {
  async function problems(bytes: Uint8Array, name: string, limits = LIMITS): Promise<[string, string][]> {
    return (await extractTexts(bytes, { name }, limits)).problems.map(({ code, detail }) => [code, detail])
  }

  test('with more dots than are read is refused by its header, in PNG and in JPEG, whichever header says so', async () => {
    expect(await problems(png(TINY, [], { width: 60_000, height: 60_000 }), 'a.png')).toEqual([['picture_unread', '60000 × 60000 dots']])
    const second = segment(0xc0, Uint8Array.of(8, 0xff, 0xff, 0xff, 0xff, 1, 1, 0x11, 0))
    expect(await problems(jpg(TINY, [second]), 'a.jpg')).toEqual([['picture_unread', '65535 × 65535 dots']])
  })

  test('that is cut off is a problem, wherever the cut', async () => {
    for (const [bytes, name] of [[png(TINY), 'a.png'], [jpg(TINY), 'a.jpg']] as const) {
      for (let cut = 12; cut < bytes.length; cut += 23) expect(await problems(bytes.subarray(0, cut), name)).toEqual([['damaged', expect.any(String)]])
    }
  })

  test('whose dots are not what its header says does not stop what follows', async () => {
    const broken = joined([png(LETTERS).subarray(0, 33), chunk('IDAT', strToU8('no dots')), chunk('IEND', new Uint8Array(0))])
    const extracted = await extractTexts(docx('', { 'word/media/image1.png': broken, 'word/media/image2.png': png(LETTERS) }), { name: 'a.docx' })
    expect(extracted.problems.map(({ code, where }) => [code, where?.name])).toEqual([['picture_unread', 'word/media/image1.png']])
    expect(extracted.texts.map(({ text }) => text)).toEqual(['王中三13800001234'])
  })

  test('when time or number is used up is a problem, and texts are read all the same', async () => {
    const bytes = docx(paragraph(run('正文')), { 'word/media/image1.png': png(LETTERS), 'word/media/image2.png': png(LETTERS) })
    for (const [limits, detail] of [[{ ...LIMITS, ocrTime: 1 }, 'no time left'], [{ ...LIMITS, pictures: 0 }, 'pictures > 0']] as const) {
      const extracted = await extractTexts(bytes, { name: 'a.docx' }, limits)
      expect(extracted.problems.map((problem) => [problem.code, problem.detail])).toEqual([['picture_unread', detail], ['picture_unread', detail]])
      expect(extracted.texts.map(({ text }) => text)).toEqual(['正文'])
    }
  })

  test('with words that inflate without end is given up', async () => {
    const bomb = chunk('zTXt', joined([strToU8('Comment\u0000\u0000'), zlibSync(new Uint8Array(100_000_000).fill(65), { level: 9 })]))
    const { codes, megabytes } = measure(png(TINY, [bomb]), 'a.png', png(TINY))
    expect(codes).toEqual(['too_large'])
    expect(megabytes).toBeLessThan(64)
  })

  test('with as many dots as are read stays within 256 MB above the idle process', () => {
    const side = Math.sqrt(LIMITS.pixels)
    const bytes = png({ width: side, height: side, gray: new Uint8Array(LIMITS.pixels).fill(255) })
    const { codes, megabytes, milliseconds } = measure(bytes, 'a.png', png(TINY))
    expect(codes).toEqual(['picture_unread'])
    expect(megabytes).toBeLessThan(256)
    expect(milliseconds).toBeLessThan(45_000)
  })
})
