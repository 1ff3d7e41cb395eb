import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importText } from '../../../shared/document/import-text.ts'
import { digestOf, letterOf } from '../../../shared/notices/letter.ts'
import type { Frame, Telling } from '../../../shared/notices/letter.ts'
import { oneLine, shownTitle } from '../../../shared/notices/name.ts'
import { reminderText } from '../../../shared/notices/reminder.ts'
import { NOTICE_KINDS } from '../../../shared/notices/types.ts'
import type { StoredReport } from '../../../shared/record/index.ts'
import { screenContent } from '../../../shared/screening/index.ts'
import { shippedLexicon } from '../../../shared/screening/shipped.ts'
import { sayIn } from '../../../shared/web/words.ts'
import { Story } from '../workflow/world.ts'

const frame: Frame = { lang: 'zh', to: '陈立', body: '临江县公安局交通管理大队', settings: 'https://console.example/me' }
const telling: Telling = {
  kind: 'act', ask: 'first_review', item: '01HZY0000000000000000000AA', title: '关于限行的通告', column: '通知公告', unit: '综合中队',
  since: '2026-03-02T01:00:00.000Z', dueAt: '2026-03-04T16:00:00.000Z', others: ['何静'], link: 'https://console.example/items/01HZY0000000000000000000AA/decide',
}

