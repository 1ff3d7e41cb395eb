import { parse } from 'node-html-parser'
import { expect, test } from 'vitest'
import { usesOfCodes } from '../../../functions/auth/uses.ts'
import type { LinkSettings } from '../../../shared/names.ts'
import { render } from '../../../shared/web/html.ts'
import type { Role } from '../../../shared/workflow/states.ts'
import { pageRequest } from '../web/page-request.ts'

/** What somebody of these posts reads about codes. */
function told(roles: readonly Role[], links?: LinkSettings): { readonly text: string, readonly phones: boolean } {
  const request = pageRequest()
  const root = parse(render(usesOfCodes({
    ...request, body: { ...request.body, ...links && { links } },
    visitor: { id: 'p', name: '陈立', grants: [{ unit: 'dadui', roles }], method: 'oidc', csrf: 'c' },
  })))
  return { text: root.text, phones: root.querySelector('a[href="/me/phones"]') !== null }
}

test('whoever reviews before the last review needs no sign-in', () => {
  const { text, phones } = told(['first_reviewer', 'screening_reviewer'])
  expect(text).toContain('即可初审、复审，不必登录')
  expect(phones).toBe(false)
})

test.each(['approver', 'head'] as const)('%s is not promised that, and is led to the trusted phone', (role) => {
  const { text, phones } = told([role])
  expect(text).not.toContain('不必登录')
  expect(text).toContain('须登录，或在您信任的手机上')
  expect(phones).toBe(true)
})

test('somebody of both posts is told of both', () => {
  const { text, phones } = told(['first_reviewer', 'approver'])
  expect(text).toContain('即可初审，不必登录')
  expect(text).toContain('终审须登录')
  expect(phones).toBe(true)
})

test('whoever reviews nothing is promised nothing', () => {
  for (const role of ['editor', 'auditor', 'administrator'] as const) expect(told([role])).toMatchObject({ text: expect.stringContaining('用不到'), phones: false })
})

test('nothing is promised that the settings forbid', () => {
  const strict = told(['first_reviewer'], { codeSuffices: false })
  expect(strict.text).toContain('初审须登录')
  expect(strict.phones).toBe(true)
  const strictest = told(['first_reviewer', 'approver'], { codeSuffices: false, trustedPhones: false })
  expect([strictest.text.includes('用不到'), strictest.phones]).toEqual([true, false])
})
