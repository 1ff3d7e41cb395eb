import { describe, expect, test, vi } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import type { FileText } from '../../../shared/extract/types.ts'
import { compound, doc, docStreams, propertySet } from './legacy-build.ts'

vi.setConfig({ testTimeout: 120_000 })

async function codes(bytes: Uint8Array, name = 'a.doc'): Promise<string[]> {
  return (await extractTexts(bytes, { name })).problems.map(({ code }) => code)
}

async function texts(bytes: Uint8Array): Promise<readonly FileText[]> {
  const extracted = await extractTexts(bytes, { name: 'a.doc' })
  expect(extracted.problems).toEqual([])
  return extracted.texts
}

describe('a Word document of 97–2003', () => {
  test('gives body, notes, headers, comments and text boxes, each in its part', async () => {
    const bytes = doc({ body: '联系人郝明\r手机13800001234\r', footnotes: '脚注\r', headers: '机密★\r', comments: '批注\r', boxes: '框\r' })
    expect((await texts(bytes)).map(({ where, text }) => [where.part, text])).toEqual([
      ['body', '联系人郝明'], ['body', '手机13800001234'], ['footnote', '脚注'], ['header', '机密★'], ['comment', '批注'], ['body', '框'],
    ])
  })

  test('is read from pieces of one and of two bytes a character, in long and in short streams', async () => {
    expect((await texts(doc({ narrow: 'No. 138', body: '00001234\r' })))[0]?.text).toBe('No. 13800001234')
    const long = '停车泊位'.repeat(2000)
    expect((await texts(doc({ body: `${long}\r` })))[0]?.text).toBe(long)
  })

  test('gives cells of tables with the heading of their column', async () => {
    const bytes = doc({ body: '前\r姓名\u0007手机\u0007\u0007郝明\u000713800001234\u0007\u0007\u0007无\u0007\u0007后\r' })
    expect((await texts(bytes)).map(({ text, label, place: { row, column } }) => [text, label, row, column])).toEqual([
      ['前', '', undefined, undefined], ['姓名', '', 0, 0], ['手机', '', 0, 1], ['郝明', '姓名', 1, 0], ['13800001234', '手机', 1, 1],
      ['无', '手机', 2, 1], ['后', '', undefined, undefined],
    ])
  })

  test('gives the codes of fields apart from the text around them', async () => {
    const bytes = doc({ body: '写信\u0013 HYPERLINK "mailto:haoming@example.cn" \u0014给他\u0015。138\u001E0000\u001F1234\r' })
    expect((await texts(bytes)).map(({ where, text }) => [where.part, text]).toReversed()).toEqual([
      ['body', '写信给他。138-00001234'], ['aside', ' HYPERLINK "mailto:haoming@example.cn" '],
    ])
  })

  test('gives its properties', async () => {
    const bytes = doc({ body: '正文\r', more: { '\u0005SummaryInformation': propertySet('郝明') } })
    expect((await texts(bytes)).at(-1)).toMatchObject({ text: '郝明', label: '作者', where: { part: 'properties' } })
  })
})

describe('in a Word document of 97–2003 a person must look at', () => {
  test('macros, embedded objects, pictures and tracked changes', async () => {
    const bytes = doc({ body: '图\u0001\r', revisers: 2, more: { 'Macros/VBA': new Uint8Array(5), 'ObjectPool/_1': new Uint8Array(5) } })
    expect(await codes(bytes)).toEqual(['picture_unread', 'unread', 'macro', 'embedded_object'])
  })

  test('what quick saving may have left in the file', async () => {
    expect(await codes(doc({ body: '文\r', flags: 0x0204 }))).toEqual(['unread'])
  })

  test('an encrypted document, also one of today’s Word', async () => {
    expect(await codes(doc({ body: '文\r', flags: 0x0300 }))).toEqual(['encrypted'])
    expect(await codes(compound({ EncryptionInfo: new Uint8Array(10), EncryptedPackage: new Uint8Array(10) }), 'a.docx')).toEqual(['encrypted'])
  })

  test('older documents, workbooks and presentations of that time, and other compound files', async () => {
    expect(await codes(doc({ body: '文\r', version: 0x65 }))).toEqual(['unknown_kind'])
    for (const stream of ['Workbook', 'PowerPoint Document', '__properties']) expect(await codes(compound({ [stream]: new Uint8Array(10) }))).toEqual(['unknown_kind'])
  })

  test('a document that is named as something else', async () => {
    expect(await codes(doc({ body: '文\r' }), 'a.docx')).toEqual(['wrong_kind'])
  })
})

describe('a hostile compound file is refused', () => {
  const whole = doc({ body: `${'停车泊位'.repeat(2000)}\r`, more: { '\u0005SummaryInformation': propertySet('郝明') } })

  function with32(at: number, value: number): Uint8Array {
    const bytes = whole.slice()
    new DataView(bytes.buffer).setUint32(at, value, true)
    return bytes
  }

  test('when it is cut off anywhere', async () => {
    for (let cut = 8; cut < whole.length - 512; cut += 331) expect(await codes(whole.subarray(0, cut))).toEqual(['damaged'])
  })

  test('when any four bytes of its headers are changed, it never throws, hangs or says less than that a person must look', async () => {
    const extracted = await extractTexts(whole, { name: 'a.doc' })
    const said = extracted.texts.map(({ text }) => text).join('|')
    const directory = 512 * (1 + new DataView(whole.buffer).getUint32(48, true))
    for (const from of [24, directory + 64, directory + 128 + 64]) {
      for (let at = from; at < from + 60; at += 4) {
        for (const value of [0, 1, 0xffffffff, 0x7fffffff]) {
          const changed = await extractTexts(with32(at, value), { name: 'a.doc' })
          if (changed.problems.length === 0) expect(changed.texts.map(({ text }) => text).join('|').startsWith(said.slice(0, 100))).toBe(true)
        }
      }
    }
  })

  test('when its sectors or its directory lead to themselves', async () => {
    const tableAt = 512 * (1 + new DataView(whole.buffer).getUint32(76, true))
    expect(await codes(with32(tableAt, 0))).toEqual(['damaged'])
    const directory = 512 * (1 + new DataView(whole.buffer).getUint32(48, true))
    expect(await codes(with32(directory + 128 + 72, 1))).toEqual(['damaged'])
  })

  test('when its pieces lie outside of its text', async () => {
    const streams = docStreams({ body: '文\r' })
    const table = streams['1Table']?.slice() ?? new Uint8Array(0)
    new DataView(table.buffer).setUint32(27, 0x3000000, true)
    expect(await codes(compound({ ...streams, '1Table': table }))).toEqual(['damaged'])
    new DataView(table.buffer).setUint32(13, 0xffffffff, true)
    expect(await codes(compound({ ...streams, '1Table': table }))).toEqual(['too_large'])
  })
})
