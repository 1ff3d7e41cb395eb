import { Secret, TOTP } from 'otpauth'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Mail } from '../../cdk/local/mail.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { scheduledEvent } from '../../cdk/local/rules.ts'
import { endOf } from '../../shared/calendar/index.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import type { DeadLetter } from '../../shared/notices/dead-letter.ts'
import type { Notices } from '../../shared/notices/index.ts'
import { openNotices } from '../../shared/notices/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import type { Item } from '../../shared/workflow/types.ts'
import { signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, Hand } from './record-world.ts'

let local: Local
let record: Record
let identity: Identity
let notices: Notices

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  notices = openNotices(local.environment)
})

afterEach(() => {
  local.mailCatcher.be({})
  local.gate.lift()
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const MINUTE = 60_000
let items = 0
let shifted = 0

const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))
const idOf = async (subject: string): Promise<string> => (await person(subject)).person

/** A new item that its editor has submitted. */
async function submitted(): Promise<Hand> {
  items += 1
  const hand = new Hand(record, `01JZ0000000000000000000N${String(items).padStart(2, '0')}`)
  const editor = await person('editor1')
  await hand.create(editor)
  await hand.submit(editor)
  return hand
}

/** The minute's wake-up of this function alone. */
function minute(): Promise<unknown> {
  const rule = local.plan.rules.find(({ functionId }) => functionId.startsWith('Notify'))
  if (!rule) throw new Error('Nothing wakes it every minute')
  return local.invoke('notify', scheduledEvent(rule, Date.now() + shifted))
}

async function settled(): Promise<void> {
  await local.settled()
  await minute()
  await local.settled()
}

/** Lets so many minutes pass for the functions. */
async function wait(minutes: number): Promise<void> {
  shifted += minutes * MINUTE
  local.shiftClock(shifted)
  await settled()
}

/** Mails about an item, as `address: subject`, the first one first. */
async function mailsOf(hand: Hand): Promise<Mail[]> {
  return (await local.mailCatcher.mails()).filter(({ text }) => text.includes(hand.id)).toReversed()
}

async function told(hand: Hand): Promise<string[]> {
  return (await mailsOf(hand)).map(({ to, subject }) => `${/<(\w+)@/u.exec(to)?.[1] ?? ''}: ${subject}`).toSorted()
}

/** What the queue holds about an item. */
function undelivered(hand: Hand): DeadLetter[] {
  return local.undelivered('notify').filter(isDeadLetter).filter(({ item }) => item === hand.id)
}

function isDeadLetter(message: unknown): message is DeadLetter {
  return typeof message === 'object' && message !== null && 'notice' in message
}

const TITLE = '《关于交通管理事项的通知》'
const ASKED = [`first1: 请初审：${TITLE}`, `first2: 请初审：${TITLE}`]

