import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import { DEFAULT_TERMS, reminderDue, reviewDue } from '../../../shared/deadlines/index.ts'
import { isSuspended } from '../../../shared/workflow/due.ts'
import { seesReport } from '../../../shared/workflow/separation.ts'
import { isReview } from '../../../shared/workflow/states.ts'
import type { CommandName } from '../../../shared/workflow/commands.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { contentOf, idOf } from '../portal/world.ts'
import { digestOf } from '../../../shared/portal/index.ts'
import { EDITION, UNIT } from '../workflow/world.ts'
import { History } from './history-world.ts'
import type { Server } from './history-world.ts'

/** Something that happens: time, the clock, the stream, the mail server, people. */
type Happening =
  | { readonly kind: 'time', readonly minutes: number }
  | { readonly kind: 'tick', readonly times: number, readonly late: number }
  | { readonly kind: 'wake', readonly item: number }
  | { readonly kind: 'server', readonly server: Server }
  | { readonly kind: 'person', readonly item: number, readonly what: 'on' | 'back' | 'later' | 'down', readonly hours: number }

const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('time' as const), minutes: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 600, max: 4_000 })) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('tick' as const), times: fc.integer({ min: 1, max: 3 }), late: fc.constantFrom(0, 0, 1, 90) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wake' as const), item: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('server' as const), server: fc.constantFrom<Server>('takes', 'takes', 'busy', 'death') }) },
  { weight: 4, arbitrary: fc.record({
    kind: fc.constant('person' as const), item: fc.nat(1), what: fc.constantFrom('on' as const, 'on' as const, 'on' as const, 'back' as const, 'later' as const, 'down' as const),
    hours: fc.integer({ min: 1, max: 100 }),
  }) },
), { minLength: 15, maxLength: 60, size: 'max' })

const on = (item: number): Happening => ({ kind: 'person', item, what: 'on', hours: 1 })
const days = (count: number): readonly Happening[] => Array.from({ length: count }, () => ({ kind: 'time', minutes: 1_440 }))
const TICK: Happening = { kind: 'tick', times: 1, late: 0 }
const published = (item: number): readonly Happening[] => [on(item), on(item), on(item), on(item), TICK]
/** Histories that chance seldom comes to: the end of a 公示, a take-down that nobody confirms, and both at once. */
const SELDOM: readonly (readonly Happening[])[] = [
  [...published(1), ...days(19), TICK],
  [...published(0), { kind: 'person', item: 0, what: 'down', hours: 1 }, ...days(2), TICK],
  [...published(1), ...days(18), { kind: 'person', item: 1, what: 'down', hours: 1 }, ...days(2), TICK],
]

const contents = [contentOf('关于限行的通告'), contentOf('志愿者公示')]

async function begin(history: History): Promise<void> {
  for (const [at, content] of contents.entries()) {
    const digest = digestOf(JSON.stringify(content))
    history.world.record.contents.set(digest, content)
    await history.act(idOf(at), 'chen', {
      name: 'create', id: idOf(at), unit: UNIT, type: at === 0 ? 'notice' : 'publicity', via: 'form',
      revision: { digest, title: content.title, column: 'notices', openness: 'proactive', ...at === 1 && { publicUntil: '2026-03-20T16:00:00.000Z' } },
    })
  }
}

/** What somebody does to an item where it stands. */
async function person(history: History, id: string, what: 'on' | 'back' | 'later' | 'down', hours: number): Promise<void> {
  const item = history.world.record.items.get(id)
  if (!item) return
  const seen = { revision: item.revision, ...isReview(item.round) && seesReport(item, item.round) && item.report && { report: item.report.digest } }
  const later = new Date(history.now.getTime() + hours * 3_600_000).toISOString()
  if (what === 'down' && item.presence === 'live') await history.act(id, 'han', { name: 'take_down', reason: 'wrong', note: '核实' })
  else if (what === 'down' && item.takeDown && hours % 2 === 0) await history.act(id, 'fang', { name: 'restore', note: '无误' })
  else if (item.round === 'drafting') {
    await history.act(id, 'chen', { name: 'submit', revision: item.revision, urgent: hours % 5 === 0, ...what === 'later' && { wishAt: later } })
    await history.act(id, 'system:screen', {
      name: 'screen', undisposed: 0,
      report: { digest: digestOf(`report ${item.revision} ${history.events.length}`), revision: item.revision, edition: EDITION, counts: { block: 0, warn: 0, info: 0 } },
    })
  } else if (what === 'back' && isReview(item.round)) await history.act(id, reviewerOf(item), { name: 'return', review: item.round, seen, opinion: '请核实' })
  else if (item.round === 'approval') {
    await history.act(id, 'jiang', { name: 'approve', review: 'approval', seen, ...what === 'later' && { releaseAt: later } })
  } else if (isReview(item.round)) await history.act(id, reviewerOf(item), { name: 'pass', review: item.round, seen })
}

function reviewerOf({ round }: Item): string {
  return round === 'first_review' ? 'fang' : round === 'screening' ? 'han' : 'jiang'
}

