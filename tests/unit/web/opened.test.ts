import { expect, test } from 'vitest'
import { now } from '../../../shared/now.ts'
import { render } from '../../../shared/web/html.ts'
import { openedField, openedIn } from '../../../shared/web/review/opened.ts'

const form = (value?: string) => ({ texts: new Map(value === undefined ? [] : [['seen_opened', [value]]]), uploads: new Map() })
const [id, revision, enteredAt] = ['01J00000000000000000000000', 'a'.repeat(64), '2026-11-02T01:00:00.000Z']
const before = { id, revision, enteredAt }
const KEY = 'k'.repeat(43)
const carried = (value: string | undefined, about = before, key: string | undefined = KEY): string =>
  /value="([^"]*)"/u.exec(render(openedField({ form: form(value) }, about, key)))?.[1] ?? ''

test('a page without a time of opening is opened now, and that is carried on as it is', () => {
  const earliest = now().toISOString()
  const field = carried(undefined)
  const at = openedIn(form(field), before, KEY) ?? ''
  expect(at >= earliest && at <= now().toISOString()).toBe(true)
  expect(carried(field)).toBe(field)
})

test('a time that is put earlier, or stamped for another item, revision or stay or with another key, is unknown and stays so', () => {
  const field = carried(undefined)
  const [, stamp = ''] = field.split(' ')
  const earlier = new Date(now().getTime() - 600_000).toISOString()
  for (const value of [`${earlier} ${stamp}`, earlier, field.slice(0, -1), `${field} `.trim().replace(/.$/u, 'x'), stamp]) {
    expect(openedIn(form(value), before, KEY), value).toBeUndefined()
    expect(carried(value)).toBe('')
  }
  for (const about of [{ ...before, id: `${id}1` }, { ...before, revision: 'b'.repeat(64) }, { ...before, enteredAt: '2026-11-02T01:00:00.001Z' }]) {
    expect(openedIn(form(field), about, KEY)).toBeUndefined()
  }
  expect(openedIn(form(field), before, 'l'.repeat(43))).toBeUndefined()
  expect(openedIn(form(field), before, undefined)).toBeUndefined()
  expect(carried('')).toBe('')
})

test.each([undefined, '', 'yesterday', '2026-11-24', `${new Date().toISOString()}"><b>`])('%s is no time of opening', (value) => {
  expect(openedIn(form(value), before, KEY)).toBeUndefined()
})

test('where there is no key nothing is claimed', () => {
  expect(/value="([^"]*)"/u.exec(render(openedField({ form: form() }, before, undefined)))?.[1]).toBe('')
})
