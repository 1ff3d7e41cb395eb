import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, Hand } from './record-world.ts'

let local: Local
let record: Record
let identity: Identity

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const person = async (subject: string) => actorOf(await identity.personBySignIn(local.issuer, subject))

test('a submitted item is mailed to the first reviewers', async () => {
  const hand = new Hand(record, '01JZ0000000000000000000N01')
  const editor = await person('editor1')
  await hand.create(editor)
  await hand.submit(editor)
  await local.settled()
  await local.tick()
  const mails = await local.mailCatcher.mails()
  expect(mails.map(({ to, subject }) => ({ to, subject })), local.log('notify').slice(-3000)).toEqual([
    { to: expect.stringContaining('first2@'), subject: '请初审：《关于交通管理事项的通知》' },
    { to: expect.stringContaining('first1@'), subject: '请初审：《关于交通管理事项的通知》' },
  ])
})