/** What has to be so after every step. */
function holds(history: History): void {
  const reminded = history.events.filter(({ type }) => type === 'remind')
  const entered = (chain: string, seq: number): number => history.events.findLast((one) => one.chain === chain && one.seq <= seq && one.from?.round !== one.to.round)?.seq ?? 0
  const keys = reminded.map(({ chain, seq, data }) => `${chain} ${entered(chain, seq)} ${String(data['step'])}`)
  expect(new Set(keys).size, 'each reminder once').toBe(keys.length)
  const rank = ['before', 'due', 'deputy', 'head']
  for (const [, steps] of Map.groupBy(reminded, ({ chain, seq }) => `${chain} ${entered(chain, seq)}`)) {
    const order = steps.map(({ data }) => rank.indexOf(String(data['step'])))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  }
  for (const { chain, seq, at } of history.events.filter(({ type }) => type === 'publish')) {
    const approved = history.events.findLast((one) => one.chain === chain && one.seq < seq && one.type === 'approve')
    const releaseAt = approved?.data['releaseAt']
    if (typeof releaseAt === 'string') expect(at >= releaseAt, `${releaseAt} released at ${at}`).toBe(true)
  }
  const twice = [...history.mails.values()].reduce((sum, times) => sum + times - 1, 0)
  expect(twice, 'mailed twice only where the process died with a mail that was taken').toBeLessThanOrEqual(history.deaths)
}

/** What a tick at the present time has to leave behind. */
function done(history: History): void {
  const now = history.now.toISOString()
  for (const item of history.items()) {
    const released = item.round === 'approved' && (item.releaseAt ?? '') <= now && !isSuspended(item)
    expect(released, `${item.id} is due and not released`).toBe(false)
    expect(item.presence === 'live' && (item.publishedRef?.publicUntil ?? '~') <= now, 'a period is over').toBe(false)
    expect(item.takeDown !== undefined && item.takeDown.confirmedBy === undefined && item.takeDown.until <= now, 'nobody confirmed').toBe(false)
    expect(reminderDue(reviewDue(item, DEFAULT_TERMS, shippedCalendar), item.reminded ?? [], now, shippedCalendar), 'a reminder is due').toBeUndefined()
  }
}

describe('whatever minutes are missed, late or doubled, mails fail and people go on', () => {
  test('each reminder is given once, nothing is released early, nothing is lost, and all that is due is done after the next minute', { timeout: 120_000 }, async () => {
    const met = new Set<CommandName>()
    await fc.assert(fc.asyncProperty(happenings, async (all) => {
      const history = new History()
      await begin(history)
      for (const one of all) {
        if (one.kind === 'time') history.world.pass(one.minutes)
        if (one.kind === 'tick') {
          const at = new Date(history.now.getTime() - one.late * 60_000)
          for (let times = one.times; times > 0; times -= 1) await history.tick(at)
          if (one.late === 0) done(history)
        }
        if (one.kind === 'wake') await history.wake(idOf(one.item))
        if (one.kind === 'server') history.server = one.server
        if (one.kind === 'person') await person(history, idOf(one.item), one.what, one.hours)
        holds(history)
      }
      // At last the server is well, and whatever waits is sent after the longest wait.
      history.server = 'takes'
      for (let hours = 0; hours < 8; hours += 1) {
        history.world.pass(60)
        await history.tick()
        done(history)
        holds(history)
      }
      const now = history.now.toISOString()
      expect([...history.notices.rows.values()].filter(({ state, nextAt }) => state === 'waiting' && nextAt <= now)).toEqual([])
      for (const { type } of history.events) met.add(type)
    }), { numRuns: 150, examples: SELDOM.map((history) => [history]) })
    expect(['remind', 'publish', 'expire', 'lapse', 'return'].filter((name) => ![...met].some((one) => one === name)), 'what the histories never came to').toEqual([])
  })

  test('a reviewer hears of every item that waits for them', async () => {
    const history = new History()
    await begin(history)
    await person(history, idOf(0), 'on', 1)
    history.server = 'busy'
    await history.tick()
    expect(history.mails.size).toBe(0)
    history.server = 'takes'
    history.world.pass(1)
    await history.tick()
    await history.tick()
    const told = [...history.notices.rows.values()].filter(({ kind, state }) => kind === 'act' && state === 'sent').map(({ person: to }) => to)
    expect(new Set(told)).toEqual(new Set(['fang', 'gao']))
    expect(told).toHaveLength(2)
    expect([...history.mails.values()]).toEqual([1, 1])
  })

  test('a wish that has passed asks whoever approves, once, and releases nothing', async () => {
    const history = new History()
    await begin(history)
    await person(history, idOf(0), 'later', 2)
    await person(history, idOf(0), 'on', 1)
    await person(history, idOf(0), 'on', 1)
    history.world.pass(3 * 60)
    await history.tick()
    history.world.pass(1)
    await history.tick()
    const asked = [...history.notices.rows.values()].filter(({ kind }) => kind === 'release_passed')
    expect(new Map(asked.map(({ person: to, state }) => [to, state]))).toEqual(new Map([['jiang', 'sent'], ['kong', 'sent']]))
    expect(asked).toHaveLength(2)
    expect(history.items()[0]).toMatchObject({ round: 'approval', presence: 'never' })
  })
})
