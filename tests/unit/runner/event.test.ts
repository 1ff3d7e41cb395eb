import { describe, expect, test } from 'vitest'
import type { RawRequest } from '../../../cdk/local/http/event.ts'
import { toEvent } from '../../../cdk/local/http/event.ts'

const context = {
  routeKey: 'GET /items/{id}', pathParameters: { id: '01A' }, requestId: 'r-1', accountId: '000000000000', apiId: 'local',
  now: Date.UTC(2026, 10, 24, 1, 2, 3),
}

const request = (given: Partial<Omit<RawRequest, 'body'>> & { body?: string | Buffer }): RawRequest => ({
  method: 'GET', url: '/items/01A', rawHeaders: ['Host', 'localhost:8080'], sourceIp: '127.0.0.1', ...given,
  body: Buffer.from(given.body ?? ''),
})

const event = (given: Parameters<typeof request>[0]) => toEvent(request(given), context)

describe('the event of an HTTP API, payload 2.0', () => {
  test('carries version, route key, stage, request id and time', () => {
    expect(event({})).toMatchObject({
      version: '2.0',
      routeKey: 'GET /items/{id}',
      pathParameters: { id: '01A' },
      requestContext: {
        stage: '$default', requestId: 'r-1', routeKey: 'GET /items/{id}', timeEpoch: context.now,
        time: '24/Nov/2026:01:02:03 +0000',
        http: { method: 'GET', path: '/items/01A', sourceIp: '127.0.0.1', protocol: 'HTTP/1.1' },
      },
      isBase64Encoded: false,
    })
  })

  test.each([
    { url: '/a%20b', rawPath: '/a b' },
    { url: '/%E4%BF%A1%E6%81%AF', rawPath: '/信息' },
    { url: '/a%2Fb', rawPath: '/a/b' },
    { url: '/a%3Fb=1', rawPath: '/a' },
    { url: '/a/', rawPath: '/a/' },
    { url: '/a+b', rawPath: '/a+b' },
    { url: '/a%2Bb?x=%2F', rawPath: '/a+b' },
  ])('decodes the path $url to $rawPath, in both places', ({ url, rawPath }) => {
    const made = event({ url })
    expect(made.rawPath).toBe(rawPath)
    expect(made.requestContext.http.path).toBe(rawPath)
  })

  test('refuses a path that is not valid percent-encoding', () => {
    expect(() => event({ url: '/%E4%BF' })).toThrow(URIError)
  })

  test.each([
    { url: '/a', rawQueryString: '', parameters: undefined },
    { url: '/a?', rawQueryString: '', parameters: undefined },
    { url: '/a?q=%E4%BF%A1', rawQueryString: 'q=%E4%BF%A1', parameters: { q: '信' } },
    { url: '/a?q=1&q=2', rawQueryString: 'q=1&q=2', parameters: { q: '1,2' } },
    { url: '/a?q=a+b', rawQueryString: 'q=a+b', parameters: { q: 'a b' } },
    { url: '/a?q', rawQueryString: 'q', parameters: { q: '' } },
    { url: '/a?x=1?2', rawQueryString: 'x=1?2', parameters: { x: '1?2' } },
  ])('leaves the query of $url encoded, and decodes and joins its parameters', ({ url, rawQueryString, parameters }) => {
    const made = event({ url })
    expect(made.rawQueryString).toBe(rawQueryString)
    expect(made.queryStringParameters).toEqual(parameters)
  })

  test('writes header names small and joins repeated headers with a comma', () => {
    const { headers } = event({ rawHeaders: ['Host', 'h', 'X-One', 'a', 'x-one', 'b', 'Accept-Language', 'zh-CN'] })
    expect(headers).toMatchObject({ 'x-one': 'a,b', 'accept-language': 'zh-CN' })
  })

  test('puts cookies apart from the headers, one by one', () => {
    const made = event({ rawHeaders: ['Host', 'h', 'Cookie', '__Host-s=1; a=2', 'Cookie', 'b=3'] })
    expect(made.cookies).toEqual(['__Host-s=1', 'a=2', 'b=3'])
    expect(made.headers).not.toHaveProperty('cookie')
  })

  test('has no cookies, parameters or body where the request has none', () => {
    const made = toEvent(request({ url: '/' }), { ...context, pathParameters: {} })
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(['cookies']))
    expect(made).not.toHaveProperty('queryStringParameters')
    expect(made).not.toHaveProperty('pathParameters')
    expect(made).not.toHaveProperty('body')
  })

  test.each([
    { type: 'text/plain; charset=utf-8', base64: false },
    { type: 'application/json', base64: false },
    { type: 'application/xml', base64: false },
    { type: 'application/javascript', base64: false },
    { type: 'application/x-www-form-urlencoded', base64: true },
    { type: 'multipart/form-data; boundary=x', base64: true },
    { type: 'application/octet-stream', base64: true },
  ])('a body of $type is in base64: $base64', ({ type, base64 }) => {
    const made = event({ method: 'POST', rawHeaders: ['Host', 'h', 'Content-Type', type], body: '信=1' })
    expect(made.isBase64Encoded).toBe(base64)
    expect(Buffer.from(made.body ?? '', base64 ? 'base64' : 'utf8').toString()).toBe('信=1')
  })

  test('a body without a type is in base64, byte for byte', () => {
    const bytes = Buffer.from([0, 255, 128, 10])
    const made = event({ method: 'POST', body: bytes })
    expect(Buffer.from(made.body ?? '', 'base64').equals(bytes)).toBe(true)
  })

  test('drops what concerns the connection only', () => {
    const { headers } = event({ rawHeaders: ['Host', 'h', 'Connection', 'keep-alive', 'Transfer-Encoding', 'chunked'] })
    expect(headers).not.toHaveProperty('connection')
    expect(headers).not.toHaveProperty('transfer-encoding')
  })
})
