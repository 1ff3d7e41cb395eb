import { describe, expect, test } from 'vitest'
import { localPath, readCookies, setCookie } from '../../../shared/web/cookies.ts'
import { isForeign, isToken } from '../../../shared/web/csrf.ts'
import { address, routes } from '../../../shared/web/routes.ts'
import { securityHeaders } from '../../../shared/web/security.ts'

describe('where a post comes from', () => {
  const origin = 'https://sanshen.example'
  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'same-origin', 'origin': 'null' }, false],
    [{ 'sec-fetch-site': 'same-site', 'origin': origin }, true],
    [{ 'sec-fetch-site': 'cross-site', 'origin': 'https://evil.example' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ origin }, false],
    [{ origin: 'https://evil.example' }, true],
    [{ origin: `${origin}.evil.example` }, true],
    [{ origin: 'null' }, true],
    [{}, false],
  ])('%j is foreign: %s', (headers, foreign) => {
    expect(isForeign(headers, origin)).toBe(foreign)
  })

  test.each([['abc', 'abc', true], ['abd', 'abc', false], ['ab', 'abc', false], ['', '', false], ['', 'abc', false], ['ａbc', 'abc', false]])(
    'the token %s for %s: %s', (given, expected, is) => {
      expect(isToken(given, expected)).toBe(is)
    })
})

describe('paths to return to', () => {
  test.each(['/', '/items/01ABC', '/items/01ABC/edit?created=1', '/published?dadui.none=abc%3D&lang=en'])('%s stays', (path) => {
    expect(localPath(path)).toBe(path)
  })

  test.each([undefined, '', 'items', '//evil.example', '/\\evil.example', 'https://evil.example', '/a b', '/a\nb', '/<x>', '/"x', `/${'a'.repeat(1000)}`])(
    '%j leads home', (path) => {
      expect(localPath(path)).toBe('/')
    })
})

describe('cookies', () => {
  test('are of this host alone, safe, and hidden from scripts', () => {
    expect(setCookie('__Host-sanshen', 'token', 60)).toBe('__Host-sanshen=token; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax')
  })

  test('of repeated ones the first counts', () => {
    expect(readCookies(['a=1', 'b=2=3', 'a=4', 'broken', '=x'])).toEqual(new Map([['a', '1'], ['b', '2=3']]))
    expect(readCookies(undefined)).toEqual(new Map())
  })
})

describe('headers', () => {
  test('let nothing run and nothing in from elsewhere', () => {
    const policy = securityHeaders()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/script-src|unsafe|https?:/)
    expect(securityHeaders('https://sso.example')['content-security-policy']).toContain("form-action 'self' https://sso.example")
  })
})

describe('the route table', () => {
  test('names every route and every method on a path once', () => {
    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length)
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length)
  })

  test('lets nobody post who has not signed in, but to sign out, to decide behind a link, and to report what is wrong with a public page', () => {
    const open = routes.filter(({ method, who }) => method === 'POST' && who === 'anyone').map(({ id }) => id)
    expect(open).toEqual(['sign_out', 'link.decide', 'report.answer', 'report.send', 'unknown.post'])
  })

  test('puts a value in as one segment', () => {
    expect(address('command', { id: 'a/b', command: 'submit' })).toBe('/items/a%2Fb/do/submit')
  })
})
