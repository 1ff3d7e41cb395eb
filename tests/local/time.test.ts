import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { shippedCalendar } from '../../shared/calendar/index.ts'
import { daysOffAfter } from '../../shared/deadlines/index.ts'
import { openDuty } from '../../shared/duty/index.ts'
import type { Duty } from '../../shared/duty/index.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { taskChain } from '../../shared/tasks/event.ts'
import { calendarTaskId } from '../../shared/tasks/ids.ts'
import type { Tasks } from '../../shared/tasks/index.ts'
import { openTasks, WHOLE_BODY } from '../../shared/tasks/index.ts'
import { signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, contentOf, Hand, refOf } from './record-world.ts'

const HOUR = 3_600_000
/** A Friday before an ordinary weekend; the functions' clock stands there, so that the calendar knows the days. */
const FRIDAY = Date.parse('2026-03-06T03:00:00.000Z')

let local: Local
let record: Record
let identity: Identity
let duty: Duty
let tasks: Tasks
let items = 0

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder(), keepsExpired: true })
  local.shiftClock(FRIDAY - Date.now())
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  duty = openDuty(local.environment)
  tasks = openTasks(local.environment)
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))
const at = (time: number): { readonly at: Date } => ({ at: new Date(time) })

/** A new item, submitted at a time and screened by the system. */
async function submitted(time: number, more: { readonly urgent?: boolean, readonly wishAt?: string, readonly publicUntil?: string } = {}): Promise<Hand> {
  items += 1
  const hand = new Hand(record, `01JZ0000000000000000000D${String(items).padStart(2, '0')}`)
  const [editor, content] = [await person('editor1'), contentOf(`第${items}项安排照常进行。`)]
  const revision = await record.putContent(content)
  const { urgent = false, wishAt, publicUntil } = more
  await hand.done(editor, {
    name: 'create', id: hand.id, unit: editor.unit, type: publicUntil === undefined ? 'notice' : 'publicity', via: 'form',
    revision: { ...refOf(content), ...publicUntil !== undefined && { publicUntil } },
  }, at(time))
  await hand.done(editor, { name: 'submit', revision, urgent, ...wishAt !== undefined && { wishAt } }, at(time))
  await local.settled()
  return hand
}

async function approved(time: number, releaseAt: number | undefined, more: Parameters<typeof submitted>[1] = {}): Promise<Hand> {
  const hand = await submitted(time, more)
  for (const reviewer of ['first1', 'screening1', 'approver1']) {
    const command = await hand.passing()
    await hand.done(await person(reviewer), command.name === 'approve' && releaseAt !== undefined
      ? { ...command, releaseAt: new Date(releaseAt).toISOString() } : command, at(time))
  }
  await local.settled()
  return hand
}

const remindersOf = async ({ id }: Hand): Promise<string[]> =>
  (await record.trail(id)).filter(({ type }) => type === 'remind').map(({ data }) => String(data['step']))

describe('a review that nobody decides', () => {
  test('is reminded of once at each step, whatever minutes are doubled or missed, and those people get a mail', async () => {
    const hand = await submitted(FRIDAY, { urgent: true })
    await local.tick(FRIDAY + HOUR)
    expect(await remindersOf(hand)).toEqual([])
    await local.tick(FRIDAY + 2 * HOUR)
    await local.tick(FRIDAY + 2 * HOUR)
    expect(await remindersOf(hand)).toEqual(['before'])
    await Promise.all([local.tick(FRIDAY + 4 * HOUR), local.tick(FRIDAY + 4 * HOUR)])
    expect(await remindersOf(hand)).toEqual(['before', 'due'])
    await local.tick(FRIDAY + 9 * HOUR)
    await local.tick(FRIDAY + 3 * HOUR)
    expect(await remindersOf(hand)).toEqual(['before', 'due', 'head'])
    const head = await person('head1')
    expect((await record.trail(hand.id)).at(-1)?.data['to']).toEqual([head.person])
    await local.settled()
    await local.tick(FRIDAY + 9 * HOUR)
    await local.settled()
    const told = (await local.mailCatcher.mails()).filter(({ to }) => to.includes('head1@'))
    expect(told.map(({ subject }) => subject).filter((subject) => subject.includes('第') || subject.includes('通知'))).not.toEqual([])
    expect(await record.verifyTrail(hand.id)).toMatchObject({ ok: true })
  })

  test('says on its page by when it is due, how that was counted, and by which calendar', async () => {
    const hand = await submitted(FRIDAY)
    const reviewer = await signIn(local, 'first1')
    const page = await reviewer.get(`/items/${hand.id}/decide`)
    const shown = page.root.querySelector('[data-due]')?.text ?? ''
    expect(shown).toContain('2026年3月10日')
    expect(shown).toContain('2026年3月7日：不计（周末）')
    expect(shown).toContain('2026年3月9日：第 1 个工作日')
    expect(shown).toContain(shippedCalendar.edition)
    expect((await reviewer.get('/')).text).toContain('办结期限：2026年3月10日')
  })
})

