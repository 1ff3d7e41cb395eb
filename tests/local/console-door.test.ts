import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { Client, formOf, problemsIn, signIn, valueIn } from './console-client.ts'
import type { Seen } from './console-client.ts'
import { dataFolder } from './fixture.ts'

let local: Local
let editor: Client

beforeAll(async () => {
  local = await startLocal({ dir: dataFolder() })
  editor = await signIn(local, 'editor1')
})

afterAll(async () => {
  await local?.stop()
})

const body = '根据有关规定，现将有关事项公告如下。\n\n一、适用范围\n\n本公告适用于本县。'
const filled = { title: '关于道路施工的公告', column: 'notices', ground: '20-15', text: body }

/** The fields of a new item, filled and valid, as a browser would send them. */
async function fields(client: Client = editor): Promise<URLSearchParams> {
  const form = formOf(await client.get('/items/new'), 'create')
  for (const [name, value] of Object.entries(filled)) form.set(name, value)
  return form.data('create')
}

async function send(change: (sent: URLSearchParams) => void): Promise<Seen> {
  const sent = await fields()
  change(sent)
  return editor.post('/items/new', sent)
}

/** Makes an item and gives the path of its page. */
async function makeItem(client: Client): Promise<string> {
  const made = await client.post('/items/new', await fields(client))
  expect(made.status).toBe(200)
  return made.url.pathname.replace(/\/edit$/u, '')
}

