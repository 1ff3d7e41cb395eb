import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { limits } from '../../shared/document/limits.ts'
import { docx, paragraph, run, xlsx } from '../unit/extract/build.ts'
import { drawn, png } from '../unit/extract/picture-build.ts'
import type { Client, Seen } from './console-client.ts'
import { formOf, problemsIn, signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'

let local: Local
const people = ['editor1', 'editor2', 'first1', 'screening1', 'approver1'] as const
let cast: Readonly<Record<(typeof people)[number], Client>>

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  const [editor1, editor2, first1, screening1, approver1] = await Promise.all([
    signIn(local, 'editor1'), signIn(local, 'editor2'), signIn(local, 'first1'), signIn(local, 'screening1'), signIn(local, 'approver1'),
  ])
  cast = { editor1, editor2, first1, screening1, approver1 }
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

/** Sends a file by the form of a page, as a browser does. */
async function send(client: Client, page: Seen, name: string, bytes: Uint8Array): Promise<Seen> {
  const form = formOf(page, 'upload')
  const data = new FormData()
  for (const [field, value] of form.data()) data.append(field, value)
  data.append('file', new File([new Uint8Array(bytes)], name))
  return client.post(form.action.href, data)
}

async function attach(path: string, name: string, bytes: Uint8Array, client: Client = cast.editor1): Promise<Seen> {
  return send(client, await client.get(`${path}/attachments`), name, bytes)
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
})

/** Where a page sends a browser. */
async function place(client: Client, path: string): Promise<string> {
  const url = new URL(path, local.console)
  const response = await fetch(url, { redirect: 'manual', headers: { cookie: client.cookies.header(url) } })
  await response.body?.cancel()
  return response.headers.get('location') ?? `status ${response.status}`
}
void [limits, xlsx, drawn, png, attach, names, problem, decide, submit, PLANTED]
