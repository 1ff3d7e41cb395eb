import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Delegation, DelegationCommand, Identity, Terms } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import { env } from '../../shared/names.ts'
import { now } from '../../shared/now.ts'
import { chainRows } from '../../shared/record/chains.ts'
import type { Record } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { tablesOf } from '../../shared/record/tables.ts'
import { onBehalfOf } from '../../shared/web/review/behalf.ts'
import type { Actor } from '../../shared/workflow/types.ts'
import type { Seen } from './console-client.ts'
import { Client, formOf, signIn, valueIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, Hand } from './record-world.ts'

let local: Local
let record: Record
let identity: Identity
/** 陈立 and 何静 review first, 王岩 and 赵琴 screen, 周敏 writes, 曹峰 is the head, 高原 and 马兰 administer. */
let chen: Actor
let he: Actor
let wang: Actor
let zhao: Actor
let zhou: Actor
let cao: Actor
let gao: Actor

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  record = openRecord(local.environment)
  identity = openIdentity(local.environment)
  const actor = async (subject: string): Promise<Actor> => actorOf(await identity.personBySignIn(local.issuer, subject));
  [chen, he, wang, zhao, zhou, cao, gao] = await Promise.all([actor('first1'), actor('first2'), actor('screening1'), actor('screening2'), actor('editor2'), actor('head1'), actor('admin1')])
})

afterEach(async () => {
  local.gate.lift()
  for (const { id, state, until } of (await identity.delegations.of('dadui')).delegations) {
    if (state !== 'revoked' && until > now().toISOString()) await identity.delegations.take('dadui', gao, { kind: 'revoke', id })
  }
  for (const { person } of (await identity.delegations.of('dadui')).absences) await identity.delegations.take('dadui', gao, { kind: 'return', person })
})

afterAll(async () => {
  record?.close()
  identity?.close()
  await local?.stop()
})

const DAY = 24 * 3_600_000
const inMs = (ms: number): string => new Date(now().getTime() + ms).toISOString()
const terms = (to: Actor, more: Partial<Terms> = {}): Terms => ({ delegate: to.person, roles: ['first_reviewer'], from: inMs(0), until: inMs(5 * DAY), ...more })
const take = (who: Actor, command: DelegationCommand, id?: string) => identity.delegations.take('dadui', who, command, id)

async function delegated(from: Actor, to: Actor, more: Partial<Terms> = {}): Promise<Delegation> {
  const answer = await take(from, { kind: 'delegate', terms: terms(to, more) })
  if (answer.kind !== 'done' || !answer.event.delegation) throw new Error(JSON.stringify(answer))
  return answer.event.delegation
}

const behalf = (actor: Actor, { id, principal, principalName, roles }: Delegation): Actor =>
  onBehalfOf(actor, { person: principal, name: principalName, delegation: id, roles })

let items = 0
/** A new item that waits for its first review. */
async function waiting(editor?: Actor): Promise<Hand> {
  items += 1
  const hand = new Hand(record, `01JZ0000000000000000000D${String(items).padStart(2, '0')}`)
  const by = editor ?? actorOf(await identity.personBySignIn(local.issuer, 'editor1'))
  await hand.create(by)
  await hand.submit(by)
  return hand
}

/** One that waits for its screening review, which 何静 has let pass. */
async function screened(): Promise<Hand> {
  const hand = await waiting()
  await hand.pass(he)
  await local.settled()
  return hand
}

const code = (answer: { readonly kind: string, readonly code?: string }): string => answer.kind === 'refused' ? answer.code ?? '' : answer.kind
const refusedIn = (page: Seen): string | undefined => page.root.querySelector('[data-refused]')?.getAttribute('data-refused')
const main = (page: Seen): string => page.root.querySelector('main')?.text.replaceAll(/\s+/g, ' ') ?? ''
const day = (days: number): string => new Date(now().getTime() + 8 * 3_600_000 + days * DAY).toISOString().slice(0, 10)

