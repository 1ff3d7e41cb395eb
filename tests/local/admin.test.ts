import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from '../../cdk/demo/browser.ts'
import type { Page } from '../../cdk/demo/browser.ts'
import { draft } from '../../cdk/demo/draft.ts'
import { Form } from '../../cdk/demo/form.ts'
import { formIn, press } from '../../cdk/demo/press.ts'
import type { Colleague } from '../../cdk/demo/sign-in.ts'
import { signIn } from '../../cdk/demo/sign-in.ts'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Identity } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import type { Record as TheRecord } from '../../shared/record/index.ts'
import { dataFolder } from './fixture.ts'

let local: Local
let identity: Identity
let record: TheRecord
/** 高原 and 马兰. */
let first: Colleague
let second: Colleague

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  identity = openIdentity(local.environment)
  record = openRecord(local.environment)
  first = await signIn(local.console, 'admin1')
  second = await signIn(local.console, 'admin2')
})

afterAll(async () => {
  identity?.close()
  record?.close()
  await local?.stop()
})

const at = (who: Colleague, path: string): Promise<Page> => who.browser.get(`${local.console}${path}`)
const text = (page: Page): string => page.root.querySelector('main')?.text.replaceAll(/\s+/g, ' ') ?? ''

async function idOf(subject: string): Promise<string> {
  const person = await identity.personBySignIn(local.issuer, subject)
  if (!person) throw new Error(`Nobody signs in as ${subject}`)
  return person.id
}

/** Signs in, whatever comes of it. */
async function arrive(subject: string): Promise<Page> {
  const browser = new Browser()
  const [form] = (await browser.get(`${local.console}/`)).forms.filter(({ method }) => method === 'POST')
  if (!form) throw new Error('No form to sign in with')
  return browser.submit(form, subject)
}

type Fields = Readonly<Record<string, string>>

