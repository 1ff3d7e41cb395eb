import { describe, expect, test } from 'vitest'
import { apply, BrokenTrail, evolve } from '../../../shared/workflow/evolve.ts'
import type { Item, ReplayEvent } from '../../../shared/workflow/types.ts'
import { actor, digest, NOW, Story } from './world.ts'

function replay(events: readonly ReplayEvent[]): Item | undefined {
  return events.reduce<Item | undefined>((item, event) => evolve(item, event), undefined)
}

function problem(events: readonly ReplayEvent[]): string {
  try {
    replay(events)
  } catch (error) {
    if (error instanceof BrokenTrail) return error.problem
    throw error
  }
  return 'none'
}

/** The trail with one event changed. */
function tampered(at: number, change: (event: ReplayEvent) => Partial<ReplayEvent>): string {
  const { events } = new Story().live()
  return problem(events.map((event, index) => index === at ? { ...event, ...change(event) } : event))
}

describe('a trail', () => {
  test('replayed gives exactly the row, without a trace of absent values', () => {
    const story = new Story().live()
    expect(story.replayed()).toStrictEqual(story.item)
    expect(story.it).toMatchObject({ seq: story.events.length, head: digest(`event ${story.events.length}`) })
    const draft = new Story().drafted()
    expect(draft.it).toStrictEqual({
      id: draft.it.id, unit: 'dadui', type: 'notice', reviews: ['first_review', 'screening', 'approval'], round: 'drafting', kind: 'publication',
      roundNumber: 1, enteredAt: NOW, presence: 'never', seq: 1, head: digest('event 1'), revision: digest('限行'), title: '关于限行的通告',
      column: 'notices', openness: 'proactive', contributors: ['chen'], editor: 'chen', decisions: [], rulings: [], createdAt: NOW, createdBy: 'chen', updatedAt: NOW,
    })
    expect(Object.keys(draft.it)).not.toContain('changeNote')
    expect(draft.replayed()).toStrictEqual(draft.item)
  })

  test('with an event missing, twice or out of order is broken', () => {
    const { events } = new Story().live()
    expect(problem(events)).toBe('none')
    expect(problem(events.slice(1))).toBe('order')
    expect(problem([...events.slice(0, 3), ...events.slice(4)])).toBe('order')
    expect(problem([...events.slice(0, 3), ...events.slice(2)])).toBe('order')
  })

  test('begins with the creation, once', () => {
    const { events } = new Story().live()
    const [first, second] = events
    expect(second && problem([{ ...second, seq: 1 }])).toBe('first_event')
    expect(first && problem([first, { ...first, seq: 2 }])).toBe('first_event')
    expect(tampered(0, ({ to }) => ({ from: to }))).toBe('first_event')
    expect(tampered(1, () => ({ from: null }))).toBe('state')
  })

  test('of another item is told apart', () => {
    expect(tampered(2, () => ({ itemId: 'other' }))).toBe('item')
    expect(tampered(0, () => ({ itemId: 'other' }))).toBe('item')
  })

  test('that says of itself another state is broken', () => {
    expect(tampered(2, ({ to }) => ({ from: { ...to, round: 'approval' } }))).toBe('state')
    expect(tampered(2, ({ to }) => ({ from: { round: 'first_review', presence: 'live' }, to }))).toBe('state')
    expect(tampered(2, ({ to }) => ({ to: { ...to, round: 'approval' } }))).toBe('state')
    expect(tampered(2, ({ to }) => ({ to: { ...to, presence: 'live' } }))).toBe('state')
  })

  test('whose data cannot be read is broken, and says why', () => {
    expect(tampered(1, () => ({ data: { revision: 'no digest', urgent: false } }))).toBe('data')
    expect(tampered(0, ({ data }) => ({ data: { ...data, type: 'toString' } }))).toBe('data')
    expect(tampered(0, ({ data }) => ({ data: { ...data, type: 7 } }))).toBe('data')
    const { events } = new Story().drafted()
    const error = thrown(() => replay(events.map((event) => ({ ...event, data: {} }))))
    expect(error).toMatchObject({ name: 'BrokenTrail', message: 'trail broken: data' })
    expect(error instanceof Error && error.cause).toBeInstanceOf(Error)
  })

  test('reads digests, times and counts by their form alone', () => {
    const at = (data: Record<string, unknown>): string => tampered(1, (event) => ({ data: { ...event.data, ...data } }))
    for (const revision of [`${'a'.repeat(64)}0`, `0${'a'.repeat(64)}`, 'A'.repeat(64), 'a'.repeat(63)]) expect(at({ revision })).toBe('data')
    const story = new Story().at('approval').approved('jiang', '2026-03-09T01:00:00.000Z')
    const last = story.events.length - 1
    const released = (releaseAt: string): string => problem(story.events.map((event, index) =>
      index === last ? { ...event, data: { ...event.data, releaseAt } } : event))
    expect(released('2026-03-09T02:00:00.000Z')).toBe('none')
    for (const wrong of ['2026-03-09', '2026-03-09T01:00:00Z', '12026-03-09T01:00:00.000Z', '2026-03-09T01:00:00.000Z+']) expect(released(wrong)).toBe('data')
    const published = new Story().live()
    const positions = (value: number): string => problem(published.events.map((event) =>
      event.type === 'publish' ? { ...event, data: { ...event.data, positions: { all: value } } } : event))
    expect(positions(0)).toBe('none')
    expect(positions(-1)).toBe('data')
    expect(positions(1.5)).toBe('data')
  })
})

