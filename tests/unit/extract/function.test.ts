import { describe, expect, test } from 'vitest'
import { extractAttachments, OutOfTime } from '../../../functions/extract/extract-attachments.ts'
import type { Attachment, Content } from '../../../shared/document/content.ts'
import type { StoredTexts } from '../../../shared/record/index.ts'
import { ContentAbsent, RecordBroken } from '../../../shared/record/index.ts'

/** A record with one revision. */
function world(...files: readonly (readonly [name: string, bytes: Uint8Array | Error])[]) {
  const attachments: Attachment[] = files.map(([name], at) => ({ name, mediaType: 'text/plain', size: 1, sha256: `${at}` }))
  const content: Content = {
    title: '通告', body: { blocks: [] }, attachments,
    fields: { column: 'c', openness: 'proactive', formedOn: '2026-11-24', source: '大队', ground: '19' },
  }
  const texts = new Map<string, StoredTexts>()
  let fetched = 0
  return {
    texts, fetched: () => fetched,
    record: {
      content: async () => content,
      attachment: async (digest: string) => {
        fetched += 1
        const bytes = files[Number(digest)]?.[1]
        if (bytes instanceof Uint8Array) return bytes
        throw bytes ?? new ContentAbsent(digest)
      },
      texts: async (digest: string) => texts.get(digest),
      putTexts: async (digest: string, read: StoredTexts) => { texts.set(digest, read) },
    },
  }
}

const HOUR = () => 3_600_000
const words = (read: StoredTexts | undefined): string[] | undefined => read?.texts.map(({ text }) => text)

describe('the attachments of a revision', () => {
  test('are read once, whoever is woken how often', async () => {
    const { record, texts, fetched } = world(['甲.txt', Buffer.from('甲')], ['乙.txt', Buffer.from('乙')])
    expect(await extractAttachments(record, 'r', HOUR)).toBe(2)
    expect([words(texts.get('0')), words(texts.get('1'))]).toEqual([['甲'], ['乙']])
    expect(await extractAttachments(record, 'r', HOUR)).toBe(0)
    expect(fetched()).toBe(2)
  })

  test('keep what is read in a form that says nothing of the source', async () => {
    const { record, texts } = world(['甲.txt', Buffer.from('甲')])
    await extractAttachments(record, 'r', HOUR)
    expect(texts.get('0')).toEqual({ v: 1, texts: [{ place: { block: 0 }, text: '甲', label: '', head: true, where: { part: 'text' } }], problems: [] })
  })

  test.each([new RecordBroken('attachments/0 holds other bytes'), new ContentAbsent('attachments/0')])('that are not what was taken in are for a person to look at: %s', async (error) => {
    const { record, texts } = world(['甲.txt', error], ['乙.txt', Buffer.from('乙')])
    expect(await extractAttachments(record, 'r', HOUR)).toBe(2)
    expect(texts.get('0')).toEqual({ v: 1, texts: [], problems: [{ code: 'unread', detail: error.name }] })
    expect(words(texts.get('1'))).toEqual(['乙'])
  })

  test('that no reader knows are a problem and no failure', async () => {
    const { record, texts } = world(['甲.pdf', Buffer.from('%PDF-1.7\nbroken')])
    await extractAttachments(record, 'r', HOUR)
    expect(texts.get('0')?.problems.length).toBeGreaterThan(0)
  })

  test('are left to the next call where there is no time for a whole one', async () => {
    const { record, texts } = world(['甲.txt', Buffer.from('甲')], ['乙.txt', Buffer.from('乙')])
    let calls = 0
    await expect(extractAttachments(record, 'r', () => { calls += 1; return calls > 1 ? 74_999 : HOUR() })).rejects.toThrow(OutOfTime)
    expect([...texts.keys()]).toEqual(['0'])
    expect(await extractAttachments(record, 'r', () => 75_000)).toBe(1)
  })

  test('are read by another call where the record does not answer', async () => {
    const { record, texts } = world(['甲.txt', new Error('socket hang up')])
    await expect(extractAttachments(record, 'r', HOUR)).rejects.toThrow('socket hang up')
    expect(texts.size).toBe(0)
  })
})
