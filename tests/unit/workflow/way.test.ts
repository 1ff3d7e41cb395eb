import { expect, test } from 'vitest'
import { digest, Story } from './world.ts'

test('an item is drafted, passes three reviews by three other people, and is public', () => {
  const story = new Story().drafted().saved('限行路段').submitted()
  expect(story.it.round).toBe('first_review')
  story.screened().passed('fang').passed('han')
  expect(story.it).toMatchObject({ round: 'approval', presence: 'never' })
  story.approved()
  expect(story.it).toMatchObject({ round: 'approved', decisions: [{ person: 'fang' }, { person: 'han' }, { person: 'jiang' }] })
  story.published()
  expect(story.it).toMatchObject({
    round: 'none', presence: 'live', contributors: [], portalPending: true, published: { revision: digest('限行路段'), version: 1 },
  })
  story.delivered()
  expect(story.it.portalPending).toBeUndefined()
  expect(story.replayed()).toEqual(story.item)
})
