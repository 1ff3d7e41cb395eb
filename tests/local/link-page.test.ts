import { Secret, TOTP } from 'otpauth'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attachment } from '../../shared/document/content.ts'
import { Client, formOf, problemsIn, signIn, valueIn } from './console-client.ts'
import type { Seen } from './console-client.ts'
import type { Subject } from './link-cast.ts'
import { LinkWorld } from './link-world.ts'
import { Hand } from './record-world.ts'

let world: LinkWorld
let shifted = 0

beforeAll(async () => {
  world = await LinkWorld.start()
})

afterAll(async () => {
  await world?.stop()
})

const secrets = new Map<Subject, string>()

/** The next code of somebody's authenticator, which is put into use over the pages where they have none yet. */
async function code(subject: Subject): Promise<string> {
  const secret = secrets.get(subject) ?? await enrol(subject)
  secrets.set(subject, secret)
  shifted += 60_000
  world.local.shiftClock(shifted)
  return totp(secret)
}

function totp(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + shifted })
}

async function enrol(subject: Subject): Promise<string> {
  const client = await world.signedIn(subject)
  const page = await client.get('/me/totp')
  const secret = page.root.querySelector('[data-secret]')?.getAttribute('data-secret') ?? ''
  const done = await client.fill(page, 'codes', { code: totp(secret) })
  expect(done.root.querySelector('[data-codes=on]'), main(done)).not.toBeNull()
  return secret
}

async function asked(subject: Subject = 'first1', hand?: Hand): Promise<{ hand: Hand, path: string }> {
  const item = hand ?? await world.atFirstReview('editor1')
  return { hand: item, path: `/d/${(await world.linkTo(item, subject)).token}` }
}

