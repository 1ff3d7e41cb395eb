import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readImport, readTerm } from '../../../functions/console/admin/lexicon/read.ts'
import { sheetRows } from '../../../shared/extract/office/rows.ts'
import { workbookOf } from '../../../shared/lexicon/workbook.ts'
import {
  changedLists, compileLexicon, compileStored, editionOf, exportTerms, importRows, importTerms, screenTexts, shippedLexicon, shippedStored, termRows,
} from '../../../shared/screening/index.ts'
import type { StoredLexicon, Term } from '../../../shared/screening/index.ts'
import type { Form } from '../../../shared/web/form.ts'
import { emptyForm } from '../../../shared/web/form.ts'

const info = { name: '敏感词库', edition: '1', source: '本单位', date: '2026-11-24' }
const stored = (...terms: Term[]): StoredLexicon => ({ v: 1, lists: [{ ...info, id: 'sensitive', terms }] })
const editionWith = (...terms: Term[]): string => editionOf(compileStored(stored(...terms)))

describe('an edition', () => {
  test('is the one that every report made with it names', () => {
    const lexicon = compileStored(stored({ term: '代开发票' }))
    expect(screenTexts([], lexicon).edition).toBe(editionOf(lexicon))
  })

  test('is another one with any term, level or option, and the same in any order', () => {
    const one: Term = { term: '代开发票' }
    const other: Term = { term: '票据代办' }
    const editions = [editionWith(), editionWith(one), editionWith(one, other), editionWith({ ...one, level: 'block' }), editionWith({ ...one, pinyin: true })]
    expect(new Set(editions).size).toBe(editions.length)
    expect(editionWith(other, one)).toBe(editionWith(one, other))
  })

  test('of the shipped lists is the same, stored or not', () => {
    expect(editionOf(compileStored(shippedStored()))).toBe(editionOf(shippedLexicon()))
    expect(shippedStored().lists.flatMap(({ terms }) => terms).some(({ list }) => list !== undefined)).toBe(false)
  })

  test('keeps lists that nobody has loaded', () => {
    expect(screenTexts([], compileStored(stored())).lists).toMatchObject([{ ...info, id: 'sensitive', state: 'not_loaded', terms: 0 }])
  })
})

describe('what an edition changes', () => {
  test('is named by list: what comes, what goes, what is altered', () => {
    const before = stored({ term: '甲词' }, { term: '乙词', level: 'warn' }, { term: '丙词' })
    const after = stored({ term: '丁词' }, { term: '甲词', level: 'warn', kind: 'sensitive' }, { term: '乙词', level: 'block' })
    expect(changedLists(before, after)).toEqual([
      { id: 'sensitive', name: '敏感词库', before: 3, after: 3, added: ['丁词'], withdrawn: ['丙词'], altered: ['乙词'] },
    ])
    expect(changedLists(before, before)).toEqual([])
  })

  test('may be the source or the date alone', () => {
    const before = stored({ term: '甲词' })
    const after: StoredLexicon = { v: 1, lists: before.lists.map((list) => ({ ...list, source: '上级' })) }
    expect(changedLists(before, after)).toMatchObject([{ added: [], withdrawn: [], altered: [] }])
  })
})

describe('a list as a workbook', () => {
  const cell = fc.constantFrom('代开发票', '=1+1', "'=1", '"引号"', '<b>&amp;', 'a,b', '两\n行', '-x', '𠮷字', '＋号码', '1.50')
  const term = fc.record({
    term: cell, list: fc.constant('own'), kind: fc.constantFrom('sensitive' as const, 'naming' as const), level: fc.constantFrom('block' as const, 'info' as const),
    suggestion: cell, basis: cell, allow: fc.uniqueArray(fc.constantFrom('甲', '乙'), { minLength: 1 }), split: fc.constant(true as const),
  })
  const terms = fc.uniqueArray(term, { selector: (each) => each.term, minLength: 1 })

  test('reads back as it was written, whatever the cells hold', async () => {
    await fc.assert(fc.asyncProperty(terms, async (written) => {
      const { rows, problems } = await sheetRows(workbookOf(termRows(written), '词表'))
      expect(problems).toEqual([])
      expect(importRows(rows, 'own')).toEqual({ terms: written, errors: [] })
    }), { numRuns: 40 })
  })

  test('holds what the CSV of the same list holds', async () => {
    const { terms: misused = [] } = shippedStored().lists.find(({ id }) => id === 'misused') ?? {}
    const { rows } = await sheetRows(workbookOf(termRows(misused), '错别字[词]库'))
    expect(importRows(rows, 'x')).toEqual(importTerms(exportTerms(misused), 'x'))
    expect(rows).toHaveLength(misused.length + 1)
  })

  test('is no formula in a spreadsheet', () => {
    expect(termRows([{ term: '=HYPERLINK("x")' }])[1]?.[0]).toBe('\'=HYPERLINK("x")')
  })
})

