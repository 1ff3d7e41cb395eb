import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import { LIMITS } from '../../../shared/extract/types.ts'
import { encode, wide } from './encode.ts'

const LINE = '联系人：郝明，手机13800001234\r\n'

async function read(bytes: Uint8Array, name = 'a.txt'): Promise<string> {
  const { texts, problems } = await extractTexts(bytes, { name })
  expect(problems).toEqual([])
  return texts.map(({ text }) => text).join('|')
}

describe('plain text', () => {
  test('is read as UTF-8 with and without mark, as UTF-16 with and without mark, and as GB 18030', async () => {
    for (const bytes of [strToU8(LINE), strToU8(`\uFEFF${LINE}`), wide(`\uFEFF${LINE}`, true), wide(`\uFEFF${LINE}`, false), wide(LINE, true), wide(LINE, false), encode(LINE, 'gbk')]) {
      expect(await read(bytes)).toBe(LINE)
    }
  })

  test('is read as Big5 when that is what it is', async () => {
    const text = '縣公安局交通警察大隊關於調整停車泊位的通告，聯絡電話13800001234'
    expect(await read(encode(text, 'big5'))).toBe(text)
  })

  test('that is no text in any known encoding, or holds bytes that no text holds, is a problem', async () => {
    const code = async (bytes: Uint8Array): Promise<string | undefined> => (await extractTexts(bytes, { name: 'a.txt' })).problems[0]?.code
    expect(await code(Uint8Array.of(0x31, 0xff, 0xff, 0x31))).toBe('encoding')
    expect(await code(Uint8Array.of(0x31, 0x00, 0x01, 0x31, 0x32))).toBe('unknown_kind')
  })

  test('over the limit is a problem', async () => {
    const { problems, texts } = await extractTexts(strToU8('一'.repeat(11)), { name: 'a.txt' }, { ...LIMITS, textUnits: 10 })
    expect([problems[0]?.code, texts.length]).toEqual(['too_large', 0])
    const whole = await extractTexts(strToU8('一'.repeat(11)), { name: 'a.txt' }, { ...LIMITS, fileBytes: 10 })
    expect(whole.problems[0]?.code).toBe('too_large')
  })

  test.each([['a.rtf', '{\\rtf1 x}'], ['a.svg', '<svg/>'], ['a.gif', 'GIF89a'], ['a.rar', 'Rar!'], ['a.exe', 'MZ\u0000\u0000'], ['a.bmp', 'BM\u0000\u0000']])('%s is a kind that is not read', async (name, content) => {
    expect((await extractTexts(strToU8(content), { name })).problems).toEqual([{ code: 'unknown_kind', detail: 'other' }])
  })
})

describe('comma-separated values', () => {
  test('give cells with row, column, label and their offset in the file', async () => {
    const source = '姓名,备注\n"郝""明",好\r\n'
    const { texts } = await extractTexts(strToU8(source), { name: 'a.csv' })
    expect(texts.map(({ text, label, place: { row, column }, starts, ends }) =>
      [text, label, row, column, source.slice(starts?.[0], ends?.at(-1))])).toEqual([
      ['姓名', '', 0, 0, '姓名'], ['备注', '', 0, 1, '备注'], ['郝"明', '姓名', 1, 0, '郝""明'], ['好', '备注', 1, 1, '好'],
    ])
  })

  test('are read with tabs or semicolons too, and keep line breaks inside quotes', async () => {
    expect(await read(strToU8('甲\t乙\n"一\n二"\t三'), 'a.tsv')).toBe('甲|乙|一\n二|三')
    expect(await read(strToU8('甲;乙\n一;二'), 'a.csv')).toBe('甲|乙|一|二')
  })

  test('lose nothing when quotes are not closed or stand askew', async () => {
    expect(await read(strToU8('甲,乙\n"一"二,三\n"四,五'), 'a.csv')).toBe('甲|乙|一二|三|四,五')
  })
})

test('markup gives what is seen and what its attributes say, with offsets into the source', async () => {
  const source = '<p>手机<b>138</b>00001234</p><img alt="张三的照片">'
  const { texts, problems } = await extractTexts(strToU8(source), { name: 'a.html' })
  expect(problems).toEqual([])
  expect(texts.map(({ text, starts }) => [text, starts?.[0]])).toEqual([['手机13800001234', 3], ['张三的照片', source.indexOf('张')]])
})
