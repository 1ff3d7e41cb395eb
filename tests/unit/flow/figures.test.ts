import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import { DEFAULT_TERMS } from '../../../shared/deadlines/index.ts'
import { approvalsOf, isDecided, isIn, monthAfter, monthOf, OFTEN, pairsOf, QUICK_MS, reviewFigures, staysOf, waitingFigures } from '../../../shared/flow/index.ts'
import type { Approval, FlowEvent, Stay } from '../../../shared/flow/index.ts'
import type { CommandName } from '../../../shared/workflow/commands.ts'
import type { Review, Round } from '../../../shared/workflow/states.ts'
import { REVIEWS } from '../../../shared/workflow/states.ts'
import { trail } from '../record/trail.ts'

const { item } = trail()

/** An event that moves an item, so many hours after Monday 2026-11-02, 09:00 in Shanghai. */
function event(hour: number, type: CommandName, from: Round, to: Round, person = 'system', more: Partial<FlowEvent> = {}): FlowEvent {
  return {
    type, at: time(hour), from: { round: from, presence: 'never' }, to: { round: to, presence: 'never' }, data: {},
    actor: { person, name: `名${person}`, unit: 'u', method: 'oidc' }, ...more,
  }
}

const time = (hour: number): string => new Date(Date.parse('2026-11-02T01:00:00.000Z') + hour * 3_600_000).toISOString()

const WAY: readonly FlowEvent[] = [
  event(0, 'create', 'none', 'drafting', 'editor'),
  event(1, 'submit', 'drafting', 'first_review', 'editor'),
  event(2, 'screen', 'first_review', 'first_review'),
  event(3, 'return', 'first_review', 'drafting', 'first'),
  event(4, 'submit', 'drafting', 'first_review', 'editor', { data: { urgent: true } }),
  event(5, 'pass', 'first_review', 'screening', 'first'),
  event(6, 'refer', 'screening', 'referred', 'screening'),
  event(30, 'resume', 'referred', 'screening', 'screening'),
  event(31, 'pass', 'screening', 'approval', 'screening'),
  event(32, 'screen', 'approval', 'screening'),
  event(33, 'pass', 'screening', 'approval', 'other'),
  event(34, 'approve', 'approval', 'approved', 'approver'),
]

describe('stays', () => {
  test('begin when an item comes to a review, end when it leaves it, and a new report alone ends none', () => {
    expect(staysOf('I', WAY).map(({ review, from, to, by, urgent }) => [review, from, to, by, urgent])).toEqual([
      ['first_review', time(1), time(3), 'return', false], ['first_review', time(4), time(5), 'pass', true],
      ['screening', time(5), time(6), 'refer', true], ['screening', time(30), time(31), 'pass', true],
      ['approval', time(31), time(32), 'screen', true], ['screening', time(32), time(33), 'pass', true],
      ['approval', time(33), time(34), 'approve', true],
    ])
  })

  test('that were ended by a new report or by the editor are nobody’s decision', () => {
    expect(staysOf('I', WAY).filter((stay) => !isDecided(stay)).map(({ by }) => by)).toEqual(['screen'])
  })

  test('what still waits is no stay yet', () => {
    expect(staysOf('I', WAY.slice(0, 2))).toEqual([])
  })

  test('an opening counts only if it lies within the stay', () => {
    const opened = (at: string) => staysOf('I', [WAY[1] ?? event(1, 'submit', 'drafting', 'first_review'), event(3, 'pass', 'first_review', 'screening', 'first', { shown: { opened: at } })])
      .map(({ openedAt }) => openedAt)
    expect([time(0), time(2), time(4)].map((at) => opened(at)[0])).toEqual([undefined, time(2), undefined])
  })

  const rounds: readonly Round[] = ['drafting', ...REVIEWS, 'referred', 'approved', 'none']
  test('never overlap, and each begins no later than it ends', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...rounds), fc.nat(50)), { maxLength: 40 }), (steps) => {
      let [hour, round]: [number, Round] = [0, 'none']
      const events = steps.map(([to, pause]) => {
        hour += pause
        const one = event(hour, 'pass', round, to, 'p')
        round = to
        return one
      })
      const stays = staysOf('I', events)
      for (const [at, { from, to }] of stays.entries()) {
        expect(from <= to).toBe(true)
        expect((stays[at + 1]?.from ?? to) >= to).toBe(true)
      }
      // Every leaving of a review is the end of one stay.
      const left = events.filter((one, at) => at > 0 && one.from && REVIEWS.some((review) => review === one.from?.round) && one.to.round !== one.from.round)
      expect(stays).toHaveLength(left.length)
    }))
  })
})

