import { DynamoDBClient, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import type { Record as Store } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { clientConfig } from '../../shared/record/tables.ts'
import { taskChain } from '../../shared/tasks/event.ts'
import { receiptTaskId } from '../../shared/tasks/ids.ts'
import type { Tasks } from '../../shared/tasks/index.ts'
import { MOST_A_DAY, openTasks } from '../../shared/tasks/index.ts'
import { isOfPage } from '../../shared/tasks/rule.ts'
import type { Seen } from './console-client.ts'
import { Client, formOf, problemsIn, signIn, valueIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { publish } from './published.ts'
import { actorOf, Hand } from './record-world.ts'

let local: Local
let record: Store
let identity: Identity
let tasks: Tasks

const PAGE = '01JZ0000000000000000000R01'
const OTHER = '01JZ0000000000000000000R02'
const CONTACT = '13987654321'

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  tasks = openTasks(local.environment)
  await publish(local, record, identity, PAGE)
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))

const reader = (): Client => new Client(local.console)
const receiptOn = (page: Seen): string => page.root.querySelector('[data-receipt]')?.text ?? `no receipt: ${page.status} ${page.root.querySelector('main')?.text}`
const lookUp = async (number: string): Promise<Seen> => {
  const client = reader()
  return client.fill(await client.get('/report'), 'look', { number })
}

describe('a reader', () => {
  test('comes from the page, reports without signing in, notes a number and sees the answer by it', async () => {
    const page = await (await fetch(`${local.portal}/items/${PAGE}.html`)).text()
    expect(page).toContain(`href="${local.console}/report/${PAGE}"`)
    const client = reader()
    const form = await client.get(`/report/${PAGE}`)
    expect([form.status, form.headers.get('cache-control'), form.headers.get('set-cookie')]).toEqual([200, 'no-store', null])
    expect(form.root.querySelector('[data-page]')?.text).toBe('关于交通管理事项的通知')
    const sent = await client.fill(form, 'report', { words: '第一段“车管所”应为“车辆管理所”。', contact: CONTACT })
    const number = receiptOn(sent)
    expect(number).toMatch(/^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/)

    const id = receiptTaskId(number.replaceAll('-', ''))
    const task = await tasks.task(id)
    expect(task).toMatchObject({ kind: 'public_report', item: PAGE, state: 'open', contact: CONTACT, words: '第一段“车管所”应为“车辆管理所”。' })
    expect((await lookUp(number.toLowerCase().replaceAll('-', ' '))).root.querySelector('[data-state=open]')).not.toBeNull()

    const first = await signIn(local, 'first1')
    const shown = await first.get(`/tasks/${id}`)
    expect(shown.text).toContain(CONTACT)
    const empty = await first.fill(shown, 'close', { result: 'fixed' })
    expect([empty.status, problemsIn(empty).length > 0, (await tasks.task(id))?.state]).toEqual([422, true, 'open'])
    await first.fill(shown, 'close', { result: 'fixed', words: '已更正，谢谢您的指正。' })
    const closed = await tasks.task(id)
    expect(closed).toMatchObject({ state: 'fixed', words: '第一段“车管所”应为“车辆管理所”。' })
    expect(closed, 'erased with the closing').not.toHaveProperty('contact')
    expect((await lookUp(number)).root.querySelector('[data-answer]')?.text).toBe('已更正，谢谢您的指正。')
    expect(await record.verifyChain(taskChain(id))).toEqual({ ok: true, events: 2 })

    const auditor = await signIn(local, 'auditor1')
    for (const path of ['/audit', '/audit/tasks']) {
      expect((await auditor.get(path)).root.querySelector(`[data-task="${id}"][data-state=fixed]`), path).not.toBeNull()
    }
    const seen = await auditor.get(`/tasks/${id}`)
    expect(seen.root.querySelector('[data-words],[data-contact]'), 'an auditor does not see to it').toBeNull()
  })

  test('who sends the same form twice, or back and forth, has one receipt; another text is another report', async () => {
    const client = reader()
    const form = await client.get(`/report/${PAGE}`)
    const twice = await Promise.all([client.fill(form, 'report', { words: '错字' }), client.fill(form, 'report', { words: '错字' })])
    const numbers = twice.map(receiptOn)
    expect(numbers[0]).toMatch(/^[0-9A-Z-]{23}$/)
    expect(new Set(numbers).size).toBe(1)
    expect(receiptOn(await client.fill(form, 'report', { words: '另有一处错字' }))).not.toBe(numbers[0])
    expect((await tasks.open('dadui')).tasks.filter(isOfPage).filter(({ words }) => words === '错字')).toHaveLength(1)
  })

  test('finds the form by the address of the page, and hears where there is none', async () => {
    const client = reader()
    const start = await client.get('/report')
    const query = (page: string): string => `${formOf(start, 'find').action.pathname}?${new URLSearchParams({ page })}`
    expect((await client.get(query(`${local.portal}/items/${PAGE}.html#text`))).url.pathname).toBe(`/report/${PAGE}`)
    const wrong = await client.get(query('<script>alert(1)</script>'))
    expect([wrong.status, problemsIn(wrong).length > 0, wrong.text.includes('<script>')]).toEqual([404, true, false])
  })

  test('is told nothing of a page that is not public: unknown, in work and taken down are one answer', async () => {
    const draft = new Hand(record, '01JZ0000000000000000000R03')
    await draft.create(await person('editor1'), '尚未公开')
    const down = await publish(local, record, identity, OTHER)
    await down.done(await person('screening1'), { name: 'take_down', reason: 'privacy', note: '误公开' })
    await local.settled()
    const client = reader()
    const mains = []
    for (const id of [draft.id, OTHER, '01JZ0000000000000000000R99', 'x', '%00', '../tasks']) {
      const page = await client.get(`/report/${id}`)
      const sent = await client.post(`/report/${id}`, { words: '错字', commandId: '6a2f1f2c-51a5-4c0e-9d2e-0d6d1c3b1a11', website: '' })
      if (id !== '../tasks') expect([page.status, sent.status], id).toEqual([404, 404])
      if (!id.includes('/') && id !== '%00') mains.push(page.root.querySelector('main')?.innerHTML, sent.root.querySelector('main')?.innerHTML)
    }
    expect(new Set(mains).size).toBe(1)
    expect((await tasks.open('dadui')).tasks.filter(isOfPage).filter(({ item }) => item !== PAGE)).toEqual([])
  })
})

