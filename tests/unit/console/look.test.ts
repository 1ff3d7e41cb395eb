import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundleForBrowsers } from '../../../cdk/browser-bundle.ts'
import { look } from '../../../functions/console/browser/look.ts'
import type { Ask, Shown } from '../../../functions/console/browser/messages.ts'
import { importText } from '../../../shared/document/import-text.ts'
import { limits } from '../../../shared/document/limits.ts'
import { compileStored, screen, shippedLexicon, shippedStored } from '../../../shared/screening/index.ts'
import type { StoredLexicon } from '../../../shared/screening/index.ts'
import { startScreener } from '../../screener.ts'

const today = '2026-11-24'
const lexicon = shippedLexicon()
const text = '现将有关情况公示如下。请按布署执行。\n\n姓名\t身份证号\t联系电话\n王小明\t11010519491231002X\t13812345678\n\n当事人李力已到场。'

/** What stands in the field at the place of a finding. */
const at = ({ field, start, end }: Shown, { text: body, fields }: Pick<Ask, 'text' | 'fields'>): string =>
  (field === 'text' ? body : fields[field] ?? '').slice(start, end)
const found = (ask: Pick<Ask, 'text' | 'fields'>): string[] =>
  (look({ ...ask, today }, lexicon) ?? []).map((one) => `${one.field} ${one.kind} ${at(one, ask)}${one.line === undefined ? '' : ` ${one.line}`}`)

describe('the look at what somebody types', () => {
  test('finds what the server finds in the same text, and each at its place in the field', () => {
    const server = screen(importText(text, { title: false }).document, lexicon, { today }).findings
    expect((look({ text, fields: {}, today }, lexicon) ?? []).map(({ kind, level, masked }) => [kind, level, masked]))
      .toEqual(server.map(({ kind, level, masked }) => [kind, level, masked]))
    expect(found({ text, fields: {} })).toEqual(expect.arrayContaining([
      'text misused 布署 1', 'text id_card 11010519491231002X 4', 'text mobile 13812345678 4',
    ]))
  })

  test('finds in every field, in its own place there, and names no line for it', () => {
    const fields: Ask['fields'] = {
      title: '关于布署的通知', changeNote: '联系人手机 13812345678', documentNumber: '布署〔2026〕3号', source: '布署科', summary: '　摘要：按布署执行', keywords: '施工、布署；公告',
    }
    expect(found({ text: '正文。', fields }).toSorted()).toEqual([
      'title misused 布署', 'changeNote mobile 13812345678', 'documentNumber misused 布署', 'source misused 布署', 'summary misused 布署', 'keywords misused 布署',
    ].toSorted())
  })

  test('finds nothing in what is empty, and says so', () => {
    expect(look({ text: '', fields: { title: '', keywords: ' 、；' }, today }, lexicon)).toEqual([])
  })

  test('does without an answer where the text is longer than a text may be', () => {
    expect(look({ text: '长'.repeat(limits.characters + 1), fields: {}, today }, lexicon)).toBeUndefined()
  })

  test('never points beside its field, whatever is typed', () => {
    const piece = fc.constantFrom('布署', '13812345678', '\t', '\n', '\r\n', '　', '、', 'é', '👮', '\u200B', '一、', '| a | b |', 'ＡＢ', '王小明')
    const typed = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(fc.property(typed, typed, typed, (body, title, keywords) => {
      const ask = { text: body, fields: { title, keywords } }
      for (const one of look({ ...ask, today }, lexicon) ?? []) {
        expect(one.start).toBeLessThan(one.end)
        expect(at(one, ask)).toHaveLength(one.end - one.start)
        if (one.kind === 'misused' || one.kind === 'mobile') expect(at(one, ask).replaceAll(/[\s\u200B]/gu, '')).toMatch(/布署|13812345678/u)
      }
    }), { numRuns: 200 })
  })
})

describe('the worker behind the editor', () => {
  const programs = new Map<string, string>()
  const script = (stored: StoredLexicon): Readonly<Record<string, string>> => ({ '/lexicon/x.js': `self.lexicon=${JSON.stringify(stored)}` })
  const own: StoredLexicon = { v: 1, lists: [{ id: 'sensitive', name: '敏感词库', edition: '2026-12', source: '本单位', date: '2026-12-01', terms: [
    { term: '代开发票', pinyin: true }, { term: '部署', homophone: true, exact: false },
  ] }] }
  const ask = (body: string): Omit<Ask, 'id'> => ({ text: body, fields: {}, today, lexicon: '/lexicon/x.js' })
  const program = (name: string): string => programs.get(name) ?? ''

  beforeAll(() => {
    for (const { name, contents } of bundleForBrowsers('functions/console/browser')) programs.set(name.replace('.js.gz', ''), gunzipSync(contents).toString('utf8'))
  }, 60_000)

  test.each(['screener', 'screener-sounds'])('%s finds with the shipped lexicon what is found here', (name) => {
    const answer = startScreener(program(name), script(shippedStored()))(ask(text))
    expect(answer.findings).toEqual(look({ text, fields: {}, today }, lexicon))
  })

  test('with the tables of sounds finds pinyin and characters of the same sound', () => {
    const sounds = startScreener(program('screener-sounds'), script(own))
    const hits = (body: string): string[] => (sounds(ask(body)).findings ?? []).map(({ start, end }) => body.slice(start, end))
    expect(hits('此处 daikaifapiao 请联系')).toEqual(['daikaifapiao'])
    expect(hits('按布署执行')).toEqual(['布署'])
    expect(sounds(ask('按布署执行')).findings).toEqual(look(ask('按布署执行'), compileStored(own)))
  })

  test('without them stops rather than find less than the server', () => {
    expect(() => startScreener(program('screener'), script(own))(ask('按布署执行'))).toThrow('sound')
  })

  test('without a lexicon stops', () => {
    expect(() => startScreener(program('screener'), {})(ask('文'))).toThrow('nothing at /lexicon/x.js')
    expect(() => startScreener(program('screener'), { '/lexicon/x.js': 'self.lexicon={}' })(ask('文'))).toThrow('No lexicon')
  })

  test('keeps its lexicon: it is loaded once', () => {
    const scripts: Record<string, string> = { ...script(shippedStored()) }
    const worker = startScreener(program('screener'), scripts)
    worker(ask('一'))
    delete scripts['/lexicon/x.js']
    expect(worker(ask('按布署执行')).findings).toHaveLength(1)
  })
})
