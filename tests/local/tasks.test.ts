import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { shippedEdition } from '../../shared/stage/lexicon.ts'
import type { PageTask, Tasks } from '../../shared/tasks/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { isOfPage } from '../../shared/tasks/rule.ts'
import { taskChain } from '../../shared/tasks/event.ts'
import { problemsIn, signIn, valueIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { publish } from './published.ts'
import { actorOf, contentOf, Hand, refOf } from './record-world.ts'

let local: Local
let record: Record
let identity: Identity
let tasks: Tasks

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  tasks = openTasks(local.environment)
  // A lexicon that knows less: what is published under it may hold what the next edition finds.
  await record.activateEdition('lexicon@before')
})

afterEach(() => local.gate.lift())

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))

/** Published under an edition that found nothing in it. */
async function published(id: string, text: string): Promise<Hand> {
  const hand = new Hand(record, id)
  const [content, editor] = [contentOf(text), await person('editor1')]
  const digest = await record.putContent(content)
  await hand.done(editor, { name: 'create', id, unit: editor.unit, type: 'notice', revision: refOf(content), via: 'form' })
  await hand.done(editor, { name: 'submit', revision: digest, urgent: false })
  const report = await record.putReport({ revision: digest, edition: 'lexicon@before', lists: [], findings: [], counts: { block: 0, warn: 0, info: 0 } })
  await hand.done({ person: 'system:screen', name: 'system:screen', unit: editor.unit, roles: [], method: 'system' }, {
    name: 'screen', undisposed: 0, report: { digest: report, revision: digest, edition: 'lexicon@before', counts: { block: 0, warn: 0, info: 0 } },
  })
  for (const reviewer of ['first1', 'screening1', 'approver1']) await hand.pass(await person(reviewer))
  await local.settled()
  expect(await hand.item()).toMatchObject({ presence: 'live', round: 'none' })
  return hand
}

test('a new edition finds a published number; cut off, the next minute goes on; a confirmed take-down closes the task', async () => {
  const hand = await published('01JZ0000000000000000000T01', '联系人手机号13912345678。')
  await record.activateEdition(shippedEdition())
  local.gate.order({ kind: 'death', function: 'clock', operation: 'TransactWriteItems', after: 1 })
  await local.tick().catch(() => {})
  await local.settled()
  expect(local.gate.pendingFaults).toEqual([])
  local.gate.lift()
  await local.tick()
  await local.settled()
  const found = (await tasks.open('dadui')).tasks
  expect(found, local.log('clock').slice(-2000)).toMatchObject([{ item: hand.id, kind: 'sweep', state: 'open', finding: { kind: 'mobile' } }])

  const [id] = found.map((task) => task.id)
  const screening = await signIn(local, 'screening1')
  expect((await screening.get('/')).root.querySelector(`[data-task="${id}"]`)).not.toBeNull()
  const page = await screening.get(`/tasks/${id}`)
  expect(page.root.querySelector('[data-action=take_down]')?.getAttribute('href')).toBe(`/items/${hand.id}/do/take_down`)
  expect(page.text).not.toContain('13912345678')

  await hand.done(await person('screening1'), { name: 'take_down', reason: 'privacy', note: '误公开手机号' })
  await local.settled()
  await local.tick()
  await local.settled()
  expect(await tasks.task(id ?? ''), 'one person alone settles nothing').toMatchObject({ state: 'open' })
  await hand.done(await person('approver1'), { name: 'confirm_take_down' })
  await local.tick()
  await local.settled()
  expect(await tasks.task(id ?? '')).toMatchObject({ state: 'fixed', closed: { how: 'taken_down' } })
  expect(await record.verifyChain(taskChain(id ?? ''))).toEqual({ ok: true, events: 2 })
  expect((await screening.get('/tasks')).root.querySelector(`[data-tasks=closed] [data-task="${id}"]`)).not.toBeNull()
})