describe('a form of a reader', () => {
  const send = async (fields: Readonly<Record<string, string>> | URLSearchParams, headers?: Readonly<Record<string, string>>): Promise<Seen> => {
    const client = reader()
    const form = await client.get(`/report/${PAGE}`)
    if (fields instanceof URLSearchParams) return client.post(`/report/${PAGE}`, fields, headers)
    return client.post(`/report/${PAGE}`, { commandId: valueIn(form, 'report', 'commandId'), website: '', ...fields }, headers)
  }
  const openNow = async (): Promise<number> => (await tasks.open('dadui')).tasks.length

  test.each<[string, Readonly<Record<string, string>>, number]>([
    ['without words', { words: ' \n ' }, 422],
    ['with 501 characters', { words: '错'.repeat(501) }, 422],
    ['with a contact of 101 characters', { words: '错字', contact: '1'.repeat(101) }, 422],
    ['with marks that turn the text round', { words: '错\u202e字' }, 422],
    ['with a line break in the contact', { words: '错字', contact: '1\n2' }, 422],
    ['with the hidden field filled in', { words: '错字', website: 'http://spam.example' }, 422],
    ['without a number of ours', { words: '错字', commandId: '1' }, 422],
  ])('%s opens no task and keeps what was written', async (_, fields, status) => {
    const before = await openNow()
    const page = await send(fields)
    expect(page.status).toBe(status)
    expect(page.root.querySelector('[role=alert]')).not.toBeNull()
    expect(valueIn(page, 'report', 'words')).toBe(fields['words'])
    expect(valueIn(page, 'report', 'website')).toBe('')
    expect(await openNow()).toBe(before)
  })

  test('from another site opens no task', async () => {
    const before = await openNow()
    const codes = []
    codes.push((await send({ words: '错字' }, { 'sec-fetch-site': 'cross-site' })).status)
    codes.push((await send({ words: '错字' }, { origin: 'https://evil.example' })).status)
    expect(codes).toEqual([403, 403])
    expect((await send(new URLSearchParams([['words', '一'], ['words', '二']]))).status).toBe(422)
    expect(await openNow()).toBe(before)
  })

  test('is shown to the unit as words, never as markup', async () => {
    const words = '<img src=x onerror=alert(1)>"\'&<script>alert(1)</script>'
    const sent = await send({ words, contact: '"><b>x</b>' })
    const id = receiptTaskId(receiptOn(sent).replaceAll('-', ''))
    const page = await (await signIn(local, 'first1')).get(`/tasks/${id}`)
    expect(page.root.querySelector('[data-words]')?.text).toBe(words)
    expect(page.root.querySelectorAll('script, [data-contact] b')).toEqual([])
  })

  test('leaves no word and no contact in the trail, in logs or in an address', async () => {
    const sent = await send({ words: '王小明的住址不应公开', contact: CONTACT })
    const number = receiptOn(sent)
    expect(sent.url.href).not.toContain(number)
    expect(await record.verifyChain(taskChain(receiptTaskId(number.replaceAll('-', ''))))).toEqual({ ok: true, events: 1 })
    const logged = ['report', 'console', 'clock'].map((name) => local.log(name)).join('')
    for (const secret of ['王小明', CONTACT, number, number.replaceAll('-', ''), '127.0.0.1']) expect(logged).not.toContain(secret)
  })
})