describe('somebody who goes away', () => {
  test('delegates on a page; the stand-in finds the item, decides, and it is recorded as theirs on behalf of the other', async () => {
    const hand = await waiting()
    const away = await signIn(local, 'first1')
    const form = await away.get('/absence/new')
    const wrong = await away.fill(form, 'delegate', { delegate: '', until: day(-1) })
    expect(wrong.status).toBe(422)
    expect(await away.fill(wrong, 'delegate', { delegate: zhou.person, until: day(90) })).toMatchObject({ status: 422 })
    const check = await away.fill(wrong, 'delegate', { delegate: zhou.person, from: day(0), until: day(4), column_notices: 'yes' })
    expect(main(check)).toContain('只限栏目：通知公告')
    const sent = formOf(check, 'delegate')
    const [one, other] = await Promise.all([away.post(sent.action.href, sent.data()), away.post(sent.action.href, sent.data())])
    expect(one.url.href).toBe(other.url.href)
    expect(main(one)).toContain('陈立，由周敏代审')
    expect((await identity.delegations.of('dadui')).delegations.filter(({ state }) => state === 'active')).toHaveLength(1)

    const stand = await signIn(local, 'editor2')
    const home = await stand.get('/')
    expect(main(home)).toContain('您正在代陈立审核')
    const row = home.root.querySelector(`[data-behalf="${chen.person}"] [data-item="${hand.id}"]`)
    expect(row?.text).toContain('代陈立审核')
    const decide = await stand.get(`/items/${hand.id}/decide`)
    expect(decide.root.querySelector('[data-behalf]')?.text).toContain('代陈立')
    const checked = await stand.fill(decide, 'pass')
    expect(main(checked)).toContain('周敏 · 代陈立审核')
    const done = await stand.fill(checked, 'pass')
    expect(done.root.querySelector('[data-done=pass]')).not.toBeNull()
    expect(main(done)).toContain('周敏 · 代陈立审核')
    expect((await hand.item()).decisions).toMatchObject([{ review: 'first_review', person: zhou.person, onBehalfOf: chen.person }])
    expect((await record.trail(hand.id)).at(-1)?.actor).toMatchObject({ person: zhou.person, roles: ['first_reviewer'], onBehalfOf: { person: chen.person, name: '陈立' } })
    expect(await record.verifyTrail(hand.id)).toMatchObject({ ok: true })
    const auditor = await signIn(local, 'auditor1')
    expect(main(await auditor.get(`/audit/items/${hand.id}`))).toContain('代陈立审核')
    const overview = main(await auditor.get('/audit'))
    expect(overview).toContain('周敏 · 代陈立审核')
    expect(overview).toContain('本人委托代审')
    expect(main(await stand.get(`/items/${hand.id}`))).toContain('周敏 · 代陈立审核')
  })

  test('finds neither auditors nor administrators among those to choose from, and is refused where one is sent', async () => {
    const [auditor, client] = [actorOf(await identity.personBySignIn(local.issuer, 'auditor1')), await signIn(local, 'first1')]
    const form = await client.get('/absence/new')
    const offered = form.root.querySelectorAll('select[name=delegate] option').map((option) => option.getAttribute('value'))
    expect(offered).toContain(zhou.person)
    for (const { person } of [auditor, gao]) {
      expect(offered).not.toContain(person)
      const sent = formOf(form, 'delegate').data()
      sent.set('delegate', person)
      sent.set('until', day(4))
      sent.set('confirmed', 'yes')
      const page = await client.post('/absence/new', sent)
      expect([page.status, refusedIn(page)]).toEqual([409, 'delegate_apart'])
    }
    expect((await identity.delegations.of('dadui')).delegations.filter(({ state }) => state === 'active')).toEqual([])
  })

  test('is named by nobody as next: whoever stands in is, and an item of another column stays where it was', async () => {
    const hand = await waiting()
    await delegated(chen, zhou, { columns: ['policies'] })
    const stand = await signIn(local, 'editor2')
    expect(main(await stand.get('/'))).not.toContain('代陈立审核 2')
    expect((await stand.get(`/items/${hand.id}/decide`)).url.pathname).toBe(`/items/${hand.id}`)
    expect(main(await stand.get(`/items/${hand.id}`))).toContain('由何静初审')
    await delegated(chen, wang, { columns: ['notices'] })
    expect(main(await stand.get(`/items/${hand.id}`))).toMatch(/由(?:何静、王岩（代陈立）|王岩（代陈立）、何静)初审/u)
  })

  test('is warned of at submission where too few remain, with those who could stand in', async () => {
    const editor = actorOf(await identity.personBySignIn(local.issuer, 'editor1'))
    const hand = new Hand(record, '01JZ0000000000000000000DS1')
    await hand.create(editor)
    const client = await signIn(local, 'editor1')
    const shown = async () => (await client.get(`/items/${hand.id}/do/submit`)).root.querySelector('[data-short]')
    expect(await shown()).toBeNull()
    await take(wang, { kind: 'absent', person: wang.person, from: inMs(2 * DAY), until: inMs(4 * DAY) })
    expect(await shown()).toBeNull()
    await take(cao, { kind: 'absent', person: zhao.person, from: inMs(3 * DAY), until: inMs(5 * DAY) })
    const short = await shown()
    expect(short?.getAttribute('data-short')).toBe('screening')
    expect(short?.text).toContain('王岩')
    expect(short?.text).toMatch(/可以代审的人：.*周敏/u)
    await take(zhao, { kind: 'return', person: zhao.person })
    expect(await shown()).toBeNull()
  })

  test('has the links in their mails replaced by those of the stand-in, who is asked for what waits already, once', async () => {
    const hand = await waiting()
    await local.settled()
    const { token } = await identity.makeLink({ item: await hand.item(), person: chen.person })
    await delegated(chen, zhou)
    const mails = async () => (await local.mailCatcher.mails()).filter(({ to }) => to.includes('<editor2@linjiang.example>'))
    const before = new Set((await mails()).map(({ id }) => id))
    for (const minutes of [1, 2, 3]) {
      local.shiftClock(minutes * 60_000)
      await local.tick(Date.now() + minutes * 60_000)
      await local.settled()
    }
    local.shiftClock(0)
    const later = (await mails()).filter(({ id, text }) => !before.has(id) && text.includes('/d/'))
    const own = later.filter(({ text }) => text.includes(hand.id))
    expect(own).toHaveLength(1)
    expect(await identity.link(token)).toMatchObject({ replaced: true })
    const [, mailed = ''] = /\/d\/([\w-]{43})/u.exec(own[0]?.text ?? '') ?? []
    expect(await identity.link(mailed)).toMatchObject({ item: hand.id, person: zhou.person, onBehalfOf: { person: chen.person } })
  })
})