/** Fills in the form of a change. */
async function filled(who: Colleague, path: string, kind: string, fields: Fields): Promise<Form> {
  const form = formIn(await at(who, path), kind)
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

/** Makes a change, through the page to check, to the page of what came of it. */
async function change(who: Colleague, path: string, kind: string, fields: Fields): Promise<Page> {
  return press(who, await at(who, path), kind, (form) => {
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
  })
}

const changeOf = async (who: Colleague, subject: string, kind: string, fields: Fields): Promise<Page> =>
  change(who, `/admin/people/${await idOf(subject)}/do/${kind}`, kind, fields)

/** The proposal that waits for somebody; there has to be exactly one. */
async function proposalBy(name: string): Promise<string> {
  const waiting = (await identity.proposals()).filter(({ by }) => by.name === name)
  expect(waiting).toHaveLength(1)
  return waiting[0]?.id ?? ''
}

async function confirmed(who: Colleague, proposal: string): Promise<Page> {
  return who.browser.submit(formIn(await at(who, `/admin/proposals/${proposal}`), 'confirm'))
}

/** What a proposer would send who made themselves the button that their page does not have. */
async function forged(who: Colleague, proposal: string): Promise<Page> {
  const page = await at(who, `/admin/proposals/${proposal}`)
  expect(page.form('confirm')).toBeUndefined()
  const element = page.root.querySelector('form[data-command=reject]')
  element?.querySelector('button')?.setAttribute('value', 'confirm')
  if (!element) throw new Error(page.says)
  return who.browser.submit(new Form(element, page.url))
}

const guest = { name: '罗云', email: 'guest2@linjiang.example', unit: 'cheguan', role_editor: 'yes', subject: 'guest2' }

describe('a new person', () => {
  test('is entered by two administrators, not by one, nor by one who replays the form of the other', async () => {
    const people = (await identity.people()).length
    const result = await change(first, '/admin/people/new', 'create_person', guest)
    expect(text(result)).toContain('已提出，等待另一名管理员确认')
    expect(text(result)).toContain('由马兰')
    const proposal = await proposalBy('高原')
    expect((await arrive('guest2')).status).toBe(403)

    expect(text(await at(first, `/admin/proposals/${proposal}`))).toContain('须由另一名管理员（马兰）确认，所以这里没有“确认”按钮')
    const replay = await forged(first, proposal)
    expect(replay.status).toBe(409)
    expect(replay.says).toContain('您自己提出的')
    expect(await identity.people()).toHaveLength(people)

    expect(text(await confirmed(second, proposal))).toContain('已确认，现已生效')
    expect((await arrive('guest2')).status).toBe(200)
    expect(await identity.person(await idOf('guest2'))).toMatchObject({ name: '罗云', grants: [{ unit: 'cheguan', roles: ['editor'] }] })
  })

  test('has a history that names both', async () => {
    const page = await at(first, `/admin/people/${await idOf('guest2')}`)
    const rows = page.root.querySelectorAll('[data-history] > li').map((row) => row.text)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatch(/马兰[\s\S]*由高原提出/)
  })

  test('is warned of where somebody of that name is there already', async () => {
    const form = await filled(first, '/admin/people/new', 'create_person', { ...guest, name: '林 晓', email: 'other@linjiang.example', subject: 'x9' })
    expect(text(await first.browser.submit(form))).toContain('已有同名或同邮箱的人员：林晓')
  })

  test('is not entered by a sign-in that belongs to somebody; what was typed stays', async () => {
    const page = await first.browser.submit(await filled(first, '/admin/people/new', 'create_person', { ...guest, name: '某人', subject: 'editor1' }))
    expect(page.status).toBe(409)
    expect(page.says).toContain('这个登录已属于另一名人员')
    expect(formIn(page, 'create_person').value('name')).toBe('某人')
  })
})

describe('a form with mistakes', () => {
  test('names each and keeps everything that was typed', async () => {
    const typed = { name: '方<b>圆', email: '不是邮箱', unit: 'zhixu', subject: '中文', issuer: 'http://elsewhere.example' }
    const page = await first.browser.submit(await filled(first, '/admin/people/new', 'create_person', typed))
    expect(page.status).toBe(422)
    for (const [name, value] of Object.entries(typed)) expect(formIn(page, 'create_person').value(name), name).toBe(value)
    expect(page.root.querySelectorAll('.problems a').map((one) => one.getAttribute('href'))).toEqual(['#email', '#roles', '#issuer', '#subject'])
    expect(page.text).not.toContain('方<b>圆')
  })

  test('can be gone back to from the page to check, with everything that was typed', async () => {
    const check = await first.browser.submit(await filled(first, '/admin/people/new', 'create_person', { ...guest, name: '章一', email: 'zhang@x.example', subject: 'zhang' }))
    const back = check.forms.find((form) => form.has('back'))
    if (!back) throw new Error(check.says)
    const form = formIn(await first.browser.submit(back), 'create_person')
    expect([form.value('name'), form.value('unit'), form.value('subject'), form.value('role_editor')]).toEqual(['章一', 'cheguan', 'zhang', 'yes'])
  })

  test('sent twice it makes one proposal, and both lead to the same result', async () => {
    const check = await first.browser.submit(await filled(first, '/admin/people/new', 'create_person', { ...guest, name: '章二', email: 'er@x.example', subject: 'er' }))
    const form = formIn(check, 'create_person')
    const [one, other] = await Promise.all([first.browser.submit(form), first.browser.submit(form)])
    const later = await first.browser.submit(form)
    expect([one.status, other.url.href, later.url.href]).toEqual([200, one.url.href, one.url.href])
    const proposal = await proposalBy('高原')
    const page = await at(first, `/admin/proposals/${proposal}`)
    expect(text(await first.browser.submit(formIn(page, 'reject')))).toContain('没有生效')
    expect(await identity.personBySignIn(local.issuer, 'er')).toBeUndefined()
    // What was taken back does not come to life again by the same form.
    expect((await first.browser.submit(form)).url.href).toBe(one.url.href)
    expect(await identity.proposals()).toEqual([])
  })
})

describe('a change that waits', () => {
  test('stands on the start page of the administrator who can confirm it, and is pointed at when they propose the same', async () => {
    const fields = { unit: 'dadui', role_head: 'yes' }
    await changeOf(first, 'approver2', 'grant', fields)
    const proposal = await proposalBy('高原')
    const rows = (page: Page): (string | undefined)[] =>
      page.root.querySelectorAll('[data-queue=proposals] [data-proposal]').map((row) => row.getAttribute('data-proposal'))
    expect(rows(await at(second, '/'))).toEqual([proposal])
    expect(rows(await at(first, '/'))).toEqual([])

    const check = await second.browser.submit(await filled(second, `/admin/people/${await idOf('approver2')}/do/grant`, 'grant', fields))
    expect(text(check)).toContain('高原已提出同样的变更')
    expect(check.root.querySelector('.notice a')?.getAttribute('href')).toBe(`/admin/proposals/${proposal}`)
    await second.browser.submit(formIn(await at(second, `/admin/proposals/${proposal}`), 'reject'))
    expect(await identity.proposals()).toEqual([])
  })

  test('says on its receipt what became of it since', async () => {
    const receipt = await changeOf(first, 'approver2', 'grant', { unit: 'zonghe', role_auditor: 'yes' })
    expect(text(receipt)).toContain('下一步：由马兰')
    await confirmed(second, await proposalBy('高原'))
    const later = text(await first.browser.get(receipt.url))
    expect(later).toContain('后来：已确认，现已生效（马兰）')
    expect(later).not.toContain('下一步')
  })

  test('is another one when its form is come back to and sent with other values', async () => {
    const form = await filled(first, `/admin/people/${await idOf('head1')}/do/grant`, 'grant', { unit: 'zonghe', role_auditor: 'yes' })
    const one = await first.browser.submit(formIn(await first.browser.submit(form), 'grant'))
    const other = await first.browser.submit(formIn(await first.browser.submit(form.set('unit', 'zhixu')), 'grant'))
    expect(other.url.href).not.toBe(one.url.href)
    const waiting = await identity.proposals()
    expect(waiting.map(({ change: { kind, ...values } }) => [kind, 'unit' in values && values.unit])).toEqual([['grant', 'zonghe'], ['grant', 'zhixu']])
    for (const { id } of waiting) await first.browser.submit(formIn(await at(first, `/admin/proposals/${id}`), 'reject'))
  })
})

describe('posts', () => {
  test('a reviewing post is granted by two administrators, not by one', async () => {
    const id = await idOf('editor2')
    const mayReview = async (): Promise<boolean> =>
      (await identity.candidates('dadui')).some(({ person, roles }) => person === id && roles.includes('first_reviewer'))
    await changeOf(second, 'editor2', 'grant', { unit: 'dadui', role_first_reviewer: 'yes' })
    const proposal = await proposalBy('马兰')
    expect((await forged(second, proposal)).status).toBe(409)
    expect(await mayReview()).toBe(false)
    await confirmed(first, proposal)
    expect(await mayReview()).toBe(true)
  })

  test('a proposal is confirmed once: the second press leads to the same result, a later one is told', async () => {
    await changeOf(second, 'editor2', 'grant', { unit: 'zonghe', role_approver: 'yes' })
    const proposal = await proposalBy('马兰')
    const form = formIn(await at(first, `/admin/proposals/${proposal}`), 'confirm')
    const [one, other] = await Promise.all([first.browser.submit(form), first.browser.submit(form)])
    expect(other.url.href).toBe(one.url.href)
    expect(text(one)).toContain('已确认，现已生效')
    expect((await at(first, `/admin/proposals/${proposal}`)).status).toBe(404)
  })

  test('an editor’s post is granted by one, and any post is taken away by one, at once', async () => {
    expect(text(await changeOf(first, 'first3', 'grant', { unit: 'zhixu', role_editor: 'yes' }))).toContain('已生效')
    expect(await identity.person(await idOf('first3'))).toMatchObject({ grants: [{ unit: 'cheguan' }, { unit: 'zhixu', roles: ['editor'] }] })
    expect(text(await changeOf(first, 'first3', 'revoke', { unit: 'cheguan', role_first_reviewer: 'yes' }))).toContain('已生效')
    expect((await identity.candidates('cheguan')).map(({ person }) => person)).not.toContain(await idOf('first3'))
  })

  test('what a person has already is not granted again', async () => {
    const page = await first.browser.submit(await filled(first, `/admin/people/${await idOf('approver1')}/do/grant`, 'grant', { unit: 'dadui', role_approver: 'yes' }))
    expect(page.status).toBe(409)
    expect(page.says).toContain('现在已经是这样')
  })

  test('the post of administrator is not taken from the only other one', async () => {
    const page = await first.browser.submit(await filled(first, `/admin/people/${await idOf('admin2')}/do/revoke`, 'revoke', { unit: 'dadui', role_administrator: 'yes' }))
    expect([page.status, page.says]).toEqual([409, expect.stringContaining('这样只剩不足两名管理员')])
    const auditor = await signIn(local.console, 'auditor1')
    expect(text(await at(auditor, '/audit'))).toContain('高原被拒绝：人员变更 · 收回岗位 · 提出 · 这样只剩不足两名管理员')
    expect(await identity.person(await idOf('admin2'))).toMatchObject({ grants: [{ roles: ['administrator'] }] })
  })
})

describe('a second sign-in', () => {
  test('lets in nobody until a second administrator has linked it, then the same person', async () => {
    await changeOf(first, 'editor1', 'link_sign_in', { subject: 'guest1' })
    const proposal = await proposalBy('高原')
    expect((await forged(first, proposal)).status).toBe(409)
    expect((await arrive('guest1')).status).toBe(403)
    await confirmed(second, proposal)
    expect(await idOf('guest1')).toBe(await idOf('editor1'))
    expect((await signIn(local.console, 'guest1')).browser).toBeDefined()
  })

  test('makes no second person: who wrote by one does not review by the other', async () => {
    await changeOf(first, 'editor1', 'grant', { unit: 'dadui', role_first_reviewer: 'yes' })
    await confirmed(second, await proposalBy('高原'))
    const writer = await signIn(local.console, 'editor1')
    const drafted = await draft(writer, local.console, { text: '因设备检修，业务窗口今日下午暂停办理。\n', name: '停办说明' })
    await press(writer, await writer.browser.get(`${drafted.item}/do/submit`), 'submit')

    const reviewer = await signIn(local.console, 'guest1')
    expect(text(await at(reviewer, '/'))).toContain('您参与过本稿，须由他人审核')
    const decision = await reviewer.browser.get(`${drafted.item}/decide`)
    expect(decision.form('pass')).toBeUndefined()
    const id = drafted.item.slice(-26)
    expect((await record.item(id))?.contributors).toEqual([await idOf('guest1')])
  })

  test('that belongs to somebody else is not taken, and what was typed stays', async () => {
    const page = await first.browser.submit(await filled(first, `/admin/people/${await idOf('editor2')}/do/link_sign_in`, 'link_sign_in', { subject: 'approver1' }))
    expect(page.status).toBe(409)
    expect(formIn(page, 'link_sign_in').value('subject')).toBe('approver1')
  })

  test('is taken away by one, at once, with the sessions that it began and no others', async () => {
    const [gone, stays] = await Promise.all([signIn(local.console, 'guest1'), signIn(local.console, 'editor1')])
    await changeOf(second, 'editor1', 'unlink_sign_in', { sign_in: `${local.issuer} guest1` })
    expect((await at(gone, '/')).url.origin).toBe(local.issuer)
    expect((await at(stays, '/')).url.origin).toBe(local.console)
    expect((await arrive('guest1')).status).toBe(403)
  })
})

describe('a suspension', () => {
  test('acts at once and ends the sessions; its end needs two', async () => {
    const colleague = await signIn(local.console, 'first2')
    expect(text(await changeOf(first, 'first2', 'suspend', { reason: '借调外单位' }))).toContain('已生效')
    expect((await at(colleague, '/')).url.origin).toBe(local.issuer)
    const refused = await arrive('first2')
    expect([refused.status, refused.says]).toEqual([403, expect.stringContaining('您的账号已停用')])
    expect(text(await at(second, '/admin'))).toMatch(/何静 初审 已停用/)

    await changeOf(first, 'first2', 'unsuspend', { reason: '借调结束' })
    expect((await arrive('first2')).status).toBe(403)
    await confirmed(second, await proposalBy('高原'))
    expect((await arrive('first2')).status).toBe(200)
    expect(text(await at(first, `/admin/people/${await idOf('first2')}`))).toMatch(/借调结束[\s\S]*借调外单位/)
  })

  test('needs a reason', async () => {
    const page = await first.browser.submit(await filled(first, `/admin/people/${await idOf('head1')}/do/suspend`, 'suspend', { reason: ' ' }))
    expect([page.status, page.says]).toEqual([422, expect.stringContaining('请填写“理由”')])
  })

  test('does not come from oneself: there is no button, and a form made up for it is refused', async () => {
    const id = await idOf('admin1')
    const own = await at(first, `/admin/people/${id}`)
    expect(own.root.querySelectorAll('a').filter((link) => /\/do\/(?:suspend|unlink_sign_in)$/.test(link.getAttribute('href') ?? ''))).toEqual([])
    expect(text(own)).toContain('不能停用自己')
    for (const [kind, fields] of [['suspend', { reason: '试' }], ['unlink_sign_in', { sign_in: `${local.issuer} admin1` }]] as const) {
      const page = await first.browser.submit(await filled(first, `/admin/people/${id}/do/${kind}`, kind, fields))
      expect([page.status, page.says], kind).toEqual([409, expect.stringContaining('不能停用自己')])
    }
    expect((await identity.person(id))?.suspended).toBeUndefined()
  })
})

describe('the pages', () => {
  test.each(['editor1', 'first1', 'screening1', 'approver1', 'head1', 'auditor1'])('are closed to %s, who has no link to them', async (subject) => {
    const colleague = await signIn(local.console, subject)
    expect((await at(colleague, '/')).root.querySelectorAll('nav a').map((link) => link.getAttribute('href'))).not.toContain('/admin')
    for (const path of ['/admin', '/admin/people/new', `/admin/people/${await idOf(subject)}`, '/admin/lexicon']) {
      const page = await at(colleague, path)
      expect([page.status, page.says], path).toEqual([403, expect.stringContaining('您的岗位不能打开这个页面')])
    }
  })

  test('take no form from anybody else', async () => {
    const editor = await signIn(local.console, 'editor2')
    const csrf = (await at(editor, '/')).root.querySelector('input[name=csrf]')?.getAttribute('value') ?? ''
    const page = await first.browser.get(`${local.console}/admin/people/new`)
    const element = page.root.querySelector('form[data-command=create_person]')
    element?.querySelector('input[name=csrf]')?.setAttribute('value', csrf)
    if (!element) throw new Error(page.says)
    const form = new Form(element, page.url).set('name', '某').set('email', 'm@x.example').set('unit', 'dadui').set('role_approver', 'yes').set('subject', 'm')
    expect((await editor.browser.submit(form)).status).toBe(403)
    expect(await identity.proposals()).toEqual([])
  })

  test('list people by unit, with posts', async () => {
    const unit = (await at(first, '/admin')).root.querySelector('[data-unit=cheguan]')
    expect(unit?.text).toMatch(/车辆管理所/)
    expect(unit?.text.replaceAll(/\s+/g, ' ')).toContain('韩月 复审（保密审查） 正常')
    expect(unit?.text).not.toContain('林晓')
  })

  test('say which lexicon is in force and which lists it lacks', async () => {
    const page = await at(first, '/admin/lexicon')
    expect(page.root.querySelector('[data-edition]')?.text).toBe(await record.activeEdition())
    const states = page.root.querySelectorAll('[data-list]').map((row) => `${row.getAttribute('data-list')} ${row.getAttribute('data-state')}`)
    expect(states).toEqual(['misused loaded', 'naming loaded', 'leaders not_loaded', 'sensitive not_loaded'])
    expect(text(page)).toContain('未加载')
  })

  test.each(['/admin/people/nobody', '/admin/people/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/admin/people/new/do/grant',
    '/admin/proposals/x', '/admin/proposals/01ARZ3NDEKTSV4RRFFQ69G5FAV'])('%s is a page that is not there', async (path) => {
    expect((await at(first, path)).status).toBe(404)
  })

  test('a change that there is not is no page, and a receipt is only there for what was done', async () => {
    const id = await idOf('editor1')
    for (const path of ['/do/promote', '/do/create_person', '/done/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/done/undefined']) {
      expect((await at(first, `/admin/people/${id}${path}`)).status, path).toBe(404)
    }
  })

  test('speak English too', async () => {
    for (const path of ['/admin', '/admin/people/new', `/admin/people/${await idOf('first2')}`, '/admin/lexicon']) {
      const page = await at(first, `${path}?lang=en`)
      expect(page.status).toBe(200)
      expect(text(page), path).not.toMatch(/\{\w+\}/)
    }
    await at(first, '/admin?lang=zh')
  })
})
