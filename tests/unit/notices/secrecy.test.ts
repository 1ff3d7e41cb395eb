import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import { importText } from '../../../shared/document/import-text.ts'
import { reminderText } from '../../../shared/notices/reminder.ts'
import { sendDue } from '../../../shared/notices/send.ts'
import { waiting } from '../../../shared/notices/store.ts'
import { NOTICE_KINDS } from '../../../shared/notices/types.ts'
import type { Draft, Notice } from '../../../shared/notices/types.ts'
import type { StoredReport } from '../../../shared/record/index.ts'
import { screenContent } from '../../../shared/screening/index.ts'
import { shippedLexicon } from '../../../shared/screening/shipped.ts'
import { sayIn } from '../../../shared/web/words.ts'
import type { Presence, Round } from '../../../shared/workflow/states.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { body } from '../portal/world.ts'
import { Story } from '../workflow/world.ts'

const NOW = new Date('2026-03-02T03:00:00.000Z')
const lexicon = shippedLexicon()

/** Sends every kind of notice about an item to one person and one group. @returns all that leaves the house, as one text */
async function allThatLeaves(item: Item, report: StoredReport, mails: 'single' | 'digest', lang: 'zh' | 'en'): Promise<string> {
  const rows = new Map<string, Notice>()
  const out: string[] = []
  const about = { unit: item.unit, item: item.id, enteredAt: item.enteredAt } as const
  const kinds = NOTICE_KINDS.flatMap((kind): Draft[] => [
    { ...about, kind, channel: 'mail', person: 'fang', mark: kind, ...(kind === 'remind' && { step: 'due' }) },
    { ...about, kind, channel: 'wecom', names: ['方初审'], mark: kind },
    { ...about, kind, channel: 'mail', person: 'fang', mark: kind, task: 't1' },
  ])
  const asks = (['first_review', 'screening', 'approval', 'drafting', 'confirm_take_down', 'confirm_banner', 'confirm_unseal'] as const).flatMap((ask): Draft[] =>
    ['fang', 'han', 'jiang', 'chen'].map((person) => ({ ...about, kind: 'act', channel: 'mail', person, ask })))
  for (const draft of [...kinds, ...asks]) {
    const notice = waiting(draft, NOW.toISOString(), { nextAt: NOW.toISOString(), ...(mails === 'digest' && draft.channel === 'mail' && { digest: true }) })
    rows.set(notice.id, notice)
  }
  const { people } = new Story()
  await sendDue({
    notices: {
      add: async () => false, due: async () => [...rows.values()], claim: async (notice) => notice,
      replace: async () => true,
    },
    record: { item: async () => item, report: async () => report, execute: async () => ({ kind: 'unchanged', item }) },
    identity: {
      person: async (id) => ({ id, name: '方初审', email: `${id}@x.example`, grants: [], signIns: [] }), candidates: async () => [...people],
      preferences: async () => ({ lang, mails }),
    },
    tasks: { task: async (id) => ({ id, kind: 'sweep', unit: item.unit, item: item.id, revision: item.revision, editor: 'chen', openedAt: '', dueAt: '', state: 'open', seq: 1, head: '' }) },
    calendar: shippedCalendar, body, origin: 'https://console.example', linkOf: async ({ id }) => `https://console.example/d/${id}`, dueOf: () => undefined,
    now: () => NOW, hasTime: () => true, leave: async () => {}, gaveUp: () => {}, groupsOf: () => ['wecom'],
    post: { send: async (mail) => {
      out.push(JSON.stringify(mail), mail.subject, mail.text, mail.html, ...Object.entries(mail.headers).flat())
      return { kind: 'sent' }
    }, close: () => {} },
    groups: { send: async ({ names = [] }, telling) => {
      out.push(reminderText({ ...telling, names }, sayIn('zh'), 'zh'))
      return { kind: 'sent' }
    } },
  })
  return out.join('\n')
}

