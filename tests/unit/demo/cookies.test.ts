import { describe, expect, test } from 'vitest'
import { Cookies } from '../../../cdk/demo/cookies.ts'

const at = (path: string): URL => new URL(`http://localhost:1${path}`)

describe('the cookies of the demo’s browser', () => {
  test('go back to their host, whatever the port, and to nobody else', () => {
    const cookies = new Cookies()
    cookies.keep(at('/'), ['__Host-session=abc=; Path=/; Secure; HttpOnly'])
    expect(cookies.header(new URL('http://localhost:2/items'))).toBe('__Host-session=abc=')
    expect(cookies.header(new URL('http://127.0.0.1:1/'))).toBe('')
  })

  test('go to their path and below it, the longer path first', () => {
    const cookies = new Cookies()
    cookies.keep(at('/'), ['a=1; Path=/', 'b=2; Path=/auth/x'])
    expect(cookies.header(at('/auth/x'))).toBe('b=2; a=1')
    expect(cookies.header(at('/auth/x/y'))).toBe('b=2; a=1')
    expect(cookies.header(at('/auth/xy'))).toBe('a=1')
  })

  test('are replaced by a new value and end with Max-Age=0 or a date that has passed', () => {
    const cookies = new Cookies()
    cookies.keep(at('/'), ['a=1', 'b=1'])
    cookies.keep(at('/'), ['a=2', 'b=; Max-Age=0'])
    expect(cookies.header(at('/'))).toBe('a=2')
    cookies.keep(at('/'), ['a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])
    expect(cookies.header(at('/'))).toBe('')
  })
})
