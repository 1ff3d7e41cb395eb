import { describe, expect, test } from 'vitest'
import { toResponse } from '../../../cdk/local/http/response.ts'

const shown = (result: unknown) => {
  const { status, headers, body } = toResponse(result)
  return { status, headers, body: body.toString('utf8') }
}

describe('the answer that an HTTP API makes of a result, payload 2.0', () => {
  test.each([
    { result: { hello: '世界' }, body: '{"hello":"世界"}' },
    { result: [1, 2], body: '[1,2]' },
    { result: 'text', body: 'text' },
    { result: 7, body: '7' },
    { result: null, body: 'null' },
  ])('$result without a status is JSON with 200', ({ result, body }) => {
    expect(shown(result)).toEqual({ status: 200, headers: [['content-type', 'application/json']], body })
  })

  test('sends status, headers and body', () => {
    expect(shown({ statusCode: 404, headers: { 'Content-Type': 'text/html', 'X-N': 1 }, body: '<p>' })).toEqual({
      status: 404, headers: [['content-type', 'text/html'], ['x-n', '1']], body: '<p>',
    })
  })

  test('sends each cookie in a header of its own', () => {
    expect(shown({ statusCode: 303, headers: { location: '/' }, cookies: ['a=1; Secure', 'b=2'] }).headers).toEqual([
      ['location', '/'], ['content-type', 'text/plain;charset=UTF-8'], ['set-cookie', 'a=1; Secure'], ['set-cookie', 'b=2'],
    ])
  })

  test('turns base64 into bytes where the result says so', () => {
    expect(toResponse({ statusCode: 200, body: 'AP8=', isBase64Encoded: true }).body).toEqual(Buffer.from([0, 255]))
    expect(shown({ statusCode: 200, body: 'AP8=' }).body).toBe('AP8=')
  })

  test('frames the answer itself', () => {
    const { headers } = shown({ statusCode: 200, headers: { 'Content-Length': '99', 'Transfer-Encoding': 'chunked' }, body: 'x' })
    expect(headers.map(([name]) => name)).toEqual(['content-type'])
  })

  test.each([
    { statusCode: 'abc' }, { statusCode: 99 }, { statusCode: 600 }, { statusCode: 200.5 },
    { statusCode: 200, body: { not: 'text' } }, { statusCode: 200, headers: ['no'] }, { statusCode: 200, cookies: 'a=1' },
  ])('makes its own error of %j', (result) => {
    expect(shown(result)).toEqual({
      status: 500, headers: [['content-type', 'application/json']], body: '{"message":"Internal Server Error"}',
    })
  })

  test('makes its own error of more than Lambda carries', () => {
    expect(toResponse({ statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024) }).status).toBe(500)
  })
})
