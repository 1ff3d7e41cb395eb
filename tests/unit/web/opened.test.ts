import { expect, test } from 'vitest'
import { now } from '../../../shared/now.ts'
import { openedField, openedIn } from '../../../shared/web/review/opened.ts'

const form = (value?: string) => ({ texts: new Map(value === undefined ? [] : [['seen_opened', [value]]]), uploads: new Map() })
const ago = (ms: number): string => new Date(now().getTime() - ms).toISOString()

test('the time of opening is carried on as it is', async () => {
  const opened = ago(60_000)
  expect(openedIn(form(opened))).toBe(opened)
  expect(String(await openedField({ form: form(opened) }))).toContain(`value="${opened}"`)
})

test.each([undefined, '', 'yesterday', '2026-11-24', ago(-60_000), ago(31 * 86_400_000), `${ago(1000)}"><b>`])('%s is no time of opening', (value) => {
  expect(openedIn(form(value))).toBeUndefined()
})

test('a page without one is opened now', async () => {
  const before = now().toISOString()
  const [, value = ''] = /value="([^"]+)"/u.exec(String(await openedField({ form: form() }))) ?? []
  expect(value >= before).toBe(true)
  expect(value <= now().toISOString()).toBe(true)
})
