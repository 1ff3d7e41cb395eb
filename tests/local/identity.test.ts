import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ChangeAnswer, Person } from '../../shared/identity/index.ts'
import { administratorsIn, NoSession } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import { chainRows } from '../../shared/record/chains.ts'
import type { Client, Stores } from './record-stores.ts'
import { startStores } from './record-stores.ts'
import type { People } from './record-world.ts'
import { actorOf, ISSUER, people } from './record-world.ts'

let stores: Stores
let client: Client
let who: People

beforeAll(async () => {
  stores = await startStores()
  client = stores.client('console')
  who = await people(client.identity)
})

afterAll(async () => {
  await stores?.stop()
})

afterEach(() => {
  stores.gate.lift()
  vi.unstubAllEnvs()
})

const later = (hours: number): void => {
  vi.stubEnv(env.clockShift, String(hours * 3_600_000))
}
const today = (): string => new Date().toISOString().slice(0, 10)
const person = async (subject: string): Promise<Person> => {
  const found = await client.identity.personBySignIn(ISSUER, subject)
  if (!found) throw new Error(`Nobody signs in as ${subject}`)
  return found
}
const proposalOf = (answer: ChangeAnswer): string => {
  if (answer.kind !== 'proposed') throw new Error(JSON.stringify(answer))
  return answer.proposal.id
}
/** Both administrators change something. */
async function together(change: Parameters<typeof client.identity.propose>[1]): Promise<Person> {
  const answer = await client.identity.confirm(who.otherAdministrator, proposalOf(await client.identity.propose(who.administrator, change)))
  if (answer.kind !== 'done') throw new Error(JSON.stringify(answer))
  return answer.person
}
let made = 0
async function somebody(): Promise<Person> {
  made += 1
  return together({
    kind: 'create_person', name: `某${made}`, email: `n${made}@x.example`, grants: [{ unit: 'dadui', roles: ['editor'] }],
    signIns: [{ issuer: ISSUER, subject: `new${made}` }],
  })
}

describe('the first people', () => {
  test('come in once: where there is anybody, nobody else is brought in', async () => {
    const again = await client.identity.bootstrap([{ subject: 'x', name: 'x', email: 'x@x.example', grants: [] }], ISSUER)
    expect(again).toBeUndefined()
    expect(await client.identity.people()).toHaveLength(11)
  })

  test('are the candidates of their unit, with their roles', async () => {
    const found = await client.identity.candidates('dadui')
    expect(found).toHaveLength(11)
    expect(found).toContainEqual({ person: who.first.person, name: who.first.name, roles: ['first_reviewer'] })
    expect(await client.identity.candidates('zonghe')).toEqual([])
  })
})

