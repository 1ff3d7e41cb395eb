import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '../../cdk/demo/browser.ts'
import type { Form } from '../../cdk/demo/form.ts'
import { Form as PageForm } from '../../cdk/demo/form.ts'
import { formIn } from '../../cdk/demo/press.ts'
import type { Colleague } from '../../cdk/demo/sign-in.ts'
import { signIn } from '../../cdk/demo/sign-in.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Editions } from '../../shared/lexicon/index.ts'
import { LEXICON_CHAIN, openEditions } from '../../shared/lexicon/index.ts'
import { workbookOf } from '../../shared/lexicon/workbook.ts'
import { sha256 } from '../../shared/record/content-store.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { compileStored, editionOf, exportTerms, shippedStored, termRows } from '../../shared/screening/index.ts'
import type { StoredLexicon } from '../../shared/screening/index.ts'
import { shippedEdition } from '../../shared/stage/lexicon.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, Hand } from './record-world.ts'
import { startScreener } from '../screener.ts'

let local: Local
let record: Record
let identity: Identity
let editions: Editions
/** 高原 and 马兰. */
let first: Colleague
let second: Colleague
const who: { [subject: string]: Actor } = {}
const LIST = '/admin/lexicon/lists/sensitive'

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  editions = openEditions(local.environment)
  for (const subject of ['editor1', 'first1', 'screening1', 'approver1']) {
    who[subject] = actorOf(await identity.personBySignIn(local.issuer, subject))
  }
  first = await signIn(local.console, 'admin1')
  second = await signIn(local.console, 'admin2')
})

afterAll(async () => {
  record?.close()
  identity?.close()
  editions?.close()
  await local?.stop()
})

const actor = (subject: string): Actor => {
  const found = who[subject]
  if (!found) throw new Error(subject)
  return found
}
const at = (colleague: Colleague, path: string): Promise<Page> => colleague.browser.get(`${local.console}${path}`)
const text = (page: Page): string => page.root.querySelector('main')?.text.replaceAll(/\s+/g, ' ') ?? ''
const list = (page: Page): string => page.root.querySelectorAll('[data-list=sensitive] td').map((cell) => cell.text.trim().replaceAll(/\s+/g, ' ')).slice(0, 2).join('|')

let ids = 0

/** An item that stands before its approver, or is approved for a time. */
async function waiting(words: string, release?: string): Promise<Hand> {
  ids += 1
  const hand = new Hand(record, `01JY${String(ids).padStart(22, '0')}`)
  await hand.create(actor('editor1'), words)
  await hand.submit(actor('editor1'))
  await local.settled()
  await hand.pass(actor('first1'))
  await hand.pass(actor('screening1'))
  if (release === undefined) return hand
  const decision = await hand.passing()
  if (decision.name !== 'approve') throw new Error(decision.name)
  await hand.done(actor('approver1'), { ...decision, releaseAt: release })
  return hand
}

