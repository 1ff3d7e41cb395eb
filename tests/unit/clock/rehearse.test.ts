import { describe, expect, test } from 'vitest'
import { rehearse } from '../../../functions/clock/rehearse.ts'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import type { Days, Person, Rehearsals, Rehearsed } from '../../../shared/duty/index.ts'
import { keyOf } from '../../../shared/duty/index.ts'
import { noticeId } from '../../../shared/notices/ids.ts'
import type { Draft } from '../../../shared/notices/index.ts'
import { RegisterMoved } from '../../../shared/record/index.ts'
import type { Round } from '../../../shared/workflow/states.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { contentOf } from '../portal/world.ts'
import { EDITION, PEOPLE, Story, UNIT } from '../workflow/world.ts'

/** A Friday before a weekend. */
const FRIDAY = '2026-03-06T'
const SATURDAY = '2026-03-07T01:00:00.000Z'
const SUNDAY = '2026-03-08T01:00:00.000Z'

/** A unit with what is approved and wished for in it, the register of its rehearsals, and what was told. */
class World {
  items: readonly Item[] = []
  duty: Person | undefined
  stored: { readonly first: string, readonly keys: readonly string[], readonly version: number } | undefined
  broken: readonly string[] = []
  readonly events: (Days & { readonly items: readonly Rehearsed[] })[] = []
  readonly notices = new Map<string, Draft>()

  approve(id: string, releaseAt: string, approvedAt = `${FRIDAY}01:00:00.000Z`): void {
    const { it } = new Story().drafted().submitted().screened().passed('fang').passed('han').approved('jiang', releaseAt)
    this.items = [...this.items.filter((one) => one.id !== id), { ...it, id, enteredAt: approvedAt }]
  }

  wish(id: string, wishAt: string): void {
    this.items = [...this.items, { ...new Story().at('screening').it, id, wishAt }]
  }

  run(time = '02:00:00.000Z'): Promise<number> {
    return rehearse({
      at: new Date(`${FRIDAY}${time}`), units: [UNIT], calendar: shippedCalendar, hasTime: () => true, candidates: async () => PEOPLE,
      record: {
        queue: async (_: string, round: Round) => ({ items: this.items.filter((one) => one.round === round) }),
        verifyTrail: async (id) => this.broken.includes(id) ? { ok: false, seq: 2, problem: 'missing' } : { ok: true, events: 6 },
        content: async () => contentOf('通告'), activeEdition: async () => EDITION,
      },
      duty: {
        on: async () => this.duty,
        rehearsals: async (_, { first }): Promise<Rehearsals> => ({
          version: this.stored?.version ?? 0, ...this.stored?.first === first && { keys: new Set(this.stored.keys) },
        }),
        rehearsed: async (_, days, items, { keys = new Set(), version }) => {
          if (version !== (this.stored?.version ?? 0)) throw new RegisterMoved('registers')
          this.stored = { first: days.first, keys: [...keys, ...items.map(keyOf)], version: version + 1 }
          this.events.push({ ...days, items })
        },
      },
      notices: { add: async (draft) => {
        const id = noticeId(draft)
        if (this.notices.has(id)) return false
        this.notices.set(id, draft)
        return true
      } },
    })
  }

  /** How often somebody was told. */
  times(person: string): number {
    return [...this.notices.values()].filter((one) => one.person === person).length
  }
}

describe('what falls into days off', () => {
  test('is rehearsed once on the day before them, and not before ten', async () => {
    const world = new World()
    world.approve('a', SATURDAY)
    expect(await world.run('01:59:59.999Z')).toBe(0)
    expect(await world.run()).toBe(1)
    expect(await world.run('03:00:00.000Z')).toBe(0)
    expect(world.events).toMatchObject([{ first: '2026-03-07', last: '2026-03-08', items: [{ item: 'a', at: SATURDAY }] }])
    expect(world.times('liu')).toBe(1)
  })

  test('is rehearsed and told once where it is approved after the rehearsal, without what was told before', async () => {
    const world = new World()
    world.approve('a', SATURDAY)
    await world.run()
    world.approve('b', SUNDAY)
    world.broken = ['b']
    expect(await world.run('06:00:00.000Z')).toBe(1)
    expect(await world.run('06:01:00.000Z')).toBe(0)
    expect(world.events.map(({ items }) => items.map(({ item, problem }) => [item, problem]))).toEqual([[['a', undefined]], [['b', 'not_proven']]])
    expect(world.times('liu')).toBe(2)
  })

  test('is told with how much of it would not become public, and by whom it is watched', async () => {
    const world = new World()
    world.approve('a', SATURDAY)
    world.wish('b', SUNDAY)
    world.duty = { person: 'kong', name: '孔终审' }
    await world.run()
    expect([...world.notices.values()].find(({ person }) => person === 'kong')).toMatchObject({
      kind: 'rehearsal', days: ['2026-03-07', '2026-03-08'], rehearsed: { all: 2, failing: 1 }, names: ['孔终审'],
    })
  })

  test('is found later on where nothing did at first', async () => {
    const world = new World()
    expect(await world.run()).toBe(0)
    expect(world.events).toHaveLength(1)
    expect(world.notices.size).toBe(0)
    world.approve('a', SATURDAY)
    expect(await world.run('06:00:00.000Z')).toBe(1)
    expect(world.times('jiang')).toBe(1)
  })

  test('is rehearsed again where a wish is approved, or an approval is given anew for the same time', async () => {
    const world = new World()
    world.wish('a', SATURDAY)
    await world.run()
    world.approve('a', SATURDAY)
    expect(await world.run('06:00:00.000Z')).toBe(1)
    world.approve('a', SATURDAY, `${FRIDAY}07:00:00.000Z`)
    expect(await world.run('08:00:00.000Z')).toBe(1)
    expect(world.events.map(({ items }) => items[0]?.problem)).toEqual(['not_approved', undefined, undefined])
  })

  test('is told and written down once by minutes that are doubled', async () => {
    const world = new World()
    world.approve('a', SATURDAY)
    await Promise.all([world.run(), world.run(), world.run('02:01:00.000Z')])
    world.approve('b', SUNDAY)
    await Promise.all([world.run('06:00:00.000Z'), world.run('06:00:00.000Z'), world.run('06:01:00.000Z')])
    expect(world.events.map(({ items }) => items.map(({ item }) => item))).toEqual([['a'], ['b']])
    expect(world.times('liu')).toBe(2)
  })

  test('is told once where the minute died before it was written down', async () => {
    const world = new World()
    world.approve('a', SATURDAY)
    await world.run()
    world.approve('b', SUNDAY)
    const before = world.stored
    await world.run('06:00:00.000Z')
    world.stored = before
    await world.run('06:01:00.000Z')
    expect(world.times('liu')).toBe(2)
  })
})
