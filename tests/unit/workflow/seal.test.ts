import { describe, expect, test } from 'vitest'
import { isSealed, isTitleSealed } from '../../../shared/workflow/seal.ts'
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
  test('is sealed with the drafts that led to it, but not with what came after', () => {
    const drafted = [event('create', digest('first')), event('save', digest('a')), ...events.slice(1, 2), event('save', digest('mended')), ...events.slice(2, 3)]
    const sealed = item({ seal: { versions: [1] } })
    expect(isSealed(sealed, digest('first'), drafted, NOW)).toBe(true)
    expect(isSealed(sealed, digest('mended'), drafted, NOW)).toBe(false)
    const again = [...drafted, event('publish', digest('a'), { published: { version: 3 } })]
    expect(isSealed(sealed, digest('a'), again, NOW)).toBe(false)
  })
  test('takes with it the revision by which it was withdrawn, which is the same text with a note', () => {
    const gone = item({ presence: 'withdrawn', removal: 'privacy', seal: { versions: [1] } })
    expect(isSealed(gone, digest('b'), events, NOW)).toBe(true)
    expect(isSealed({ ...gone, removal: 'superseded' }, digest('b'), events, NOW)).toBe(false)
    expect(isSealed({ ...gone, seal: { versions: [1], openUntil: later } }, digest('b'), events, NOW)).toBe(false)
  })
})

describe('the title of an item', () => {
  const published = { revision: digest('b'), version: 2, indexNumber: 'x', firstAt: NOW, at: NOW, allotted: digest('allotted') }
  test('is sealed with the version that carried it, until two people open it', () => {
    expect(isTitleSealed(item({ published, seal: { versions: [1, 2] } }), NOW)).toBe(true)
    expect(isTitleSealed(item({ published, seal: { versions: [1, 2], openUntil: later } }), NOW)).toBe(false)
    expect(isTitleSealed(item({ published, seal: { versions: [1, 2], openUntil: later } }), later)).toBe(true)
  })
  test('is sealed with a withdrawal for a leak', () => {
    expect(isTitleSealed(item({ published, presence: 'withdrawn', removal: 'secrecy', seal: { versions: [1] } }), NOW)).toBe(true)
  })
  test('is not sealed without a seal, in a corrected version, or while it is mended', () => {
    expect(isTitleSealed(item({ published }), NOW)).toBe(false)
    expect(isTitleSealed(item({ presence: 'never', seal: { versions: [1] } }), NOW)).toBe(false)
    expect(isTitleSealed(item({ published, presence: 'live', seal: { versions: [1] } }), NOW)).toBe(false)
    expect(isTitleSealed(item({ published, round: 'drafting', seal: { versions: [1, 2] } }), NOW)).toBe(false)
  })
})
