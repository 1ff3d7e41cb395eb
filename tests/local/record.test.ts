import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStores } from './record-stores.ts'
import type { Client, Stores } from './record-stores.ts'

let stores: Stores
let console: Client

beforeAll(async () => {
  stores = await startStores()
  console = stores.client('console')
  await stores.client().identity.bootstrap([
    { subject: 'e1', name: '林晓', email: 'e1@x.example', grants: [{ unit: 'dadui', roles: ['editor'] }] },
    { subject: 'f1', name: '陈立', email: 'f1@x.example', grants: [{ unit: 'dadui', roles: ['first_reviewer'] }] },
    { subject: 's1', name: '王岩', email: 's1@x.example', grants: [{ unit: 'dadui', roles: ['screening_reviewer'] }] },
    { subject: 'a1', name: '刘正', email: 'a1@x.example', grants: [{ unit: 'dadui', roles: ['approver'] }] },
  ], 'https://issuer.example')
})

afterAll(async () => {
  await stores?.stop()
})

test('smoke', async () => {
  const person = await console.identity.personBySignIn('https://issuer.example', 'e1')
  const actor = { person: person?.id ?? '', name: person?.name ?? '', unit: 'dadui', roles: ['editor' as const], method: 'oidc' as const }
  const digest = await console.record.putContent({
    title: '通知', body: { blocks: [{ type: 'paragraph', text: '内容' }] },
    fields: { column: 'notices', openness: 'proactive', formedOn: '2026-11-01', source: '大队', ground: '20-01' }, attachments: [],
  })
  const ref = { digest, title: '通知', column: 'notices', openness: 'proactive' as const }
  const answer = await console.record.execute({
    itemId: 'A1', actor, commandId: 'c1', channel: 'page',
    command: { name: 'create', id: 'A1', unit: 'dadui', type: 'notice', revision: ref, via: 'form' },
  })
  expect(answer).toMatchObject({ kind: 'done', repeated: false })
  const again = await console.record.execute({
    itemId: 'A1', actor, commandId: 'c1', channel: 'page',
    command: { name: 'create', id: 'A1', unit: 'dadui', type: 'notice', revision: ref, via: 'form' },
  })
  expect(again).toMatchObject({ kind: 'done', repeated: true, event: { hash: answer.kind === 'done' ? answer.event.hash : '' } })
  const submitted = await console.record.execute({
    itemId: 'A1', actor, commandId: 'c2', channel: 'page', command: { name: 'submit', revision: digest, urgent: false },
  })
  expect(submitted).toMatchObject({ kind: 'done' })
  const refused = await console.record.execute({
    itemId: 'A1', actor, commandId: 'c3', channel: 'page', command: { name: 'void', reason: 'x' },
  })
  expect(refused).toMatchObject({ kind: 'refused', code: 'wrong_round' })
  expect(await console.record.refusalsOf(actor.person, new Date().toISOString().slice(0, 10))).toMatchObject([{ times: 1, event: { code: 'wrong_round' } }])
  expect(await console.record.verifyTrail('A1')).toEqual({ ok: true, events: 2 })
  expect((await console.record.queue('dadui', 'first_review')).items.map(({ id }) => id)).toEqual(['A1'])
  expect((await console.record.eventsBy(actor.person, { from: '2026', before: '2099' })).events).toHaveLength(3)
  expect((await console.record.due('2099', 10)).items.map(({ id }) => id)).toEqual(['A1'])
})