describe('somebody who is back', () => {
  // The functions' clock never goes back behind what they have seen.
  test.each([['is revoked', 20], ['ends', 40]] as const)('is asked again for what waits, once, when the delegation %s: their link is good, and that of the stand-in no more', async (how, begin) => {
    const hand = await waiting()
    await local.settled()
    const { token: before } = await identity.makeLink({ item: await hand.item(), person: chen.person })
    const one = await delegated(chen, zhou, how === 'ends' ? { until: inMs((begin + 10) * 60_000) } : {})
    const mails = async () => (await local.mailCatcher.mails()).filter(({ text }) => text.includes(hand.id) && text.includes('/d/'))
    const tokensTo = async (subject: string, known: ReadonlySet<string>): Promise<string[]> => (await mails())
      .filter(({ id, to }) => !known.has(id) && to.includes(`<${subject}@linjiang.example>`)).map(({ text }) => /\/d\/([\w-]{43})/u.exec(text)?.[1] ?? '')
    const known = new Set((await mails()).map(({ id }) => id))
    const tickAt = async (minutes: number): Promise<void> => {
      local.shiftClock((begin + minutes) * 60_000)
      await local.tick(Date.now() + (begin + minutes) * 60_000)
      await local.settled()
    }
    const shown = async (token: string | undefined): Promise<unknown> => {
      const { status, root } = await new Client(local.console).get(`/d/${token}`)
      return [status, root.querySelector('[data-link]')?.getAttribute('data-link')]
    }
    try {
      for (const minutes of [1, 2]) await tickAt(minutes)
      const [lent] = await tokensTo('editor2', known)
      expect([await shown(before), await shown(lent)]).toEqual([[410, 'superseded'], [200, 'reading']])
      if (how === 'is revoked') expect(await take(chen, { kind: 'revoke', id: one.id })).toMatchObject({ kind: 'done' })
      for (const minutes of [11, 11, 12, 17]) await tickAt(minutes)
      const back = await tokensTo('first1', known)
      expect(back).toHaveLength(1)
      expect(await tokensTo('editor2', known)).toEqual([lent])
      expect([await shown(lent), await shown(back[0])]).toEqual([[410, 'superseded'], [200, 'reading']])
      expect(await identity.link(back[0] ?? '')).toMatchObject({ item: hand.id, person: chen.person })
    } finally {
      local.shiftClock(0)
    }
  })
})

