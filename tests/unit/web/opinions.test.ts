import { parse } from 'node-html-parser'
import { expect, test } from 'vitest'
import type { TrailEvent } from '../../../shared/record/index.ts'
import { render } from '../../../shared/web/html.ts'
import { opinionsView } from '../../../shared/web/review/opinions.ts'
import { PEOPLE, Story } from '../workflow/world.ts'
import { pageRequest } from './page-request.ts'

const PASSED = { name: 'pass', review: 'first_review' } as const

function panel(story: Story): string | undefined {
  const trail: readonly TrailEvent[] = story.events.map((event) => ({ ...event, v: 1, chain: 'item#A', prev: '', salt: '', channel: 'page' }))
  const view = opinionsView(pageRequest(), trail, PEOPLE)
  return view && parse(render(view)).text.replaceAll(/\s+/gu, ' ').trim()
}

test('whoever comes first is not told that nobody before them left an opinion', () => {
  const story = new Story().drafted().submitted()
  expect(panel(story)).toBeUndefined()
  story.screened()
  expect(panel(story)).toBeUndefined()
})

test('whoever comes later is told of those before them, and that they wrote nothing', () => {
  const story = new Story().drafted().submitted().screened()
  story.tell('fang', { ...PASSED, seen: story.seen() })
  expect(panel(story)).toContain('没有留下意见')
})

test('whoever comes first again reads what was written when it was returned', () => {
  const story = new Story().drafted().submitted().screened()
  story.tell('fang', { name: 'return', review: 'first_review', seen: story.seen(), opinion: '请核实时间' })
  expect(panel(story.submitted())).toContain('请核实时间')
})

test('nothing of what was said before the last publication is an opinion on the next version', () => {
  const story = new Story().at('approval').approved().published().delivered()
  expect(panel(story)).toBeUndefined()
})