describe('the day', () => {
  test('counts a report once whose answer was lost, and gives the same receipt', async () => {
    const client = reader()
    const form = await client.get(`/report/${PAGE}`)
    local.gate.order({ kind: 'conflict', function: 'report', operation: 'TransactWriteItems' })
    local.gate.order({ kind: 'lost_answer', function: 'report', operation: 'TransactWriteItems' })
    const sent = await client.fill(form, 'report', { words: '表格第二行有误' })
    expect(local.gate.pendingFaults).toEqual([])
    expect(sent.status).toBe(200)
    expect(receiptOn(await client.fill(form, 'report', { words: '表格第二行有误' }))).toBe(receiptOn(sent))
    expect((await tasks.open('dadui')).tasks.filter(isOfPage).filter(({ words }) => words === '表格第二行有误')).toHaveLength(1)
  })

  test('takes so many reports from one network and no more, then says so politely; the next day it takes them again', async () => {
    const client = reader()
    const sendOne = async (number: number): Promise<Seen> => client.fill(await client.get(`/report/${PAGE}`), 'report', { words: `第 ${number} 处错字` })
    const pages = await Promise.all(Array.from({ length: MOST_A_DAY.sourceOnItem + 2 }, (_, number) => sendOne(number)))
    const refused = pages.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(2)
    expect(pages.filter(({ status }) => status === 200).length + refused.length).toBe(pages.length)
    const [page] = refused
    expect(page && valueIn(page, 'report', 'words')).toContain('处错字')
    expect(page?.text).toContain('0000-8123456')
    const taken = (await tasks.open('dadui')).tasks.concat((await tasks.closed('dadui')).tasks).filter(isOfPage).filter(({ kind }) => kind === 'public_report')
    expect(taken).toHaveLength(MOST_A_DAY.sourceOnItem)

    const [one] = taken
    if (!one) throw new Error('No report was taken')
    const { openedAt } = one
    const next = new Date(Date.parse(openedAt) + 86_400_000).toISOString()
    const again = (id: string, at: string, source: string) =>
      tasks.report({ id, kind: 'public_report', unit: 'dadui', item: PAGE, revision: one.revision, editor: one.editor, words: '错字', openedAt: at, dueAt: one.dueAt }, source)
    expect(await again('f'.repeat(32), openedAt, '203.0.113.7'), 'another network').toBe('opened')
    expect(await again('e'.repeat(32), next, '127.0.0.1')).toBe('opened')
    expect(await again('e'.repeat(32), next, '127.0.0.1')).toBe('known')
  })

  const AT = '2026-12-07T02:00:00.000Z'
  const reportAs = (number: number, item: string, source: string) => tasks.report({
    id: number.toString(16).padStart(32, '0'), kind: 'public_report', unit: 'dadui', item, revision: 'r', editor: 'e', words: '错字', openedAt: AT, dueAt: AT,
  }, source)

  test('takes some on one page from one network, and more from a whole office on many', async () => {
    const outcomes = []
    for (let number = 0; number < MOST_A_DAY.source + 1; number += 1) outcomes.push(await reportAs(number, `Y${Math.floor(number / MOST_A_DAY.sourceOnItem)}`, '198.51.100.1'))
    expect(outcomes).toEqual([...Array.from({ length: MOST_A_DAY.source }, () => 'opened'), 'too_many'])
    expect(await reportAs(1000, 'Y0', '198.51.100.2')).toBe('opened')
    expect(await tasks.reportsFull('Y0')).toBeUndefined()
  })

  test('takes so many reports on one page and no more, wherever they come from; staff are told', async () => {
    const client = new DynamoDBClient(clientConfig(local.environment))
    const TableName = local.environment[env.tasksTable]
    const counts = async () => new Map(((await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? []).map((row) => [row['id']?.S ?? '', row['times']?.N]))
    const before = await counts()
    expect([await reportAs(2000, PAGE, '203.0.113.1'), await reportAs(2001, PAGE, '203.0.113.2')]).toEqual(['opened', 'opened'])
    // Of the new counts only that of the page is of both.
    const [id = ''] = [...await counts()].find(([one, times]) => times === '2' && !before.has(one)) ?? []
    await client.send(new UpdateItemCommand({
      TableName, Key: { id: { S: id } }, UpdateExpression: 'SET #times = :times', ExpressionAttributeNames: { '#times': 'times' },
      ExpressionAttributeValues: { ':times': { N: `${MOST_A_DAY.item - 1}` } },
    }))
    client.destroy()
    const staff = await signIn(local, 'first1')
    expect((await staff.get(`/items/${PAGE}`)).root.querySelector('[data-reports-full]')).toBeNull()
    expect([await reportAs(2002, PAGE, '203.0.113.3'), await reportAs(2003, PAGE, '203.0.113.4')]).toEqual(['opened', 'too_many'])
    expect(await tasks.reportsFull(PAGE)).toBe('2026-12-07')
    expect((await staff.get(`/items/${PAGE}`)).root.querySelector('[data-reports-full]')?.text).toContain(`${MOST_A_DAY.item}`)
  })

  test('leaves no address behind: its counts run out with it, and the salt that they were made with is replaced', async () => {
    const rows = async () => (await client.send(new ScanCommand({ TableName: local.environment[env.tasksTable], ConsistentRead: true }))).Items ?? []
    const client = new DynamoDBClient(clientConfig(local.environment))
    const before = await rows()
    const counts = before.filter((row) => 'times' in row)
    expect(counts.length).toBeGreaterThan(1)
    for (const row of counts) {
      expect(Object.keys(row).toSorted()).toEqual(['expiresAt', 'id', 'times'])
      expect(Number(row['expiresAt']?.N), 'the end of that day in Shanghai').toSatisfy((seconds: number) => (seconds + 8 * 3600) % 86_400 === 0)
    }
    expect(JSON.stringify(before)).not.toMatch(/127\.0\.0\.1|203\.0\.113/)
    const salt = before.find(({ id }) => id?.S === 'rate')?.['salt']
    await tasks.forgetSources(new Date('2026-12-08T00:00:00Z'))
    await tasks.forgetSources(new Date('2026-12-07T15:00:00Z'))
    const after = (await rows()).find(({ id }) => id?.S === 'rate')
    expect(salt?.S).toMatch(/^[0-9a-f]{32}$/)
    expect(after?.['salt']).not.toEqual(salt)
    expect(after?.['day']).toEqual({ S: '2026-12-08' })
    client.destroy()
  })
})