async function filled(colleague: Colleague, path: string, command: string, fields: Readonly<{ [name: string]: string }>): Promise<Form> {
  const form = formIn(await at(colleague, path), command)
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

const putTerm = async (term: string): Promise<Page> => first.browser.submit(await filled(first, LIST, 'put', { term, level: 'warn', basis: '内部规定' }))

/** Proposes the draft. @returns the id of the proposal */
async function proposed(note: string): Promise<string> {
  const page = await first.browser.submit(await filled(first, '/admin/lexicon', 'propose', { note }), 'propose')
  expect(text(page)).toContain('已提出，等待另一名管理员启用')
  const [proposal, ...more] = await editions.proposals()
  expect(more).toEqual([])
  return proposal?.id ?? ''
}

describe('an import', () => {
  const info = { edition: '2026-12', source: '本单位保密委', date: '2026-12-01' }

  test('with a wrong row stores nothing, names the row and keeps everything that was typed', async () => {
    const rows = '词语,级别\n代开发票,warn\n,warn\n票据代办,严重\n'
    const page = await first.browser.submit(await filled(first, LIST, 'import', { ...info, rows }))
    expect(page.status).toBe(422)
    expect(text(page)).toContain('第 3 行：没有词语')
    expect(text(page)).toContain('第 4 行：级别“严重”不认识')
    const form = formIn(page, 'import')
    expect(form.value('rows').replaceAll('\r\n', '\n')).toContain('票据代办,严重')
    expect(form.value('source')).toBe('本单位保密委')
    expect(await editions.draft()).toEqual({ version: 0 })
  })

  test('in English too', async () => {
    await at(first, `${LIST}?lang=en`)
    const page = await first.browser.submit(await filled(first, LIST, 'import', { ...info, rows: 'term\n★\n' }))
    expect(text(page)).toContain('Row 2: “★” is marks alone')
    expect(text(page)).not.toMatch(/\{\w+\}/)
    await at(first, '/admin/lexicon?lang=zh')
  })

  test('without source or date is sent back with both named', async () => {
    const page = await first.browser.submit(await filled(first, LIST, 'import', { rows: '词语\n代开发票', edition: '', source: '', date: '' }))
    expect(page.status).toBe(422)
    expect(page.root.querySelectorAll('#import .problems a').map(({ text: said }) => said)).toHaveLength(3)
  })

  test('begins an edition in preparation that does nothing yet; what is exported reads back', async () => {
    const page = await first.browser.submit(await filled(first, LIST, 'import', { ...info, rows: '词语,级别\n绿色通道特批,warn\n=阴阳合同,block' }))
    expect(text(page)).toContain('已导入 2 个词条')
    expect(await record.activeEdition()).toBe(shippedEdition())
    expect(list(await at(first, '/admin/lexicon'))).toBe('2026-12 2026年12月1日|2')
    const csv = await at(second, `${LIST}/csv`)
    expect(csv.text).toContain("'=阴阳合同,sensitive,block")
    const xlsx = await at(second, `${LIST}/xlsx`)
    expect([xlsx.bytes[0], xlsx.bytes[1]]).toEqual([0x50, 0x4b])
    await first.browser.submit(formIn(await at(first, '/admin/lexicon'), 'discard'), 'discard')
    expect((await editions.draft()).draft).toBeUndefined()
  })
})

describe('a list that is larger than an answer may be', () => {
  const terms = Array.from({ length: 5_000 }, (_, number) => ({ term: `词${number}号`, basis: randomBytes(900).toString('base64') }))
  let version = 0

  beforeAll(async () => {
    const lists = shippedStored().lists.map((one) => one.id === 'sensitive' ? { ...one, edition: '2026-12', terms } : one)
    version = (await editions.draft()).version
    const digest = await record.putLexicon({ v: 1, lists })
    await editions.putDraft({ digest, edition: '', by: { person: '', name: '' }, at: new Date().toISOString(), base: { edition: '' } }, version)
  })

  afterAll(async () => {
    expect(await editions.putDraft(undefined, version + 1)).toBe(true)
  })

  const whole = { csv: () => Buffer.from(exportTerms(terms)), xlsx: () => workbookOf(termRows(terms), '敏感词库') } as const

  test.each(['csv', 'xlsx'] as const)('is exported whole as %s, under its own name', async (format) => {
    const page = await at(first, `${LIST}/${format}`)
    expect(page.status).toBe(200)
    expect(page.bytes.length).toBeGreaterThan(4_000_000)
    expect(page.url.searchParams.get('response-content-disposition')).toContain(encodeURIComponent(`敏感词库-2026-12.${format}`))
    expect(page.sha256).toBe(sha256(whole[format]()))
  })
})

describe('one term', () => {
  test('is put into the edition in preparation, and withdrawn', async () => {
    await putTerm('内部掌握')
    const page = await putTerm('绿色通道特批')
    expect(text(page)).toContain('词条已保存')
    const row = (await at(first, `${LIST}?q=内部掌握`)).root.querySelector('[data-term] form')
    if (!row) throw new Error('no such row')
    await first.browser.submit(new PageForm(row, page.url))
    expect(list(await at(first, '/admin/lexicon'))).toMatch(/\|1$/)
  })

  test('that cannot be looked for is refused, with what was typed', async () => {
    const page = await first.browser.submit(await filled(first, LIST, 'put', { term: '★★', basis: '依据甲' }))
    expect(page.status).toBe(422)
    expect(text(page)).toContain('只有标点或符号')
    expect(formIn(page, 'put').value('basis')).toBe('依据甲')
  })
})

describe('an edition', () => {
  let clean: Hand
  let hit: Hand
  let scheduled: Hand
  let calm: Hand

  beforeAll(async () => {
    clean = await waiting('道路施工期间请绕行')
    hit = await waiting('本所设有绿色通道特批窗口')
    const release = new Date(Date.now() + 7 * 86_400_000).toISOString()
    scheduled = await waiting('绿色通道特批办法', release)
    calm = await waiting('节假日照常办公', release)
  })

  test('shows before what it would newly find, and how many were looked at', async () => {
    const { draft } = await editions.draft()
    const page = await at(second, `/admin/lexicon/preview/${draft?.digest}`)
    const found = (seen: string): string[] => page.root.querySelectorAll(`[data-seen=${seen}] [data-item]`).map((row) => row.getAttribute('data-item') ?? '')
    expect(found('waiting')).toEqual([hit.id])
    expect(found('scheduled')).toEqual([scheduled.id])
    expect(Number(page.root.querySelector('[data-looked]')?.getAttribute('data-looked'))).toBeGreaterThanOrEqual(4)
    expect(text(page)).toContain('绿色通道特批')
  })

  test('is not put in force by the administrator who proposed it, not even with a form of their own making', async () => {
    const note = await first.browser.submit(await filled(first, '/admin/lexicon', 'propose', { note: '' }), 'propose')
    expect(note.status).toBe(422)
    const id = await proposed('新增一个敏感词')
    const page = await at(first, `/admin/lexicon/proposals/${id}`)
    expect(page.form('activate')).toBeUndefined()
    expect(text(page)).toContain('所以这里没有“确认”按钮')
    const element = page.root.querySelector('form[data-command=reject]')
    element?.querySelector('button')?.setAttribute('value', 'activate')
    if (!element) throw new Error(page.says)
    const refused = await first.browser.submit(new PageForm(element, page.url), 'activate')
    expect(refused.status).toBe(409)
    expect(refused.says).toContain('您自己提出的')
    expect(await record.activeEdition()).toBe(shippedEdition())
    await first.browser.submit(new PageForm(element, page.url), 'activate')
    const person = await identity.personBySignIn(local.issuer, 'admin1')
    const refusals = await record.refusalsOf(person?.id ?? '', new Date().toISOString().slice(0, 10))
    expect(refusals.map(({ times, event }) => [times, event.type, event.command, event.code])).toEqual([[2, 'lexicon_refused', 'activate', 'not_second_person']])
    expect(text(await at(await signIn(local.console, 'auditor1'), '/audit'))).toContain('被拒绝：词库版本 · 启用 · 这个版本是您自己提出的')
  })

  test('is put in force by a second one, once, with an event that names both', async () => {
    const [proposal] = await editions.proposals()
    const form = formIn(await at(second, `/admin/lexicon/proposals/${proposal?.id}`), 'activate')
    const page = await second.browser.submit(form, 'activate')
    expect(text(page)).toContain('已启用')
    expect((await second.browser.submit(form, 'activate')).status).toBe(200)
    expect(await record.activeLexicon()).toMatchObject({ edition: proposal?.edition, terms: proposal?.digest })
    const history = await editions.history()
    expect(history.map(({ stage, actor: { name }, proposedBy }) => [stage, name, proposedBy?.name]))
      .toEqual([['proposed', '高原', undefined], ['activated', '马兰', '高原']])
    expect(history[1]).toMatchObject({ digest: proposal?.digest, edition: proposal?.edition, before: shippedEdition(), note: '新增一个敏感词' })
    expect(await record.verifyChain(LEXICON_CHAIN)).toEqual({ ok: true, events: 2 })
  })

  test('refuses publication by the report of an older one', async () => {
    const answer = await scheduled.publish().catch((error: unknown) => error)
    expect(String(answer)).toContain('lexicon_outdated')
  })

  test('screens again what waits: decisions stand where there is nothing new, else it goes back and keeps its first review', async () => {
    const before = { clean: (await clean.item()).report, calm: (await calm.item()).report }
    await local.tick(Date.now() + 1000)
    const active = await record.activeEdition()
    for (const [hand, round, report] of [[clean, 'approval', before.clean], [calm, 'approved', before.calm]] as const) {
      const item = await hand.item()
      expect(item.round).toBe(round)
      expect(item.decisions.map(({ review }) => review)).toEqual(round === 'approved' ? ['first_review', 'screening', 'approval'] : ['first_review', 'screening'])
      expect(item.report?.edition).toBe(active)
      expect(item.report?.digest).not.toBe(report?.digest)
    }
    for (const hand of [hit, scheduled]) {
      const item = await hand.item()
      expect(item).toMatchObject({ round: 'screening', report: { edition: active, counts: { warn: 1 } } })
      expect(item.decisions.map(({ review }) => review)).toEqual(['first_review'])
      expect(await record.verifyTrail(hand.id)).toMatchObject({ ok: true })
    }
  })

  test('stays in force minute after minute, and screens what is submitted from then on', async () => {
    const active = await record.activeLexicon()
    await local.tick(Date.now() + 61_000)
    expect(await record.activeLexicon()).toEqual(active)
    const hand = new Hand(record, '01JY0000000000000000000099')
    await hand.create(actor('editor1'), '绿色通道特批事项')
    await hand.submit(actor('editor1'))
    await local.settled()
    expect((await hand.item()).report).toMatchObject({ edition: active.edition, counts: { warn: 1 } })
  })

  test('that was made from an older one is not put in force over it', async () => {
    await putTerm('甲方案')
    const earlier = await proposed('第一件')
    await putTerm('乙方案')
    await first.browser.submit(await filled(first, '/admin/lexicon', 'propose', { note: '第二件' }), 'propose')
    const later = (await editions.proposals()).find(({ note }) => note === '第二件')
    const stale = formIn(await at(second, `/admin/lexicon/proposals/${earlier}`), 'activate')
    await second.browser.submit(formIn(await at(second, `/admin/lexicon/proposals/${later?.id}`), 'activate'), 'activate')
    const page = await second.browser.submit(stale, 'activate')
    expect(page.status).toBe(409)
    expect(text(page)).toContain('启用中的版本已经变化')
    expect((await record.activeLexicon()).terms).toBe(later?.digest)
  })
})

describe('a list of the body’s own', () => {
  const start = async (name: string, source = '本单位地名办'): Promise<Form> => filled(first, '/admin/lexicon/new', 'create_list', { name, source })
  const own = (page: Page): string[] => page.root.querySelectorAll('[data-lists] [data-list^=own-]').map((row) => `${row.querySelector('th')?.text} ${row.getAttribute('data-state')}`)

  test('is started on a page that names the lists which ship empty, and shows as not loaded', async () => {
    const page = await at(first, '/admin/lexicon/new')
    expect(page.root.querySelectorAll('.notice a').map(({ text: said }) => said)).toEqual(['领导人姓名职务库'])
    const started = await first.browser.submit(await start('本县地名库'))
    expect(text(started)).toContain('词表已建立，还没有词条')
    expect(text(started)).toContain('未加载')
    expect(own(await at(first, '/admin/lexicon'))).toEqual(['本县地名库 not_loaded'])
    expect((await record.activeLexicon()).terms).not.toBe((await editions.draft()).draft?.digest)
  })

  test('is started once by a form that is sent twice, and not under a name that is there', async () => {
    const form = await start('人名用字库')
    const [one, other] = [await first.browser.submit(form), await first.browser.submit(form)]
    expect(other.url.href).toBe(one.url.href)
    expect(own(await at(first, '/admin/lexicon'))).toHaveLength(2)
    const again = await first.browser.submit(await start(' 本县　地名库 '))
    expect(again.status).toBe(422)
    expect(again.root.querySelector('.problems a')?.getAttribute('href')).toBe('#name')
    expect(formIn(again, 'create_list').value('source')).toBe('本单位地名办')
    expect((await first.browser.submit(await start('', ''))).root.querySelectorAll('.problems a')).toHaveLength(2)
  })

  test('takes terms, and can be taken out again as a whole; a list that ships cannot', async () => {
    const row = (await at(first, '/admin/lexicon')).root.querySelectorAll('[data-lists] [data-list^=own-] a').map((link) => link.getAttribute('href') ?? '')
    await first.browser.submit(await filled(first, row[0] ?? '', 'put', { term: '临江口', level: 'info' }))
    expect(own(await at(first, '/admin/lexicon'))).toEqual(['本县地名库 loaded', '人名用字库 not_loaded'])
    await first.browser.submit(formIn(await at(first, row[1] ?? ''), 'remove'))
    expect(own(await at(first, '/admin/lexicon'))).toEqual(['本县地名库 loaded'])
    expect((await at(first, LIST)).form('remove')).toBeUndefined()
    const form = await filled(first, LIST, 'put', { do: 'remove' })
    expect((await first.browser.submit(form)).status).toBe(400)
    await first.browser.submit(formIn(await at(first, '/admin/lexicon'), 'discard'), 'discard')
  })
})

describe('shipped lists that are newer than those in force', () => {
  /** Puts an edition in force that was made from what an older program shipped. */
  async function fromOlder(): Promise<void> {
    const older: StoredLexicon = { v: 1, lists: shippedStored().lists.map((one) =>
      one.id === 'misused' ? { ...one, edition: '2026-10', date: '2026-10-01', terms: one.terms.slice(5) } : one) }
    const own = { v: 1 as const, shipped: await record.putLexicon(older), lists: older.lists.map((one) =>
      one.id === 'misused' ? { ...one, terms: [...one.terms.slice(1), { term: '本单位错词', kind: 'misused' as const }] } : one) }
    const { version } = await editions.draft()
    const { edition, terms } = await record.activeLexicon()
    const by = { person: (await identity.personBySignIn(local.issuer, 'admin1'))?.id ?? '', name: first.name }
    await editions.putDraft({ digest: await record.putLexicon(own), edition: editionOf(compileStored(own)), by, at: new Date().toISOString(), base: { edition, ...(terms && { terms }) } }, version)
    await inForceBySecond('旧程序自带的词表')
  }

  async function inForceBySecond(note: string): Promise<void> {
    await first.browser.submit(await filled(first, '/admin/lexicon', 'propose', { note }), 'propose')
    const proposal = (await editions.proposals()).find((one) => one.note === note)
    await second.browser.submit(formIn(await at(second, `/admin/lexicon/proposals/${proposal?.id}`), 'activate'), 'activate')
    expect((await record.activeLexicon()).terms).toBe(proposal?.digest)
  }

  const misused = async (digest: string | undefined): Promise<string[]> =>
    (await record.lexicon(digest ?? '')).lists.find(({ id }) => id === 'misused')?.terms.map(({ term }) => term) ?? []

  test('are pointed at, taken in one step, and come into force by a second administrator as any edition does', async () => {
    await fromOlder()
    const page = await at(first, '/admin/lexicon')
    expect(page.root.querySelector('[data-newer]')?.getAttribute('data-newer')).toBe('misused')
    expect(text(page)).toContain('错别字词库（2026-11，')
    const active = await record.activeLexicon()
    const taken = await first.browser.submit(formIn(page, 'take_newer'), 'take_newer')
    expect(taken.root.querySelector('[data-newer]')).toBeNull()
    expect(await record.activeLexicon()).toEqual(active)

    const shipped = shippedStored().lists.find(({ id }) => id === 'misused')?.terms.map(({ term }) => term) ?? []
    await inForceBySecond('取用自带的新词表')
    // The sixth was withdrawn and one of their own was put: both stay so.
    expect(await misused((await record.activeLexicon()).terms)).toEqual([...shipped.filter((_, number) => number !== 5), '本单位错词'])
    expect((await at(first, '/admin/lexicon')).root.querySelector('[data-newer]')).toBeNull()
  })
})

describe('the worker behind the editor’s page', () => {
  /** What it finds in a text, with program and lexicon as this page of the editor names them. */
  async function finder(): Promise<{ readonly program: string, readonly lexicon: string, find: (body: string) => string[] }> {
    const editor = await signIn(local.console, 'editor1')
    const live = (await at(editor, '/items/new')).root.querySelector('#live')
    const named = (name: string): string => live?.getAttribute(`data-${name}`) ?? ''
    const [program, lexicon] = await Promise.all([at(editor, named('screener')), at(editor, named('lexicon'))])
    const ask = startScreener(program.text, { [named('lexicon')]: lexicon.text })
    return {
      program: named('screener'), lexicon: named('lexicon'),
      find: (body) => (ask({ lexicon: named('lexicon'), today: named('today'), text: body, fields: {} }).findings ?? []).map(({ start, end }) => body.slice(start, end)),
    }
  }

  test('finds with an edition from the moment it is in force, by sound too where a term asks for it', async () => {
    const before = await finder()
    expect(before.program).toMatch(/^\/assets\/screener-[0-9a-f]{12}\.js$/)
    expect(before.find('设有快速通道特办窗口，或写 kuaisutongdaoteban。')).toEqual([])

    await first.browser.submit(await filled(first, LIST, 'put', { term: '快速通道特办', level: 'warn', pinyin: 'yes' }))
    expect((await finder()).lexicon).toBe(before.lexicon)
    await first.browser.submit(await filled(first, '/admin/lexicon', 'propose', { note: '按读音也检测' }), 'propose')
    const proposal = (await editions.proposals()).find(({ note }) => note === '按读音也检测')
    await second.browser.submit(formIn(await at(second, `/admin/lexicon/proposals/${proposal?.id}`), 'activate'), 'activate')

    const after = await finder()
    expect(after.program).toMatch(/^\/assets\/screener-sounds-[0-9a-f]{12}\.js$/)
    expect(after.lexicon).not.toBe(before.lexicon)
    expect(after.find('设有快速通道特办窗口，或写 kuaisutongdaoteban。')).toEqual(['快速通道特办', 'kuaisutongdaoteban'])
  })
})

describe('the pages', () => {
  test('are for administrators alone', async () => {
    const editor = await signIn(local.console, 'editor1')
    for (const path of ['/admin/lexicon', LIST, `${LIST}/csv`]) expect((await at(editor, path)).status, path).toBe(403)
  })

  test.each(['/admin/lexicon/lists/none', `${LIST}/pdf`, '/admin/lexicon/preview/x', `/admin/lexicon/preview/${'0'.repeat(64)}`,
    '/admin/lexicon/proposals/x', '/admin/lexicon/proposals/01ARZ3NDEKTSV4RRFFQ69G5FAV'])('%s is a page that is not there', async (path) => {
    expect((await at(first, path)).status).toBe(404)
  })
})