describe('a session', () => {
  test('belongs to a person, and its token is nowhere in the table', async () => {
    const { token, session } = await client.identity.startSession({ person: who.editor.person, method: 'oidc' })
    expect(await client.identity.session(token)).toEqual(session)
    expect(session).toMatchObject({ person: who.editor.person, method: 'oidc', who: { name: who.editor.name } })
    expect(session.csrf).not.toBe(token)
    expect(await client.tables.row('access', { pk: `session#${token}`, sk: 'session' })).toBeUndefined()
  })

  test('an unknown token has none', async () => {
    expect(await client.identity.session('nonsense')).toBeUndefined()
  })

  test('ends when it is ended, and a second end is no error', async () => {
    const { token } = await client.identity.startSession({ person: who.editor.person, method: 'oidc' })
    await client.identity.endSession(token)
    await client.identity.endSession(token)
    expect(await client.identity.session(token)).toBeUndefined()
  })

  test('changes its token at sign-in: the one before is worth nothing', async () => {
    const { token: before } = await client.identity.startSession({ person: who.editor.person, method: 'oidc' })
    const { token } = await client.identity.startSession({ person: who.editor.person, method: 'oidc', replaces: before })
    expect(token).not.toBe(before)
    expect(await client.identity.session(before)).toBeUndefined()
    expect(await client.identity.session(token)).toBeDefined()
  })

  test('ends after two hours without use, though its row is still there', async () => {
    const { token } = await client.identity.startSession({ person: who.editor.person, method: 'oidc' })
    later(1.99)
    expect(await client.identity.session(token)).toBeDefined()
    later(3.98)
    expect(await client.identity.session(token)).toBeDefined()
    later(5.99)
    expect(await client.identity.session(token)).toBeUndefined()
  })

  test('ends after twelve hours however much it is used', async () => {
    const { token } = await client.identity.startSession({ person: who.editor.person, method: 'oidc' })
    for (let hours = 1; hours < 12; hours += 1) {
      later(hours)
      expect(await client.identity.session(token)).toBeDefined()
    }
    later(11.99)
    expect(await client.identity.session(token)).toBeDefined()
    later(12)
    expect(await client.identity.session(token)).toBeUndefined()
  })

  test('is read by the auditors’ function, which writes nothing', async () => {
    const { token } = await client.identity.startSession({ person: who.auditor.person, method: 'oidc' })
    later(1)
    const reader = stores.client('audit')
    expect(await reader.identity.session(token)).toMatchObject({ person: who.auditor.person })
  })

  test('a suspended person neither has one nor gets one, and is no candidate', async () => {
    const { id } = await somebody()
    const { token } = await client.identity.startSession({ person: id, method: 'oidc' })
    await client.identity.propose(who.administrator, { kind: 'suspend', person: id, reason: '调离' })
    expect(await client.identity.session(token)).toBeUndefined()
    await expect(client.identity.startSession({ person: id, method: 'oidc' })).rejects.toThrow(NoSession)
    expect((await client.identity.candidates('dadui')).map(({ person: one }) => one)).not.toContain(id)
  })
})

describe('a sign-in that was begun', () => {
  const pending = { state: 's1', nonce: 'n', verifier: 'v', returnTo: '/items/1' }

  test('is taken out once', async () => {
    await client.identity.rememberSignIn(pending)
    expect(await client.identity.takeSignIn('s1')).toEqual(pending)
    expect(await client.identity.takeSignIn('s1')).toBeUndefined()
  })

  test('is worth nothing after ten minutes', async () => {
    await client.identity.rememberSignIn({ ...pending, state: 's2' })
    later(10 / 60)
    expect(await client.identity.takeSignIn('s2')).toBeUndefined()
  })

  test('of two that come back with the same state one goes on', async () => {
    await client.identity.rememberSignIn({ ...pending, state: 's3' })
    const taken = await Promise.all([client.identity.takeSignIn('s3'), client.identity.takeSignIn('s3')])
    expect(taken.filter((one) => one !== undefined)).toHaveLength(1)
  })
})