describe('whose access is changed hears of it at once, whatever they prefer', () => {
  const about = async (subject: string): Promise<Mail[]> => (await local.mailCatcher.mails()).filter(({ to, text }) => to.includes(`${subject}@`) && /如非本人/u.test(text))
  const subjects = async (subject: string): Promise<string[]> => (await about(subject)).map((mail) => mail.subject).toReversed()
  beforeAll(async () => {
    for (const subject of ['screening2', 'first1', 'editor2']) await identity.setPreferences(await idOf(subject), { lang: 'zh', mails: 'digest' })
  })
  afterAll(async () => {
    for (const subject of ['screening2', 'first1', 'editor2']) await identity.setPreferences(await idOf(subject), { lang: 'zh', mails: 'single' })
  })

  test('of one-time codes that are set up anew or dropped, and of a phone that is trusted', async () => {
    const client = await signIn(local, 'screening2')
    const page = await client.get('/me/totp')
    const secret = page.root.querySelector('[data-secret]')?.getAttribute('data-secret') ?? ''
    const codeOfNow = (): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + shifted })
    const code = codeOfNow()
    await client.fill(page, 'codes', { code })
    await wait(1)
    await client.fill(await client.get('/me/phones'), 'trust', { current: codeOfNow() })
    await wait(1)
    await client.fill(await client.get('/me/totp'), 'drop', { current: codeOfNow() })
    await settled()
    expect((await subjects('screening2')).toSorted()).toEqual(['您的动态验证码已停用', '您的动态验证码已启用或更换', '您的账号新增了受信任的手机'].toSorted())
    const texts = (await about('screening2')).map(({ text }) => text).join('\n')
    expect(texts).toMatch(/发生时间：\d{4}年\d+月\d+日 \d\d:\d\d\n/u)
    for (const hidden of [secret, code, client.cookies.header(new URL(local.console)).split('=').at(-1) ?? '']) expect(texts).not.toContain(hidden)
  })

  test('of a stand-in who is named and refused, and of days off that are marked: both who is away and who stands in', async () => {
    const [principal, delegate] = [await idOf('first1'), await idOf('editor2')]
    const until = new Date(Date.now() + shifted + 56 * 60 * MINUTE).toISOString().slice(0, 10)
    const head = await signIn(local, 'head1')
    // By no page, so without a mail: stand-ins are named for whoever is away.
    await identity.delegations.take('dadui', await person('head1'), { kind: 'absent', person: principal, from: new Date().toISOString(), until: endOf(until) })
    const form = await head.get(`/absence/appoint?unit=dadui&person=${principal}`)
    const made = await head.fill(await head.fill(form, 'appoint', { delegate, until, reason: '外出未委托' }), 'appoint')
    await settled()
    const named = '单位负责人指定了代审，待确认：陈立，由周敏代审'
    expect([await subjects('first1'), await subjects('editor2')]).toEqual([[named], [named]])
    const away = await signIn(local, 'first1')
    await away.fill(await away.get(made.url.pathname), 'revoke', {}, 'revoke')
    await settled()
    for (const subject of ['first1', 'editor2']) expect((await subjects(subject)).slice(1), subject).toEqual(['代审未获确认：陈立，由周敏代审'])
    expect((await about('first1'))[0]?.text).toMatch(/日期：\d{4}年/u)
    const marked = await head.fill(await head.get('/absence/away?unit=dadui'), 'away', { person: principal, until })
    expect(marked.url.pathname).toBe('/absence')
    await identity.delegations.take('dadui', await person('head1'), { kind: 'return', person: principal })
    await settled()
    expect((await subjects('first1')).at(-1)).toBe('已登记外出：陈立')
  })
})

describe('everybody who may act now gets a mail', () => {
  test('on the whole way: reviewers at their turn, the editor of what became of it', async () => {
    const hand = await submitted()
    await settled()
    expect(await told(hand)).toEqual(ASKED)
    await hand.pass(await person('first1'))
    await settled()
    expect((await told(hand)).filter((one) => !ASKED.includes(one))).toEqual([`screening1: 请复审（保密审查）：${TITLE}`, `screening2: 请复审（保密审查）：${TITLE}`])
    await hand.pass(await person('screening1'))
    await hand.pass(await person('approver1'))
    await settled()
    // Whoever was asked after it was done is not asked any more.
    expect(await told(hand)).toContain(`editor1: 已公开：${TITLE}`)
  })

  test('with its item, its due time, its links – and not a letter of its content', async () => {
    const hand = await submitted()
    await settled()
    const [mail] = await mailsOf(hand)
    expect(mail?.text).toMatch(/栏目：通知公告[\s\S]*办结期限：\d{4}年\d+月\d+日\n[\s\S]*送达时间：/u)
    expect(mail?.text).toMatch(new RegExp(`${local.console}/d/[\\w-]{43}\n`, 'u'))
    expect(mail?.text).not.toContain(`事项${hand.id}`)
    expect(mail?.headers).toEqual(expect.arrayContaining(['Auto-Submitted: auto-generated', `References: <item-${hand.id.toLowerCase()}@localhost>`]))
    const log = local.log('notify')
    expect(log).not.toMatch(/@linjiang\.example|陈立|何静|\/d\/[\w-]{43}/u)
  })

  test('the editor of a return, in the language that they have chosen on their page', async () => {
    const editor = await signIn(local, 'editor1')
    const page = await editor.get('/me')
    expect(page.text).toContain('editor1@linjiang.example')
    const saved = await editor.fill(page, 'me', { lang: 'en', mails: 'single' })
    expect(saved.root.querySelector('[role=status]')?.text).toContain('已保存')
    const hand = await submitted()
    await settled()
    const { revision } = await hand.item()
    await hand.done(await person('first1'), { name: 'return', review: 'first_review', seen: { revision }, opinion: '数字有误' })
    await settled()
    expect(await told(hand)).toContain(`editor1: Returned for changes: “关于交通管理事项的通知”`)
    await editor.fill(page, 'me', { lang: 'zh', mails: 'single' })
  })
})