describe('what is decided on behalf of somebody', () => {
  async function sent(stand: Client, hand: Hand): Promise<() => Promise<Seen>> {
    const form = formOf(await stand.fill(await stand.get(`/items/${hand.id}/decide`), 'pass'), 'pass')
    return () => stand.post(form.action.href, form.data())
  }

  test('is refused where the delegation was revoked between the page and the press, and that is recorded', async () => {
    const hand = await waiting()
    const { id } = await delegated(chen, zhou)
    const press = await sent(await signIn(local, 'editor2'), hand)
    expect(await take(chen, { kind: 'revoke', id })).toMatchObject({ kind: 'done' })
    const page = await press()
    expect(page.status).toBe(403)
    expect(refusedIn(page)).toBe('not_delegated')
    expect(main(page)).toContain('您现在不能代陈立作这项决定')
    expect(await hand.item()).toMatchObject({ round: 'first_review', decisions: [] })
    const today = now().toISOString().slice(0, 10)
    expect((await record.refusalsOf(zhou.person, today)).map(({ event }) => event)).toContainEqual(expect.objectContaining({
      type: 'refused', itemId: hand.id, code: 'not_delegated', actor: expect.objectContaining({ onBehalfOf: { person: chen.person, name: '陈立', delegation: id } }),
    }))
  })

  test('is not decided by a link once the delegation was revoked, and its page keeps the content back', async () => {
    const hand = await waiting()
    const { id } = await delegated(chen, zhou)
    const { token } = await identity.makeLink({ item: await hand.item(), person: zhou.person, onBehalfOf: { person: chen.person, name: chen.name, delegation: id } })
    const stand = await signIn(local, 'editor2')
    const form = formOf(await stand.fill(await stand.get(`/d/${token}`), 'pass'), 'pass')
    await take(chen, { kind: 'revoke', id })
    for (const page of [await stand.post(`/d/${token}`, form.data()), await stand.get(`/d/${token}`)]) {
      expect([page.status, page.root.querySelector('[data-link]')?.getAttribute('data-link')]).toEqual([410, 'superseded'])
      expect(page.root.querySelector('article.document')).toBeNull()
    }
    expect(await hand.item()).toMatchObject({ round: 'first_review', decisions: [] })
  })

  test('is decided once though the form is sent twice at once', async () => {
    const hand = await waiting()
    await delegated(chen, zhou)
    const press = await sent(await signIn(local, 'editor2'), hand)
    const pages = await Promise.all([press(), press()])
    expect(pages.map((page) => page.root.querySelector('[data-done=pass]') !== null)).toEqual([true, true])
    expect((await record.trail(hand.id)).filter(({ type }) => type === 'pass')).toHaveLength(1)
  })

  test('is decided once by whoever is first, the person away or the stand-in', async () => {
    const hand = await waiting()
    const one = await delegated(chen, zhou)
    const command = await hand.passing()
    const answers = await Promise.all([hand.do(chen, command), hand.do(behalf(zhou, one), command)])
    expect(answers.map(code).toSorted()).toEqual(['already_decided', 'done'])
  })

  test('is refused to a stand-in who worked on the item, and to one who has decided in the round', async () => {
    const own = await waiting(zhou)
    const one = await delegated(chen, zhou)
    expect(code(await own.do(behalf(zhou, one), await own.passing()))).toBe('self_review')
    const stand = await signIn(local, 'editor2')
    expect((await stand.get('/')).root.querySelector(`[data-behalf] [data-item="${own.id}"]`)?.text).toContain('您参与过本稿')
    const hand = await screened()
    const two = await delegated(wang, he, { roles: ['screening_reviewer'] })
    expect(code(await hand.do(behalf(he, two), await hand.passing()))).toBe('already_decided_by_you')
  })

  test('is refused where the person away has decided or was decided for in the round, and the next review to both', async () => {
    const two = await delegated(wang, zhou, { roles: ['screening_reviewer'] })
    const hand = await waiting()
    await hand.done(behalf(zhou, await delegated(chen, zhou)), await hand.passing())
    await local.settled()
    expect(code(await hand.do(behalf(zhou, two), await hand.passing()))).toBe('already_decided_by_you')
    await identity.propose(gao, { kind: 'grant', person: he.person, unit: 'dadui', roles: ['screening_reviewer'] }, 'grant-he')
    const second = actorOf(await identity.personBySignIn(local.issuer, 'admin2'))
    await identity.confirm(second, 'grant-he')
    const other = await screened()
    const third = await delegated({ ...he, roles: ['first_reviewer', 'screening_reviewer'] }, cao, { roles: ['screening_reviewer'] })
    expect(code(await other.do(behalf(cao, third), await other.passing()))).toBe('already_decided_by_you')
    await identity.propose(gao, { kind: 'revoke', person: he.person, unit: 'dadui', roles: ['screening_reviewer'] })
  })

  test('ends to the millisecond with its time', async () => {
    const hand = await waiting()
    const until = inMs(3_600_000)
    const one = await delegated(chen, zhou, { until })
    const command = await hand.passing()
    expect(code(await hand.do(behalf(zhou, one), command, { at: new Date(until) }))).toBe('not_delegated')
    expect(code(await hand.do(behalf(zhou, one), command, { at: new Date(Date.parse(until) - 1) }))).toBe('done')
  })

  test('begins to the millisecond with its time', async () => {
    const hand = await waiting()
    const from = inMs(3_600_000)
    const one = await delegated(chen, zhou, { from, until: inMs(DAY) })
    const command = await hand.passing()
    expect(code(await hand.do(behalf(zhou, one), command, { at: new Date(Date.parse(from) - 1) }))).toBe('not_delegated')
    expect(code(await hand.do(behalf(zhou, one), command, { at: new Date(from) }))).toBe('done')
  })

  test('is refused for another post, another column, and by anybody but the delegate', async () => {
    const hand = await waiting()
    const one = await delegated(chen, zhou, { columns: ['policies'] })
    expect(code(await hand.do(behalf(zhou, one), await hand.passing()))).toBe('not_delegated')
    const two = await delegated(chen, wang, { columns: ['notices'] })
    expect(code(await hand.do(behalf(zhao, two), await hand.passing()))).toBe('not_delegated')
    expect(code(await hand.do(behalf(zhou, { ...two, id: one.id }), await hand.passing()))).toBe('not_delegated')
    const later = await screened()
    expect(code(await later.do({ ...behalf(zhou, two), roles: ['screening_reviewer'] }, await later.passing()))).toBe('not_delegated')
  })

  test('is refused once the stand-in has become an auditor', async () => {
    const hand = await waiting()
    const one = await delegated(chen, zhou)
    const command = await hand.passing()
    const second = actorOf(await identity.personBySignIn(local.issuer, 'admin2'))
    await identity.propose(gao, { kind: 'grant', person: zhou.person, unit: 'dadui', roles: ['auditor'] }, 'audit-zhou')
    await identity.confirm(second, 'audit-zhou')
    expect(code(await hand.do(behalf(zhou, one), command))).toBe('not_delegated')
    expect((await identity.candidates('dadui')).flatMap(({ actsFor = [] }) => actsFor)).toEqual([])
    await identity.propose(gao, { kind: 'revoke', person: zhou.person, unit: 'dadui', roles: ['auditor'] }, 'audit-no-more')
    expect(code(await hand.do(behalf(zhou, one), command))).toBe('done')
  })

  test('is refused once the person away has lost the post', async () => {
    const hand = await waiting()
    const one = await delegated(he, zhou)
    await identity.propose(gao, { kind: 'suspend', person: he.person, reason: '停用' })
    expect(code(await hand.do(behalf(zhou, one), await hand.passing()))).toBe('not_delegated')
    await identity.propose(gao, { kind: 'unsuspend', person: he.person, reason: '复职' }, 'back-he')
    await identity.confirm(actorOf(await identity.personBySignIn(local.issuer, 'admin2')), 'back-he')
  })
})

