import { expect, test } from 'vitest'
import { nextStep } from '../../../shared/web/review/next.ts'
import { PEOPLE, Story } from '../workflow/world.ts'
import { pageRequest } from './page-request.ts'

test('names in brackets are written as the language writes them', () => {
  const { it } = new Story().drafted().submitted()
  expect(nextStep(pageRequest(), it, PEOPLE)).toBe('初审（方初审、高初审）')
  expect(nextStep(pageRequest('en'), it, PEOPLE)).toBe('First review (方初审, 高初审)')
})