describe('nobody is told twice, and nothing is lost', () => {
  test('by doubled wake-ups and by several that send at once', async () => {
    const hand = await submitted()
    const wake = { Records: [{ eventID: '1', eventName: 'MODIFY', eventSource: 'aws:dynamodb', dynamodb: { SequenceNumber: '1', Keys: { id: { S: hand.id } }, NewImage: { id: { S: hand.id }, round: { S: 'first_review' } } } }] }
    await Promise.all([...Array.from({ length: 3 }, () => local.invoke('notify', wake)), minute()])
    await settled()
    expect(await told(hand)).toEqual(ASKED)
  })

  test('by the death of whoever makes or sends them, at any write', async () => {
    for (const [operation, after] of [['TransactWriteItems', 0], ['PutItem', 0], ['PutItem', 1], ['PutItem', 2]] as const) {
      local.gate.order({ kind: 'death', function: 'notify', operation, after })
      const hand = await submitted()
      await settled()
      local.gate.lift()
      await wait(3)
      expect([...new Set(await told(hand))], `${operation} ${after}`).toEqual(ASKED)
      const ids = (await mailsOf(hand)).map(({ messageId }) => messageId)
      expect(new Set(ids).size, 'who is told again is told under the same id').toBe(2)
    }
  })

  test('by the loss of every wake-up of an item', async () => {
    local.gate.order({ kind: 'death', function: 'notify', operation: 'TransactWriteItems', times: 1000 })
    const hand = await submitted()
    await local.settled()
    expect(await told(hand)).toEqual([])
    local.gate.lift()
    await settled()
    expect(await told(hand)).toEqual(ASKED)
  })
})

