import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { toEvent } from '../../../cdk/local/http/event.ts'
import { settings } from '../../../cdk/settings.ts'
import type { Page } from '../../../shared/web/app.ts'
import { app, signed } from '../../../shared/web/app.ts'
import { WebError } from '../../../shared/web/errors.ts'
import { typed } from '../../../shared/web/form.ts'
import { html } from '../../../shared/web/html.ts'
import type { PageRequest, Visitor } from '../../../shared/web/request.ts'

const origin = 'https://sanshen.example'
const visitor: Visitor = { id: 'P1', name: '林晓', grants: [{ unit: 'dadui', roles: ['editor'] }], method: 'oidc', csrf: 'token' }
let seen: PageRequest | undefined
let page: Page

const asked: Page = async (request) => {
  seen = request
  return page(request)
}

const handler = app({
  function: 'audit', body: settings.body, origin, visitor: async (token) => token === 'good' ? visitor : token === 'auditor'
    ? { ...visitor, grants: [{ unit: 'dadui', roles: ['auditor'] }] } : undefined,
  pages: { 'audit': asked, 'audit.item': asked, 'audit.revision': signed(asked), 'audit.tasks': asked },
})

beforeEach(() => {
  seen = undefined
  page = async () => ({ kind: 'page', title: '页', main: html`<p>ok</p>` })
})

afterEach(() => {
  vi.restoreAllMocks()
})

interface Asked { readonly url?: string, readonly cookie?: string, readonly method?: string, readonly body?: string, readonly headers?: readonly string[], readonly routeKey?: string }

async function ask({ url = '/audit', cookie, method = 'GET', body = '', headers = [], routeKey = 'GET /audit' }: Asked): Promise<APIGatewayProxyStructuredResultV2> {
  const event: APIGatewayProxyEventV2 = toEvent(
    { method, url, body: Buffer.from(body), sourceIp: '127.0.0.1', rawHeaders: [...(cookie ? ['Cookie', cookie] : []), ...headers] },
    { routeKey, pathParameters: {}, requestId: 'R1', accountId: '1', apiId: '1', now: 0 })
  // The runtime hands a context to every handler; none of ours reads it.
  const context: Pick<Context, 'getRemainingTimeInMillis'> = { getRemainingTimeInMillis: () => 10_000 }
  return handler(event, Object.assign(Object.create(null), context))
}

describe('a page is reached', () => {
  test('by whoever its route lets in', async () => {
    expect((await ask({ cookie: '__Host-sanshen=auditor' })).statusCode).toBe(200)
    expect(seen?.visitor?.name).toBe('林晓')
    expect((await ask({ cookie: '__Host-sanshen=good' })).statusCode).toBe(403)
    expect((await ask({})).headers?.['location']).toBe('/auth/start?returnTo=%2Faudit')
    expect((await ask({ cookie: '__Host-sanshen=stale', url: '/audit?month=2026-11' })).headers?.['location']).toBe('/auth/start?returnTo=%2Faudit%3Fmonth%3D2026-11')
  })

  test('with its query as it was sent: the gateway’s own reading joins repeated values', async () => {
    await ask({ cookie: '__Host-sanshen=auditor', url: '/audit?a=1&a=2&b=%E4%B8%80%2C' })
    expect([seen?.query.getAll('a'), seen?.query.get('b')]).toEqual([['1', '2'], '一,'])
  })

  test('only by a route of its own function', async () => {
    expect((await ask({ cookie: '__Host-sanshen=auditor', routeKey: 'GET /items/{id}' })).statusCode).toBe(404)
    expect((await ask({ cookie: '__Host-sanshen=auditor', routeKey: '$default' })).statusCode).toBe(404)
    expect(seen).toBeUndefined()
  })
})

describe('an answer', () => {
  test('of an unforeseen error says nothing of it, and logs no message', async () => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    page = async () => { throw new Error('person 11010119900307 text') }
    const { statusCode, body, headers } = await ask({ cookie: '__Host-sanshen=auditor' })
    expect([statusCode, headers?.['cache-control']]).toEqual([500, 'no-store'])
    expect(body).toContain('R1')
    expect(body).not.toContain('11010119900307')
    expect(JSON.stringify(said.mock.calls)).toContain('failed')
    expect(JSON.stringify(said.mock.calls)).not.toContain('11010119900307')
  })

  test('of a known error has its status and its sentence in the language of the page', async () => {
    page = async () => { throw new WebError('sealed') }
    const { statusCode, body } = await ask({ cookie: '__Host-sanshen=auditor; lang=en' })
    expect([statusCode, body?.includes('This revision is sealed')]).toEqual([403, true])
  })

  test('that the gateway could not carry is a page that says so', async () => {
    page = async () => ({ kind: 'page', title: '页', main: html`<p>${'"'.repeat(1_000_000)}</p>` })
    expect((await ask({ cookie: '__Host-sanshen=auditor' })).statusCode).toBe(413)
  })

  test('sets the language and the size that were asked for, and nothing else that was', async () => {
    const { cookies } = await ask({ cookie: '__Host-sanshen=auditor', url: '/audit?lang=en&size=large' })
    expect(cookies?.map((cookie) => cookie.split(';')[0])).toEqual(['lang=en', 'size=large'])
    expect((await ask({ cookie: '__Host-sanshen=auditor', url: '/audit?lang=%0d%0aX:1' })).cookies?.map((cookie) => cookie.split(';')[0])).toEqual(['lang=zh'])
  })

  test('goes where a page sends it', async () => {
    page = async () => ({ kind: 'go', to: '/items/1', cookies: ['a=b'] })
    const { statusCode, headers, cookies } = await ask({ cookie: '__Host-sanshen=auditor' })
    expect([statusCode, headers?.['location'], cookies]).toEqual([303, '/items/1', ['a=b']])
  })

  test('may be a file to keep', async () => {
    page = async () => ({ kind: 'file', type: 'text/csv', text: 'a', name: '台账.csv' })
    const { headers } = await ask({ cookie: '__Host-sanshen=auditor' })
    expect(headers?.['content-disposition']).toBe('attachment; filename*=UTF-8\'\'%E5%8F%B0%E8%B4%A6.csv')
  })
})

