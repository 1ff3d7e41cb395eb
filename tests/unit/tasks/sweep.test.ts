import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goOnSweeping } from '../../../functions/clock/sweep.ts'
import type { Sweep } from '../../../functions/clock/sweep.ts'
import { settings } from '../../../cdk/settings.ts'
import type { Content } from '../../../shared/document/content.ts'
import { RegisterMoved } from '../../../shared/record/index.ts'
import type { Register } from '../../../shared/record/index.ts'
import { shippedEdition } from '../../../shared/stage/lexicon.ts'
import type { NewTask } from '../../../shared/tasks/index.ts'
import { ROUNDS } from '../../../shared/workflow/states.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { trail } from '../record/trail.ts'

const NIGHT = '2026-11-24T08:00:00Z'
const { item } = trail()
const PAGE = 2

class Killed extends Error {}

/** Published items in the queues of a unit, with every write counted, so that a test may cut it off after any. */
class World {
  readonly items = new Map<string, Item>()
  readonly contents = new Map<string, Content>()
  readonly registers = new Map<string, Register>()
  readonly tasks = new Map<string, NewTask>()
  readonly looked: string[] = []
  activation = 1
  /** writes until the process is killed */
  life = Infinity
  /** items that one part has time for */
  time = Infinity

  publish(id: string, text: string, round: Item['round'] = 'none'): void {
    const revision = `r-${id}`
    this.items.set(id, {
      ...item, id, round, presence: 'live',
      published: { revision, version: 1, indexNumber: id, firstAt: NIGHT, at: NIGHT, allotted: 'a' },
    })
    this.contents.set(revision, {
      title: '通知', body: { blocks: [{ type: 'paragraph', text }] }, attachments: [],
      fields: { column: 'notices', openness: 'proactive', formedOn: '2026-11-01', source: '临江县公安局交通管理大队', ground: '20-01' },
    })
  }

  async tick(at = NIGHT) {
    let time = this.time
    const write = (): void => {
      if (this.life <= 0) throw new Killed()
      this.life -= 1
    }
    const none = (): never => { throw new Error('Not part of a sweep') }
    const sweep: Sweep = {
      at: new Date(at), units: ['u'], settings: settings.body.tasks, failed: () => {}, hasTime: () => { time -= 1; return time >= 0 },
      tasks: { add: async (task) => {
        write()
        if (this.tasks.has(task.id)) return false
        this.tasks.set(task.id, task)
        return true
      } },
      record: {
        activeLexicon: async () => ({ edition: shippedEdition(), version: this.activation }), lexicon: none, report: none, texts: none,
        register: async (pk, sk) => this.registers.get(`${pk}/${sk}`),
        writeRegisters: async (writes) => {
          write()
          for (const { pk, sk, value, version } of writes) {
            if ((this.registers.get(`${pk}/${sk}`)?.version ?? 0) !== version - 1) throw new RegisterMoved(pk)
            this.registers.set(`${pk}/${sk}`, { value: JSON.parse(JSON.stringify(value)), version })
            if (pk === 'swept') this.looked.push(sk)
          }
        },
        queue: async (_unit, round, cursor) => {
          const all = [...this.items.values()].filter((one) => one.round === round)
          const from = Number(cursor ?? 0)
          return { items: all.slice(from, from + PAGE), ...(from + PAGE < all.length && { cursor: String(from + PAGE) }) }
        },
        content: async (digest) => this.contents.get(digest) ?? none(),
        trail: async () => [],
      },
    }
    return goOnSweeping(sweep)
  }
}

const PLANTED = '联系人手机号13912345678。'

describe('a sweep', () => {
  test('opens a task for what it finds on a public page, and none for a clean one', async () => {
    const world = new World()
    world.publish('a', PLANTED)
    world.publish('b', '清明假期车管所照常办公。')
    expect(await world.tick()).toMatchObject({ looked: 2, opened: 1, complete: true })
    expect([...world.tasks.values()]).toMatchObject([{ item: 'a', kind: 'sweep', revision: 'r-a', finding: { kind: 'mobile' } }])
  })

  test('keeps a mask of what is private, never the value', async () => {
    const world = new World()
    world.publish('a', PLANTED)
    await world.tick()
    expect(JSON.stringify([...world.tasks.values()])).not.toContain('13912345678')
  })

  test('leaves alone what it has done until a new edition comes or the next night', async () => {
    const world = new World()
    world.publish('a', PLANTED)
    await world.tick()
    expect(await world.tick()).toEqual({ looked: 0, opened: 0, failed: 0, complete: true })
    world.activation += 1
    expect(await world.tick()).toMatchObject({ looked: 1, opened: 0, complete: true })
    expect(await world.tick('2026-11-24T17:59:00Z')).toMatchObject({ looked: 0 })
    expect(await world.tick('2026-11-24T18:00:00Z'), '02:00 in Shanghai').toMatchObject({ looked: 1, opened: 0 })
  })

  test('looks at what is not public neither before nor after', async () => {
    const world = new World()
    world.publish('a', PLANTED)
    const one = world.items.get('a') ?? item
    world.items.set('a', { ...one, presence: 'withdrawn' })
    expect(await world.tick()).toMatchObject({ looked: 0, opened: 0, complete: true })
  })

  test('looks at every public page once for each edition and opens no task twice, wherever it is cut off', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.record({ round: fc.constantFrom(...ROUNDS), dirty: fc.boolean() }), { maxLength: 7 }),
      fc.array(fc.record({
        life: fc.integer({ min: 0, max: 6 }), time: fc.integer({ min: 0, max: 4 }),
        moves: fc.option(fc.record({ at: fc.nat(6), to: fc.constantFrom(...ROUNDS) }), { nil: undefined }),
      }), { maxLength: 8 }),
      async (pages, parts) => {
        const world = new World()
        pages.forEach(({ round, dirty }, at) => world.publish(`i${at}`, dirty ? PLANTED : '照常办公。', round))
        for (const { life, time, moves } of parts) {
          world.life = life
          world.time = time
          await world.tick().catch((error: unknown) => { if (!(error instanceof Killed)) throw error })
          const moved = moves && world.items.get(`i${moves.at}`)
          if (moves && moved) world.items.set(moved.id, { ...moved, round: moves.to })
        }
        world.life = Infinity
        world.time = Infinity
        expect(await world.tick()).toMatchObject({ complete: true })
        const dirty = pages.flatMap((page, at) => page.dirty ? [`i${at}`] : [])
        expect(world.looked.toSorted()).toEqual(pages.map((_, at) => `i${at}`))
        expect([...world.tasks.values()].map((task) => task.item).toSorted()).toEqual(dirty)
      },
    ), { numRuns: 150 })
  })
})