describe('the forms of tasks', () => {
  const ID = '01JZ0000000000000000000T02'
  const hostile = '<script>alert(1)</script>"\'&<img src=x onerror=alert(1)>'
  const ours = async (): Promise<PageTask[]> => {
    const lists = await Promise.all([tasks.open('dadui'), tasks.closed('dadui')])
    return lists.flatMap((page) => page.tasks).filter(isOfPage).filter(({ item }) => item === ID)
  }

  test('take a notice from above for a public page of the unit, show its words as words, and take it once however often it is sent', async () => {
    await publish(local, record, identity, ID)
    const editor = await signIn(local, 'editor1')
    const form = await editor.get('/tasks/new')
    const fields = { kind: 'superior', page: `${local.portal}/items/${ID}.html`, words: hostile }
    const sent = await Promise.all([editor.fill(form, 'new-task', fields), editor.fill(form, 'new-task', fields)])
    expect(new Set(sent.map(({ url }) => url.pathname)).size).toBe(1)
    expect(await ours()).toMatchObject([{ kind: 'superior', words: hostile, state: 'open' }])
    expect(sent[0]?.root.querySelector('[data-words]')?.text).toBe(hostile)
    expect(sent[0]?.root.querySelectorAll('script, main img')).toEqual([])
  })

  test.each<[string, Readonly<{ [name: string]: string }>]>([
    ['a kind that only readers or the sweep give', { kind: 'public_report' }], ['a kind that there is not', { kind: 'constructor' }],
    ['no page', { page: '' }], ['a page that is not ours', { page: 'https://evil.example/items/01JZ0000000000000000000ZZZ.html' }],
    ['no words', { words: ' \n' }], ['too many words', { words: '错'.repeat(501) }], ['words that turn the text round', { words: '错\u202e字' }],
  ])('refuse %s, and keep what was written', async (_, wrong) => {
    const editor = await signIn(local, 'editor1')
    const before = await ours()
    const csrf = valueIn(await editor.get('/tasks/new'), 'new-task', 'csrf')
    const page = await editor.post('/tasks/new', { csrf, commandId: '', kind: 'self_check', page: ID, words: '错字', ...wrong })
    expect([page.status, problemsIn(page).length > 0]).toEqual([422, true])
    expect(valueIn(page, 'new-task', 'words')).toBe(wrong['words'] ?? '错字')
    expect(await ours()).toEqual(before)
  })

  test('refuse whoever does not see to tasks, has no token of this session, or names no task', async () => {
    const [task] = await ours()
    if (!task) throw new Error('No task')
    const before = await ours()
    const auditor = await signIn(local, 'auditor1')
    expect((await auditor.get('/tasks/new')).status).toBe(403)
    const csrf = valueIn(await (await signIn(local, 'first1')).get(`/tasks/${task.id}`), 'close', 'csrf')
    const first = await signIn(local, 'first1')
    const token = valueIn(await first.get(`/tasks/${task.id}`), 'close', 'csrf')
    const close = { result: 'fixed', words: '已改' }
    expect((await first.post(`/tasks/${task.id}`, close)).status, 'no token').toBe(403)
    expect((await first.post(`/tasks/${task.id}`, { ...close, csrf })).status, 'the token of another session').toBe(403)
    expect((await first.post(`/tasks/${task.id}`, { ...close, csrf: token }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    for (const id of ['x', '%2e%2e', 'rate', 'f'.repeat(32), task.id.toUpperCase()]) {
      expect((await first.post(`/tasks/${id}`, { ...close, csrf: token })).status, id).toBe(404)
    }
    for (const result of ['', 'open', 'toString']) expect((await first.post(`/tasks/${task.id}`, { ...close, result, csrf: token })).status).toBe(422)
    const writer = await signIn(local, 'editor1')
    const mine = valueIn(await writer.get(`/tasks/${task.id}`), 'close', 'csrf')
    expect((await writer.post(`/tasks/${task.id}`, { result: 'dismissed', words: '无误', csrf: mine })).status, 'an editor').toBe(409)
    expect(await ours()).toEqual(before)
  })

  test('close a task once: whoever comes second sees what came of it', async () => {
    const [task] = await ours()
    const [first, screening] = await Promise.all([signIn(local, 'first1'), signIn(local, 'screening1')])
    const pages = await Promise.all([first.get(`/tasks/${task?.id}`), screening.get(`/tasks/${task?.id}`)])
    const [one, two] = await Promise.all([
      first.fill(pages[0], 'close', { result: 'fixed', words: `已改 ${hostile}` }), screening.fill(pages[1], 'close', { result: 'dismissed', words: '无误' }),
    ])
    const [after] = await ours()
    expect(['已改', '无误']).toContain(after?.closed?.words?.slice(0, 2))
    expect([one.root.querySelector('[data-state]')?.getAttribute('data-state'), two.root.querySelector('[data-state]')?.getAttribute('data-state')])
      .toEqual([after?.state, after?.state])
    expect(await record.verifyChain(taskChain(task?.id ?? ''))).toEqual({ ok: true, events: 2 })
    const late = await first.fill(pages[0], 'close', { result: 'dismissed', words: '再办一次' })
    expect([late.status, late.root.querySelector('[data-refused]')?.getAttribute('data-refused')]).toEqual([409, 'task_closed'])
    expect(await ours()).toEqual([after])
  })
})
