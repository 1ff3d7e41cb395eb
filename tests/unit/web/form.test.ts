import { describe, expect, test } from 'vitest'
import { charactersIn, check, hiddenCharacters } from '../../../shared/web/fields.ts'
import type { FieldRules } from '../../../shared/web/fields.ts'
import { decodeText, emptyForm, FormError, readForm, typed } from '../../../shared/web/form.ts'
import type { Form } from '../../../shared/web/form.ts'

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const urlencoded = 'application/x-www-form-urlencoded'
const read = (text: string): Promise<Form> => readForm(bytes(text), urlencoded)

describe('reading a form', () => {
  test('keeps every value of a field that came more than once', async () => {
    expect((await read('a=1&a=2&b=')).texts).toEqual(new Map([['a', ['1', '2']], ['b', ['']]]))
  })

  test('makes the line ends of browsers one', async () => {
    expect(typed(await read('text=%E4%B8%80%0D%0A%E4%BA%8C%0D%E4%B8%89'), 'text')).toBe('一\n二\n三')
  })

  test('trims nothing: it may have to be shown again', async () => {
    expect(typed(await read('text=++a+%0D%0A'), 'text')).toBe('  a \n')
  })

  test('takes files with their names', async () => {
    const data = new FormData()
    data.set('text', '正文')
    data.set('file', new File([bytes('上传')], '公告.txt', { type: 'text/plain' }))
    const response = new Response(data)
    const form = await readForm(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type') ?? '')
    expect(form.texts).toEqual(new Map([['text', ['正文']]]))
    expect([...form.uploads.keys()]).toEqual(['file'])
    expect(form.uploads.get('file')?.[0]?.name).toBe('公告.txt')
    expect(Buffer.from(form.uploads.get('file')?.[0]?.bytes ?? []).toString()).toBe('上传')
  })

  test('takes an empty file field, as browsers send it, for no file', async () => {
    const body = '--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n一\r\n'
      + '--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n'
    const form = await readForm(bytes(body), 'multipart/form-data; boundary=x')
    expect(typed(form, 'text')).toBe('一')
    expect(form.uploads.size).toBe(0)
  })

  test.each([
    ['application/json', 'unsupported_media'], [undefined, 'unsupported_media'], ['text/plain', 'unsupported_media'],
    ['multipart/form-data', 'bad_form'], ['multipart/form-data; boundary=x', 'bad_form'],
  ])('%s is refused as %s', async (type, code) => {
    await expect(readForm(bytes('--y\r\nnonsense'), type)).rejects.toEqual(new FormError(code === 'bad_form' ? 'bad_form' : 'unsupported_media'))
  })

  test('an absent field is empty', () => {
    expect(typed(emptyForm, 'nothing')).toBe('')
  })
})

describe('an uploaded text', () => {
  test.each([
    ['UTF-8', [0xe5, 0x85, 0xac, 0xe5, 0x91, 0x8a]],
    ['UTF-8 with its mark', [0xef, 0xbb, 0xbf, 0xe5, 0x85, 0xac, 0xe5, 0x91, 0x8a]],
    ['GB 18030, as old Windows writes it', [0xb9, 0xab, 0xb8, 0xe6]],
    ['UTF-16, little end first', [0xff, 0xfe, 0x6c, 0x51, 0x4a, 0x54]],
    ['UTF-16, big end first', [0xfe, 0xff, 0x51, 0x6c, 0x54, 0x4a]],
  ])('is read as %s', (_, given) => {
    expect(decodeText(Uint8Array.from(given))).toBe('公告')
  })
})

describe('checking fields', () => {
  const rules = {
    title: { label: 'field.title', max: 5, required: true },
    kind: { label: 'field.type', max: 10, required: true, choices: ['a', 'b'] },
    day: { label: 'field.formedOn', max: 10, kind: 'date' },
    text: { label: 'field.text', max: 20, multiline: true },
  } as const satisfies FieldRules
  const problems = async (form: string) => check(await read(form), rules).problems.map(({ field, code }) => `${field} ${code}`)

  test.each([
    ['title=%E5%85%AC%E5%91%8A&kind=a', []],
    ['kind=a', ['title missing']],
    ['title=++&kind=a', ['title missing']],
    ['title=x', ['kind choice']],
    ['title=x&kind=c', ['kind choice']],
    ['title=x&title=x&kind=a', ['title repeated']],
    ['title=123456&kind=a', ['title too_long']],
    ['title=x&kind=a&day=2026-02-30', ['day date']],
    ['title=x&kind=a&day=26-02-01', ['day date']],
    ['title=x&kind=a&day=2026-02-28', []],
    ['title=a%00b&kind=a', ['title hidden']],
    ['title=a%0Ab&kind=a', ['title hidden']],
    ['title=%E2%80%AEx&kind=a', ['title hidden']],
    ['title=x&kind=a&text=a%0Ab%09c', []],
    ['title=x&kind=a&text=a%07', ['text hidden']],
    ['', ['title missing', 'kind choice']],
  ])('%s: %j', async (form, expected) => {
    expect(await problems(form)).toEqual(expected)
  })

  test('gives values trimmed and in NFC', async () => {
    const { of } = check(await read('title=+e%CC%81+&kind=a'), rules)
    expect(of('title')).toBe('é')
    expect(of('day')).toBe('')
  })

  test('counts what people count, so that a rare character is one', () => {
    expect(charactersIn('𠮷野家')).toBe(3)
  })

  test('names what nobody sees by its code point, each once', () => {
    expect(hiddenCharacters('a\u202Eb\u202Ec\u0000', false)).toEqual(['U+202E', 'U+0000'])
    expect(hiddenCharacters('a\nb\tc', true)).toEqual([])
    expect(hiddenCharacters('\uD800', true)).toEqual(['U+D800'])
  })
})