describe('a release', () => {
  test('is held where whoever approved has lost the post, and its page says why', async () => {
    const hand = await approved(FRIDAY, FRIDAY + 2 * HOUR)
    const [approver, administrator] = [await person('approver1'), await person('admin1')]
    await identity.propose(administrator, { kind: 'revoke', person: approver.person, unit: 'dadui', roles: ['approver'] })
    await local.tick(FRIDAY + HOUR)
    expect(await hand.item()).toMatchObject({ round: 'approved', presence: 'never' })
    await local.tick(FRIDAY + 2 * HOUR)
    expect(await hand.item()).toMatchObject({ round: 'approval', presence: 'never', held: { code: 'approver_gone' } })
    const other = await signIn(local, 'approver2')
    expect((await other.get(`/items/${hand.id}/decide`)).root.querySelector('[data-held=approver_gone]')?.text).toContain('重新签发')
    const back = await identity.propose(administrator, { kind: 'grant', person: approver.person, unit: 'dadui', roles: ['approver'] })
    if (back.kind === 'proposed') await identity.confirm(await person('admin2'), back.proposal.id)
  })

  test('that was wished for and has passed is asked about and chosen anew: nothing goes out by itself', async () => {
    const hand = await submitted(FRIDAY - 2 * HOUR, { wishAt: new Date(FRIDAY - HOUR).toISOString() })
    for (const reviewer of ['first1', 'screening1']) await hand.done(await person(reviewer), await hand.passing(), at(FRIDAY - HOUR))
    await local.tick(FRIDAY)
    await local.settled()
    expect(await hand.item()).toMatchObject({ round: 'approval', presence: 'never' })
    const editor = await signIn(local, 'editor1')
    expect((await editor.get(`/items/${hand.id}`)).root.querySelector('[data-wish]')?.text).toContain('系统不会自行发布')
    const approver = await signIn(local, 'approver2')
    const page = await approver.get(`/items/${hand.id}/decide`)
    expect(page.root.querySelectorAll('input[name=release][checked]')).toHaveLength(0)
    const again = await approver.fill(page, 'approve')
    expect(again.status).toBe(422)
    expect(again.text).toContain('发布时间')
    await local.settled()
    expect((await local.mailCatcher.mails()).filter(({ to }) => to.includes('approver2@')).map(({ subject }) => subject).join('\n')).toContain('发布')
  })
})

test('a 公示 goes down to a notice at its end, by itself and for good', async () => {
  const end = FRIDAY + 5 * HOUR
  const hand = await approved(FRIDAY, undefined, { publicUntil: new Date(end).toISOString() })
  await local.tick(FRIDAY + HOUR)
  await local.settled()
  const address = `${local.portal}/items/${hand.id}.html`
  expect((await fetch(address)).status).toBe(200)
  await local.tick(end - 60_000)
  expect((await hand.item()).presence).toBe('live')
  await local.tick(end)
  await local.settled()
  expect(await hand.item()).toMatchObject({ presence: 'taken_down', takeDown: { reason: 'expired', confirmedBy: 'system:clock' } })
  const notice = await (await fetch(address)).text()
  expect(notice).not.toContain('照常进行')
  expect(notice).not.toContain('关于交通管理事项的通知')
})

