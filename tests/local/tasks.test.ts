import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { shippedEdition } from '../../shared/stage/lexicon.ts'
import type { Tasks } from '../../shared/tasks/index.ts'
import { openTasks } from '../../shared/tasks/index.ts'
import { taskChain } from '../../shared/tasks/event.ts'
import { signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
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
