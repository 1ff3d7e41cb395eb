import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goOnSweeping } from '../../../functions/clock/sweep.ts'
import type { Sweep } from '../../../functions/clock/sweep.ts'
import { settings } from '../../../cdk/settings.ts'
import type { Content } from '../../../shared/document/content.ts'
import { RegisterMoved } from '../../../shared/record/index.ts'
import type { Register, StoredReport, StoredTexts, TrailEvent } from '../../../shared/record/index.ts'
import { shippedEdition } from '../../../shared/stage/lexicon.ts'
import type { NewPageTask } from '../../../shared/tasks/index.ts'
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
  readonly tasks = new Map<string, NewPageTask>()
  readonly looked: string[] = []
  /** what was read in attachments, by digest */
  readonly texts = new Map<string, StoredTexts>()
  readonly reports = new Map<string, StoredReport>()
  readonly trails = new Map<string, readonly TrailEvent[]>()
  settings = settings.body.tasks
  activation = 1
  /** writes until the process is killed */
  life = Infinity
  /** items that one part has time for */
  time = Infinity

  publish(id: string, text: string, round: Item['round'] = 'none', attachments: Content['attachments'] = []): void {
    const revision = `r-${id}`
    this.items.set(id, {
      ...item, id, round, presence: 'live',
      published: { revision, version: 1, indexNumber: id, firstAt: NIGHT, at: NIGHT, allotted: 'a' },
    })
    this.contents.set(revision, {
      title: '通知', body: { blocks: [{ type: 'paragraph', text }] }, attachments,
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
      at: new Date(at), units: ['u'], settings: this.settings, failed: () => {}, hasTime: () => { time -= 1; return time >= 0 },
      tasks: { add: async (task) => {
        if (task.kind === 'calendar') return none()
        write()
        if (this.tasks.has(task.id)) return false
        this.tasks.set(task.id, task)
        return true
      } },
      record: {
        activeLexicon: async () => ({ edition: shippedEdition(), version: this.activation }), lexicon: none,
        texts: async (digest) => this.texts.get(digest), report: async (digest) => this.reports.get(digest) ?? none(),
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
        trail: async (id) => [...this.trails.get(id) ?? []],
      },
    }
    return goOnSweeping(sweep)
  }
}

/** A text as the reader of a PDF stores it. */
const readOn = (text: string): StoredTexts['texts'][number] => ({ place: { block: 0 }, text, label: '', head: false, where: { part: 'page', number: 1 } })

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

  test('reads attachments again, and says of one that it cannot read that a person must look', async () => {
    const world = new World()
    const file = (name: string, sha256: string) => ({ name, mediaType: 'application/pdf', size: 1, sha256 })
    world.texts.set('dirty', { v: 1, problems: [], texts: [readOn(PLANTED)] })
    world.texts.set('clean', { v: 1, problems: [], texts: [readOn('照常办公。')] })
    world.publish('a', '照常办公。', 'none', [file('一.pdf', 'clean'), file('二.pdf', 'dirty'), file('三.pdf', 'never read')])
    expect(await world.tick()).toMatchObject({ looked: 1, opened: 2, failed: 0, complete: true })
    expect([...world.tasks.values()].map(({ finding }) => [finding?.kind, finding?.span.field, finding?.level])).toEqual([
      ['mobile', 'attachments.1', 'block'], ['unread', 'attachments.2', 'block'],
    ])
    expect(JSON.stringify([...world.tasks.values()])).not.toContain('13912345678')
  })

  test('opens no task for what was disposed of before the page was published, and one for what is new in the same text', async () => {
    const world = new World()
    world.publish('a', `${PLANTED}另一人的手机号13800138000。`)
    await world.tick()
    const [first, second] = [...world.tasks.values()].map(({ finding }) => finding)
    if (!first || !second) throw new Error('Two findings were planted')
    const revision = 'r-a'
    const report = (...findings: readonly (typeof first)[]): StoredReport =>
      ({ revision, edition: 'e', lists: [], counts: { block: findings.length, warn: 0, info: 0 }, findings: findings.map((one) => ({ ...one, edition: 'e' })) })
    world.reports.set('report', report(first))
    world.trails.set('a', [{
      v: 1, salt: 's', chain: 'item#a', seq: 9, prev: 'p', hash: 'h', channel: 'stream', type: 'publish', at: NIGHT, revision, report: 'report', commandId: 'c',
      actor: { person: 'system:publish', name: 'system:publish', unit: 'u', roles: [], method: 'system' }, from: { round: 'approved', presence: 'never' }, to: { round: 'none', presence: 'live' }, data: {},
    }])
    world.tasks.clear()
    world.activation += 1
    expect(await world.tick()).toMatchObject({ looked: 1, opened: 1 })
    expect([...world.tasks.values()].map(({ finding }) => finding?.id)).toEqual([second.id])
    world.reports.set('report', report(first, second))
    world.tasks.clear()
    world.activation += 1
    expect(await world.tick()).toMatchObject({ looked: 1, opened: 0 })
  })

  test('begins each night at the hour of the settings, and gives as many days as they say', async () => {
    const world = new World()
    world.settings = { sweepHour: 5, dueDays: { ...settings.body.tasks.dueDays, block: 2 } }
    world.publish('a', PLANTED)
    await world.tick()
    expect([...world.tasks.values()].map(({ dueAt }) => dueAt)).toEqual(['2026-11-26T16:00:00.000Z'])
    expect(await world.tick('2026-11-24T20:59:00Z')).toMatchObject({ looked: 0 })
    expect(await world.tick('2026-11-24T21:00:00Z'), '05:00 in Shanghai').toMatchObject({ looked: 1 })
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
