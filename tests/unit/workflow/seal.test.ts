import { describe, expect, test } from 'vitest'
import { isSealed } from '../../../shared/workflow/seal.ts'
import type { EventBody, Item } from '../../../shared/workflow/types.ts'
import { actor, digest, NOW } from './world.ts'

const later = '2026-03-03T01:00:00.000Z'
const event = (type: EventBody['type'], revision: string, data: EventBody['data'] = {}): EventBody => ({
  type, at: NOW, actor: actor('chen'), commandId: type, from: null, to: { round: 'none', presence: 'live' }, revision, data,
})
const events = [
  event('create', digest('a')), event('publish', digest('a'), { published: { version: 1 } }),
  event('publish', digest('b'), { published: { version: 2 } }), event('publish', digest('c'), {}),
]
const item = (more: Partial<Item>): Item => ({
  id: '01J00000000000000000000000', unit: 'dadui', type: 'notice', reviews: ['first_review', 'screening', 'approval'],
  round: 'none', kind: 'publication', roundNumber: 1, enteredAt: NOW, presence: 'taken_down', seq: 1, head: digest('head'),
  title: '通告', column: 'notices', openness: 'proactive', revision: digest('b'), contributors: [], editor: 'chen', decisions: [],
  rulings: [], createdAt: NOW, createdBy: 'chen', updatedAt: NOW, ...more,
})

describe('a version that was removed for a leak', () => {
  test('is sealed, the versions that were not removed are not', () => {
    const sealed = item({ seal: { versions: [1] } })
    expect(isSealed(sealed, digest('a'), events, NOW)).toBe(true)
    expect(isSealed(sealed, digest('b'), events, NOW)).toBe(false)
    expect(isSealed(sealed, digest('c'), events, NOW)).toBe(false)
    expect(isSealed(item({}), digest('a'), events, NOW)).toBe(false)
  })
  test('is open only until the time that two people were given', () => {
    const opened = item({ seal: { versions: [1], askedBy: 'chen', openedBy: 'fang', openUntil: later } })
    expect(isSealed(opened, digest('a'), events, NOW)).toBe(false)
    expect(isSealed(opened, digest('a'), events, later)).toBe(true)
  })
  test('is known by its publication alone', () => {
    const others = [event('screen', digest('d'), { published: { version: 1 } }), event('publish', digest('d'), { published: null })]
    expect(isSealed(item({ seal: { versions: [1] } }), digest('d'), others, NOW)).toBe(false)
  })
  test('stays sealed while a round works on another revision', () => {
    expect(isSealed(item({ seal: { versions: [1] }, round: 'drafting', revision: digest('d') }), digest('a'), events, NOW)).toBe(true)
  })
  test('stays sealed while one person has asked alone', () => {
    expect(isSealed(item({ seal: { versions: [1], askedBy: 'chen' } }), digest('a'), events, NOW)).toBe(true)
  })
  test('is open to those who mend it, in the round that began from it', () => {
    const mended = item({ seal: { versions: [2] }, round: 'drafting', revision: digest('b') })
    expect(isSealed(mended, digest('b'), events, NOW)).toBe(false)
    expect(isSealed(item({ seal: { versions: [2] } }), digest('b'), events, NOW)).toBe(true)
  })
})
