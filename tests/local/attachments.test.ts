import { createHash } from 'node:crypto'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { limits } from '../../shared/document/limits.ts'
import { env, recordPrefixes } from '../../shared/names.ts'
import { s3Config } from '../../shared/record/bucket.ts'
import { docx, paragraph, run, xlsx } from '../unit/extract/build.ts'
import { drawn, png } from '../unit/extract/picture-build.ts'
import type { Seen } from './console-client.ts'
import { Client, formOf, problemsIn, signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'

let local: Local
const people = ['editor1', 'editor2', 'editor3', 'first1', 'screening1', 'approver1', 'auditor1'] as const
let cast: Readonly<Record<(typeof people)[number], Client>>

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  const [editor1, editor2, editor3, first1, screening1, approver1, auditor1] = await Promise.all([
    signIn(local, 'editor1'), signIn(local, 'editor2'), signIn(local, 'editor3'), signIn(local, 'first1'), signIn(local, 'screening1'),
    signIn(local, 'approver1'), signIn(local, 'auditor1'),
  ])
  cast = { editor1, editor2, editor3, first1, screening1, approver1, auditor1 }
})

afterAll(async () => {
  await local?.stop()
})

const text = '根据有关规定，现将有关事项公告如下。\n\n具体名单见附件。'
/** A number whose last sign is right, of nobody: the place is none, and so is the person. */
const ID_NUMBER = '11010519491231002X'
const word = (words: string): Uint8Array => docx(paragraph(run(words)))
const CLEAN = word('本表所列路段自公布之日起实行单向通行。')
const PLANTED = word(`联系人王某某，身份证号${ID_NUMBER}。`)

/** @returns the path of a new item */
async function draft(): Promise<string> {
  const page = await cast.editor1.get('/items/new')
  const made = await cast.editor1.fill(page, 'create', { title: '关于单向通行的公告', column: 'notices', ground: '20-15', text }, 'create')
  expect(made.url.pathname, problemsIn(made).join()).toMatch(/\/edit$/)
  return made.url.pathname.replace(/\/edit$/u, '')
}

/** What a browser sends for a file by the form of a page. */
function filled(page: Seen, name: string, bytes: Uint8Array): { readonly action: string, readonly data: FormData } {
  const form = formOf(page, 'upload')
  const data = new FormData()
  for (const [field, value] of form.data()) data.append(field, value)
  data.append('file', new File([new Uint8Array(bytes)], name))
  return { action: form.action.href, data }
}

async function send(client: Client, page: Seen, name: string, bytes: Uint8Array): Promise<Seen> {
  const { action, data } = filled(page, name, bytes)
  return client.post(action, data)
}

async function attach(path: string, name: string, bytes: Uint8Array, client: Client = cast.editor1): Promise<Seen> {
  return send(client, await client.get(`${path}/attachments`), name, bytes)
}

/** Puts a file into the bucket and does not follow. @returns where the browser is sent */
async function put(page: Seen, name: string, bytes: Uint8Array): Promise<string> {
  const { action, data } = filled(page, name, bytes)
  const response = await fetch(action, { method: 'POST', body: data, redirect: 'manual' })
  await response.body?.cancel()
  return response.headers.get('location') ?? `status ${response.status}`
}

const names = async (path: string): Promise<string[]> =>
  (await cast.editor1.get(path)).root.querySelectorAll('[data-attachment] b').map((name) => name.text)
const problem = (page: Seen): string | undefined => page.root.querySelector('[data-upload-problem]')?.getAttribute('data-upload-problem')
const main = (page: Seen): string => page.root.querySelector('main')?.text.replaceAll(/\s+/gu, ' ') ?? ''
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const revision = (page: Seen): string => page.root.querySelector('[data-revision]')?.getAttribute('data-revision') ?? ''

async function decide(client: Client, path: string, command: string, values: Readonly<Record<string, string>> = {}): Promise<Seen> {
  const check = await client.fill(await client.get(`${path}/decide`), command, values)
  expect(check.root.querySelector('form[data-confirms]'), `${main(check)} ${problemsIn(check).join()}`).not.toBeNull()
  return client.fill(check, command)
}

/** Gives a command from its own page, and confirms it. */
async function decideOn(client: Client, path: string, command: string, values: Readonly<Record<string, string>>): Promise<Seen> {
  return client.fill(await client.fill(await client.get(`${path}/do/${command}`), command, values), command)
}

