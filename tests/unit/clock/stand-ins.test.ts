import { describe, expect, test } from 'vitest'
import { tellStandIns } from '../../../functions/clock/stand-ins.ts'
import type { Delegation } from '../../../shared/identity/index.ts'
import type { Draft } from '../../../shared/notices/index.ts'
import { noticeId } from '../../../shared/notices/ids.ts'
import type { Round } from '../../../shared/workflow/states.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { Story } from '../workflow/world.ts'

const AT = new Date('2026-11-25T01:00:00.000Z')
const SETTLED = new Date('2026-11-25T01:05:00.000Z')
const delegation: Delegation = {
  id: 'd1', unit: 'dadui', principal: 'fang', principalName: '方初审', delegate: 'stand', delegateName: '代', roles: ['first_reviewer'],
  from: '2026-11-25T01:00:00.000Z', until: '2026-11-27T01:00:00.000Z', state: 'active', createdAt: '2026-11-24T00:00:00.000Z',
}

function item(id: string, more: Partial<Item> = {}): Item {
  return { ...new Story().at('first_review').it, id, ...more }
}

/** A unit with what waits in it, and what has been told. */
class World {
  readonly told = new Set<string>()
  readonly notices = new Map<string, Draft>()
  fail = false
  time = Infinity
  delegations: readonly Delegation[] = [delegation]
  readonly items: readonly Item[]

  constructor(items: readonly Item[]) {
    this.items = items
  }

  run(at = AT): Promise<number> {
    return tellStandIns({
      at, units: ['dadui'], hasTime: () => (this.time -= 1) >= 0,
      record: { queue: async (_: string, round: Round) => ({ items: this.items.filter((one) => one.round === round) }) },
      identity: { delegations: {
        of: async (unit) => ({ unit, people: [], absences: [], delegations: this.delegations }),
        isTold: async (id) => this.told.has(id),
        setTold: async ({ id }) => {
          if (this.fail) throw new Error('cut off')
          this.told.add(id)
        },
      } },
      notices: { add: async (draft) => {
        const id = noticeId(draft)
        const fresh = !this.notices.has(id)
        this.notices.set(id, draft)
        return fresh
      } },
    })
  }
}

describe('whoever begins to stand in', () => {
  test('is asked once for each item that waits, however often the minute comes', async () => {
    const world = new World([item('a'), item('b')])
    expect(await world.run(new Date('2026-11-25T00:59:59.999Z'))).toBe(0)
    expect(await world.run()).toBe(2)
    expect(world.told.size, 'a queue may still be behind').toBe(0)
    expect(await world.run(SETTLED)).toBe(0)
    expect(world.told.size).toBe(1)
    expect([...world.notices.values()]).toMatchObject([
      { kind: 'act', channel: 'mail', person: 'stand', item: 'a', ask: 'first_review', mark: 'd1' }, { person: 'stand', item: 'b' },
    ])
  })

  test('is asked once though the minute was cut off in between, or had no time', async () => {
    const world = new World([item('a'), item('b')])
    world.fail = true
    await expect(world.run(SETTLED)).rejects.toThrow('cut off')
    world.fail = false
    expect(await world.run(SETTLED)).toBe(0)
    expect(world.notices.size).toBe(2)
    const short = new World([item('a'), item('b')])
    short.time = 1
    expect(await short.run(SETTLED)).toBe(1)
    short.time = Infinity
    expect(await short.run(SETTLED)).toBe(1)
    expect(short.told).toEqual(new Set(['d1']))
  })

  test('is not asked for what they or the person away worked on, or for another column or post', async () => {
    const world = new World([
      item('own', { contributors: ['stand'] }), item('theirs', { contributors: ['fang'] }), item('column', { column: 'policies' }), item('open'),
      item('post', { round: 'screening' }),
    ])
    world.delegations = [{ ...delegation, columns: [item('open').column] }]
    expect(await world.run()).toBe(1)
    expect([...world.notices.values()].map((one) => one.item)).toEqual(['open'])
  })

  test('is not asked where the delegation waits, was revoked or is over', async () => {
    const world = new World([item('a')])
    world.delegations = [{ ...delegation, state: 'proposed' }, { ...delegation, state: 'revoked' }, { ...delegation, until: delegation.from }]
    expect(await world.run()).toBe(0)
  })
})