describe('a stand-in whom the head names', () => {
  /** Marks 陈立 as away for two days, where the page of an appointment leads while they are not. */
  async function markAsAway(head: Client, place: string): Promise<void> {
    const there = await head.get(place)
    expect(there.root.querySelector('form[data-command=appoint]')).toBeNull()
    const to = there.root.querySelector('[data-not-away] ~ p a')?.getAttribute('href') ?? ''
    expect((await head.fill(await head.get(to), 'away', { until: day(2) })).url.pathname).toBe('/absence')
  }

  test('takes effect once an administrator has confirmed on a page, and can be revoked by the person at once', async () => {
    const head = await signIn(local, 'head1')
    const place = `/absence/appoint?unit=dadui&person=${chen.person}`
    await markAsAway(head, place)
    expect((await head.get('/absence')).root.querySelectorAll('form[data-command=choose] option').map(({ text }) => text)).toEqual(['陈立'])
    const form = await head.get(place)
    expect(valueIn(form, 'appoint', 'until')).toBe(day(2))
    const made = await head.fill(await head.fill(form, 'appoint', { delegate: zhou.person, reason: '外出未委托' }), 'appoint')
    expect(made.root.querySelector('[data-delegation]')?.getAttribute('data-state')).toBe('proposed')
    expect(made.root.querySelector('form[data-command=confirm]')).toBeNull()
    const path = made.url.pathname
    const stand = await signIn(local, 'editor2')
    expect((await stand.get(path)).root.querySelector('form')?.getAttribute('data-command')).not.toBe('confirm')
    const { id } = (await identity.delegations.of('dadui')).delegations.find(({ state }) => state === 'proposed') ?? { id: '' }
    expect(code(await take(zhou, { kind: 'confirm', id }))).toBe('not_granted')
    const admin = await signIn(local, 'admin1')
    expect((await admin.get('/')).root.querySelector('[data-queue=stand_ins]')?.text).toContain('陈立，由周敏代审')
    const confirm = formOf(await admin.get(path), 'confirm')
    const pages = await Promise.all([admin.post(confirm.action.href, confirm.data('confirm')), admin.post(confirm.action.href, confirm.data('confirm'))])
    for (const page of pages) expect(page.root.querySelector('[data-delegation]')?.getAttribute('data-state')).toBe('active')
    expect(code(await take(chen, { kind: 'return', person: chen.person }))).toBe('has_stand_in')
    expect(main(await stand.get('/'))).toContain('您正在代陈立审核')
    const away = await signIn(local, 'first1')
    const revoked = await away.fill(await away.get(path), 'revoke', {}, 'revoke')
    expect(revoked.root.querySelector('[data-delegation]')?.getAttribute('data-state')).toBe('revoked')
    expect(main(await stand.get('/'))).not.toContain('您正在代陈立审核')
    const stages = (await identity.delegations.history('dadui')).filter(({ delegation }) => delegation?.id === id).map(({ stage, actor }) => [stage, actor.name])
    expect(stages).toEqual([['proposed', '曹峰'], ['confirmed', '高原'], ['revoked', '陈立']])
  })

  test('is neither named nor confirmed for somebody who is there, though they were away when the page was shown', async () => {
    const head = await signIn(local, 'head1')
    const place = `/absence/appoint?unit=dadui&person=${chen.person}`
    expect((await head.get('/absence')).root.querySelector('[data-appoint-first]')).not.toBeNull()
    await markAsAway(head, place)
    const check = await head.fill(await head.get(place), 'appoint', { delegate: zhou.person })
    await take(chen, { kind: 'return', person: chen.person })
    const refused = await head.fill(check, 'appoint')
    expect([refused.status, refusedIn(refused)]).toEqual([409, 'not_away_then'])
    await markAsAway(head, place)
    const { pathname } = (await head.fill(check, 'appoint')).url
    await take(chen, { kind: 'return', person: chen.person })
    const admin = await signIn(local, 'admin1')
    const late = await admin.fill(await admin.get(pathname), 'confirm', {}, 'confirm')
    expect([late.status, refusedIn(late)]).toEqual([409, 'not_away_then'])
    expect((await identity.candidates('dadui')).flatMap(({ actsFor = [] }) => actsFor)).toEqual([])
  })

  test('is seen by everybody of the unit and by nobody of another', async () => {
    const { id } = await delegated(chen, zhou)
    expect((await (await signIn(local, 'screening2')).get(`/absence/${id}`)).status).toBe(200)
    const stranger = await signIn(local, 'first3')
    expect((await stranger.get(`/absence/${id}`)).status).toBe(404)
    expect(main(await stranger.get('/absence'))).not.toContain('陈立')
    expect((await stranger.get('/absence/appoint')).status).toBe(403)
    expect((await stranger.post(`/absence/${id}`, { csrf: '', decision: 'revoke' })).status).toBe(403)
  })
})

