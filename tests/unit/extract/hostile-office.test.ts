import { strFromU8, strToU8, unzipSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import { LIMITS } from '../../../shared/extract/types.ts'
import type { Limits } from '../../../shared/extract/types.ts'
import type { Parts } from './build.ts'
import { docx, docxParts, paragraph, run, sharedStrings, wordPart, xlsx, xlsxParts, zip } from './build.ts'
import { measure } from './measure.ts'

vi.setConfig({ testTimeout: 120_000 })

const OPEN = '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body>'
const CLOSE = '</w:body></w:document>'
const SMALL = docx(paragraph(run('小文件')))

async function codes(bytes: Uint8Array, name = 'a.docx', limits: Partial<Limits> = {}): Promise<string[]> {
  const { problems } = await extractTexts(bytes, { name }, { ...LIMITS, ...limits })
  return problems.map(({ code }) => code)
}

/** a document whose main part repeats a piece up to a length */
function swollen(piece: string, length: number): Uint8Array {
  return docx('', { 'word/document.xml': OPEN + piece.repeat(Math.ceil(length / piece.length)) + CLOSE })
}

/** writes other sizes into all headers of an archive's file */
function lie(bytes: Uint8Array, name: string, size: number, where: 'both' | 'directory' = 'both'): Uint8Array {
  const lying = bytes.slice()
  const view = new DataView(lying.buffer)
  for (let at = 0; at + 4 < lying.length; at++) {
    const mark = view.getUint32(at, true)
    const local = mark === 0x04034b50
    if (!local && mark !== 0x02014b50) continue
    const from = at + (local ? 30 : 46)
    if (strFromU8(lying.subarray(from, from + name.length)) !== name) continue
    if (!local || where === 'both') view.setUint32(at + (local ? 22 : 24), size, true)
  }
  return lying
}

function patchFlags(bytes: Uint8Array, flags: number): Uint8Array {
  const patched = bytes.slice()
  const view = new DataView(patched.buffer)
  for (let at = 0; at + 4 < patched.length; at++) {
    if (view.getUint32(at, true) === 0x04034b50) view.setUint16(at + 6, flags, true)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, flags, true)
  }
  return patched
}

describe('a small file that inflates to 200 MB is refused within 64 MB above the idle process and 5 seconds of processors', () => {
  const text = swollen('<w:p><w:r><w:t>临江</w:t></w:r></w:p>', 200 * 1024 * 1024)
  const name = 'word/document.xml'
  test.each([
    ['when it says so', text],
    ['when its headers say that it is small', lie(text, name, 1000)],
    ['when only one header says so', lie(text, name, 1000, 'directory')],
    ['when its headers state just what is allowed', lie(text, name, LIMITS.ratioFrom)],
  ])('%s', (_, bytes) => {
    expect(bytes.length).toBeLessThan(1024 * 1024)
    const { codes: found, megabytes, milliseconds } = measure(bytes, 'a.docx', SMALL)
    expect(found).toEqual([expect.stringMatching(/^(?:too_large|suspicious)$/u)])
    expect(megabytes).toBeLessThan(64)
    expect(milliseconds).toBeLessThan(5000)
  })
})

const NO_CELLS = xlsx([{ name: 'S', rows: '' }])

function smallCells(count: number): Parts {
  return xlsxParts([{ name: 'S', rows: `<row>${'<c><v>1</v></c>'.repeat(count)}</row>` }])
}

test('a small file of as many cells as it may hold is read within 64 MB above the idle process', () => {
  const bytes = zip(smallCells(34_000))
  expect(bytes.length).toBeLessThan(10_000)
  const { codes: found, texts, megabytes } = measure(bytes, 'a.xlsx', NO_CELLS)
  expect(found).toEqual([])
  expect(texts).toBe(34_000 + 1)
  expect(megabytes).toBeLessThan(64)
})

test('a large file of more cells than are read is given up within 192 MB above the idle process', () => {
  const { codes: found, texts, megabytes } = measure(zip(smallCells(1_000_000), 0), 'a.xlsx', NO_CELLS)
  expect(found).toEqual(['too_large'])
  expect(texts).toBe(LIMITS.texts)
  expect(megabytes).toBeLessThan(192)
})