describe('figures of a review', () => {
  const stay = (from: number, to: number, more: Partial<Stay> = {}): Stay =>
    ({ item: 'I', review: 'first_review', from: time(from), to: time(to), urgent: false, by: 'pass', person: 'p', name: 'P', ...more })
  const figures = (stays: readonly Stay[]) => reviewFigures(stays, DEFAULT_TERMS, shippedCalendar)

  test('count decisions and returns, and leave out what was no decision', () => {
    expect(figures([stay(0, 1), stay(0, 2, { by: 'return' }), stay(0, 3, { by: 'recall' }), stay(0, 4, { by: 'screen' })]))
      .toMatchObject([{ review: 'first_review', decided: 2, returned: 1 }])
  })

  test('give the time in the middle, the earlier of two, and the longest in working days', () => {
    expect(figures([stay(0, 1), stay(0, 100), stay(0, 3), stay(0, 2)])).toMatchObject([{
      median: { ms: 2 * 3_600_000, days: 0 }, longest: { ms: 100 * 3_600_000, days: 4 },
    }])
  })

  test('a decision after its term is late: two working days, or four hours where it is urgent', () => {
    expect(figures([stay(0, 48), stay(0, 64), stay(0, 3, { urgent: true }), stay(0, 5, { urgent: true })])).toMatchObject([{ dated: 4, late: 2 }])
  })

  test('where the calendar of the year is not loaded nothing is late', () => {
    const far = { from: '2040-01-02T01:00:00.000Z', to: '2040-12-02T01:00:00.000Z' }
    const [one] = figures([stay(0, 1, far)])
    expect(one).toMatchObject({ decided: 1, dated: 0, late: 0 })
    expect(one?.longest).toEqual({ ms: Date.parse(far.to) - Date.parse(far.from) })
  })

  test('a decision is quick if its page was open for seconds only; where that is not known it is not judged', () => {
    const decided = time(2)
    const before = (ms: number): string => new Date(Date.parse(decided) - ms).toISOString()
    expect(figures([stay(0, 2), stay(0, 2, { openedAt: before(QUICK_MS - 1) }), stay(0, 2, { openedAt: before(QUICK_MS) })]))
      .toMatchObject([{ decided: 3, opened: 2, quick: [{ openedAt: before(QUICK_MS - 1) }] }])
  })

  test('hold for any stays: no part is more than its whole, and the middle is no longer than the longest', () => {
    const any = fc.record({
      from: fc.nat(2000), length: fc.nat(500), by: fc.constantFrom<CommandName>('pass', 'approve', 'return', 'refer', 'withhold', 'recall', 'screen'),
      review: fc.constantFrom<Review>(...REVIEWS), urgent: fc.boolean(),
    })
    fc.assert(fc.property(fc.array(any, { maxLength: 30 }), (drawn) => {
      const stays = drawn.map(({ from, length, ...more }) => stay(from, from + length, more))
      const all = figures(stays)
      for (const one of all) {
        expect(one.decided).toBe(stays.filter(({ review, by }) => review === one.review && !['recall', 'screen'].includes(by)).length)
        expect(Math.max(one.returned, one.dated, one.opened)).toBeLessThanOrEqual(one.decided)
        expect(one.late).toBeLessThanOrEqual(one.dated)
        expect(one.median?.ms).toBeLessThanOrEqual(one.longest?.ms ?? -1)
      }
      expect(figures(stays.toReversed())).toEqual(all.map((one) => ({ ...one, quick: one.quick.toReversed() })))
    }))
  })
})

describe('pairs', () => {
  test('are those whose decisions stood when the item was approved, not those that a new report took back', () => {
    expect(approvalsOf('I', WAY).map(({ at, deciders }) => [at, deciders.map(({ person }) => person)]))
      .toEqual([[time(34), ['first', 'other', 'approver']]])
  })

  const approval = (...people: readonly string[]): Approval => ({ item: 'I', at: time(0), deciders: people.map((person) => ({ person, name: person })) })

  test('are named from the fifth approval on, in whatever order they decided', () => {
    const times = (count: number) => pairsOf(Array.from({ length: count }, (_, at) => at % 2 ? approval('a', 'b') : approval('b', 'a')))
    expect(times(OFTEN - 1)).toEqual([])
    expect(times(OFTEN)).toEqual([{ people: [{ person: 'a', name: 'a' }, { person: 'b', name: 'b' }], together: OFTEN }])
  })

  test('count each approval once for each pair', () => {
    fc.assert(fc.property(fc.array(fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'), { maxLength: 4 }), { maxLength: 40 }), (all) => {
      for (const { people: [one, other], together } of pairsOf(all.map((people) => approval(...people)))) {
        expect(together).toBe(all.filter((people) => people.includes(one.person) && people.includes(other.person)).length)
        expect(one.person < other.person).toBe(true)
      }
    }))
  })
})

test('what waits is listed longest first, with what is overdue', () => {
  const waiting = [{ ...item, id: 'new', enteredAt: time(20) }, { ...item, id: 'old', enteredAt: time(-200) }]
    .map((one) => ({ ...one, round: 'first_review' as const, urgent: false }))
  expect(waitingFigures(waiting, time(24), DEFAULT_TERMS, shippedCalendar).map(({ item: { id }, overdue, took }) => [id, overdue, took.days]))
    .toEqual([['old', true, 7], ['new', false, 0]])
})

test('a month is one of Shanghai', () => {
  const month = monthOf('2026-12')
  expect([month.from, month.before]).toEqual(['2026-11-30T16:00:00.000Z', '2026-12-31T16:00:00.000Z'])
  expect(isIn(month, month.before)).toBe(false)
  expect([monthAfter('2026-01', -1), monthAfter('2026-12', 1), monthAfter('2026-11', -12)]).toEqual(['2025-12', '2027-01', '2025-11'])
})