test('a 公示 that was taken down and is restored after its end comes back as the notice of its end, never as its page', async () => {
  const end = FRIDAY + 6 * HOUR
  const hand = await approved(FRIDAY, undefined, { publicUntil: new Date(end).toISOString() })
  const address = `${local.portal}/items/${hand.id}.html`
  expect(await (await fetch(address)).text()).toContain('照常进行')
  await hand.done(await person('first1'), { name: 'take_down', reason: 'privacy', note: '误公开' }, at(end - HOUR))
  await local.settled()
  await hand.done(await person('screening1'), { name: 'restore', note: '经核无误' }, at(end))
  expect(await hand.item()).toMatchObject({ presence: 'taken_down', takeDown: { reason: 'expired', confirmedBy: 'system:clock' } })
  await local.settled()
  const notice = await (await fetch(address)).text()
  expect(notice).toContain('已过有效期')
  expect(notice).not.toContain('照常进行')
  expect(await record.verifyTrail(hand.id)).toMatchObject({ ok: true })
})

describe('before days off', () => {
  const off = daysOffAfter('2026-03-06', shippedCalendar)

  test('the head names who is on duty, and nobody else does', async () => {
    const head = await signIn(local, 'head1')
    const page = await head.get('/duty')
    expect(page.text).toContain('2026年3月7日至2026年3月8日')
    const approver = await person('approver2')
    const csrf = page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    const fields = { csrf, unit: 'dadui', first: '2026-03-07', person: approver.person }
    expect((await head.post('/duty', { ...fields, person: 'nobody' })).status).toBe(422)
    expect((await head.post('/duty', { ...fields, first: '2026-02-28' })).status).toBe(400)
    const named = await head.post('/duty', fields)
    expect(named.root.querySelector('[data-duty]')?.text).toContain('孙蔚')
    const editor = await signIn(local, 'editor1')
    const seen = await editor.get('/duty')
    expect(seen.text).toContain('孙蔚')
    expect(seen.root.querySelector('form[action="/duty"]')).toBeNull()
    const own = seen.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    expect((await editor.post('/duty', { ...fields, csrf: own })).status).toBe(403)
    expect((await duty.on('dadui', '2026-03-07'))?.name).toBe('孙蔚')
  })

  test('what is to be released in them is rehearsed once, and everybody concerned is told', async () => {
    if (!off || 'year' in off) throw new Error('a Friday before a weekend')
    const fine = await approved(FRIDAY, Date.parse(off.from) + 9 * HOUR)
    const open = await submitted(FRIDAY, { wishAt: new Date(Date.parse(off.from) + 10 * HOUR).toISOString() })
    await approved(FRIDAY, Date.parse(off.until) + HOUR)
    const before = (await duty.history('dadui')).filter(({ type }) => type === 'rehearsed')
    await record.writeRegisters([{ pk: 'rehearsal', sk: 'dadui', value: { first: '2000-01-01', keys: [] }, version: ((await record.register('rehearsal', 'dadui'))?.version ?? 0) + 1 }])
    await local.tick(FRIDAY + HOUR)
    await Promise.all([local.tick(FRIDAY + HOUR), local.tick(FRIDAY + 61 * 60_000)])
    const rehearsed = (await duty.history('dadui')).filter((event) => event.type === 'rehearsed').slice(before.length)
    expect(rehearsed).toHaveLength(1)
    const [event] = rehearsed
    expect(event).toMatchObject({ first: '2026-03-07', last: '2026-03-08', duty: { name: '孙蔚' } })
    expect(new Map(event?.type === 'rehearsed' ? event.items.map(({ item, problem }) => [item, problem]) : []))
      .toEqual(new Map([[fine.id, undefined], [open.id, 'not_approved']]))
    // Mails go out by the functions' own clock.
    local.shiftClock(FRIDAY + 2 * HOUR - Date.now())
    await local.tick(FRIDAY + 2 * HOUR)
    await local.settled()
    const told = (await local.mailCatcher.mails()).filter(({ text }) => text.includes('/duty')).map(({ to }) => /\w+@/u.exec(to)?.[0])
    expect(new Set(told)).toEqual(new Set(['editor1@', 'first1@', 'screening1@', 'approver1@', 'approver2@', 'head1@']))
    const head = await signIn(local, 'head1')
    const page = await head.get('/duty')
    expect(page.text).toContain('可以按时发布')
    expect(page.text).toContain('尚未签发')
  })
})