function thrown(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

describe('an event', () => {
  test('says who, what, when, from where to where, on which bytes', () => {
    const story = new Story().drafted()
    expect(story.events[0]).toEqual({
      type: 'create', at: NOW, actor: actor('chen'), commandId: 'command-1', from: null, to: { round: 'drafting', presence: 'never' },
      revision: digest('限行'), itemId: story.it.id, seq: 1, hash: digest('event 1'),
      data: {
        id: story.it.id, unit: 'dadui', type: 'notice', via: 'form', reviews: ['first_review', 'screening', 'approval'],
        revision: { digest: digest('限行'), title: '关于限行的通告', column: 'notices', openness: 'proactive' },
      },
    })
  })

  test('holds no value that the command did not have', () => {
    const story = new Story().drafted()
    const { event } = story.tell('chen', { name: 'submit', revision: story.it.revision, urgent: false, note: undefined })
    expect(Object.keys(event.data)).toEqual(['revision', 'urgent'])
    expect(Object.keys(event)).not.toContain('report')
  })

  test('of a save names the new revision, of a void the one that was given up', () => {
    const story = new Story().live()
    story.tell('deng', { name: 'correct' })
    expect(story.tell('deng', { name: 'save', base: story.it.revision, revision: { digest: digest('新'), title: '新', column: 'notices', openness: 'proactive' }, via: 'form' }).event.revision).toBe(digest('新'))
    expect(story.tell('deng', { name: 'void', reason: '无需' }).event.revision).toBe(digest('新'))
    expect(story.it.revision).toBe(digest('限行'))
  })

  test('names the report where it was part of what was decided', () => {
    const story = new Story().at('screening')
    const shown = story.it.report?.digest
    expect(story.tell('han', { name: 'refer', seen: story.seen(), question: '问', to: '县保密局' }).event).toMatchObject({ report: shown, edition: 'lexicon@1' })
    expect(story.tell('chen', { name: 'recall' }).event).not.toHaveProperty('report')
  })

  test('is never earlier than the one before, though the clocks of two machines differ', () => {
    const story = new Story().drafted()
    const before = story.now
    story.now = '2026-03-02T00:59:59.000Z'
    expect(story.tell('chen', { name: 'submit', revision: story.it.revision, urgent: false }).event.at).toBe(before)
    expect(story.it).toMatchObject({ updatedAt: before, enteredAt: before, createdAt: before, createdBy: 'chen' })
  })

  test('gives an item that leaves the head to the record', () => {
    const story = new Story().drafted()
    const { next } = story.tell('chen', { name: 'submit', revision: story.it.revision, urgent: false })
    expect(next).toMatchObject({ seq: 1, head: digest('event 1') })
    const first = new Story().tell('chen', { name: 'create', id: 'X', unit: 'dadui', type: 'notice', via: 'copy', revision: { digest: digest('x'), title: '', column: '', openness: 'proactive' } })
    expect(first.next).toMatchObject({ seq: 0, head: '' })
  })
})

test('an event without an item to follow on is broken also without a number', () => {
  const [, submit] = new Story().drafted().submitted().events
  expect(thrown(() => submit && apply(undefined, submit))).toMatchObject({ problem: 'first_event' })
})
