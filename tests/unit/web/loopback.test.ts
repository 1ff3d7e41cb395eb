import { expect, test } from 'vitest'
import { isLoopback } from '../../../functions/auth/provider.ts'

test.each([
  ['localhost', true], ['127.0.0.1', true], ['127.9.9.9', true], ['[::1]', true],
  ['127.0.0.1.evil.example', false], ['localhost.example', false], ['10.0.0.1', false], ['sso.example', false],
])('plain http is allowed to %s: %s', (host, is) => {
  expect(isLoopback(host)).toBe(is)
})