describe('a mail', () => {
  test('says what is asked, of what, until when, since when, and who else may', () => {
    const { subject, text, html } = letterOf(telling, frame)
    expect(subject).toBe('请初审：《关于限行的通告》')
    for (const one of ['陈立', '通知公告', '综合中队', '2026年3月4日', '2026年3月2日 09:00', '何静', telling.link, frame.settings]) {
      expect(text).toContain(one)
      expect(html).toContain(one)
    }
  })

  test('says the same in English', () => {
    const { subject, text } = letterOf(telling, { ...frame, lang: 'en' })
    expect(subject).toBe('For your first review: “关于限行的通告”')
    expect(text).toContain('by 4 Mar 2026')
  })

  test('names the item by its number where the title may not be shown', () => {
    const { title: _, ...untitled } = telling
    const { subject, text } = letterOf(untitled, frame)
    expect(subject).toBe('请初审：稿件 01HZY0000000000000000000AA')
    expect(text).not.toContain('限行')
  })

  test('about a rehearsal says how much of it would fail, and who is on duty or that nobody is', () => {
    const rehearsal: Telling = { kind: 'rehearsal', unit: '综合中队', days: ['2026-03-07', '2026-03-08'], rehearsed: { all: 3, failing: 2 }, others: [], link: telling.link }
    expect(letterOf(rehearsal, frame).text).toContain('到期事项：3 件，其中 2 件届时不能发布\n  值班人：尚未指定（请指定）')
    expect(letterOf({ ...rehearsal, rehearsed: { all: 1, failing: 0 }, names: ['孙蔚'] }, frame).text).toContain('到期事项：1 件，届时均可发布\n  值班人：孙蔚')
    expect(letterOf(rehearsal, { ...frame, lang: 'en' }).text).toContain('Falling due: 3, of which 2 would not be released\n  On duty: nobody yet: please name somebody')
  })

  test('of a day holds every notice with its own address', () => {
    const second = { ...telling, title: '第二件', link: 'https://console.example/items/B/decide' }
    const { subject, text, html } = digestOf([telling, second], '2026年3月3日', frame)
    expect(subject).toBe('三审提醒汇总：2 项（2026年3月3日）')
    for (const one of [telling.link, second.link, '《第二件》', '1. 请初审', '2. 请初审']) expect(text).toContain(one)
    expect(html.match(/<a href/gu)).toHaveLength(3)
  })

  test('loads nothing and counts nobody: no picture, no style or script from elsewhere', () => {
    const { html } = letterOf(telling, frame)
    expect(html).not.toMatch(/<img|<script|<link|url\(|@import/u)
    expect([...html.matchAll(/href="([^"]*)"/gu)].map(([, href]) => href)).toEqual([telling.link, frame.settings])
  })

  const nasty = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom(
    'a\r\nBcc: evil@x.example', '\u2028\u2029', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\u202Egnp.exe', '\0', '=?utf-8?q?x?=', '\uD800'))

  test('has one line of subject and escapes whatever titles, names, columns and units hold', () => {
    fc.assert(fc.property(nasty, nasty, nasty, nasty, fc.constantFrom(...NOTICE_KINDS), fc.constantFrom('zh', 'en'), (title, name, column, unit, kind, lang) => {
      const { subject, html, text } = letterOf({ ...telling, kind, title, column, unit, others: [name] }, { ...frame, to: name, lang: lang === 'zh' ? 'zh' : 'en' })
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E]/u)
      expect(html).not.toMatch(/<(?:script|img)/u)
      expect(html.match(/<a href/gu)).toHaveLength(2)
      // Nothing that came in begins a line of its own.
      expect(text.split('\n').filter((line) => /^(?:Bcc|https?):/u.test(line))).toEqual([telling.link, frame.settings])
    }))
  })
})

describe('one line', () => {
  test('takes out what steers, and leaves pictures whole that are put together of several', () => {
    expect(oneLine('交警👮🏽\u200D♂️和👨\u200D👩\u200D👧')).toBe('交警👮🏽\u200D♂️和👨\u200D👩\u200D👧')
    expect(oneLine('限\u200D行\u200B通\u202E告👮\u200D')).toBe('限 行 通 告👮')
  })

  test('ends in no half of such a picture', () => {
    expect(oneLine('👨\u200D👩\u200D👧', 3)).toBe('👨…')
  })
})

describe('what was found stays out', () => {
  const lexicon = shippedLexicon()
  const item = (title: string, block = 0) => new Story().drafted('限行', 'notice', { title }).submitted().screened({ counts: { block, warn: 0, info: 0 } }).it
  const reportOf = (title: string, text: string, revision: string): StoredReport => {
    const content = {
      title, body: importText(text, { title: false }).document, attachments: [],
      fields: { column: 'notices', openness: 'proactive', formedOn: '2026-03-01', source: '大队', ground: '20-01' },
    } as const
    return { revision, ...screenContent(content, lexicon, { today: '2026-03-02' }) }
  }

  test('a finding that forbids publication, wherever it stands, takes the title away', () => {
    const { revision } = item('x')
    const report = reportOf('关于道路管制的通告', '联系人手机号13912345678。', revision)
    expect(report.counts.block).toBeGreaterThan(0)
    expect(shownTitle(item('关于道路管制的通告'), report, '2026-03-02T01:00:00.000Z')).toBeUndefined()
  })

  test('whatever else was found in the title is covered', () => {
    const it = item('关于布署道路管制的通告')
    const report = reportOf(it.title, '正文。', it.revision)
    expect(report.findings).not.toEqual([])
    expect(report.counts.block).toBe(0)
    expect(shownTitle(it, report, '2026-03-02T01:00:00.000Z')).toBe('关于＊＊道路管制的通告')
  })

  test('a number as long as those of phones is covered though nothing was found; a year or a date is not', () => {
    const it = item('关于1391234567813912345678和2026-03-02的通告')
    expect(shownTitle(it, { ...reportOf('题', '正文。', it.revision), findings: [] }, '2026-03-02T01:00:00.000Z')).toBe(`关于${'＊'.repeat(22)}和2026-03-02的通告`)
  })

  test('without a report of this very revision nobody sees the title', () => {
    const it = item('关于道路管制的通告')
    expect(shownTitle(it, undefined, '2026-03-02T01:00:00.000Z')).toBeUndefined()
    expect(shownTitle(it, reportOf(it.title, '正文。', 'f'.repeat(64)), '2026-03-02T01:00:00.000Z')).toBeUndefined()
  })

  test('no letter of a finding in a title is ever shown', () => {
    const pieces = fc.array(fc.constantFrom('关于', '布署', '帐号', '通告', '👮‍♂️', '按装', '截止', '的', '道路', '罗列', '𠮷'), { minLength: 1, maxLength: 12 })
    fc.assert(fc.property(pieces, (words) => {
      const title = words.join('')
      const it = item(title)
      const report = reportOf(title, '正文。', it.revision)
      const shown = shownTitle(it, report, '2026-03-02T01:00:00.000Z')
      if (report.counts.block > 0) return expect(shown).toBeUndefined()
      const own = report.findings.filter(({ span }) => span.field === 'title').map(({ span }) => title.slice(span.start, span.end))
      for (const found of own) {
        const elsewhere = report.findings.reduce((rest, { span }) => span.field === 'title' ? rest.slice(0, span.start) + '#'.repeat(span.end - span.start) + rest.slice(span.end) : rest, title).includes(found)
        expect(shown?.includes(found)).toBe(elsewhere)
      }
    }), { numRuns: 60 })
  })
})

test('what left the portal keeps its title to itself, and what is public shows it', () => {
  const story = new Story().live()
  const clean: StoredReport = { revision: story.it.revision, edition: '', lists: [], findings: [], counts: { block: 0, warn: 0, info: 0 } }
  expect(shownTitle(story.it, clean, story.now)).toBe(story.it.title)
  expect(shownTitle(story.it, { ...clean, counts: { block: 1, warn: 0, info: 0 } }, story.now)).toBeUndefined()
  story.tell('fang', { name: 'take_down', reason: 'privacy', note: '误公开' })
  expect(shownTitle(story.it, clean, story.now)).toBeUndefined()
})

test('a reminder for a chat says who, what, until when and where, and neither title nor number of a mail', () => {
  const text = reminderText({ ...telling, names: ['陈立', '何静'] }, sayIn('zh'), 'zh')
  expect(text).toBe('陈立、何静：请初审\n栏目：通知公告 · 综合中队\n办结期限：2026年3月4日\nhttps://console.example/items/01HZY0000000000000000000AA/decide')
})