describe('changes of people', () => {
  test('a new person needs two administrators', async () => {
    const change = { kind: 'create_person', name: '新人', email: 'new@x.example', grants: [], signIns: [{ issuer: ISSUER, subject: 'two' }] } as const
    const id = proposalOf(await client.identity.propose(who.administrator, change))
    expect(await client.identity.personBySignIn(ISSUER, 'two')).toBeUndefined()
    expect((await client.identity.proposals()).map((one) => one.id)).toContain(id)
    expect(await client.identity.confirm(who.administrator, id)).toEqual({ kind: 'refused', code: 'not_second_person' })
    expect(await client.identity.confirm(who.otherAdministrator, id)).toMatchObject({ kind: 'done', person: { name: '新人' } })
    expect(await person('two')).toMatchObject({ name: '新人' })
    expect(await client.identity.confirm(who.otherAdministrator, id)).toEqual({ kind: 'refused', code: 'unknown_proposal' })
  })

  test('a reviewing post, a sign-in and the end of a suspension need two; an editor’s post needs one', async () => {
    const { id } = await somebody()
    const alone = (change: Parameters<typeof client.identity.propose>[1]) => client.identity.propose(who.administrator, change)
    expect(await alone({ kind: 'grant', person: id, unit: 'dadui', roles: ['approver'] })).toMatchObject({ kind: 'proposed' })
    expect(await alone({ kind: 'link_sign_in', person: id, signIn: { issuer: ISSUER, subject: 'second' } })).toMatchObject({ kind: 'proposed' })
    expect(await alone({ kind: 'grant', person: id, unit: 'zonghe', roles: ['editor'] })).toMatchObject({ kind: 'done' })
    expect(await alone({ kind: 'suspend', person: id, reason: '停用' })).toMatchObject({ kind: 'done' })
    expect(await alone({ kind: 'unsuspend', person: id, reason: '复职' })).toMatchObject({ kind: 'proposed' })
    expect((await person(`new${made}`)).suspended).toBeDefined()
  })

  test('every sign-in of a person leads to the same id', async () => {
    const { id } = await somebody()
    await together({ kind: 'link_sign_in', person: id, signIn: { issuer: 'https://other.example', subject: '9' } })
    expect((await client.identity.personBySignIn('https://other.example', '9'))?.id).toBe(id)
    expect((await person(`new${made}`)).id).toBe(id)
  })

  test('a sign-in that belongs to somebody is not given to another', async () => {
    const { id } = await somebody()
    const answer = await client.identity.propose(who.administrator, { kind: 'link_sign_in', person: id, signIn: { issuer: ISSUER, subject: 'editor' } })
    expect(await client.identity.confirm(who.otherAdministrator, proposalOf(answer))).toEqual({ kind: 'refused', code: 'sign_in_taken' })
    expect((await person('editor')).id).toBe(who.editor.person)
  })

  test('a post that is taken away is gone from the unit at once', async () => {
    const { id } = await somebody()
    await together({ kind: 'grant', person: id, unit: 'dadui', roles: ['approver'] })
    const { person: one } = actorOf(await client.identity.person(id))
    await client.identity.propose(who.administrator, { kind: 'revoke', person: one, unit: 'dadui', roles: ['approver', 'editor'] })
    expect((await client.identity.candidates('dadui')).map((candidate) => candidate.person)).not.toContain(id)
    expect(await client.tables.row('access', { pk: 'unit#dadui', sk: `grant#${id}` })).toBeUndefined()
  })

  test('nobody but an administrator changes anything', async () => {
    const { id } = await somebody()
    for (const actor of [who.editor, who.approver, who.auditor]) {
      expect(await client.identity.propose(actor, { kind: 'suspend', person: id, reason: 'x' })).toEqual({ kind: 'refused', code: 'not_granted' })
    }
  })

  test('an administrator does not remove their own say, so that one is always left', async () => {
    const self = who.administrator
    expect(await client.identity.propose(self, { kind: 'suspend', person: self.person, reason: 'x' })).toEqual({ kind: 'refused', code: 'not_yourself' })
    expect(await client.identity.propose(self, { kind: 'revoke', person: self.person, unit: 'dadui', roles: ['administrator'] }))
      .toEqual({ kind: 'refused', code: 'not_yourself' })
  })

  test('an administrator is not removed where fewer than two are left then, in any way', async () => {
    const id = who.otherAdministrator.person
    const signIns = (await client.identity.person(id))?.signIns ?? []
    const ways = [
      { kind: 'suspend', person: id, reason: 'x' }, { kind: 'revoke', person: id, unit: 'dadui', roles: ['administrator'] },
      ...signIns.map((signIn) => ({ kind: 'unlink_sign_in', person: id, signIn }) as const),
    ] as const
    expect(ways).toHaveLength(3)
    for (const change of ways) {
      expect(await client.identity.propose(who.administrator, change), change.kind).toEqual({ kind: 'refused', code: 'too_few_administrators' })
    }
    expect(await client.identity.person(id)).toMatchObject({ signIns, grants: [{ roles: ['administrator'] }] })
  })

  test('of three administrators two are left, even where one removes both others at the same moment', async () => {
    const { id } = await somebody()
    await together({ kind: 'grant', person: id, unit: 'dadui', roles: ['administrator'] })
    const both = [who.otherAdministrator.person, id]
    const answers = await Promise.all(both.map((one) => client.identity.propose(who.administrator, { kind: 'suspend', person: one, reason: 'x' })))
    expect(answers.map((answer) => answer.kind === 'refused' ? answer.code : answer.kind).toSorted()).toEqual(['done', 'too_few_administrators'])
    const left = administratorsIn(await client.identity.people()).filter((one) => one.id !== who.administrator.person)
    expect(left).toHaveLength(1)
    // The two of before are the two again, for whatever comes next.
    const [lost] = both.filter((one) => one !== left[0]?.id)
    if (lost === id) return
    const back = proposalOf(await client.identity.propose(who.administrator, { kind: 'unsuspend', person: who.otherAdministrator.person, reason: 'x' }))
    await client.identity.confirm(actorOf(left[0]), back)
    await client.identity.propose(who.administrator, { kind: 'suspend', person: id, reason: 'x' })
  })

  test('who was an administrator when the page was made, but is none now, changes nothing', async () => {
    const { id } = await somebody()
    await together({ kind: 'grant', person: id, unit: 'dadui', roles: ['administrator'] })
    const former = actorOf(await client.identity.person(id))
    const proposal = proposalOf(await client.identity.propose(former, { kind: 'grant', person: who.editor.person, unit: 'dadui', roles: ['approver'] }))
    await client.identity.propose(who.administrator, { kind: 'suspend', person: id, reason: '停用' })
    expect(await client.identity.propose(former, { kind: 'suspend', person: who.editor.person, reason: 'x' })).toEqual({ kind: 'refused', code: 'not_granted' })
    expect(await client.identity.confirm(who.administrator, proposal)).toEqual({ kind: 'refused', code: 'not_granted' })
    expect((await person('editor')).grants).toEqual([{ unit: 'dadui', roles: ['editor'] }])
  })

  test('what is refused is an event of that day, once for all equal ones; a form sent twice is no refusal', async () => {
    const { id } = await somebody()
    const proposal = proposalOf(await client.identity.propose(who.administrator, { kind: 'grant', person: id, unit: 'dadui', roles: ['head'] }))
    for (let times = 0; times < 2; times += 1) await client.identity.confirm(who.administrator, proposal)
    await client.identity.propose(who.editor, { kind: 'suspend', person: id, reason: 'x' })
    const [own] = (await client.record.refusalsOf(who.administrator.person, today())).slice(-1)
    expect(own).toMatchObject({ times: 2, event: {
      type: 'people_refused', command: 'confirm', proposal, change: { kind: 'grant', person: id }, code: 'not_second_person', actor: { name: who.administrator.name },
    } })
    const [others] = (await client.record.refusalsOf(who.editor.person, today())).slice(-1)
    expect(others).toMatchObject({ times: 1, event: { command: 'propose', change: { kind: 'suspend', person: id }, code: 'not_granted' } })

    const before = await client.record.refusalsOf(who.otherAdministrator.person, today())
    await client.identity.confirm(who.otherAdministrator, proposal, 'the-form')
    expect(await client.identity.confirm(who.otherAdministrator, proposal, 'the-form')).toEqual({ kind: 'refused', code: 'unknown_proposal' })
    expect(await client.record.refusalsOf(who.otherAdministrator.person, today())).toEqual(before)
    await client.identity.confirm(who.otherAdministrator, proposal, 'another-form')
    expect((await client.record.refusalsOf(who.otherAdministrator.person, today())).slice(before.length))
      .toMatchObject([{ times: 1, event: { command: 'confirm', code: 'unknown_proposal' } }])
    expect(await client.record.verifyChain(`refusal#${who.administrator.person}#${today()}`)).toMatchObject({ ok: true })
  })

  test('an administrator who also has another post can take that one back from themselves', async () => {
    await together({ kind: 'grant', person: who.administrator.person, unit: 'dadui', roles: ['auditor'] })
    const answer = await client.identity.propose(who.administrator, { kind: 'revoke', person: who.administrator.person, unit: 'dadui', roles: ['auditor'] })
    expect(answer).toMatchObject({ kind: 'done', person: { grants: [{ unit: 'dadui', roles: ['administrator'] }] } })
  })

  test('a proposal that is taken back takes no effect', async () => {
    const { id } = await somebody()
    const proposal = proposalOf(await client.identity.propose(who.administrator, { kind: 'grant', person: id, unit: 'dadui', roles: ['head'] }))
    expect(await client.identity.reject(who.administrator, proposal)).toMatchObject({ kind: 'rejected' })
    expect(await client.identity.confirm(who.otherAdministrator, proposal)).toEqual({ kind: 'refused', code: 'unknown_proposal' })
  })

  test('the id of a proposal never comes to stand for another change than the one that was looked at', async () => {
    const { id } = await somebody()
    const harmless = { kind: 'grant', person: id, unit: 'dadui', roles: ['auditor'] } as const
    const proposal = proposalOf(await client.identity.propose(who.administrator, harmless))
    await client.identity.reject(who.administrator, proposal)
    const other = { ...harmless, roles: ['approver'] } as const
    expect(await client.identity.propose(who.administrator, other, proposal)).toEqual({ kind: 'refused', code: 'unknown_proposal' })
    expect(await client.identity.confirm(who.otherAdministrator, proposal)).toEqual({ kind: 'refused', code: 'unknown_proposal' })
    expect((await client.identity.person(id))?.grants.flatMap(({ roles }) => roles)).not.toContain('approver')
  })

  test('each step is an event in the person’s own chain, naming both administrators', async () => {
    const { id } = await somebody()
    await client.identity.propose(who.otherAdministrator, { kind: 'suspend', person: id, reason: '停用' })
    const rows = await chainRows(client.tables, `people#${id}`)
    const events = rows.map((row) => JSON.parse(String(row['text'])))
    expect(events.map(({ stage, change, actor }) => [stage, change.kind, actor.person])).toEqual([
      ['proposed', 'create_person', who.administrator.person], ['confirmed', 'create_person', who.otherAdministrator.person],
      ['done', 'suspend', who.otherAdministrator.person],
    ])
    expect(events[1].proposedBy.person).toBe(who.administrator.person)
    expect(await client.record.verifyChain(`people#${id}`)).toEqual({ ok: true, events: 3 })
  })
})

