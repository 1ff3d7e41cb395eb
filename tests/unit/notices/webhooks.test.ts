import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Telling } from '../../../shared/notices/letter.ts'
import type { Notice } from '../../../shared/notices/types.ts'
import { groupsOf, groupsSchema, openGroups } from '../../../shared/notices/webhooks.ts'

interface Got { readonly path: string, readonly type: string | undefined, readonly body: unknown }

let server: Server
let origin: string
let got: Got[]
let answer: { readonly status: number, readonly text: string }

beforeEach(async () => {
  got = []
  answer = { status: 200, text: '{"errcode":0,"errmsg":"ok"}' }
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      got.push({ path: request.url ?? '', type: request.headers['content-type'], body: JSON.parse(Buffer.concat(chunks).toString()) })
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const NOW = new Date('2026-11-24T02:00:00.000Z')
const settings = () => groupsSchema.parse({
  dadui: { wecom: { url: `${origin}/cgi-bin/webhook/send?key=k-1` }, dingtalk: { url: `${origin}/robot/send?access_token=t-1`, secret: 'SECabc' } },
})
const notice = (channel: 'wecom' | 'dingtalk'): Notice => ({
  id: 'f'.repeat(64), kind: 'act', channel, ask: 'first_review', unit: 'dadui', names: ['陈立', '何静'], createdAt: '', nextAt: '', attempts: 1, state: 'waiting',
})
const telling: Telling = {
  kind: 'act', ask: 'first_review', title: '关于限行的通告', unit: '大队', column: '通知公告', others: [], link: 'https://console.example/items/A',
}
const send = (channel: 'wecom' | 'dingtalk') => openGroups(settings(), () => NOW).send(notice(channel), telling)

test('企业微信 gets a text by POST, with the key in the address', async () => {
  expect(await send('wecom')).toEqual({ kind: 'sent' })
  expect(got).toEqual([{
    path: '/cgi-bin/webhook/send?key=k-1', type: 'application/json; charset=utf-8',
    body: { msgtype: 'text', text: { content: '陈立、何静：请初审\n栏目：通知公告 · 大队\nhttps://console.example/items/A' } },
  }])
})

test('钉钉 gets the same, signed by time and secret', async () => {
  expect(await send('dingtalk')).toEqual({ kind: 'sent' })
  const url = new URL(got[0]?.path ?? '', origin)
  const timestamp = String(NOW.getTime())
  expect(Object.fromEntries(url.searchParams)).toEqual({
    access_token: 't-1', timestamp, sign: createHmac('sha256', 'SECabc').update(`${timestamp}\nSECabc`).digest('base64'),
  })
  expect(got[0]?.body).toMatchObject({ msgtype: 'text', text: { content: expect.stringContaining('请初审') } })
})

test('a signature with signs that an address knows arrives whole', async () => {
  // Base64 holds + and /, which an address would read as something else.
  expect(got).toEqual([])
  for (let at = 0; at < 20; at += 1) await openGroups(settings(), () => new Date(NOW.getTime() + at)).send(notice('dingtalk'), telling)
  for (const { path } of got) {
    const { searchParams } = new URL(path, origin)
    const timestamp = searchParams.get('timestamp') ?? ''
    expect(searchParams.get('sign')).toBe(createHmac('sha256', 'SECabc').update(`${timestamp}\nSECabc`).digest('base64'))
  }
})

test.each([
  [200, '{"errcode":45009,"errmsg":"api freq out of limit"}', { kind: 'later', failure: 'unanswered', down: false, answer: 45009 }],
  [200, '{"errcode":93000,"errmsg":"invalid webhook url"}', { kind: 'later', failure: 'configuration', down: false, answer: 93000 }],
  [200, '{"errcode":310000,"errmsg":"sign not match"}', { kind: 'later', failure: 'configuration', down: false, answer: 310000 }],
  [404, 'no', { kind: 'later', failure: 'configuration', down: false, answer: 404 }],
  [503, 'busy', { kind: 'later', failure: 'unanswered', down: false, answer: 503 }],
  [200, '<html>a portal of the network</html>', { kind: 'later', failure: 'unanswered', down: false }],
])('an answer of %i %s is no success', async (status, text, expected) => {
  answer = { status, text }
  expect(await send('wecom')).toEqual(expected)
})

test('an address that leads elsewhere is not followed, and what goes wrong never names it', async () => {
  answer = { status: 302, text: '' }
  const sent = await send('wecom')
  expect(sent).toMatchObject({ kind: 'later' })
  expect(JSON.stringify(sent)).not.toContain('key')
})

test('a unit has the groups that the settings give it, and no other', () => {
  expect(groupsOf(settings(), 'dadui')).toEqual(['wecom', 'dingtalk'])
  expect(groupsOf(settings(), 'zonghe')).toEqual([])
})

test('an unencrypted address is refused', () => {
  expect(groupsSchema.safeParse({ dadui: { wecom: { url: 'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k' } } }).success).toBe(false)
})