describe('a server that does not take a mail', () => {
  test('for now gets it again, and holds up neither others nor the item', async () => {
    local.mailCatcher.be({ rcpt: (address) => address.startsWith('first1') ? 450 : undefined })
    const hand = await submitted()
    await settled()
    expect(await told(hand)).toEqual([`first2: 请初审：${TITLE}`])
    expect(await hand.item()).toMatchObject({ round: 'first_review' })
    local.mailCatcher.be({})
    await wait(1)
    expect(await told(hand)).toEqual(ASKED)
  })

  test('or dies once it has it, gets it again under the same id', async () => {
    let deaths = 2
    local.mailCatcher.be({ data: () => {
      deaths -= 1
      return deaths >= 0 ? 'death' : undefined
    } })
    const hand = await submitted()
    await settled()
    await wait(1)
    await wait(6)
    expect([...new Set(await told(hand))]).toEqual(ASKED)
    expect(new Set((await mailsOf(hand)).map(({ messageId }) => messageId)).size).toBe(2)
  })

  test('for good makes the item say whom it could not reach, and what to do; administrators send it again', async () => {
    local.mailCatcher.be({ rcpt: (address) => address.startsWith('first1') ? 550 : undefined })
    const hand = await submitted()
    await settled()
    const first1 = await idOf('first1')
    const item: Item = await hand.item()
    expect(item).toMatchObject({ round: 'first_review', unreached: [first1] })
    expect(await record.verifyTrail(hand.id)).toMatchObject({ ok: true })
    const editor = await signIn(local, 'editor1')
    const page = await editor.get(`/items/${hand.id}`)
    expect(page.root.querySelector('[data-unreached]')?.text).toContain('陈立')
    const text = page.root.querySelector('#remind-text')?.text ?? ''
    expect(text).toMatch(/(?:陈立、何静|何静、陈立)：请初审/u)
    expect(text).toContain(`${local.console}/items/${hand.id}`)
    expect(text).not.toContain('/d/')
    expect(local.log('notify')).toContain('NoticesGivenUp')
    expect(undelivered(hand)).toEqual([expect.objectContaining({ kind: 'act', person: first1, attempts: 1, failure: 'refused', answer: 550 })])
    expect(JSON.stringify(undelivered(hand))).not.toMatch(/@|陈立|关于/u)

    local.mailCatcher.be({})
    const [failed] = (await notices.failed()).notices.filter((one) => one.item === hand.id)
    const administrator = await signIn(local, 'admin1')
    const list = await administrator.get('/admin/notices')
    const row = list.root.querySelector(`[data-notice="${failed?.id}"]`)
    expect(row?.text).toContain('550')
    const csrf = row?.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    const again = await administrator.post(`/admin/notices/${failed?.id}`, { csrf })
    expect(again.root.querySelector('[role=status]')?.text).toContain('已列入发送')
    await settled()
    expect(await told(hand)).toEqual(ASKED)
    expect((await hand.item()).unreached).toBeUndefined()
    expect((await record.trail(hand.id)).slice(-2).map(({ type }) => type)).toEqual(['unreached', 'reached'])
    expect((await record.verifyTrail(hand.id)).ok).toBe(true)
    expect((await editor.get(`/items/${hand.id}`)).root.querySelector('[data-unreached]')).toBeNull()
    // Nobody but administrators sees who could not be reached anywhere.
    expect((await editor.get('/admin/notices')).status).toBe(403)
  })

  test('for good, while whoever sends dies before it is marked, gets no more than is left with the queue and marked in the end', async () => {
    local.mailCatcher.be({ rcpt: () => 550 })
    // The first write takes the notice, the second would mark it.
    local.gate.order({ kind: 'death', function: 'notify', operation: 'PutItem', resource: local.environment[env.noticesTable] ?? '', after: 1 })
    const hand = await submitted()
    await settled()
    expect(local.gate.pendingFaults).toEqual([])
    const failed = async () => (await notices.failed()).notices.filter((one) => one.item === hand.id).map(({ id }) => id)
    const [marked, ...others] = await failed()
    const left = undelivered(hand).map(({ notice }) => notice)
    expect([left.length, others, left.includes(marked ?? '')]).toEqual([2, [], true])
    await wait(3)
    expect((await failed()).toSorted()).toEqual(left.toSorted())
    expect(new Set(undelivered(hand).map(({ notice }) => notice))).toEqual(new Set(left))
    expect((await hand.item()).unreached?.toSorted()).toEqual((await Promise.all(['first1', 'first2'].map(idOf))).toSorted())
    expect(await told(hand)).toEqual([])
  })

  test('at any of its tries is given up in the end, once', async () => {
    local.mailCatcher.be({ rcpt: (address) => address.startsWith('first2') ? 451 : undefined })
    const hand = await submitted()
    await settled()
    for (const minutes of [1, 5, 30, 120, 360]) {
      expect((await hand.item()).unreached).toBeUndefined()
      await wait(minutes + 1)
    }
    expect((await hand.item()).unreached).toEqual([await idOf('first2')])
    await wait(600)
    expect((await record.trail(hand.id)).filter(({ type }) => type === 'unreached')).toHaveLength(1)
  })
})

test('who prefers one mail a day gets what waits in one, at half past eight of a working day; what is done by then is left out', async () => {
  await identity.setPreferences(await idOf('first2'), { lang: 'zh', mails: 'digest' })
  const hands = [await submitted(), await submitted(), await submitted()]
  await settled()
  for (const hand of hands) expect(await told(hand)).toEqual([`first1: 请初审：${TITLE}`])
  const done = hands[1]
  if (!done) throw new Error('There are three')
  await done.pass(await person('first1'))
  const count = async (): Promise<Mail[]> => (await local.mailCatcher.mails()).filter(({ to, subject }) => to.includes('first2@') && subject.startsWith('三审提醒汇总'))
  expect(await count()).toEqual([])
  const present = Date.now() + shifted
  const [notice] = (await Promise.all(hands.map(async ({ id }) => (await notices.due('9999', 1000)).filter((one) => one.item === id && one.digest)))).flat()
  expect(notice?.nextAt).toMatch(/T00:30:00\.000Z$/u)
  await wait((Date.parse(notice?.nextAt ?? '') - present) / MINUTE + 1)
  const [mail, ...more] = await count()
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(/^三审提醒汇总：2 项/u)
  expect(hands.filter(({ id }) => mail?.text.includes(id))).toEqual([hands[0], hands[2]])
})