/** An item that waits for its approval. */
async function atApproval(): Promise<Hand> {
  const hand = await world.atFirstReview('editor1')
  await hand.pass(world.actor('first1'))
  await hand.pass(world.actor('screening1'))
  return hand
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const main = (page: Seen): string => page.root.querySelector('main')?.text.replaceAll(/\s+/gu, ' ') ?? ''
const kind = (page: Seen): string | undefined => page.root.querySelector('[data-link]')?.getAttribute('data-link')
/** Whether a page shows all of the item, to decide on. */
const shows = (page: Seen): boolean => kind(page) === undefined && page.root.querySelector('article.document') !== null

describe('whoever holds a link', () => {
  test('sees whom it asks for what, and reads the item; what is personal is covered, files stay closed, nothing can be decided', async () => {
    const hand = await world.atFirstReview('editor1', '当事人王建国，家庭电话0912-3456789。')
    await hand.done(world.actor('first1'), { name: 'return', review: 'first_review', seen: { revision: (await hand.item()).revision }, opinion: '当事人王建国不必写' })
    await world.mend(hand, 'editor1', '当事人王建国，住临江县新城路8号2栋301室。', [{ name: '值班表.txt', sha256: await world.record.putAttachment(bytesOf('班次')), size: 6, mediaType: 'text/plain' }])
    const page = await world.anonymous().get((await asked('first1', hand)).path)
    expect([page.status, kind(page)]).toEqual([200, 'reading'])
    expect(main(page)).toContain('这封邮件是发给陈立的')
    expect(main(page)).toContain('初审')
    expect(page.root.querySelector('article.document')?.text).toMatch(/当事人＊{3}，住＊+。/u)
    expect(page.root.querySelectorAll('[data-changes] del').map(({ text }) => text).join('')).toContain('家庭电话')
    expect(page.root.querySelector('[data-event=return]')?.text).toContain('不必写')
    expect(page.root.querySelectorAll('[data-finding]').length).toBeGreaterThan(0)
    expect(page.root.querySelector('#attachments')?.text).toContain('.txt')
    expect(page.root.querySelector('#attachments a')).toBeNull()
    expect(page.text).not.toMatch(/王建国|3456789|301室/u)
    expect(page.root.querySelectorAll('form').map((form) => form.getAttribute('data-command'))).not.toContain('pass')
  })

  test('reads nothing where a finding forbids publication, before it is screened, and of an earlier revision that was refused', async () => {
    const hand = await world.atFirstReview('editor1', '身份证号码11010519491231002X。')
    const covered = await world.anonymous().get((await asked('first1', hand)).path)
    expect([covered.status, kind(covered)]).toEqual([200, 'cover'])
    expect(covered.text).not.toMatch(/11010519491231002|身份证号码/u)
    await hand.done(world.actor('first1'), { name: 'return', review: 'first_review', seen: { revision: (await hand.item()).revision }, opinion: '请删去' })
    await world.mend(hand, 'editor1', '号码已经删去。')
    const mended = await world.anonymous().get((await asked('first1', hand)).path)
    expect(kind(mended)).toBe('reading')
    expect(main(mended)).toContain('号码已经删去')
    expect(mended.text).not.toMatch(/11010519491231002|身份证号码/u)
    const fresh = new Hand(world.record, ulid())
    await fresh.create(world.actor('editor1'))
    world.local.gate.order({ kind: 'throttle', function: 'screen', operation: 'TransactWriteItems', times: 1000 })
    await fresh.submit(world.actor('editor1'))
    expect(kind(await world.anonymous().get((await asked('first1', fresh)).path))).toBe('cover')
    world.local.gate.lift()
  })

  test('opens it by a code of the person’s authenticator, and decides after checking the answers', async () => {
    const { hand, path } = await asked()
    const given = await code('first1')
    const phone = world.anonymous()
    const open = await phone.fill(await phone.get(path), 'open', { code: given })
    expect(shows(open)).toBe(true)
    expect(main(open)).toContain(`事项${hand.id}`)
    const check = await phone.fill(open, 'pass', { opinion: '同意。' })
    expect(check.root.querySelector('form[data-confirms]'), main(check)).not.toBeNull()
    expect((await hand.item()).round).toBe('first_review')
    expect(await world.views(hand)).toEqual({ 'GET nobody': 1, 'POST code 陈立': 1 })
    const done = await phone.fill(check, 'pass')
    expect(done.root.querySelector('[data-done=pass]'), main(done)).not.toBeNull()
    expect((await world.done(hand)).at(-1)).toMatchObject({
      type: 'pass', channel: 'email_link', actor: { person: world.person('first1').id, method: 'link' }, data: { opinion: '同意。' }, shown: { known_by: 'code' },
    })
    expect(await world.record.verifyTrail(hand.id)).toMatchObject({ ok: true })
    // The browser that opened it is shown what was recorded; any other is told that it was used.
    expect((await phone.get(path)).root.querySelector('[data-done=pass]')).not.toBeNull()
    const used = await world.anonymous().get(path)
    expect(kind(used)).toBe('used')
    expect(used.root.querySelector('[data-item] td')?.text).toBe((await hand.item()).title)
    const audit = await (await signIn(world.local, 'auditor1')).get(`/audit/items/${hand.id}`)
    expect(audit.root.querySelector('[data-view=code]')?.text).toContain('陈立')
  })

  test('can do so where no cookie is kept', async () => {
    const { path } = await asked()
    const given = await code('first1')
    const open = await world.anonymous().fill(await world.anonymous().get(path), 'open', { code: given })
    const check = await world.anonymous().fill(open, 'return', { opinion: '请补充日期。' })
    const done = await world.anonymous().fill(check, 'return')
    expect(done.root.querySelector('[data-done=return]'), main(done)).not.toBeNull()
  })

  test('opens it by a code once: the same press again is a repeat, another browser or a changed form is not', async () => {
    const { path } = await asked()
    const [mine, other] = [world.anonymous(), world.anonymous()]
    const [cover, elsewhere] = [await mine.get(path), await other.get(path)]
    const given = { code: await code('first1') }
    const twice = await Promise.all([mine.fill(cover, 'open', given), mine.fill(cover, 'open', given)])
    expect(twice.map(shows)).toEqual([true, true])
    const refused = await other.fill(elsewhere, 'open', given)
    expect([refused.status, shows(refused), problemsIn(refused)[1]]).toEqual([422, false, '动态口令不对，或已用过。请等验证器换出下一个再填'])
    for (const once of ['', 'x', undefined]) {
      const bare = await other.post(path, { step: 'open', ...given, ...(once !== undefined && { once }) })
      expect([bare.status, shows(bare)]).toEqual([422, false])
    }
  })

  test('is told what is wrong with a code; what was typed before the time ran out is kept', async () => {
    const { path } = await asked()
    const given = await code('first1')
    const phone = world.anonymous()
    const open = await phone.fill(await phone.get(path), 'open', { code: given })
    shifted += 61 * 60_000
    world.local.shiftClock(shifted)
    const late = await phone.fill(open, 'return', { opinion: '写了很久的意见' })
    expect([late.status, kind(late)]).toEqual([403, 'reading'])
    const wrong = await phone.fill(late, 'open', { code: given })
    expect([wrong.status, problemsIn(wrong)]).toEqual([422, ['请先改正以下问题', '动态口令不对，或已用过。请等验证器换出下一个再填']])
    const again = await phone.fill(wrong, 'open', { code: await code('first1') })
    expect(valueIn(again, 'return', 'opinion')).toBe('写了很久的意见')
  })

  test('closes it to codes by five wrong ones, which is recorded once; the person’s other links stay open', async () => {
    await code('first2')
    const { hand, path } = await asked('first2')
    const phone = world.anonymous()
    let page = await phone.get(path)
    for (let attempt = 0; attempt < 7; attempt += 1) page = await phone.fill(page, 'open', { code: '12345' })
    expect(problemsIn(page)[1]).toBe('口令连续填错，这里不再接受口令。请登录办理')
    page = await phone.fill(page, 'open', { code: await code('first2') })
    expect([page.status, shows(page)]).toEqual([422, false])
    const month = new Date(Date.now() + shifted).toISOString().slice(0, 7)
    const closed = (await world.identity.signIns(world.person('first2').id, month)).filter(({ type }) => type === 'codes_closed')
    expect(closed).toHaveLength(1)
    expect(shows(await (await world.signedIn('first2')).get(path))).toBe(true)
    const { path: next } = await asked('first2', hand)
    expect(shows(await phone.fill(await phone.get(next), 'open', { code: await code('first2') }))).toBe(true)
  })
})

describe('a form of a link', () => {
  test('is taken from its own page alone', async () => {
    const { hand, path } = await asked()
    const client = await world.signedIn('first1')
    const form = formOf(await client.fill(await client.get(path), 'pass'), 'pass').data()
    const another = formOf(await client.get((await asked('first1', hand)).path), 'pass').value('form')
    for (const token of ['', 'x', another]) {
      form.set('form', token)
      expect((await client.post(path, form)).status).toBe(403)
    }
    expect((await client.post(path, form, { 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' })).status).toBe(403)
    expect((await hand.item()).round).toBe('first_review')
  })

  test('is taken from browsers that say nothing, or null, of a page without referrer', async () => {
    const said: readonly Readonly<Record<string, string>>[] = [{}, { origin: 'null' }]
    for (const headers of said) {
      const { path } = await asked()
      const client = await world.signedIn('first1')
      const check = await client.fill(await client.get(path), 'pass')
      const done = await client.post(path, formOf(check, 'pass').data(), headers)
      expect(done.root.querySelector('[data-done=pass]'), main(done)).not.toBeNull()
    }
  })

  test('tells when its page was opened only as it was stamped: put earlier, it is unknown', async () => {
    const opened = async (alter: (field: string) => string): Promise<unknown> => {
      const { hand, path } = await asked()
      const client = await world.signedIn('first1')
      const page = await client.get(path)
      const field = valueIn(page, 'pass', 'seen_opened')
      await client.fill(await client.fill(page, 'pass', { seen_opened: alter(field) }), 'pass')
      const shown = (await world.done(hand)).at(-1)?.shown?.['opened']
      expect(shown === undefined || shown === field.split(' ')[0]).toBe(true)
      return shown
    }
    expect(await opened((field) => field)).toMatch(/^20.*Z$/u)
    expect(await opened((field) => `2026-11-01T00:00:00.000Z ${field.split(' ')[1]}`)).toBeUndefined()
    expect(await opened(() => '')).toBeUndefined()
  })

  test('comes back with what is wrong, and leaves the link good', async () => {
    const { path } = await asked()
    const client = await world.signedIn('first1')
    const page = await client.fill(await client.get(path), 'return', { opinion: ' ' })
    expect(page.status).toBe(422)
    expect((await client.fill(page, 'return', { opinion: '请改。' })).root.querySelector('form[data-confirms]')).not.toBeNull()
  })

  test('with a suggestion leaves the link good for the decision', async () => {
    const { hand, path } = await asked()
    const client = await world.signedIn('first1')
    const page = await client.fill(await client.get(path), 'suggest', { text: '标题可以更短。' })
    const done = await client.fill(page, 'suggest')
    expect(done.root.querySelector('[data-done=suggest]'), main(done)).not.toBeNull()
    const check = await client.fill(await client.get(done.root.querySelector('.buttons a.main')?.getAttribute('href') || path), 'pass')
    expect((await client.fill(check, 'pass')).root.querySelector('[data-done=pass]')).not.toBeNull()
    expect((await world.done(hand)).map(({ type }) => type)).toEqual(['create', 'submit', 'suggest', 'pass'])
  })

  test('pressed by many at once decides once, and shows each the same', async () => {
    const { hand, path } = await asked()
    const client = await world.signedIn('first1')
    const form = formOf(await client.fill(await client.get(path), 'pass'), 'pass').data()
    const pages = await Promise.all(Array.from({ length: 8 }, () => client.post(path, form)))
    expect(pages.map(({ status, root }) => [status, root.querySelector('[data-done=pass]') !== null])).toEqual(pages.map(() => [200, true]))
    expect((await world.done(hand)).filter(({ type }) => type === 'pass')).toHaveLength(1)
  })

  test('whose answer was lost shows what was recorded', async () => {
    const { hand, path } = await asked()
    const client = await world.signedIn('first1')
    const check = await client.fill(await client.get(path), 'pass')
    world.local.gate.order({ kind: 'lost_answer', function: 'decide', operation: 'TransactWriteItems' })
    const done = await client.fill(check, 'pass')
    world.local.gate.lift()
    expect([done.status, done.root.querySelector('[data-done=pass] [data-again]') !== null]).toEqual([200, true])
    expect((await world.done(hand)).filter(({ type }) => type === 'pass')).toHaveLength(1)
  })

  test('that could not be taken now is kept, and sent again by one press', async () => {
    const { path } = await asked()
    const client = await world.signedIn('first1')
    const check = await client.fill(await client.get(path), 'return', { opinion: '请补充依据。' })
    world.local.gate.order({ kind: 'throttle', function: 'decide', operation: 'TransactWriteItems', times: 100 })
    const busy = await client.fill(check, 'return')
    world.local.gate.lift()
    expect(busy.status).toBe(503)
    const again = new URLSearchParams(busy.root.querySelectorAll('form[data-again] input').map((one): [string, string] =>
      [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']))
    const done = await client.post(path, again)
    expect(done.root.querySelector('[data-done=return]'), main(done)).not.toBeNull()
  })

  test('names no other command than a decision', async () => {
    const { hand, path } = await asked()
    const client = await world.signedIn('first1')
    const form = formOf(await client.get(path), 'pass').data()
    for (const command of ['recall', 'publish', 'constructor', '']) {
      form.set('command', command)
      expect((await client.post(path, form)).status).toBe(400)
    }
    expect((await hand.item()).round).toBe('first_review')
  })
})

describe('the approval', () => {
  test('takes no code: it needs a sign-in, which leads back to the link', async () => {
    const { hand, path } = await asked('approver1', await atApproval())
    const browser = world.anonymous()
    const cover = await browser.get(path)
    expect(cover.root.querySelector('form[data-command=open]')).toBeNull()
    expect(cover.root.querySelector('[data-phone] a')?.getAttribute('href')).toBe('/me/phones')
    const refused = await browser.post(path, { step: 'open', code: await code('approver1') })
    expect([refused.status, shows(refused)]).toEqual([403, false])
    const provider = await browser.get(cover.root.querySelector('a.main')?.getAttribute('href') ?? '')
    const action = provider.root.querySelector('form')?.getAttribute('action') ?? ''
    const page = await browser.post(new URL(action, provider.url).href, { person: 'approver1' })
    expect(page.url.pathname).toBe(path)
    const check = await browser.fill(page, 'approve', { release: 'now' })
    const done = await browser.fill(check, 'approve')
    expect(done.root.querySelector('[data-done=approve]'), main(done)).not.toBeNull()
    expect((await world.done(hand)).at(-1)).toMatchObject({ type: 'approve', actor: { method: 'oidc' }, shown: { known_by: 'session' } })
  })

  test('opens on a trusted phone without a sign-in, and takes a code at the decision', async () => {
    await code('approver1')
    const home = await world.signedIn('approver1')
    const refused = await home.fill(await home.get('/me/phones'), 'trust')
    expect([refused.status, problemsIn(refused)[1], refused.root.querySelectorAll('[data-phone]').length]).toEqual([422, '动态口令不对，或已用过。请等验证器换出下一个再填', 0])
    const trusted = await home.fill(refused, 'trust', { current: await code('approver1') })
    expect(trusted.root.querySelectorAll('[data-phone]')).toHaveLength(1)
    // What stays on the phone once the session has ended.
    const phone = new Client(world.local.console)
    const kept = home.cookies.header(new URL(world.local.console)).split('; ').find((one) => one.startsWith('__Host-sanshen-phone=')) ?? ''
    phone.cookies.keep(new URL(world.local.console), [`${kept}; Path=/; Secure`])

    const { hand, path } = await asked('approver1', await atApproval())
    const open = await phone.get(path)
    // The code of a suggestion is good for that suggestion and for no decision after it.
    const spent = { code: await code('approver1') }
    const suggestion = await phone.fill(open, 'suggest', { text: '标题可以更短。' })
    expect((await phone.fill(suggestion, 'suggest', spent)).root.querySelector('[data-done=suggest]')).not.toBeNull()
    const check = await phone.fill(open, 'approve', { release: 'now' })
    expect(problemsIn(await phone.fill(check, 'approve', spent))[1]).toBe('动态口令不对，或已用过。请等验证器换出下一个再填')
    const without = await phone.fill(check, 'approve')
    expect([without.status, problemsIn(without).length]).toEqual([422, 2])
    expect((await hand.item()).round).toBe('approval')
    // Pressed twice: the same code for the same decision is no second use of it.
    const given = { code: await code('approver1') }
    for (const done of await Promise.all([phone.fill(without, 'approve', given), phone.fill(without, 'approve', given)])) {
      expect(done.root.querySelector('[data-done=approve]'), main(done)).not.toBeNull()
    }
    expect((await world.done(hand)).filter(({ type }) => type === 'approve')).toHaveLength(1)
    expect((await world.done(hand)).at(-1)).toMatchObject({ type: 'approve', actor: { method: 'link' }, shown: { known_by: 'phone' } })

    const { path: next } = await asked('approver1', await atApproval())
    expect(shows(await phone.get(next))).toBe(true)
    const left = await home.fill(await home.get('/me/phones'), 'forget')
    expect(left.root.querySelectorAll('[data-phone]')).toHaveLength(0)
    expect([kind(await phone.get(next)), shows(await phone.get(next))]).toEqual(['reading', false])
  })
})

describe('whoever sits at an unlocked screen', () => {
  test('neither drops nor replaces the codes that are in use; their person does, by a code, and trusts no phone after it', async () => {
    const { id } = world.person('screening1')
    await code('screening1')
    const client = await world.signedIn('screening1')
    await client.fill(await client.get('/me/phones'), 'trust', { current: await code('screening1') })
    expect(await world.identity.phones.of(id)).toHaveLength(1)
    const since = await world.identity.codes.since(id)
    expect((await client.fill(await client.get('/me/totp'), 'drop')).status).toBe(422)
    const anew = await client.get('/me/totp?anew=yes')
    const secret = anew.root.querySelector('[data-secret]')?.getAttribute('data-secret') ?? ''
    expect((await client.fill(anew, 'codes', { code: totp(secret) })).status).toBe(422)
    expect([await world.identity.codes.since(id), (await world.identity.phones.of(id)).length]).toEqual([since, 1])
    const current = await code('screening1')
    const done = await client.fill(anew, 'codes', { code: totp(secret), current })
    expect(done.root.querySelector('[data-codes=on]'), main(done)).not.toBeNull()
    expect(await world.identity.phones.of(id)).toEqual([])
    secrets.set('screening1', secret)
    const dropped = await client.fill(await client.get('/me/totp'), 'drop', { current: await code('screening1') })
    expect([dropped.status, await world.identity.codes.since(id)]).toEqual([200, undefined])
  })

  test('where the authenticator is lost, a sign-in that was asked for anew stands for its code, for ten minutes', async () => {
    const { id } = world.person('screening3')
    await code('screening3')
    const client = await world.signedIn('screening3')
    const page = await client.get('/me/totp')
    const provider = await client.get(page.root.querySelector('a[href*="fresh=yes"]')?.getAttribute('href') ?? '')
    const back = await client.post(new URL(provider.root.querySelector('form')?.getAttribute('action') ?? '', provider.url).href, { person: 'screening3' })
    expect([back.url.pathname, back.root.querySelector('[data-fresh]') !== null]).toEqual(['/me/totp', true])
    shifted += 11 * 60_000
    world.local.shiftClock(shifted)
    expect((await client.fill(back, 'drop')).status).toBe(422)
    const again = await client.get('/auth/start?fresh=yes&returnTo=/me/totp')
    const fresh = await client.post(new URL(again.root.querySelector('form')?.getAttribute('action') ?? '', again.url).href, { person: 'screening3' })
    expect((await client.fill(fresh, 'drop')).status).toBe(200)
    expect(await world.identity.codes.since(id)).toBeUndefined()
  })
})

describe('the link of somebody who goes away', () => {
  test('is replaced by whoever stands in, and asks them', async () => {
    const hand = await world.atFirstReview('editor3')
    const { token } = await world.linkTo(hand, 'first3')
    const client = await world.signedIn('first3')
    expect(shows(await client.get(`/d/${token}`))).toBe(true)
    const principal = await world.delegate('first3', 'screening3')
    const gone = await client.get(`/d/${token}`)
    expect([gone.status, kind(gone)]).toEqual([410, 'superseded'])
    expect(gone.root.querySelector('[data-item] td')?.text).toBe((await hand.item()).title)
    const lent = await world.linkTo(hand, 'screening3', principal)
    const page = await (await world.signedIn('screening3')).get(`/d/${lent.token}`)
    expect(shows(page)).toBe(true)
    expect(page.root.querySelector('[data-behalf]')?.text).toContain('沈舟')
  })
})

describe('attachments', () => {
  test('are fetched by the person whom the link addresses, and by nobody else', async () => {
    const bytes = new TextEncoder().encode('姓名\t值班\n甲\t一\n')
    const sha256 = await world.record.putAttachment(bytes)
    const { hand, path } = await withAttachment({ name: '值班表.txt', sha256, size: bytes.length, mediaType: 'text/plain' })
    const given = await code('first1')
    const phone = world.anonymous()
    const open = await phone.fill(await phone.get(path), 'open', { code: given })
    const href = open.root.querySelector('#attachments a[download]')?.getAttribute('href') ?? ''
    expect(href).toMatch(/^\/links\/[0-9a-f]{16}\/attachments\/1$/u)
    expect((await phone.get(href)).text).toContain('值班')
    expect((await world.anonymous().get(href)).status).toBe(404)
    expect((await phone.get(`${href}9`)).status).toBe(404)
    expect((await hand.item()).round).toBe('first_review')
  })
})

async function withAttachment(attachment: Attachment): Promise<{ hand: Hand, path: string }> {
  const hand = await world.atFirstReview('editor1')
  await hand.done(world.actor('editor1'), { name: 'recall' })
  await world.mend(hand, 'editor1', '附值班表。', [attachment])
  return asked('first1', hand)
}