describe('what is allowed at most is read, or refused, within 64 MB above the idle process', () => {
  test.each([
    ['one text without an end', '临江'],
    ['one comment without an end', ['<!-- ', '<w:t>临江'] as const],
    ['one tag with attributes without an end', ['<w:t ', ' a临江="1"'] as const],
    ['character data with markup in it', ['<![CDATA[', '<w:t>临江'] as const],
  ])('%s', (_, piece) => {
    const [before, repeated] = typeof piece === 'string' ? [`<w:p><w:r><w:t>`, piece] : piece
    const parts = docxParts('', { 'word/document.xml': `${OPEN}${before}${repeated.repeat(1_500_000)}` })
    const { codes: found, megabytes } = measure(zip(parts, 0).subarray(), 'a.docx', SMALL)
    expect(found.length).toBeGreaterThan(0)
    expect(megabytes).toBeLessThan(64)
  })

  test('a workbook whose cells all point at one long text', () => {
    const long = '临'.repeat(500_000)
    const cells = '<c t="s"><v>0</v></c>'.repeat(50_000)
    const bytes = zip(xlsxParts([{ name: 'S', rows: `<row>${cells}</row>` }], sharedStrings(`<t>${long}</t>`)), 0)
    const { codes: found, megabytes } = measure(bytes, 'a.xlsx', NO_CELLS)
    expect(found).toEqual(['too_large'])
    expect(megabytes).toBeLessThan(64)
  })
})

