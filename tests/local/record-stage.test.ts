import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from '../../cdk/build.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Local } from '../../cdk/local/start.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { temporaryFolder } from '../temporary.ts'
import { dataFolder } from './fixture.ts'

let local: Local
let record: Record
let identity: Identity

beforeAll(async () => {
  const template = temporaryFolder()
  build({ outdir: template, routes: [], sources: 'tests/local/record-fixture' }).app.synth()
  local = await startLocal({ dir: dataFolder(), template })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

test('what is submitted is screened by the stream', async () => {
  const who = await identity.personBySignIn(local.issuer, 'editor1')
  const actor = { person: who?.id ?? '', name: who?.name ?? '', unit: 'dadui', roles: ['editor' as const], method: 'oidc' as const }
  const digest = await record.putContent({
    title: '通知', body: { blocks: [{ type: 'paragraph', text: '联系手机 13812345678' }] },
    fields: { column: 'notices', openness: 'proactive', formedOn: '2026-11-01', source: '大队', ground: '20-01' }, attachments: [],
  })
  const revision = { digest, title: '通知', column: 'notices', openness: 'proactive' as const }
  await record.execute({ itemId: 'S1', actor, commandId: 's1', channel: 'page', command: { name: 'create', id: 'S1', unit: 'dadui', type: 'notice', revision, via: 'form' } })
  await record.execute({ itemId: 'S1', actor, commandId: 's2', channel: 'page', command: { name: 'submit', revision: digest, urgent: false } })
  await local.settled()
  const item = await record.item('S1')
  if (!item?.report) throw new Error(local.log('screen'))
  expect(item).toMatchObject({ report: { revision: digest } })
  expect((await record.report(item.report.digest)).findings).toHaveLength(1)
  expect(await record.verifyTrail('S1')).toEqual({ ok: true, events: 3 })
})
