import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ATTACHMENT_ENDINGS, statedType } from '../../../shared/extract/stated.ts'
import { docx, docxParts, paragraph, pptx, run, xlsx, zip } from './build.ts'
import { doc } from './legacy-build.ts'
import { drawn, jpg, png } from './picture-build.ts'

const OPEN_XML = 'application/vnd.openxmlformats-officedocument.'
const word = docx(paragraph(run('一')))
const sheet = xlsx([{ name: '表', rows: '' }])
const letter = drawn('王', 12)

describe('a file that is what its name says', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['表.docx', word, `${OPEN_XML}wordprocessingml.document`],
    ['表.DOCX', word, `${OPEN_XML}wordprocessingml.document`],
    ['表.xlsx', sheet, `${OPEN_XML}spreadsheetml.sheet`],
    ['表.pptx', pptx([['一']]), `${OPEN_XML}presentationml.presentation`],
    ['表.doc', doc({ body: '一\r' }), 'application/msword'],
    ['表.pdf', Buffer.from('%PDF-1.7\n'), 'application/pdf'],
    ['表.png', png(letter), 'image/png'],
    ['表.jpg', jpg(letter), 'image/jpeg'],
    ['表.jpeg', jpg(letter), 'image/jpeg'],
    ['表.csv', Buffer.from('姓名,电话\n'), 'text/csv'],
    ['表.txt', Buffer.from('说明'), 'text/plain'],
    ['表.txt', Buffer.from('\ufeff说明', 'utf16le'), 'text/plain'],
    ['表.txt', Buffer.from([0xb9, 0xab, 0xb8, 0xe6]), 'text/plain'],
  ])('is taken under its media type: %s', (name, bytes, mediaType) => {
    expect(statedType(bytes, name)).toEqual({ ok: true, mediaType })
  })

  test('has an ending that is offered', () => {
    expect(ATTACHMENT_ENDINGS).toEqual(['docx', 'xlsx', 'pptx', 'pdf', 'png', 'jpg', 'jpeg', 'doc', 'csv', 'txt'])
  })
})

describe('a file that is not what its name says', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['表.docx', sheet, 'wrong_kind'],
    ['表.docx', Buffer.from('%PDF-1.7\n'), 'wrong_kind'],
    ['表.docx', zip({ 'run.exe': 'MZ' }), 'unknown_kind'],
    ['表.pdf', word, 'wrong_kind'],
    ['表.png', jpg(letter), 'wrong_kind'],
    ['表.doc', word, 'wrong_kind'],
    ['表.txt', Buffer.from('MZ\u0000\u0000'), 'wrong_kind'],
    ['表.txt', Buffer.from('a\u0000b'), 'wrong_kind'],
    ['表.csv', png(letter), 'wrong_kind'],
    ['表.exe', Buffer.from('MZ'), 'not_taken'],
    ['表.docm', word, 'not_taken'],
    ['表.html', Buffer.from('<script>'), 'not_taken'],
    ['表.svg', Buffer.from('<svg/>'), 'not_taken'],
    ['表.zip', word, 'not_taken'],
    ['表', word, 'not_taken'],
    ['docx', word, 'not_taken'],
  ])('is refused: %s', (name, bytes, code) => {
    expect(statedType(bytes, name)).toEqual({ ok: false, code })
  })

  test.each([40, 200, word.length - 30])('is refused where an archive was cut after %i bytes', (length) => {
    expect(statedType(word.subarray(0, length), '表.docx').ok).toBe(false)
  })

  test('is refused where the names inside an archive lead out of it', () => {
    expect(statedType(zip({ ...docxParts(''), '../../x': 'x' }), '表.docx')).toEqual({ ok: false, code: 'suspicious' })
  })
})

test('whatever the bytes, there is an answer', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...ATTACHMENT_ENDINGS), fc.nat(400), (bytes, ending, at) => {
    const broken = Uint8Array.from(word)
    broken.set(bytes.subarray(0, Math.max(0, broken.length - at)), Math.min(at, broken.length))
    for (const one of [bytes, broken]) expect(typeof statedType(one, `a.${ending}`).ok).toBe('boolean')
  }))
})