describe('an archive is refused', () => {
  test('when entities are declared, before any is used', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "临江">${'bcdefghij'.split('').map((name, at) =>
      `<!ENTITY ${name} "${`&${'abcdefghij'[at]};`.repeat(10)}">`).join('')}]><w:document xmlns:w="urn:w">&j;</w:document>`
    expect(await codes(docx('', { 'word/document.xml': laughs }))).toEqual(['entities'])
  })

  test('when an external entity is asked for', async () => {
    const outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="urn:w"><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>'
    const extracted = await extractTexts(docx('', { 'word/document.xml': outside }), { name: 'a.docx' })
    expect(extracted.problems.map(({ code }) => code)).toEqual(['entities'])
    expect(extracted.texts).toEqual([])
  })

  test('when an entity that nobody declared is used', async () => {
    expect(await codes(docx(paragraph(run('&x;'))))).toEqual(['damaged'])
  })

  test.each(['../evil.xml', '/etc/passwd', 'word\\..\\x.xml', 'C:evil.xml', 'word/./x.xml', 'word//x.xml', 'a\u0000.xml'])('when a name leads out of it: %j', async (name) => {
    expect(await codes(docx('', { [name]: '<a/>' }))).toEqual(['suspicious'])
  })

  test('when a name stands in it twice, in whichever case', async () => {
    expect(await codes(docx('', { 'Word/Document.xml': '<a/>' }))).toEqual(['suspicious'])
    const twin = docx('', { 'word/documenT.xml': '<a/>' })
    const same = strToU8(strFromU8(twin, true).replaceAll('documenT', 'document'), true)
    expect(await codes(same)).toEqual(['suspicious'])
  })

  test('when it is cut off anywhere', async () => {
    const whole = docx(paragraph(run('正文'.repeat(500))))
    for (let cut = 4; cut < whole.length; cut += 37) {
      const { problems, texts } = await extractTexts(whole.subarray(0, cut), { name: 'a.docx' })
      expect(problems.map(({ code }) => code)).toEqual(['damaged'])
      expect(texts).toEqual([])
    }
  })

  test('when a byte of its text is changed', async () => {
    const whole = zip(docxParts(paragraph(run('正文'))), 0)
    const at = strFromU8(whole, true).indexOf('<w:t')
    whole[at + 22] = (whole[at + 22] ?? 0) ^ 1
    expect(await codes(whole)).toContain('damaged')
  })

  test('when it is encrypted', async () => {
    expect(await codes(patchFlags(SMALL, 1))).toEqual(['encrypted'])
  })

  test('when it has more files than allowed', async () => {
    const many = Object.fromEntries(Array.from({ length: LIMITS.entries }, (_, at) => [`word/m${at}.xml`, '<a/>']))
    expect(await codes(docx('', many))).toEqual(['too_large'])
  })

  test('when the directory counts other files than there are', async () => {
    const bytes = SMALL.slice()
    new DataView(bytes.buffer).setUint16(bytes.length - 12, 1, true)
    new DataView(bytes.buffer).setUint16(bytes.length - 14, 1, true)
    expect(await codes(bytes)).toEqual(['damaged'])
  })

  test('when bytes stand in front of it or behind it', async () => {
    const padded = new Uint8Array(SMALL.length + 10)
    padded.set(SMALL)
    expect(await codes(padded)).toEqual(['damaged'])
  })

  test('when it is no document of Office', async () => {
    expect(await codes(zip({ 'a.txt': '手机13800001234' }), 'a.docx')).toEqual(['unknown_kind'])
    expect(await codes(zip({ 'a.txt': '手机13800001234' }), 'a.zip')).toEqual(['unknown_kind'])
  })

  test('when its time is up', async () => {
    expect(await codes(swollen('<w:p/>', 3_000_000), 'a.docx', { time: 1, ratio: 1000 })).toEqual(['too_slow'])
  })
})

describe('markup', () => {
  test('nested deeper than allowed is refused', async () => {
    expect(await codes(docx(`${'<w:a>'.repeat(300)}${'</w:a>'.repeat(300)}`))).toEqual(['too_deep'])
  })

  test('of one sheet that is not well-formed does not stop the other sheets', async () => {
    const row = (text: string): string => `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`
    const extracted = await extractTexts(xlsx([{ name: '一', rows: '<row' }, { name: '二', rows: row('第二张') }]), { name: 'a.xlsx' })
    expect(extracted.problems).toEqual([expect.objectContaining({ code: 'damaged', where: { part: 'sheet', name: '一' } })])
    expect(extracted.texts.map(({ text }) => text)).toContain('第二张')
  })

  test('that is not well-formed is refused, and the other parts are read', async () => {
    const extracted = await extractTexts(docx('<w:p>', { 'word/header1.xml': wordPart('hdr', paragraph(run('页眉'))) }), { name: 'a.docx' })
    expect(extracted.problems).toEqual([expect.objectContaining({ code: 'damaged', where: { part: 'other', name: 'word/document.xml' } })])
    expect(extracted.texts.map(({ text }) => text)).toEqual(['页眉'])
  })
})

describe('a person must look at', () => {
  test('a file whose name or stated type does not fit its bytes, which is read all the same', async () => {
    for (const [bytes, file] of [
      [SMALL, { name: 'a.pdf' }], [SMALL, { name: 'a.docm' }], [SMALL, { name: 'a.docx', mediaType: 'application/pdf' }], [strToU8('小文件'), { name: 'a.docx' }],
    ] as const) {
      const extracted = await extractTexts(bytes, file)
      expect(extracted.problems.map(({ code }) => code)).toEqual(['wrong_kind'])
      expect(extracted.texts.map(({ text }) => text)).toEqual(['小文件'])
    }
  })

  test('macros, embedded objects and pictures of unread kinds', async () => {
    const extracted = await extractTexts(docx('', {
      'word/vbaProject.bin': new Uint8Array(10), 'word/embeddings/oleObject1.bin': new Uint8Array(10), 'word/media/image1.emf': new Uint8Array(10),
      'word/fonts/font1.odttf': new Uint8Array(10), 'word/fonts/font2.odttf': '<w:document/>',
    }), { name: 'a.docx' })
    expect(extracted.problems.map(({ code, detail }) => [code, detail])).toEqual([
      ['macro', 'word/vbaProject.bin'], ['embedded_object', 'word/embeddings/oleObject1.bin'], ['picture_unread', 'word/media/image1.emf'],
      ['suspicious', 'word/fonts/font2.odttf'],
    ])
  })

  test('one picture that inflates too far, while all else is read, and one that is not read whatever its length', async () => {
    const blank = new Uint8Array(3_000_000)
    const extracted = await extractTexts(docx(paragraph(run('正文')), { 'word/media/image1.png': blank, 'word/media/image2.bmp': blank }), { name: 'a.docx' })
    expect(extracted.problems.map(({ code, where }) => [code, where?.name])).toEqual([['too_large', 'word/media/image1.png'], ['picture_unread', 'word/media/image2.bmp']])
    expect(extracted.texts.map(({ text }) => text)).toEqual(['正文'])
  })

  test('an archive inside, while a workbook inside is read as part of the file', async () => {
    const sheet = xlsx([{ name: '表', rows: '<row r="1"><c r="A1"><v>13800001234</v></c></row>' }])
    const extracted = await extractTexts(docx('', { 'word/embeddings/Sheet1.xlsx': sheet, 'word/embeddings/a.zip': zip({ a: 'a' }) }), { name: 'a.docx' })
    expect(extracted.problems.map(({ code }) => code)).toEqual(['embedded_object'])
    expect(extracted.texts.at(-1)).toMatchObject({ text: '13800001234', where: { part: 'sheet', cell: 'A1', inside: ['word/embeddings/Sheet1.xlsx'] } })
  })

  test('files inside files inside files', async () => {
    let bytes = SMALL
    for (let level = 0; level < 3; level++) bytes = docx(paragraph(run('层')), { 'word/embeddings/x.docx': bytes })
    const extracted = await extractTexts(bytes, { name: 'a.docx' })
    expect(extracted.problems.map(({ code }) => code)).toEqual(['too_deep'])
    expect(extracted.texts.map(({ text }) => text)).toEqual(['层', '层', '层'])
  })

  test('an empty file', async () => {
    expect(await codes(new Uint8Array(0))).toEqual(['damaged'])
  })
})

test('an archive that our builder made is what other programs read', () => {
  expect(Object.keys(unzipSync(SMALL))).toEqual(['[Content_Types].xml', 'word/document.xml'])
})
