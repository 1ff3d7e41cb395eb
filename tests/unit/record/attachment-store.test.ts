import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AttachmentStore } from '../../../shared/record/attachment-store.ts'
import type { StoredTexts } from '../../../shared/record/attachment-store.ts'
import { RecordBucket } from '../../../shared/record/bucket.ts'
import { ContentAbsent } from '../../../shared/record/content-store.ts'
import { RecordBroken, RecordBusy } from '../../../shared/record/failures.ts'
import type { Bucket } from './bucket.ts'
import { openBucket } from './bucket.ts'

let bucket: Bucket
let store: AttachmentStore
let objects: RecordBucket
const bytes = Buffer.from('附件的内容')
const digest = createHash('sha256').update(bytes).digest('hex')

beforeAll(async () => {
  bucket = await openBucket()
  objects = new RecordBucket(bucket.variables)
  store = new AttachmentStore(objects)
})

afterAll(async () => {
  objects.destroy()
  await bucket.close()
})

beforeEach(() => {
  bucket.objects.clear()
  bucket.refuse.splice(0)
})

describe('a file', () => {
  test('is put under the digest of its bytes, and twice is the same as once', async () => {
    expect([await store.put(bytes), await store.put(bytes)]).toEqual([digest, digest])
    expect([...bucket.objects.keys()]).toEqual([`attachments/${digest}`])
    expect(Buffer.from(await store.bytes(digest)).equals(bytes)).toBe(true)
  })

  test('is put again while somebody else puts it, and given up where that does not end', async () => {
    bucket.refuse.push(409, 409)
    expect(await store.put(bytes)).toBe(digest)
    expect(bucket.objects.size).toBe(1)
    bucket.objects.clear()
    bucket.refuse.push(409, 409, 409, 409, 409)
    await expect(store.put(bytes)).rejects.toThrow(RecordBusy)
  })

  test('is never given where other bytes lie there, or none', async () => {
    await expect(store.bytes(digest)).rejects.toThrow(ContentAbsent)
    bucket.objects.set(`attachments/${digest}`, Buffer.from('别的内容'))
    await expect(store.bytes(digest)).rejects.toThrow(RecordBroken)
  })
})

describe('what was read in a file', () => {
  const texts: StoredTexts = { v: 1, texts: [], problems: [{ code: 'encrypted', detail: '' }] }

  test('lies beside it, and whoever comes second changes nothing', async () => {
    expect(await store.texts(digest)).toBeUndefined()
    await store.putTexts(digest, texts)
    await store.putTexts(digest, { v: 1, texts: [], problems: [] })
    expect(await store.texts(digest)).toEqual(texts)
  })

  test.each(['{}', 'null', '{"v":2,"texts":[],"problems":[]}', '{"v":1,"texts":"","problems":[]}'])('is refused where it is something else: %s', async (other) => {
    bucket.objects.set(`texts/${digest}`, Buffer.from(other))
    await expect(store.texts(digest)).rejects.toThrow(RecordBroken)
  })
})

test('a function without the bucket is told so', async () => {
  await expect(new AttachmentStore(new RecordBucket({})).put(bytes)).rejects.toThrow('not bound')
})
