import { expect, test } from 'vitest'
import { sourceOf } from '../../../functions/report/source.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'], ['::ffff:203.0.113.7', '203.0.113.7'], ['::FFFF:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:DB8:0001:0002::9', '2001:db8:1:2'], ['2001:db8::', '2001:db8:0:0'], ['::1', '0:0:0:0'],
  ['2001:db8::7:0:0:0:1', '2001:db8:0:7'],
])('%s counts as %s', (address, source) => {
  expect(sourceOf(address)).toBe(source)
})
