import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Uploads } from '../../../shared/record/uploads.ts'
import type { Bucket } from './bucket.ts'
import { md5, openBucket } from './bucket.ts'

let bucket: Bucket
let uploads: Uploads
const place = { item: '01JY0000000000000000000001', person: '01JY0000000000000000000002', id: '01JY0000000000000000000003' }
const folder = `uploads/${place.item}/${place.person}/${place.id}/`
const bytes = Buffer.from('附件')

beforeAll(async () => {
  bucket = await openBucket()
  uploads = new Uploads(bucket.variables)
})

afterAll(() => bucket.close())

beforeEach(() => {
  bucket.objects.clear()
  bucket.asked.splice(0)
})

describe('the form by which a browser puts a file into the bucket', () => {
  test('lets it put one of this place, no larger than said, as bytes of no type, and leads back to where it came from', async () => {
    const next = 'https://sanshen.example/items/x/attachments/taken/y/z'
    const form = await uploads.form(place, 1000, next)
    expect(form.fields).toMatchObject({ 'key': `${folder}\${filename}`, 'success_action_redirect': next, 'Content-Type': 'application/octet-stream' })
    expect(form.origin).toBe(new URL(form.url).origin)
    const policy: unknown = JSON.parse(Buffer.from(form.fields['Policy'] ?? '', 'base64').toString('utf8'))
    expect(policy).toMatchObject({
      conditions: expect.arrayContaining([
        ['content-length-range', 0, 1000], { success_action_redirect: next }, { 'Content-Type': 'application/octet-stream' }, { bucket: 'record' },
        ['starts-with', '$key', folder],
      ]),
    })
    // A signature is made here: nothing is asked of the bucket.
    expect(bucket.asked).toEqual([])
  })

  test('is not made by a function that has no bucket', () => {
    expect(() => new Uploads({})).toThrow('not bound')
  })
})

describe('what has arrived', () => {
  const key = `${folder}公示表.docx`
  const take = (more: Partial<Parameters<Uploads['take']>[1]> = {}) => uploads.take(place, { key, etag: `"${md5(bytes)}"`, most: 10, ...more })

  test('is taken with the name that the browser gave it', async () => {
    bucket.objects.set(key, bytes)
    const taken = await take()
    expect(taken).toMatchObject({ name: '公示表.docx' })
    expect(taken).toHaveProperty('bytes', new Uint8Array(bytes))
  })

  test('is nothing while the upload has not come to its end', async () => {
    expect(await take()).toBeUndefined()
  })

  test.each([
    ['item', `uploads/01JY0000000000000000000009/${place.person}/${place.id}/a.docx`],
    ['person', `uploads/${place.item}/01JY0000000000000000000009/${place.id}/a.docx`],
    ['form', `uploads/${place.item}/${place.person}/01JY0000000000000000000009/a.docx`],
    ['room of the bucket', `attachments/${'a'.repeat(64)}`],
    ['place, by a folder that only begins alike', `${folder.slice(0, -1)}0/a.docx`],
  ])('of another %s is not even asked for', async (_, foreign) => {
    bucket.objects.set(foreign, bytes)
    expect(await take({ key: foreign })).toBeUndefined()
    expect(bucket.asked).toEqual([])
  })

  test('is not fetched where it is too large', async () => {
    bucket.objects.set(key, bytes)
    expect(await take({ most: 5 })).toBe('too_large')
    expect(bucket.asked).toEqual([`HEAD ${key}`])
    expect(await take({ most: bytes.length })).toMatchObject({ name: '公示表.docx' })
  })

  test('is another file than the one that S3 told the browser of', async () => {
    bucket.objects.set(key, Buffer.from('换过'))
    expect(await take()).toBe('changed')
    expect(await take({ etag: '' })).toBe('changed')
  })
})

test('a file is fetched for a minute under its own name, to be saved and never shown', async () => {
  const link = new URL(await uploads.link('a'.repeat(64), '公示表.docx'))
  expect(link.pathname).toBe(`/record/attachments/${'a'.repeat(64)}`)
  expect(link.searchParams.get('response-content-disposition')).toBe('attachment; filename="file.docx"; filename*=UTF-8\'\'%E5%85%AC%E7%A4%BA%E8%A1%A8.docx')
  expect(link.searchParams.get('response-content-type')).toBe('application/octet-stream')
  expect(link.searchParams.get('X-Amz-Expires')).toBe('60')
})