async function submit(path: string): Promise<void> {
  const done = await cast.editor1.fill(await cast.editor1.get(`${path}/do/submit`), 'submit')
  expect(done.root.querySelector('[data-done=submit]'), main(done)).not.toBeNull()
}

describe('attaching', () => {
  test('goes from the editor’s button over the bucket into the item, under the digest of its bytes', async () => {
    const path = await draft()
    const page = await cast.editor1.fill(await cast.editor1.get(`${path}/edit`), 'save', { text: `${text}\n\n特此公告。` }, 'attachments')
    expect(page.url.pathname).toBe(`${path}/attachments`)
    expect(main(page)).toContain('每个不超过 20.0 MB，最多 10 个，现有 0 个')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`form-action 'self' ${new URL(formOf(page, 'upload').action).origin};`)
    const done = await send(cast.editor1, page, '路段表（定稿）.docx', CLEAN)
    expect([done.status, done.url.pathname], done.text).toEqual([200, `${path}/attachments`])
    expect(main(done)).toContain('已添加附件“路段表（定稿）.docx”')
    const item = await cast.editor1.get(path)
    expect(main(item)).toContain('特此公告')
    const shown = item.root.querySelector('[data-attachment]')
    expect(shown?.getAttribute('data-attachment')).toBe(sha256(CLEAN))
    expect(shown?.text).toContain('Word 文档')
    const fetched = await fetch(await place(cast.editor1, `${path}/revisions/${revision(item)}/attachments/1`))
    expect(sha256(await fetched.bytes())).toBe(sha256(CLEAN))
    expect(fetched.headers.get('content-disposition')).toBe(`attachment; filename="file.docx"; filename*=UTF-8''${encodeURIComponent('路段表（定稿）.docx')}`)
    expect(fetched.headers.get('content-type')).toBe('application/octet-stream')
  })

  test('keeps the names that readers see: two of one name are asked about, and either way is one press', async () => {
    const path = await draft()
    await attach(path, '名单.docx', CLEAN)
    const second = word('第二份。')
    const asked = await attach(path, '名单.docx', second)
    expect([problem(asked), asked.status]).toEqual(['same_name', 409])
    const both = await cast.editor1.fill(asked, 'take', {}, 'both')
    expect(main(both)).toContain('已添加附件“名单（2）.docx”')
    const third = word('第三份。')
    const replaced = await cast.editor1.fill(await attach(path, '名单.docx', third), 'take', {}, 'replace')
    expect(replaced.root.querySelectorAll('[data-attachment]').map((one) => one.getAttribute('data-attachment'))).toEqual([sha256(third), sha256(second)])
    expect(await names(path)).toEqual(['名单.docx', '名单（2）.docx'])
  })

  test('and removing are saves like any other: on what the page showed, and only while the item is a draft', async () => {
    const path = await draft()
    const early = await cast.editor1.get(`${path}/attachments`)
    await attach(path, '甲.docx', CLEAN)
    const second = word('乙。')
    const late = await send(cast.editor1, early, '乙.docx', second)
    expect([problem(late), late.status]).toEqual(['stale', 409])
    expect(await names(path)).toEqual(['甲.docx'])
    await cast.editor1.fill(late, 'take', {}, 'add')
    expect(await names(path)).toEqual(['甲.docx', '乙.docx'])
    const page = await cast.editor1.get(`${path}/attachments`)
    const [first] = page.root.querySelectorAll('[data-attachment]').map((one) => one.getAttribute('data-attachment') ?? '')
    const removed = await cast.editor1.fill(page, 'remove', {}, first)
    expect(main(removed)).toContain('附件已移除')
    const again = await cast.editor1.fill(page, 'remove', {}, first)
    expect(again.root.querySelectorAll('[data-attachment] b').map((name) => name.text)).toEqual(['乙.docx'])
    const other = await cast.editor1.get(`${path}/attachments`)
    await attach(path, '丙.docx', CLEAN)
    expect(problem(await cast.editor1.fill(other, 'remove', {}, sha256(second)))).toBe('stale_removal')
    await submit(path)
    expect((await cast.editor1.get(`${path}/attachments`)).status).toBe(409)
    expect((await send(cast.editor1, other, '丁.docx', CLEAN)).status).toBe(409)
    expect(await names(path)).toEqual(['乙.docx', '丙.docx'])
  })

  test('happens once, however often its address is opened, and be it at the same time', async () => {
    const path = await draft()
    const taken = await put(await cast.editor1.get(`${path}/attachments`), '甲.docx', CLEAN)
    expect(new URL(taken).pathname).toMatch(new RegExp(`^${path}/attachments/taken/`, 'u'))
    const pages = await Promise.all([1, 2, 3].map(() => cast.editor1.get(taken)))
    expect(pages.map((page) => [page.status, page.url.pathname])).toEqual(pages.map(() => [200, `${path}/attachments`]))
    const page = pages[0] ?? await cast.editor1.get(`${path}/attachments`)
    await cast.editor1.fill(page, 'remove', {}, sha256(CLEAN))
    expect(main(await cast.editor1.get(taken))).toContain('没有重复添加')
    expect(await names(path)).toEqual([])
    expect((await cast.editor1.get(path)).root.querySelectorAll('[data-event=save]').length).toBe(1)
  })

  test('two files at once from two windows: one is taken, the other can be attached to what is there then', async () => {
    const path = await draft()
    const page = await cast.editor1.get(`${path}/attachments`)
    const other = await cast.editor1.get(`${path}/attachments`)
    const done = await Promise.all([send(cast.editor1, page, '甲.docx', CLEAN), send(cast.editor1, other, '乙.docx', word('乙。'))])
    expect(done.map(({ status }) => status).toSorted((one, two) => one - two)).toEqual([200, 409])
    const late = done.find(({ status }) => status === 409)
    if (late) await cast.editor1.fill(late, 'take', {}, 'add')
    expect((await names(path)).toSorted()).toEqual(['乙.docx', '甲.docx'])
  })
})