describe('fields of a form', () => {
  test.each<[string, (sent: URLSearchParams) => void, string]>([
    ['a missing title', (sent) => sent.set('title', ' '), '请填写“标题”'],
    ['a title beyond its limit', (sent) => sent.set('title', '长'.repeat(201)), '“标题”最多 200 字，现有 201 字，请删减'],
    ['a field that came twice', (sent) => sent.append('source', '另一来源'), '“信息来源”重复出现，请重新填写一次'],
    ['a field that did not come', (sent) => sent.delete('ground'), '请为“公开依据”选择一项'],
    ['a choice that the page does not offer', (sent) => sent.set('column', 'nowhere'), '请为“公开栏目”选择一项'],
    ['a type that does not exist', (sent) => sent.set('type', 'constructor'), '请为“信息类型”选择一项'],
    ['a day that does not exist', (sent) => sent.set('formedOn', '2026-02-30'), '“成文日期”不是有效日期，请按 2026-11-24 的格式填写'],
    ['an end before the beginning', (sent) => { sent.set('validFrom', '2026-05-01'); sent.set('validUntil', '2026-04-30') }, '“失效日期”不能早于生效日期'],
    ['a control character', (sent) => sent.set('title', '公告\u0007'), '“标题”含有看不见的控制字符（U+0007），请删去；可先粘贴到记事本再复制过来'],
    ['a mark that turns the direction', (sent) => sent.set('source', '大队\u202Egnp.exe'), '“信息来源”含有看不见的控制字符（U+202E），请删去；可先粘贴到记事本再复制过来'],
    ['no text at all', (sent) => sent.set('text', '\n \n'), '请填写“正文”'],
    ['too many keywords', (sent) => sent.set('keywords', Array.from({ length: 11 }, (_, at) => `词${at}`).join(' ')), '“关键词”超过了 10 的上限，请删减'],
  ])('%s: the page says so, and keeps what was typed', async (_, change, problem) => {
    const page = await send(change)
    expect(page.status).toBe(422)
    expect(problemsIn(page)).toEqual(['请先改正以下问题', problem])
    expect(page.root.querySelector('title')?.text).toMatch(/^有误：/)
    const sent = new URLSearchParams(filled)
    change(sent)
    for (const name of ['title', 'text', 'source', 'keywords']) {
      const typed = sent.get(name)
      if (typed !== null && typed.trim() !== '' && name !== 'source') expect(valueIn(page, 'create', name).replaceAll('\r\n', '\n')).toBe(typed)
    }
  })

  test('control and bidirectional characters in the text are taken out, and named', async () => {
    const page = await send((sent) => { sent.set('text', `${body}\n\n甲\u202E乙\u0000丙`); sent.set('action', 'import') })
    expect(page.status).toBe(200)
    expect(page.root.querySelector('#notices')?.text).toMatch(/删去了 2 个看不见的控制字符：U\+202E U\+0000/)
    expect(valueIn(page, 'create', 'text')).toContain('甲乙丙')
  })

  test('markup is text', async () => {
    const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>&lt;'
    const page = await send((sent) => { sent.set('title', hostile); sent.set('text', `${body}\n\n${hostile}`) })
    expect(page.url.pathname).toMatch(/\/edit$/)
    expect(valueIn(page, 'save', 'title')).toBe(hostile)
    const item = await editor.get(page.url.pathname.replace('/edit', ''))
    // The page has a script of its own; none of theirs.
    expect(item.root.querySelectorAll('script:not([src^="/assets/"]), img')).toEqual([])
    expect(item.text).toContain('&lt;script&gt;alert(1)')
  })

  test('a megabyte of text is an item; more is refused and handed back whole', async () => {
    const line = `${'字'.repeat(199)}。`
    const megabyte = Array.from({ length: 1700 }, () => line).join('\n\n')
    expect(Buffer.byteLength(megabyte)).toBeLessThan(1024 * 1024)
    const made = await send((sent) => sent.set('text', megabyte))
    expect([made.status, made.url.pathname.endsWith('/edit')]).toEqual([200, true])
    expect(valueIn(made, 'save', 'text').length).toBe(megabyte.length)

    const more = `${megabyte}\n\n${Array.from({ length: 200 }, () => line).join('\n\n')}`
    const refused = await send((sent) => sent.set('text', more))
    expect(refused.status).toBe(422)
    expect(problemsIn(refused)[1]).toContain('“正文”超过了')
    expect(valueIn(refused, 'create', 'text')).toBe(more)
  })

  test('every blank line of a text comes back with the problems of its form', async () => {
    const text = '\n\n  一、适用范围\n\n\n本公告适用于本县。\n\n'
    const page = await send((sent) => { sent.set('title', ' '); sent.set('ground', ''); sent.set('text', text.replaceAll('\n', '\r\n')) })
    expect([page.status, valueIn(page, 'create', 'text')]).toEqual([422, text])
  })

  test('an uploaded text of an old office PC is read; another kind of file is not', async () => {
    const data = async (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<FormData> => {
      const form = new FormData()
      for (const [field, value] of await fields()) form.set(field, field === 'text' || field === 'title' ? '' : value)
      form.set('file', new File([bytes], name))
      return form
    }
    // 关于放假的通知 and 全县放假三天。 in GB 18030
    const text = Uint8Array.from([0xb9, 0xd8, 0xd3, 0xda, 0xb7, 0xc5, 0xbc, 0xd9, 0xb5, 0xc4, 0xcd, 0xa8, 0xd6, 0xaa, 0x0d, 0x0a, 0x0d, 0x0a,
      0xc8, 0xab, 0xcf, 0xd8, 0xb7, 0xc5, 0xbc, 0xd9, 0xc8, 0xfd, 0xcc, 0xec, 0xa1, 0xa3])
    const made = await editor.post('/items/new', await data('通知.txt', text))
    expect([made.status, valueIn(made, 'save', 'title')]).toEqual([200, '关于放假的通知'])
    expect(valueIn(made, 'save', 'text')).toBe('全县放假三天。')
    const refused = await editor.post('/items/new', await data('通知.docx', text))
    expect(refused.status).toBe(422)
    expect(refused.root.querySelector('main')?.text).toContain('只接受 .txt 文本文件')
  })

  test('the same form sent twice makes one item', async () => {
    const sent = await fields()
    const [one, other] = await Promise.all([editor.post('/items/new', sent), editor.post('/items/new', sent)])
    expect(one.url.pathname).toMatch(/\/edit$/)
    expect(other.url.pathname).toBe(one.url.pathname)
  })

  test.each(['application/json', 'text/plain', 'multipart/form-data', ''])('a body that is %j is no form', async (type) => {
    const url = new URL('/items/new', local.console)
    const answer = await fetch(url, {
      method: 'POST', redirect: 'manual', body: new TextEncoder().encode('{"title":"x"}'),
      headers: { 'cookie': editor.cookies.header(url), 'sec-fetch-site': 'same-origin', ...(type && { 'content-type': type }) },
    })
    expect([400, 415]).toContain(answer.status)
    expect(await answer.text()).toMatch(/<h1>(?:提交的内容不完整，无法读取|提交的格式不受支持)<\/h1>/)
  })
})

describe('where a form comes from', () => {
  const typedPage = async (headers: Readonly<Record<string, string>>, csrf?: string): Promise<Seen> => {
    const sent = await fields()
    if (csrf !== undefined) sent.set('csrf', csrf)
    return editor.post('/items/new', sent, headers)
  }

  test.each([
    ['no token', { 'sec-fetch-site': 'same-origin' }, ''],
    ['a wrong token', { 'sec-fetch-site': 'same-origin' }, 'x'.repeat(43)],
    ['a wrong token from a browser that says nothing of itself', {}, 'x'],
  ])('%s: nothing is done, the text is kept, and one press sends it again', async (_, headers, csrf) => {
    const page = await typedPage(headers, csrf)
    expect(page.status).toBe(403)
    expect(page.root.querySelector('[data-field=text]')?.text.trim()).toBe(body)
    const again = page.root.querySelector('form[data-again]')
    const sent = new URLSearchParams(again?.querySelectorAll('input').map((one): [string, string] =>
      [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']))
    const made = await editor.post(again?.getAttribute('action') ?? '', sent)
    expect([made.status, valueIn(made, 'save', 'text')]).toEqual([200, body])
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
  ])('%j: nothing is done, even with the right token, and nothing offers to do it', async (headers) => {
    const page = await typedPage(headers)
    expect(page.status).toBe(403)
    expect(page.root.querySelector('main form')).toBeNull()
    expect(page.root.querySelector('[data-field=text]')?.text.trim()).toBe(body)
  })

  test('an old browser that says nothing of itself is let in by its token', async () => {
    expect((await typedPage({})).url.pathname).toMatch(/\/edit$/)
  })
})

describe('who comes', () => {
  test('nobody without a session sees a page; they are sent to sign in and brought back', async () => {
    const answer = await fetch(`${local.console}/published?lang=en`, { redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/auth/start?${new URLSearchParams({ returnTo: '/published?lang=en' })}`)
  })

  test.each(['x', '../..', 'a'.repeat(43), ''])('the forged session %j is nobody', async (token) => {
    const answer = await fetch(`${local.console}/`, { redirect: 'manual', headers: { cookie: `__Host-sanshen=${token}` } })
    expect([answer.status, answer.headers.get('location')?.startsWith('/auth/start')]).toEqual([303, true])
  })

  test('after the session has run out the text is kept; signed in again, one press sends it', async () => {
    const client = await signIn(local, 'editor2')
    const sent = await fields(client)
    local.shiftClock(3 * 3_600_000)
    try {
      const page = await client.post('/items/new', sent)
      expect(page.status).toBe(401)
      expect(page.root.querySelector('[data-field=text]')?.text.trim()).toBe(body)
      const link = page.root.querySelector('main a[target=_blank]')?.getAttribute('href') ?? ''
      const provider = await client.get(link)
      const action = provider.root.querySelector('form')?.getAttribute('action') ?? ''
      const back = await client.post(new URL(action, provider.url).href, { person: 'editor2' })
      expect(back.url.pathname).toBe('/auth/done')
      const stale = await client.post('/items/new', sent)
      expect(stale.status).toBe(403)
      const again = new URLSearchParams(stale.root.querySelectorAll('form[data-again] input').map((one): [string, string] =>
        [one.getAttribute('name') ?? '', one.getAttribute('value') ?? '']))
      const made = await client.post('/items/new', again)
      expect([made.status, valueIn(made, 'save', 'text')]).toEqual([200, body])
    } finally {
      local.shiftClock(0)
    }
  })

  test('each sign-in and sign-out is an event of the person’s own chain', async () => {
    const identity = openIdentity(local.environment)
    const record = openRecord(local.environment)
    try {
      const person = await identity.personBySignIn(local.issuer, 'approver2')
      const month = new Date().toISOString().slice(0, 7)
      const clients = await Promise.all([signIn(local, 'approver2'), signIn(local, 'approver2')])
      await clients[0]?.post('/auth/sign-out', {})
      const events = await identity.signIns(person?.id ?? '', month)
      expect(events.map(({ type, seq, actor }) => [type, seq, actor.name])).toEqual([
        ['signed_in', 1, '孙蔚'], ['signed_in', 2, '孙蔚'], ['signed_out', 3, '孙蔚'],
      ])
      expect(await record.verifyChain(`sign-in#${person?.id}#${month}`)).toEqual({ ok: true, events: 3 })
    } finally {
      identity.close()
      record.close()
    }
  })

  test('signing out ends the session itself, not only the cookie', async () => {
    const client = await signIn(local, 'editor2')
    const cookie = client.cookies.header(new URL(local.console))
    const page = await client.get('/')
    await client.post('/auth/sign-out', { csrf: page.root.querySelector('header input[name=csrf]')?.getAttribute('value') ?? '' })
    const answer = await fetch(`${local.console}/`, { redirect: 'manual', headers: { cookie } })
    expect(answer.status).toBe(303)
  })

  test('somebody whom the provider knows but the system does not is told whom to ask', async () => {
    const client = new Client(local.console)
    const offered = await client.get('/')
    const action = offered.root.querySelector('form')?.getAttribute('action') ?? ''
    const page = await client.post(new URL(action, offered.url).href, { person: 'guest1' })
    expect(page.status).toBe(403)
    expect(page.root.querySelector('main')?.text).toContain('0000-8123456')
  })

  test('a sign-in that another browser began signs nobody in', async () => {
    const other = new Client(local.console)
    const offered = await other.get('/')
    const action = offered.root.querySelector('form')?.getAttribute('action') ?? ''
    const location = await callbackOf(other, new URL(action, offered.url), 'editor1')
    const page = await new Client(local.console).get(location)
    expect(page.status).toBe(400)
    expect(page.root.querySelector('h1')?.text).toBe('登录请求已失效或已用过')
  })

  test('nobody is sent to another site after signing in', async () => {
    const client = new Client(local.console)
    const offered = await client.get(`/auth/start?${new URLSearchParams({ returnTo: '//evil.example/' })}`)
    const action = offered.root.querySelector('form')?.getAttribute('action') ?? ''
    const page = await client.post(new URL(action, offered.url).href, { person: 'editor1' })
    expect(page.url.href).toBe(`${local.console}/`)
  })
})

/** Chooses a person at the provider and stops at the address that would lead back to the console. */
async function callbackOf(client: Client, action: URL, person: string): Promise<string> {
  let [url, init]: [URL, RequestInit] = [action, { method: 'POST', body: new URLSearchParams({ person }) }]
  for (;;) {
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie: client.cookies.header(url) } })
    client.cookies.keep(url, response.headers.getSetCookie())
    url = new URL(response.headers.get('location') ?? '', url)
    if (url.origin === local.console) return url.pathname + url.search
    init = {}
  }
}

describe('what is not there', () => {
  test.each(['/items/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/items/nonsense', '/items/01arz3ndektsv4rrffq69g5fav/edit', '/items/%00', '/nothing', '/items/%3Cscript%3E/decide', '/?after=nowhere', '/published?dadui.none=e30'])(
    '%s: a page of ours that says so', async (path) => {
      const page = await editor.get(path)
      expect(page.status).toBe(404)
      expect(page.root.querySelector('h1')?.text).toBe('没有这个页面或稿件')
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    })

  test('another unit’s item looks like none, to read, to edit and to act on', async () => {
    const path = await makeItem(await signIn(local, 'editor3'))
    expect((await editor.get(path)).status).toBe(404)
    expect((await editor.get(`${path}/edit`)).status).toBe(404)
    expect((await editor.get(`${path}/decide`)).status).toBe(404)
    const csrf = (await fields()).get('csrf') ?? ''
    for (const command of ['recall', 'void', 'submit']) {
      const page = await editor.post(`${path}/do/${command}`, { csrf, confirmed: 'yes', reason: '无' })
      expect(page.status).toBe(404)
    }
    expect((await editor.post(`${path}/edit`, { csrf, ...filled })).status).toBe(404)
  })

  test('a revision is shown only where the item’s own trail names it', async () => {
    const one = await makeItem(editor)
    const made = await send((sent) => sent.set('text', `${body}\n\n另一份稿件。`))
    const other = made.url.pathname.replace('/edit', '')
    const digest = (await editor.get(other)).root.querySelector('[data-revision]')?.getAttribute('data-revision') ?? ''
    expect((await editor.get(`${other}/revisions/${digest}`)).status).toBe(200)
    expect((await editor.get(`${one}/revisions/${digest}`)).status).toBe(404)
    expect((await editor.get(`${one}/revisions/..`)).status).toBe(404)
  })

  test('a command that does not exist', async () => {
    const path = await makeItem(editor)
    for (const command of ['publish', 'screen', 'save', 'constructor', 'toString']) {
      expect((await editor.get(`${path}/do/${command}`)).status).toBe(404)
    }
  })

  test('no page of another post', async () => {
    expect((await editor.get('/audit')).status).toBe(403)
    expect((await editor.get('/admin')).status).toBe(403)
  })
})

describe('every answer', () => {
  test.each(['/', '/items/new', '/nothing', '/published'])('%s is kept by nobody and lets nothing run', async (path) => {
    const { headers } = await editor.get(path)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe(path === '/nothing' ? 'no-referrer' : 'same-origin')
  })

  test.each(['/', '/auth/start', '/report', '/nothing', `/d/${'A'.repeat(43)}/`])('HEAD %s says what GET would', async (path) => {
    const [head, get] = await Promise.all((['HEAD', 'GET'] as const).map((method) => fetch(new URL(path, local.console), { method, redirect: 'manual' })))
    expect(head?.status).toBe(get?.status)
    expect(await head?.text()).toBe('')
    for (const name of ['referrer-policy', 'cache-control']) expect(head?.headers.get(name)).toBe(get?.headers.get(name))
    if (get?.status === 404) expect(get.headers.get('referrer-policy')).toBe('no-referrer')
  })

  test('the style has its digest in its name and may be kept for good', async () => {
    const href = (await editor.get('/')).root.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? ''
    const style = await editor.get(href)
    expect([style.status, style.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
    expect(style.headers.get('cache-control')).toContain('immutable')
  })

  test('the language and the size stay chosen', async () => {
    const client = await signIn(local, 'editor2')
    await client.get('/?lang=en')
    await client.get('/?size=large')
    const page = await client.get('/items/new')
    expect(page.root.querySelector('html')?.getAttribute('lang')).toBe('en')
    expect(page.root.querySelector('html')?.getAttribute('class')).toBe('large')
    expect(page.root.querySelector('h1')?.text).toBe('New item')
  })

  test('no log holds what people typed', () => {
    for (const name of ['console', 'auth']) {
      expect(local.log(name)).not.toContain('道路施工')
      expect(local.log(name)).not.toContain('林晓')
    }
  })
})