/** A text as an eye reads it, whatever it was written with: nothing that does not show, one width, no escapes. */
function read(text: string): string {
  return text.replaceAll(/&#?\w+;/gu, '').normalize('NFKC').replaceAll(/[\p{Cf}\p{Cc}\s]/gu, '')
}

const PRIVATE = ['13912345678', '1３９12345678', '139-1234-5678', '110101199003078515', '11010119900307851５'] as const
const FOUND = ['布署', '帐号', '按装', '截止目前为止'] as const
const CLEAN = ['关于', '道路', '的通告', '临江县', '（试行）', '2026年', '👮‍♂️', '𠮷', ' '] as const
const ODD = ['\r\nBcc: evil@x.example\r\n', '<b>', '</b>', '"', "'", '&amp;', '《', '》', '\u200b', '\u202e', '\u2028', '\0', '{name}', '$&', '%s', '=?utf-8?b?5LqU?='] as const
/** What every title begins with, so that it is seen whether a title is shown. */
const MARK = '限行措施'
const BODY = '正文里的一句话谁也不该在邮件里读到'

/** A title with what it hides. */
const titles = fc.array(fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...CLEAN) }, { weight: 3, arbitrary: fc.constantFrom(...ODD) },
  { weight: 2, arbitrary: fc.constantFrom(...FOUND) }, { weight: 1, arbitrary: fc.constantFrom(...PRIVATE) },
), { minLength: 1, maxLength: 8 })

const standings = fc.constantFrom<readonly [Round, Presence]>(
  ['first_review', 'never'], ['screening', 'never'], ['approval', 'never'], ['drafting', 'never'], ['none', 'live'], ['screening', 'live'], ['none', 'taken_down'], ['none', 'withdrawn'],
)

let base: Item

beforeAll(() => {
  base = new Story().live().it
})

test('no word that was found, no private value and nothing of the content ever leaves in a mail or a message to a group', async () => {
  let shown = 0
  let hidden = 0
  await fc.assert(fc.asyncProperty(titles, fc.boolean(), standings, fc.constantFrom('single', 'digest'), fc.constantFrom('zh', 'en'), async (pieces, leaks, [round, presence], mails, lang) => {
    const title = `${MARK}${pieces.join('')}`
    const text = `${BODY}。${leaks ? '联系人手机号13712345678。' : ''}`
    const content = {
      title, body: importText(text, { title: false }).document, attachments: [],
      fields: { column: 'notices', openness: 'proactive', formedOn: '2026-03-01', source: '大队', ground: '20-01' },
    } as const
    const report: StoredReport = { revision: base.revision, ...screenContent(content, lexicon, { today: '2026-03-02' }) }
    const { counts } = report
    const item: Item = { ...base, title, round, presence, report: { digest: 'd', revision: base.revision, edition: report.edition, counts } }
    const out = read(await allThatLeaves(item, report, mails === 'single' ? 'single' : 'digest', lang === 'zh' ? 'zh' : 'en'))
    expect(out).not.toContain(BODY)
    expect(out).not.toContain('13712345678')
    const found = report.findings.flatMap(({ span, more = [] }) => [span, ...more]).filter(({ field }) => field === 'title')
      .map(({ start, end }) => read(title.slice(start, end))).filter((one) => Array.from(one).length > 1)
    for (const one of found) expect(out, `found: ${one}`).not.toContain(one)
    for (const one of pieces.filter((piece) => PRIVATE.some((value) => value === piece))) expect(out, `private: ${one}`).not.toContain(read(one))
    if (counts.block > 0 || presence === 'taken_down' || presence === 'withdrawn') {
      expect(out).not.toContain(MARK)
      hidden += 1
    } else if (out.includes(MARK)) shown += 1
  }), { numRuns: 60 })
  // Both happened: a title that nobody ever sees would keep everything, too.
  expect(Math.min(shown, hidden)).toBeGreaterThan(0)
}, 30_000)
