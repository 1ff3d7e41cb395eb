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

describe('whoever was away is asked again for what waits', () => {
  const END = new Date(delegation.until)
  const after = (ms: number): Date => new Date(END.getTime() + ms)
  const ways: readonly (readonly [string, Delegation])[] = [
    ['is over', delegation], ['was revoked', { ...delegation, until: '2026-12-20T00:00:00.000Z', state: 'revoked', revokedAt: delegation.until }],
  ]

  test.each(ways)('once, when the delegation %s, whatever minutes are missed or doubled', async (_, one) => {
    const world = new World([item('a'), item('b')])
    world.delegations = [one]
    const [first, same] = await Promise.all([world.run(END), world.run(END)])
    expect(first + same).toBe(2)
    expect(await world.run(after(60_000))).toBe(0)
    expect([...world.notices.values()]).toMatchObject([
      { kind: 'act', channel: 'mail', person: 'fang', item: 'a', ask: 'first_review', mark: 'd1-ended' }, { person: 'fang', item: 'b' },
    ])
    expect(world.told.size).toBe(0)
    expect(await world.run(after(3 * 86_400_000))).toBe(0)
    expect(world.told).toEqual(new Set(['d1-ended']))
    const late = new World([item('a')])
    late.delegations = [one]
    expect(await late.run(after(7 * 86_400_000))).toBe(1)
    expect(await late.run(after(7 * 86_400_000))).toBe(0)
  })

  test('though the minute was cut off in between', async () => {
    const world = new World([item('a'), item('b')])
    world.fail = true
    await expect(world.run(after(SETTLED.getTime() - AT.getTime()))).rejects.toThrow('cut off')
    world.fail = false
    expect(await world.run(after(SETTLED.getTime() - AT.getTime()))).toBe(0)
    expect(world.notices.size).toBe(2)
  })

  test('but not where nobody ever stood in, for another column, or long after', async () => {
    const world = new World([item('a')])
    world.delegations = [
      { ...delegation, id: 'rejected', state: 'revoked' }, { ...delegation, id: 'waits', state: 'proposed' },
      { ...delegation, id: 'early', state: 'revoked', from: '2026-11-26T00:00:00.000Z', revokedAt: '2026-11-25T00:00:00.000Z' },
      { ...delegation, id: 'column', columns: ['policies'] }, { ...delegation, id: 'old', from: '2026-11-10T00:00:00.000Z', until: '2026-11-20T00:59:59.999Z' },
    ]
    expect(await world.run(END)).toBe(0)
  })

  test('each in their turn: first the stand-in, then the person', async () => {
    const world = new World([item('a')])
    expect(await world.run(SETTLED)).toBe(1)
    expect(await world.run(END)).toBe(1)
    expect([...world.notices.values()].map(({ person }) => person)).toEqual(['stand', 'fang'])
  })
})