describe('nothing is attached', () => {
  const refused: readonly (readonly [string, string, Uint8Array, string, number])[] = [
    ['a workbook that is named a document', '路段.docx', xlsx([{ name: '表', rows: '' }]), 'wrong_kind', 415],
    ['a program, whatever it is called', '路段.pdf', Buffer.from('MZ\u0000\u0000program'), 'wrong_kind', 415],
    ['a type that is not taken', '路段.exe', Buffer.from('MZ'), 'not_taken', 415],
    ['a document that was cut', '路段.docx', CLEAN.subarray(0, 200), 'damaged', 422],
    ['an empty file', '路段.txt', new Uint8Array(), 'empty', 422],
    ['a name of nothing but dots', '...', CLEAN, 'no_file', 422],
    ['one byte more than 20 MB', '路段.pdf', new Uint8Array(limits.attachmentBytes + 1), 'too_large', 413],
  ]
  let path: string
  beforeAll(async () => {
    path = await draft()
  })

  test.each(refused)('of %s', async (_, name, bytes, code, status) => {
    const page = await attach(path, name, bytes)
    expect([problem(page), page.status]).toEqual([code, status])
    expect(main(page)).toContain('稿件没有改变')
    expect(await names(path)).toEqual([])
    const english = await cast.editor2.get(`${path}/attachments?lang=en`)
    const said = main(await send(cast.editor2, english, name, bytes))
    expect(said.replace(name, '')).not.toMatch(/[\u4e00-\u9fff]/u)
  })

  test('of an upload that never came, of another item’s or another person’s, or of one that was exchanged before it was taken in', async () => {
    const page = await cast.editor1.get(`${path}/attachments`)
    const taken = new URL(await put(page, '甲.docx', CLEAN))
    const other = new URL(taken)
    other.searchParams.set('key', taken.searchParams.get('key')?.replace('甲', '乙') ?? '')
    expect(problem(await cast.editor1.get(other.href))).toBe('unfinished')
    const elsewhere = await draft()
    expect(problem(await cast.editor1.get(taken.href.replace(path, elsewhere)))).toBe('unfinished')
    expect(problem(await cast.editor2.get(taken.href))).toBe('unfinished')
    expect((await cast.editor1.get(basedOn(taken, sha256(CLEAN)))).status).toBe(404)
    expect((await cast.editor3.get(taken.href)).status).toBe(404)
    await put(page, '甲.docx', PLANTED)
    expect(problem(await cast.editor1.get(taken.href))).toBe('changed')
    expect([...await names(path), ...await names(elsewhere)]).toEqual([])
  })

  test('beyond ten, and of the same file twice', async () => {
    const full = await draft()
    for (let number = 1; number <= 10; number += 1) await attach(full, `第${number}号.txt`, Buffer.from(`第${number}号`))
    const page = await cast.editor1.get(`${full}/attachments`)
    expect(page.root.querySelector('form[data-command=upload]')).toBeNull()
    const removed = await cast.editor1.fill(page, 'remove', {}, sha256(Buffer.from('第3号')))
    const twice = await send(cast.editor1, removed, '又一份.txt', Buffer.from('第1号'))
    expect(problem(twice)).toBe('same_file')
    expect(main(twice)).toContain('“第1号.txt”')
    const open = await cast.editor1.get(`${full}/attachments`)
    await send(cast.editor1, open, '第11号.txt', Buffer.from('第11号'))
    const twelfth = new URL(await put(open, '第12号.txt', Buffer.from('第12号')))
    expect(problem(await cast.editor1.get(twelfth.href))).toBe('stale')
    expect(problem(await cast.editor1.get(basedOn(twelfth, revision(await cast.editor1.get(full)))))).toBe('full')
    expect((await names(full)).length).toBe(10)
  })
})