describe('two at once, and answers that are lost', () => {
  test('the same form sent twice proposes once', async () => {
    const { id } = await somebody()
    const change = { kind: 'grant', person: id, unit: 'dadui', roles: ['head'] } as const
    const first = await client.identity.propose(who.administrator, change, `form-${id}`)
    expect(await client.identity.propose(who.administrator, change, `form-${id}`)).toEqual(first)
    expect((await client.identity.proposals()).filter(({ person: about }) => about === id)).toHaveLength(1)
    expect(await chainRows(client.tables, `people#${id}`)).toHaveLength(3)
  })

  test('a proposal is confirmed once', async () => {
    const { id } = await somebody()
    await together({ kind: 'grant', person: id, unit: 'dadui', roles: ['administrator'] })
    const third = actorOf(await client.identity.person(id))
    const proposal = proposalOf(await client.identity.propose(who.administrator, { kind: 'grant', person: who.writer.person, unit: 'dadui', roles: ['auditor'] }))
    const answers = await Promise.all([client.identity.confirm(who.otherAdministrator, proposal), stores.client().identity.confirm(third, proposal)])
    expect(answers.map((answer) => answer.kind).toSorted()).toEqual(['done', 'refused'])
    expect((await chainRows(client.tables, `people#${who.writer.person}`)).map((row) => row['seq'])).toEqual([1, 2, 3])
  })

  test('two changes of one person at once are both kept', async () => {
    const { id } = await somebody()
    await Promise.all([
      client.identity.propose(who.administrator, { kind: 'grant', person: id, unit: 'zonghe', roles: ['editor'] }),
      stores.client().identity.propose(who.otherAdministrator, { kind: 'grant', person: id, unit: 'zhixu', roles: ['editor'] }),
    ])
    expect((await client.identity.person(id))?.grants.map(({ unit }) => unit).toSorted()).toEqual(['dadui', 'zhixu', 'zonghe'])
  })

  test.each(['lost_answer', 'conflict', 'throttle'] as const)('a change is made once though there is a %s', async (kind) => {
    const { id } = await somebody()
    stores.gate.order({ kind, operation: 'TransactWriteItems' })
    expect(await client.identity.propose(who.administrator, { kind: 'suspend', person: id, reason: '停用' })).toMatchObject({ kind: 'done' })
    expect(stores.gate.pendingFaults).toEqual([])
    expect(await chainRows(client.tables, `people#${id}`)).toHaveLength(3)
  })
})
