import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { taskChain } from '../../shared/tasks/event.ts'
import { receiptTaskId } from '../../shared/tasks/ids.ts'
import type { Tasks } from '../../shared/tasks/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import type { Seen } from './console-client.ts'
import { Client, problemsIn, signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, contentOf, Hand, refOf } from './record-world.ts'

let local: Local
let record: Record
let identity: Identity
let tasks: Tasks

const PAGE = '01JZ0000000000000000000R01'
const CONTACT = '13987654321'

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  tasks = openTasks(local.environment)
  await published(PAGE)
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))

/** A page that went through all reviews. */
async function published(id: string): Promise<Hand> {
  const hand = new Hand(record, id)
  const editor = await person('editor1')
  const content = contentOf('清明假期车管所照常办公。')
  await record.putContent(content)
  await hand.done(editor, { name: 'create', id, unit: editor.unit, type: 'notice', revision: refOf(content), via: 'form' })
  await hand.submit(editor)
  await local.settled()
  for (const reviewer of ['first1', 'screening1', 'approver1']) await hand.pass(await person(reviewer))
  await local.settled()
  expect(await hand.item()).toMatchObject({ presence: 'live', round: 'none' })
  return hand
}

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
  })
})