describe('an attachment', () => {
  test('is fetched by people of its unit, and by nobody else', async () => {
    const path = await draft()
    await attach(path, '甲.docx', CLEAN)
    const at = `${path}/revisions/${revision(await cast.editor1.get(path))}/attachments`
    expect((await cast.first1.get(`${at}/1`)).status).toBe(200)
    expect((await cast.editor3.get(`${at}/1`)).status).toBe(404)
    expect((await cast.editor1.get(`${at}/2`)).status).toBe(404)
    expect((await cast.editor1.get(`${at}/0`)).status).toBe(404)
    const elsewhere = await draft()
    expect((await cast.editor1.get(`${at.replace(path, elsewhere)}/1`)).status).toBe(404)
    expect((await fetch(`${local.console}${at}/1`, { redirect: 'manual' })).headers.get('location')).toMatch(/^\/auth\/start/u)
  })

  test('that holds an ID number is found before anybody reviews it; returned, exchanged and cleared, it is public in the very bytes that were decided on', async () => {
    const path = await draft()
    await attach(path, '人员名单.docx', PLANTED)
    await local.settled()
    const own = await cast.editor1.get(`${path}/attachments`)
    expect(own.root.querySelector('[data-attachment] li[data-kind=id_card]')?.text).toContain('正文')
    expect(own.text).not.toContain(ID_NUMBER)
    const tried = await cast.editor1.fill(await cast.editor1.get(`${path}/edit`), 'save', {}, 'screen')
    expect(tried.root.querySelectorAll('.finding').map((one) => one.getAttribute('data-level'))).toContain('block')
    await submit(path)
    await decide(cast.first1, path, 'pass')
    const page = await cast.screening1.get(`${path}/decide`)
    const found = page.root.querySelectorAll('.finding').find((one) => one.text.includes('身份证'))
    expect(found?.text).toContain('附件 1')
    expect(found?.text).toContain('人员名单.docx')
    expect(page.root.querySelector(found?.querySelector('a.hit')?.getAttribute('href') ?? 'none')?.getAttribute('data-attachment')).toBe(sha256(PLANTED))
    expect(page.text).not.toContain(ID_NUMBER)
    expect((await cast.screening1.get(path)).root.querySelector('[data-attachment] [data-kind=id_card]')?.text).toContain('11*************02X')
    expect(problemsIn(await cast.screening1.fill(page, 'pass'))).not.toEqual([])
    await decide(cast.screening1, path, 'return', { opinion: '附件中有身份证号，请删去。' })

    const draftAgain = await cast.editor1.get(`${path}/attachments`)
    await cast.editor1.fill(draftAgain, 'remove', {}, sha256(PLANTED))
    const clean = word('联系人王某某。')
    await attach(path, '人员名单.docx', clean)
    await local.settled()
    await submit(path)
    const first = await cast.first1.get(`${path}/decide`)
    const difference = first.root.querySelector('[data-attachments]')
    expect([difference?.querySelector('del')?.text, difference?.querySelector('ins')?.text].map((one) => one?.split(' · ').at(-1)))
      .toEqual([sha256(PLANTED).slice(0, 8), sha256(clean).slice(0, 8)])
    await decide(cast.first1, path, 'pass')
    await decide(cast.screening1, path, 'pass')
    await decide(cast.approver1, path, 'approve')
    await local.settled()
    const id = path.split('/').at(-1) ?? ''
    const portal = await new Client(local.portal).get(`/items/${id}.html`)
    const link = portal.root.querySelector('a[download="人员名单.docx"]')
    expect(portal.root.querySelector('.side')?.text).toContain(`人员名单.docx（Word 文档，${clean.length} B）`)
    expect(portal.text).toContain(`SHA-256 ${sha256(clean)}`)
    const file = await fetch(new URL(link?.getAttribute('href') ?? '', portal.url))
    expect(sha256(await file.bytes())).toBe(sha256(clean))
    expect(file.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('人员名单.docx')}`)
    const audit = await cast.auditor1.get(`/audit${path}/revisions/${revision(await cast.editor1.get(path))}`)
    expect(audit.root.querySelector('[data-attachment]')?.text).toContain(sha256(clean))

    const at = `${path}/revisions/${revision(await cast.editor1.get(path))}/attachments/1`
    expect((await cast.first1.get(at)).status).toBe(200)
    await decideOn(cast.first1, path, 'take_down', { reason: 'privacy', note: '附件有误' })
    await cast.approver1.fill(await cast.approver1.get(`${path}/do/confirm_take_down`), 'confirm_take_down')
    await local.settled()
    expect((await cast.first1.get(at)).status).toBe(403)
    expect(sha256(await (await fetch(file.url)).bytes())).not.toBe(sha256(clean))
  })

  test('of which something could not be read asks for a person, who looks and says so', async () => {
    const path = await draft()
    await attach(path, '扫描件.pdf', Buffer.from('%PDF-1.7\nbroken'))
    await attach(path, '现场.png', png(drawn('王13800001234')))
    await local.settled()
    await submit(path)
    await decide(cast.first1, path, 'pass')
    const page = await cast.screening1.get(`${path}/decide`)
    const findings = page.root.querySelectorAll('.finding').map((one) => one.text.replaceAll(/\s+/gu, ' '))
    expect(findings.find((one) => one.includes('须人工查看')), findings.join('\n')).toMatch(/附件 1 扫描件.pdf · 文件损坏或不完整/u)
    expect(findings.find((one) => one.includes('手机')), findings.join('\n')).toMatch(/附件 2 现场.png · 图片/u)
    const form = formOf(page, 'pass')
    for (const name of form.names.filter((one) => one.startsWith('reason_'))) form.set(name, '已打开核对，可以公开')
    const check = await cast.screening1.post(form.action.href, form.data())
    const passed = await cast.screening1.fill(check, 'pass')
    expect(passed.root.querySelector('[data-done=pass]'), main(passed)).not.toBeNull()
    const last = await cast.approver1.get(`${path}/decide`)
    expect(main(last)).toContain('经核可用：已打开核对，可以公开')
    await decide(cast.approver1, path, 'approve')
    await local.settled()
    expect((await fetch(`${local.portal}/items/${path.split('/').at(-1) ?? ''}.html`)).status).toBe(200)
  })
})

describe('an attachment whose bytes were exchanged in the store after it was taken in', () => {
  test('is neither handed out nor published: what was decided on is named by its digest', async () => {
    const path = await draft()
    const bytes = word('原件。')
    await attach(path, '原件.docx', bytes)
    await local.settled()
    await submit(path)
    await decide(cast.first1, path, 'pass')
    await decide(cast.screening1, path, 'pass')
    const s3 = new S3Client(s3Config(local.environment))
    await s3.send(new PutObjectCommand({ Bucket: local.environment[env.recordBucket], Key: `${recordPrefixes.attachments}${sha256(bytes)}`, Body: word('换过的。') }))
    s3.destroy()
    const refused = await cast.approver1.get(`${path}/revisions/${revision(await cast.editor1.get(path))}/attachments/1`)
    expect([refused.status, main(refused)]).toEqual([409, expect.stringContaining('与登记的摘要不符')])
    await decide(cast.approver1, path, 'approve')
    await local.settled()
    expect((await fetch(`${local.portal}/items/${path.split('/').at(-1) ?? ''}.html`)).status).toBe(404)
    expect(main(await cast.editor1.get(path))).not.toContain('第 1 版已公开')
  })
})

/** The address of a take-in as from a page that showed another revision. */
function basedOn(taken: URL, base: string): string {
  return taken.href.replace(/[0-9a-f]{64}/u, base)
}

/** Where a page sends a browser. */
async function place(client: Client, path: string): Promise<string> {
  const url = new URL(path, local.console)
  const response = await fetch(url, { redirect: 'manual', headers: { cookie: client.cookies.header(url) } })
  await response.body?.cancel()
  return response.headers.get('location') ?? `status ${response.status}`
}
