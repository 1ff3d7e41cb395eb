import { describe, expect, test } from 'vitest'
import { extractTexts } from '../../../shared/extract/extract.ts'
import type { Problem, Where } from '../../../shared/extract/types.ts'
import type { StoredTexts } from '../../../shared/record/index.ts'
import { compileLexicon, screenContent } from '../../../shared/screening/index.ts'
import { screenAttachments, withFiles } from '../../../shared/stage/attachments.ts'
import { docx, paragraph, run, wordTable, xlsx } from '../extract/build.ts'

const lexicon = compileLexicon([])
const TODAY = '2026-11-24'
/** Of nobody: the place is none, the last sign is right. */
const ID_NUMBER = '11010519491231002X'
const attachment = (name: string) => ({ name, mediaType: 'application/pdf', size: 1, sha256: name })

function text(words: string, block: number, where: Where): StoredTexts['texts'][number] {
  return { place: { block }, text: words, label: '', head: false, where }
}

function read(words: readonly string[], problems: readonly Problem[] = []): StoredTexts {
  return { v: 1, texts: words.map((one, at) => text(one, at, { part: 'page', number: at + 1 })), problems }
}

/** Screens files of which this was read; one that is named and not given has not been read. */
async function screened(files: Readonly<Record<string, StoredTexts | undefined>>, late = false) {
  return screenAttachments({ texts: async (digest) => files[digest] }, Object.keys(files).map(attachment), lexicon, TODAY, late)
}

async function extracted(bytes: Uint8Array, name: string): Promise<StoredTexts> {
  const { texts, problems } = await extractTexts(bytes, { name })
  return { v: 1, texts, problems }
}

describe('what stands in an attachment', () => {
  test('is found in its file, with its place and no value in plain', async () => {
    const found = await screened({ '甲.pdf': read(['一切如常。']), '乙.pdf': read(['见表。', `身份证号${ID_NUMBER}。`]) })
    expect(found?.findings).toMatchObject([{ kind: 'id_card', level: 'block', span: { field: 'attachments.1', block: 1 } }])
    expect(Object.values(found?.places ?? {})).toEqual([{ attachment: 1, where: { part: 'page', number: 2 } }])
    expect(JSON.stringify(found)).not.toContain(ID_NUMBER)
  })

  test('is nothing where nothing is attached', async () => {
    expect(await screened({})).toEqual({ findings: [], places: {} })
  })

  test('is one finding for each place, also where several files inside one begin to count anew', async () => {
    const cell = `<row r="1"><c r="A1" t="inlineStr"><is><t>${ID_NUMBER}</t></is></c></row>`
    const sheet = xlsx([{ name: '名单', rows: cell }])
    const bytes = docx(wordTable([ID_NUMBER, ID_NUMBER]) + paragraph(run(ID_NUMBER)), {
      'word/embeddings/a.xlsx': sheet, 'word/embeddings/b.xlsx': sheet, 'word/embeddings/c.txt': new TextEncoder().encode(ID_NUMBER),
    })
    const found = await screened({ '表.docx': await extracted(bytes, '表.docx') })
    const ids = found?.findings.filter(({ kind }) => kind === 'id_card').map(({ id }) => id) ?? []
    expect(ids.length).toBe(6)
    expect(new Set(ids).size).toBe(6)
    expect(ids.map((id) => found?.places[id]?.where?.inside?.[0])).toEqual([undefined, undefined, undefined, ...['a.xlsx', 'b.xlsx', 'c.txt'].map((name) => `word/embeddings/${name}`)])
  })
})

describe('what could not be read', () => {
  test('forbids publication until a person has looked, once for each trouble at each place', async () => {
    const trouble: Problem = { code: 'damaged', detail: 'a' }
    const found = await screened({ '扫描.pdf': read([], [trouble, { ...trouble, detail: 'b' }, { code: 'picture_unread', detail: '', where: { part: 'page', number: 3 } }]) })
    expect(found?.findings).toMatchObject([
      { kind: 'unread', level: 'block', rule: 'attachment.damaged', masked: '扫描.pdf' },
      { kind: 'unread', level: 'block', rule: 'attachment.picture_unread' },
    ])
    expect(found?.findings.map(({ id }) => found.places[id])).toEqual([
      { attachment: 0, problem: 'damaged' }, { attachment: 0, problem: 'picture_unread', where: { part: 'page', number: 3 } },
    ])
  })

  test('is waited for, and after that is a finding of its own', async () => {
    expect(await screened({ '甲.pdf': read([]), '乙.pdf': undefined })).toBeUndefined()
    const late = await screened({ '甲.pdf': read([]), '乙.pdf': undefined }, true)
    expect(late?.findings).toMatchObject([{ kind: 'unread', rule: 'attachment.unread', span: { field: 'attachments.1' } }])
  })

  test('is told beside the worst that was found, where nobody could go through all of it', async () => {
    const many = Array.from({ length: 400 }, (_, at) => `手机13800${String(at).padStart(6, '0')}。`)
    const found = await screened({ '名册.pdf': read([...many, `身份证号${ID_NUMBER}。`], [{ code: 'picture_unread', detail: '' }]) })
    expect(found?.findings.length).toBe(301)
    expect(found?.findings.slice(0, 2).map(({ rule }) => rule)).toEqual(['attachment.too_many_findings', 'attachment.picture_unread'])
    expect(found?.findings.every(({ level }) => level === 'block')).toBe(true)
  })
})

test('the report counts what stands in files with the rest, and names their places', async () => {
  const report = screenContent({
    title: '通告', body: { blocks: [{ type: 'paragraph', text: `身份证号${ID_NUMBER}。` }] }, attachments: [],
    fields: { column: 'c', openness: 'proactive', formedOn: TODAY, source: '大队', ground: '19' },
  }, lexicon, { today: TODAY })
  const found = await screened({ '甲.pdf': read([`身份证号${ID_NUMBER}。`]) })
  const whole = withFiles(report, found ?? { findings: [], places: {} })
  expect(whole.counts.block).toBe(report.counts.block + 1)
  expect(whole.findings.map(({ span }) => span.field)).toEqual(['attachments.0', undefined])
  expect(whole.places).toEqual(found?.places)
  expect(withFiles(report, { findings: [], places: {} })).toBe(report)
})