describe('a year whose holidays are not loaded', () => {
  const WEDNESDAY = Date.parse('2026-12-30T03:00:00.000Z')
  const id = calendarTaskId(2027)

  test('keeps no review from going on, and opens one task for the administrators, whatever minutes are doubled or meet a conflict', async () => {
    local.shiftClock(WEDNESDAY - Date.now())
    const late = await submitted(WEDNESDAY)
    await submitted(WEDNESDAY - 2 * 24 * HOUR)
    local.gate.order({ kind: 'conflict', function: 'clock', operation: 'TransactWriteItems' })
    await Promise.all([local.tick(WEDNESDAY + HOUR), local.tick(WEDNESDAY + HOUR)])
    await local.tick(WEDNESDAY + 2 * HOUR)
    local.gate.lift()
    const { tasks: open } = await tasks.open(WHOLE_BODY)
    expect(open).toMatchObject([{ id, kind: 'calendar', year: 2027, dueAt: '2027-01-02T04:00:00.000Z' }])
    expect(await record.verifyChain(taskChain(id))).toEqual({ ok: true, events: 1 })
    await late.done(await person('first1'), await late.passing(), at(WEDNESDAY + HOUR))
    expect((await late.item()).round).toBe('screening')
  })

  test('is told to the administrators alone, and their page says how much waits and what to do, in both languages', async () => {
    // Mails go out by the functions' own clock.
    local.shiftClock(WEDNESDAY + 3 * HOUR - Date.now())
    await local.tick(WEDNESDAY + 3 * HOUR)
    await local.settled()
    const told = (await local.mailCatcher.mails()).filter(({ text }) => text.includes(`/tasks/${id}`))
    expect(told.map(({ to }) => /\w+@/u.exec(to)?.[0] ?? '').toSorted((one, other) => one.localeCompare(other))).toEqual(['admin1@', 'admin2@'])
    expect(told[0]?.subject).toContain('放假安排：2027 年')
    const administrator = await signIn(local, 'admin1')
    expect((await administrator.get('/')).root.querySelector(`[data-queue=tasks] [data-task="${id}"]`)?.text).toContain('待录入 2027 年放假安排')
    expect((await administrator.get('/admin')).root.querySelector('[data-calendar="2027"] a')?.getAttribute('href')).toBe(`/tasks/${id}`)
    const page = await administrator.get(`/tasks/${id}`)
    expect(page.root.querySelector('[data-waiting]')?.text).toBe('办结期限暂缺：1 件')
    expect(page.root.querySelector('[data-may-move]')?.text).toBe('办结期限可能顺延：1 件')
    expect(page.text).toContain('docs/calendar.md')
    expect((await administrator.get(`/tasks/${id}?lang=en`)).root.querySelector('h1')?.text).toBe('The holidays of 2027 are missing')
    const csrf = page.root.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    const closed = await administrator.post(`/tasks/${id}`, { csrf, result: 'fixed', words: '已录入' })
    expect([closed.status, closed.root.querySelector('[data-refused]')?.getAttribute('data-refused')]).toEqual([409, 'task_calendar'])
    for (const other of ['editor1', 'head1', 'auditor1']) expect((await (await signIn(local, other)).get(`/tasks/${id}`)).status, other).toBe(404)
    expect((await (await signIn(local, 'auditor1')).get('/audit/tasks')).root.querySelector(`[data-task="${id}"]`)?.text).toContain('待录入 2027 年放假安排')
  })

  test('has its task closed by the first minute that finds it loaded', async () => {
    const loaded = calendarTaskId(2026)
    const openedAt = new Date(WEDNESDAY).toISOString()
    await tasks.add({ id: loaded, kind: 'calendar', unit: WHOLE_BODY, year: 2026, openedAt, dueAt: openedAt }, { person: 'system:clock', name: 'system:clock' })
    await Promise.all([local.tick(WEDNESDAY + 4 * HOUR), local.tick(WEDNESDAY + 4 * HOUR)])
    expect(await tasks.task(loaded)).toMatchObject({ state: 'fixed', closed: { how: 'loaded', by: { person: 'system:clock' } } })
    expect(await record.verifyChain(taskChain(loaded))).toEqual({ ok: true, events: 2 })
    expect(await tasks.task(id)).toMatchObject({ state: 'open' })
  })
})