describe('an import', () => {
  const form = (bytes: Uint8Array | undefined, rows = ''): Form => ({
    texts: new Map([['rows', [rows]]]), uploads: new Map(bytes ? [['file', [{ name: 'x', bytes }]]] : []),
  })
  const wrong = [['词语', '级别'], ['代开发票', 'warn'], ['', 'warn'], ['票据代办', '严重']]

  test('of a workbook names each wrong row, and gives its rows back to be put right', async () => {
    const read = await readImport(form(workbookOf(wrong, '表')), 'sensitive')
    expect(read.errors).toEqual([{ row: 3, code: 'missing_term', value: '' }, { row: 4, code: 'unknown_level', value: '严重' }])
    expect(read.text).toBe('词语,级别\n代开发票,warn\n,warn\n票据代办,严重\n')
  })

  test('of CSV as WPS writes it (GB 18030) is read too', async () => {
    const gbk = Uint8Array.from([0xb4, 0xca, 0xd3, 0xef, 0x0a, 0xb4, 0xfa, 0xbf, 0xaa])
    expect(await readImport(form(gbk), 'sensitive')).toEqual({ terms: [{ term: '代开', kind: 'sensitive', level: 'warn' }], errors: [] })
  })

  test('takes rows as a spreadsheet copies them', async () => {
    expect((await readImport(form(undefined, '词语\t级别\n代开发票\tblock\n'), 'sensitive')).terms).toEqual([{ term: '代开发票', kind: 'sensitive', level: 'block' }])
  })

  test.each([
    ['nothing', form(undefined), 'none'], ['a file and rows', form(strToU8('term\n甲'), 'term\n乙'), 'both'],
    ['an archive that is no workbook', form(zipSync({ a: strToU8('x') })), 'unreadable'], ['a picture', form(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0])), 'unreadable'],
    ['a file that is too large', form(new Uint8Array(4_000_001)), 'too_large'],
  ])('of %s is refused', async (_, given, file) => {
    expect(await readImport(given, 'sensitive')).toMatchObject({ terms: [], file })
  })

  test('of a workbook that inflates without bound is refused in bounded time', async () => {
    const sheet = new Uint8Array(60 * 1024 * 1024).fill(0x20)
    const bomb = zipSync({ '[Content_Types].xml': strToU8('<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'), 'xl/worksheets/sheet1.xml': sheet })
    const read = await readImport(form(new Uint8Array(bomb)), 'sensitive')
    expect(read).toMatchObject({ terms: [], file: 'unreadable' })
  })

  test('of one term by its form says what is wrong with it', () => {
    const put = (texts: readonly (readonly [string, string])[]): Form => ({ ...emptyForm, texts: new Map(texts.map(([name, value]) => [name, [value]])) })
    expect(readTerm(put([['term', '★'], ['level', 'warn']]), 'sensitive').errors).toEqual([{ row: 2, code: 'term_empty_after_folding', value: '★' }])
    expect(readTerm(put([['term', '代开'], ['level', 'block'], ['pinyin', 'yes'], ['allow', '代开车']]), 'sensitive').terms)
      .toEqual([{ term: '代开', list: 'sensitive', kind: 'sensitive', level: 'block', allow: ['代开车'], pinyin: true }])
  })
})

test('a lexicon of one list compiles as it did from terms alone', () => {
  const [list] = stored({ term: '代开发票' }).lists
  expect(compileStored({ v: 1, lists: list ? [list] : [] }).size).toBe(compileLexicon([{ term: '代开发票' }]).size)
})