describe('two at once, and answers that are lost', () => {
  test('of two who delegate to each other at the same moment one is refused', async () => {
    const answers = await Promise.all([
      take(chen, { kind: 'delegate', terms: terms(wang) }),
      take(wang, { kind: 'delegate', terms: terms(chen, { roles: ['screening_reviewer'] }) }),
    ])
    expect(answers.map(code).toSorted()).toEqual([expect.stringMatching(/^(?:delegate_away|is_stand_in)$/u), expect.any(String)])
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1)
    expect((await identity.delegations.of('dadui')).delegations.filter(({ state }) => state === 'active')).toHaveLength(1)
  })

  test('a delegation and the absence of its delegate at the same moment exclude each other', async () => {
    const answers = await Promise.all([
      take(chen, { kind: 'delegate', terms: terms(wang) }),
      take(wang, { kind: 'absent', person: wang.person, from: inMs(DAY), until: inMs(2 * DAY) }),
    ])
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(1)
  })

  test.each(['lost_answer', 'conflict', 'throttle'] as const)('a delegation is made once though there is a %s, and sent again gives the same', async (kind) => {
    local.gate.order({ kind, operation: 'TransactWriteItems' })
    const command = { kind: 'delegate', terms: terms(zhou) } as const
    const first = await take(chen, command, `form-${kind}`)
    expect(local.gate.pendingFaults).toEqual([])
    expect(first).toMatchObject({ kind: 'done', event: { delegation: { id: `form-${kind}` } } })
    expect(await take(chen, command, `form-${kind}`)).toMatchObject({ kind: 'done', repeated: true })
    expect((await identity.delegations.of('dadui')).delegations.filter(({ state }) => state === 'active')).toHaveLength(1)
    await expect(take(he, command, `form-${kind}`)).rejects.toThrow('form-')
  })

  test('a post that is taken away between the reading and the writing makes no delegation', async () => {
    local.gate.order({ kind: 'conflict', operation: 'TransactWriteItems' })
    const [answer] = await Promise.all([
      take(he, { kind: 'delegate', terms: terms(zhou) }),
      identity.propose(gao, { kind: 'suspend', person: he.person, reason: '停用' }),
    ])
    const made = (await identity.delegations.of('dadui')).delegations.filter(({ principal, state }) => principal === he.person && state === 'active')
    expect(made).toHaveLength(answer.kind === 'done' ? 1 : 0)
    expect((await identity.candidates('dadui')).flatMap(({ actsFor = [] }) => actsFor)).toEqual([])
    await identity.propose(gao, { kind: 'unsuspend', person: he.person, reason: '复职' }, 'back-he-again')
    await identity.confirm(actorOf(await identity.personBySignIn(local.issuer, 'admin2')), 'back-he-again')
  })

  test('every step stands in one whole chain, and what was refused in the person’s day', async () => {
    const before = (await record.refusalsOf(chen.person, now().toISOString().slice(0, 10))).length
    for (let times = 0; times < 3; times += 1) expect(code(await take(chen, { kind: 'delegate', terms: { ...terms(chen), from: day(0), until: '2099-01-01T00:00:00.000Z' } }))).toBe('to_oneself')
    const refusals = await record.refusalsOf(chen.person, now().toISOString().slice(0, 10))
    expect(refusals.slice(before)).toMatchObject([{ times: 3, event: { type: 'delegation_refused', code: 'to_oneself', command: { kind: 'delegate' } } }])
    const rows = await chainRows(tablesOf(local.environment), 'delegation#dadui')
    expect(await record.verifyChain('delegation#dadui')).toEqual({ ok: true, events: rows.length })
    expect(await record.verifyChain(`refusal#${chen.person}#${now().toISOString().slice(0, 10)}`)).toMatchObject({ ok: true })
    expect(rows.length).toBeGreaterThan(20)
    expect(local.environment[env.accessTable]).toBeDefined()
  })
})