describe('a function for readers', () => {
  const readers = app({
    function: 'report', body: settings.body, origin, portal: 'https://gongkai.example', visitor: async () => undefined,
    pages: { 'report': asked, 'report.send': asked, 'report.look': asked, 'report.answer': asked },
  })
  const call = async (method: string, headers: readonly string[] = []): Promise<APIGatewayProxyStructuredResultV2> => readers(
    toEvent({ method, url: '/report/1', body: Buffer.from(method === 'POST' ? 'words=%E9%94%99' : ''), sourceIp: '203.0.113.7', rawHeaders: ['Cookie', '__Host-sanshen=good', 'Content-Type', 'application/x-www-form-urlencoded', ...headers] },
      { routeKey: `${method} /report/{id}`, pathParameters: { id: '1' }, requestId: 'R3', accountId: '1', apiId: '1', now: 0 }), Object.create(null))

  test('knows nobody, and leads to the portal, not into the console', async () => {
    const { body = '', headers } = await call('GET')
    expect(seen?.visitor).toBeUndefined()
    expect(seen?.source).toBe('203.0.113.7')
    expect(body).toContain('href="https://gongkai.example/index.html"')
    expect(body).not.toContain('href="/"')
    expect(body).not.toContain('203.0.113.7')
    expect([headers?.['cache-control'], headers?.['referrer-policy']]).toEqual(['no-store', 'same-origin'])
    expect(headers?.['content-security-policy']).toContain("default-src 'none'")
    expect(headers?.['content-security-policy']).not.toContain('script-src')
  })

  test('answers HEAD by the same page without its body', async () => {
    expect([await call('HEAD'), seen?.method]).toMatchObject([{ statusCode: 200, body: '' }, 'HEAD'])
    page = async () => ({ kind: 'page', status: 404, title: '无', main: html`` })
    expect(await call('HEAD')).toMatchObject({ statusCode: 404, body: '' })
  })

  test('says no other site where from, of an address that leads nowhere', async () => {
    page = async () => { throw new WebError('not_found') }
    const { statusCode, headers } = await call('GET')
    expect([statusCode, headers?.['referrer-policy'], headers?.['cache-control']]).toEqual([404, 'no-referrer', 'no-store'])
  })

  test('leads there from an error, too, and keeps what was typed', async () => {
    page = async () => { throw new WebError('busy') }
    const busy = await call('POST', ['Sec-Fetch-Site', 'same-origin'])
    expect([busy.statusCode, busy.body?.includes('错')]).toEqual([503, true])
    const foreign = await call('POST', ['Sec-Fetch-Site', 'cross-site'])
    expect(foreign.statusCode).toBe(403)
    for (const { body = '' } of [busy, foreign]) expect(body).not.toContain('href="/"')
    expect(foreign.body).toContain('href="https://gongkai.example/index.html"')
  })
})

describe('a posted form', () => {
  // The console has the routes that are posted to; one of them is enough here.
  const posted = app({
    function: 'auth', body: settings.body, origin, visitor: async () => visitor,
    pages: {
      sign_in: asked, callback: asked, signed_in: asked, signed_out: asked, sign_out: asked,
      'me.codes': asked, 'me.codes.change': asked, 'me.phones': asked, 'me.phones.change': asked,
    },
  })
  const post = async (body: string, headers: readonly string[]): Promise<APIGatewayProxyStructuredResultV2> => posted(
    toEvent({ method: 'POST', url: '/auth/sign-out', body: Buffer.from(body), sourceIp: '::1', rawHeaders: ['Content-Type', 'application/x-www-form-urlencoded', ...headers] },
      { routeKey: 'POST /auth/sign-out', pathParameters: {}, requestId: 'R2', accountId: '1', apiId: '1', now: 0 }), Object.create(null))

  test('is read from base64, as the gateway sends it', async () => {
    await post('a=%E4%B8%80&a=2', ['Sec-Fetch-Site', 'same-origin'])
    expect(seen && typed(seen.form, 'a')).toBe('一')
  })

  test('is turned away from another site, header names in any case', async () => {
    expect((await post('a=1', ['SEC-FETCH-SITE', 'cross-site'])).statusCode).toBe(403)
    expect((await post('a=1', ['ORIGIN', 'https://evil.example'])).statusCode).toBe(403)
    expect(seen).toBeUndefined()
  })
})
