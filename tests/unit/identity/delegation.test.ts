import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Delegation, DelegationCommand, DelegationRefusal, Terms } from '../../../shared/identity/delegation.ts'
import { absenceOf, absenceRow, counts, delegationOf, delegationRow, endedAt, meet } from '../../../shared/identity/delegation.ts'
import type { DelegationStep, UnitState } from '../../../shared/identity/delegation-rule.ts'
import { DELEGABLE, DELEGATION_DAYS, judge } from '../../../shared/identity/delegation-rule.ts'
import type { Role } from '../../../shared/workflow/states.ts'
import type { Actor, Instant } from '../../../shared/workflow/types.ts'

const UNIT = 'dadui'
const START = Date.parse('2026-11-02T00:00:00.000Z')
const DAY = 86_400_000
const day = (days: number): Instant => new Date(START + Math.round(days * DAY)).toISOString()

const cast: Readonly<Record<string, readonly Role[]>> = {
  chen: ['first_reviewer'], he: ['first_reviewer', 'screening_reviewer'], wang: ['screening_reviewer'], liu: ['approver'],
  cao: ['head'], hou: ['head', 'approver'], gao: ['administrator'], lin: ['editor'], zheng: ['auditor'], ma: ['administrator', 'first_reviewer'],
}
const names = Object.keys(cast)
const people = names.map((person) => ({ person, name: `名${person}`, roles: cast[person] ?? [] }))
const empty: UnitState = { unit: UNIT, people, delegations: [], absences: [] }

function actor(person: string, unit = UNIT, roles = cast[person] ?? []): Actor {
  return { person, name: `名${person}`, unit, roles, method: 'oidc' }
}

/** A unit to which things happen. */
class Unit {
  state: UnitState = empty
  #made = 0

  ask(who: string | Actor, command: DelegationCommand, at = day(0)): DelegationStep | DelegationRefusal {
    this.#made += 1
    return judge(this.state, typeof who === 'string' ? actor(who) : who, command, { at, id: `d${this.#made}` })
  }

  /** @returns the code of a refusal, or the stage */
  take(who: string | Actor, command: DelegationCommand, at = day(0)): string {
    const step = this.ask(who, command, at)
    if (typeof step === 'string') return step
    const { delegation, absence, stage } = step
    const { delegations, absences } = this.state
    this.state = {
      ...this.state,
      delegations: delegation ? [...delegations.filter(({ id }) => id !== delegation.id), delegation] : delegations,
      absences: absence ? [...absences.filter(({ person }) => person !== absence.person), ...(stage === 'returned' ? [] : [absence])] : absences,
    }
    return stage
  }

  /** Marks somebody as away. */
  without(person: string, from = day(0), until = day(10)): this {
    expect(this.take('gao', { kind: 'absent', person, from, until })).toBe('absent')
    return this
  }

  get last(): Delegation {
    const found = this.state.delegations.at(-1)
    if (!found) throw new Error('No delegation')
    return found
  }
}

const terms = (delegate: string, more: Partial<Terms> = {}): Terms => ({ delegate, roles: ['first_reviewer'], from: day(0), until: day(10), ...more })
const delegate = (to: string, more: Partial<Terms> = {}): DelegationCommand => ({ kind: 'delegate', terms: terms(to, more) })
const appoint = (principal: string, to: string, more: Partial<Terms> = {}): DelegationCommand => ({ kind: 'appoint', principal, terms: terms(to, more) })

describe('a delegation by oneself', () => {
  test('names the own posts, another person of the unit, and a time', () => {
    const unit = new Unit()
    expect(unit.take('chen', delegate('he'))).toBe('delegated')
    expect(unit.last).toMatchObject({ principal: 'chen', delegate: 'he', roles: ['first_reviewer'], from: day(0), until: day(10), state: 'active' })
    expect(counts(unit.last, day(0))).toBe(true)
    expect(counts(unit.last, day(10))).toBe(false)
    expect(counts({ ...unit.last, state: 'proposed' }, day(1))).toBe(false)
  })

  test.each<readonly [DelegationRefusal, string, DelegationCommand]>([
    ['to_oneself', 'chen', delegate('chen')],
    ['not_in_unit', 'chen', delegate('stranger')],
    ['not_granted', 'stranger', delegate('he')],
    ['delegate_apart', 'chen', delegate('zheng')],
    ['delegate_apart', 'chen', delegate('gao')],
    ['delegate_apart', 'chen', delegate('ma')],
    ['no_roles', 'chen', delegate('he', { roles: [] })],
    ['role_not_held', 'chen', delegate('he', { roles: ['first_reviewer', 'approver'] })],
    ['role_not_held', 'lin', delegate('he', { roles: ['editor'] })],
    ['role_not_held', 'gao', delegate('he', { roles: ['administrator'] })],
    ['over', 'chen', delegate('he', { until: day(0) })],
    ['time_order', 'chen', delegate('he', { from: day(5), until: day(5) })],
    ['too_long', 'chen', delegate('he', { until: day(DELEGATION_DAYS + 0.001) })],
    ['too_far', 'chen', delegate('he', { from: day(367), until: day(370) })],
  ])('is refused as %s', (code, who, command) => {
    expect(new Unit().take(who, command)).toBe(code)
  })

  test('may last the whole ninety days, and never begins in the past', () => {
    const unit = new Unit()
    expect(unit.take('chen', delegate('he', { from: day(-100), until: day(DELEGATION_DAYS) }))).toBe('delegated')
    expect(unit.last.from).toBe(day(0))
  })

  test('is refused where the person is of another unit, though of that name', () => {
    expect(new Unit().take(actor('chen', 'cheguan'), delegate('he'))).toBe('not_granted')
  })

  test('is not passed on: who stands in has only their own posts to delegate, and none in that time', () => {
    const unit = new Unit()
    unit.take('chen', delegate('wang'))
    expect(unit.take('wang', delegate('he', { roles: ['first_reviewer'] }))).toBe('role_not_held')
    expect(unit.take('wang', delegate('he', { roles: ['screening_reviewer'] }))).toBe('is_stand_in')
    expect(unit.take('wang', delegate('he', { roles: ['screening_reviewer'], from: day(9.9), until: day(20) }))).toBe('is_stand_in')
    expect(unit.take('wang', delegate('he', { roles: ['screening_reviewer'], from: day(10), until: day(20) }))).toBe('delegated')
  })

  test('does not go to somebody who is away in that time, by delegation or by absence', () => {
    const unit = new Unit()
    unit.take('he', delegate('wang', { from: day(3), until: day(5) }))
    expect(unit.take('chen', delegate('he'))).toBe('delegate_away')
    expect(unit.take('chen', delegate('he', { until: day(3) }))).toBe('delegated')
    const other = new Unit()
    other.take('he', { kind: 'absent', person: 'he', from: day(3), until: day(5) })
    expect(other.take('chen', delegate('he'))).toBe('delegate_away')
    expect(other.take('chen', delegate('he', { from: day(5) }))).toBe('delegated')
  })

  test('does not overlap another of the same post and column', () => {
    const unit = new Unit()
    unit.take('he', delegate('chen', { columns: ['notices'] }))
    expect(unit.take('he', delegate('lin'))).toBe('overlapping')
    expect(unit.take('he', delegate('lin', { columns: ['notices', 'policies'] }))).toBe('overlapping')
    expect(unit.take('he', delegate('lin', { columns: ['policies'] }))).toBe('delegated')
    expect(unit.take('he', delegate('lin', { roles: ['screening_reviewer'] }))).toBe('delegated')
    expect(unit.take('he', delegate('lin', { from: day(10), until: day(12) }))).toBe('delegated')
  })
})

describe('a stand-in whom the head names', () => {
  test('takes effect once a second person has confirmed, from then on', () => {
    const unit = new Unit().without('chen')
    expect(unit.take('cao', appoint('chen', 'wang'))).toBe('proposed')
    expect(counts(unit.last, day(1))).toBe(false)
    expect(unit.take('hou', { kind: 'confirm', id: unit.last.id }, day(2))).toBe('confirmed')
    expect(unit.last).toMatchObject({ state: 'active', from: day(2), appointedBy: { person: 'cao' }, confirmedBy: { person: 'hou' } })
  })

  test('can be confirmed by an administrator, of another unit too, and by nobody else', () => {
    const unit = new Unit().without('chen')
    unit.take('cao', appoint('chen', 'wang'))
    const confirm = { kind: 'confirm', id: unit.last.id } as const
    expect(unit.take('cao', confirm)).toBe('not_second_person')
    expect(unit.take('liu', confirm)).toBe('not_granted')
    expect(unit.take('chen', confirm)).toBe('not_granted')
    expect(unit.take(actor('kang', 'cheguan', ['head']), confirm)).toBe('not_granted')
    expect(unit.take(actor('kang', 'cheguan', ['administrator']), confirm)).toBe('confirmed')
    expect(unit.take('gao', confirm)).toBe('settled')
  })

  test('is neither the one who names, nor the one who confirms', () => {
    const unit = new Unit().without('chen')
    expect(unit.take('cao', appoint('chen', 'cao'))).toBe('is_appointee')
    expect(unit.take('cao', appoint('chen', 'hou'))).toBe('proposed')
    expect(unit.take('hou', { kind: 'confirm', id: unit.last.id })).toBe('is_appointee')
    expect(unit.take('gao', { kind: 'confirm', id: unit.last.id })).toBe('confirmed')
  })

  test('is named only for somebody who is marked as away, and for no longer than that', () => {
    const unit = new Unit()
    expect(unit.take('cao', appoint('chen', 'wang'))).toBe('not_away_then')
    unit.without('he').without('chen', day(1), day(9))
    expect(unit.take('cao', appoint('chen', 'wang', { from: day(1) }))).toBe('not_away_then')
    expect(unit.take('cao', appoint('chen', 'wang', { until: day(9) }))).toBe('not_away_then')
    expect(unit.take('cao', appoint('chen', 'wang', { from: day(1), until: day(9) }))).toBe('proposed')
    const named = unit.last
    unit.without('chen', day(1), day(8.5))
    expect(unit.take('hou', { kind: 'confirm', id: named.id }, day(2))).toBe('not_away_then')
    unit.without('chen', day(1.5), day(9))
    expect(unit.take('hou', { kind: 'confirm', id: named.id }, day(1)), 'nobody stands in before the absence').toBe('not_away_then')
    expect(unit.take('hou', { kind: 'confirm', id: named.id }, day(2))).toBe('confirmed')
  })

  test('is revoked before the absence ends or is made shorter; what is over is in nobody’s way', () => {
    const unit = new Unit().without('chen')
    unit.take('cao', appoint('chen', 'wang', { until: day(5) }))
    unit.take('hou', { kind: 'confirm', id: unit.last.id })
    const absent = (from: number, until: number): DelegationCommand => ({ kind: 'absent', person: 'chen', from: day(from), until: day(until) })
    expect(unit.take('chen', { kind: 'return', person: 'chen' }, day(1))).toBe('has_stand_in')
    expect(unit.take('chen', absent(0, 4), day(1))).toBe('has_stand_in')
    expect(unit.take('chen', absent(3, 9), day(1))).toBe('has_stand_in')
    expect(unit.take('chen', absent(0, 6), day(1))).toBe('absent')
    expect(unit.take('chen', { kind: 'return', person: 'chen' }, day(5))).toBe('returned')
    unit.without('chen')
    unit.take('cao', appoint('chen', 'wang'))
    unit.take('hou', { kind: 'confirm', id: unit.last.id })
    expect(unit.take('chen', { kind: 'revoke', id: unit.last.id })).toBe('revoked')
    expect(unit.take('chen', { kind: 'return', person: 'chen' })).toBe('returned')
  })

  test('is no auditor and no administrator, when named or when confirmed', () => {
    const unit = new Unit().without('chen')
    for (const apart of ['zheng', 'gao', 'ma']) expect(unit.take('cao', appoint('chen', apart))).toBe('delegate_apart')
    expect(unit.take('cao', appoint('chen', 'wang'))).toBe('proposed')
    unit.state = { ...unit.state, people: people.map((one) => one.person === 'wang' ? { ...one, roles: [...one.roles, 'auditor'] } : one) }
    expect(unit.take('hou', { kind: 'confirm', id: unit.last.id })).toBe('delegate_apart')
  })

  test('is neither when it is written: the step asks their grant again', () => {
    const unit = new Unit()
    const made = unit.ask('chen', delegate('he'))
    expect(made).toMatchObject({ checks: [{ person: 'chen', all: ['first_reviewer'] }, { person: 'he', none: ['auditor', 'administrator'] }] })
  })

  test('is named by the unit’s head alone, for another', () => {
    const unit = new Unit().without('chen')
    for (const who of ['gao', 'liu', 'lin', 'chen']) expect(unit.take(who, appoint('he', 'wang'))).toBe('not_granted')
    expect(unit.take('hou', appoint('hou', 'wang', { roles: ['approver'] }))).toBe('not_second_person')
    expect(unit.take('hou', appoint('stranger', 'wang'))).toBe('not_in_unit')
    expect(unit.take('hou', appoint('chen', 'wang', { roles: ['screening_reviewer'] }))).toBe('role_not_held')
  })

  test('does not confirm somebody away as their own second person', () => {
    const unit = new Unit().without('hou')
    unit.take('cao', appoint('hou', 'wang', { roles: ['approver'] }))
    expect(unit.take('hou', { kind: 'confirm', id: unit.last.id })).toBe('not_second_person')
  })

  test('is looked at again at the confirmation', () => {
    const unit = new Unit().without('chen')
    unit.take('cao', appoint('chen', 'wang'))
    const confirm = { kind: 'confirm', id: unit.last.id } as const
    expect(unit.take('hou', confirm, day(10))).toBe('over')
    expect(unit.take('cao', appoint('chen', 'liu'))).toBe('overlapping')
    expect(unit.take('chen', delegate('he'))).toBe('delegated')
    expect(unit.take('hou', confirm)).toBe('overlapping')
    const { state } = unit
    unit.state = { ...state, delegations: state.delegations.slice(0, 1), people: people.map((one) => one.person === 'chen' ? { ...one, roles: ['editor'] } : one) }
    expect(unit.take('hou', confirm)).toBe('role_not_held')
    unit.state = { ...unit.state, people: people.filter(({ person }) => person !== 'wang') }
    expect(unit.take('hou', confirm)).toBe('not_in_unit')
    unit.state = { ...unit.state, people }
    expect(unit.take('chen', { kind: 'return', person: 'chen' })).toBe('returned')
    expect(unit.take('hou', confirm)).toBe('not_away_then')
    unit.without('chen')
    unit.take('wang', { kind: 'absent', person: 'wang', from: day(1), until: day(2) })
    expect(unit.take('hou', confirm)).toBe('delegate_away')
  })
})

describe('what is revoked', () => {
  test.each(['chen', 'cao', 'gao'])('ends at once, by %s', (who) => {
    const unit = new Unit()
    unit.take('chen', delegate('he'))
    expect(unit.take(who, { kind: 'revoke', id: unit.last.id }, day(1))).toBe('revoked')
    expect(counts(unit.last, day(1))).toBe(false)
    expect(unit.take(who, { kind: 'revoke', id: unit.last.id }, day(1))).toBe('settled')
  })

  test('has ended since then; what is over since its end, and what never counted not at all', () => {
    const unit = new Unit()
    unit.take('chen', delegate('he', { from: day(1) }))
    const made = unit.last
    expect([day(1), day(9.99), day(10), day(20)].map((at) => endedAt(made, at))).toEqual([undefined, undefined, day(10), day(10)])
    unit.take('chen', { kind: 'revoke', id: made.id }, day(2))
    expect(unit.last).toEqual({ ...made, state: 'revoked', revokedAt: day(2) })
    expect([day(1.99), day(2), day(20)].map((at) => endedAt(unit.last, at))).toEqual([undefined, day(2), day(2)])
    expect(delegationOf(delegationRow(unit.last))).toEqual(unit.last)
    unit.take('chen', delegate('he', { from: day(5) }), day(3))
    unit.take('chen', { kind: 'revoke', id: unit.last.id }, day(4))
    expect(endedAt(unit.last, day(6)), 'revoked before it began').toBeUndefined()
    unit.without('chen', day(0), day(30)).take('cao', appoint('chen', 'wang', { from: day(11), until: day(12) }), day(3))
    expect(endedAt(unit.last, day(20))).toBeUndefined()
    unit.take('chen', { kind: 'revoke', id: unit.last.id }, day(11.5))
    expect(unit.last.state).toBe('revoked')
    expect(endedAt(unit.last, day(20)), 'never confirmed').toBeUndefined()
  })

  test('is not revoked by anybody else, nor when it is over or unknown', () => {
    const unit = new Unit()
    unit.take('chen', delegate('he'))
    const { id } = unit.last
    for (const who of ['he', 'liu', 'lin']) expect(unit.take(who, { kind: 'revoke', id })).toBe('not_granted')
    expect(unit.take('chen', { kind: 'revoke', id }, day(10))).toBe('over')
    expect(unit.take('chen', { kind: 'revoke', id: 'other' })).toBe('unknown_delegation')
    expect(unit.take('cao', { kind: 'confirm', id: 'other' })).toBe('unknown_delegation')
  })

  test('is rejected while it waits, by the person it is about too', () => {
    const unit = new Unit().without('chen')
    unit.take('cao', appoint('chen', 'wang'))
    expect(unit.take('chen', { kind: 'revoke', id: unit.last.id })).toBe('rejected')
    expect(unit.take('hou', { kind: 'confirm', id: unit.last.id })).toBe('settled')
  })
})

describe('an absence without a stand-in', () => {
  const away = (person: string): DelegationCommand => ({ kind: 'absent', person, from: day(0), until: day(3) })

  test('is marked and ended by oneself, the head or an administrator', () => {
    for (const who of ['chen', 'cao', 'gao']) {
      const unit = new Unit()
      expect(unit.take(who, away('chen'))).toBe('absent')
      expect(unit.state.absences).toEqual([{ person: 'chen', name: '名chen', from: day(0), until: day(3) }])
      expect(unit.take(who, { kind: 'return', person: 'chen' }, day(1))).toBe('returned')
      expect(unit.take(who, { kind: 'return', person: 'chen' }, day(1))).toBe('not_away')
    }
    const unit = new Unit()
    expect(unit.take('he', away('chen'))).toBe('not_granted')
    expect(unit.take('cao', away('stranger'))).toBe('not_in_unit')
    unit.take('chen', away('chen'))
    expect(unit.take('he', { kind: 'return', person: 'chen' })).toBe('not_granted')
    expect(unit.take('chen', { kind: 'return', person: 'chen' }, day(3))).toBe('not_away')
  })

  test('is no way out for somebody who stands in for another', () => {
    const unit = new Unit()
    unit.take('chen', delegate('he'))
    expect(unit.take('he', away('he'))).toBe('is_stand_in')
    expect(unit.take('cao', away('he'))).toBe('is_stand_in')
    unit.take('cao', { kind: 'revoke', id: unit.last.id })
    expect(unit.take('cao', away('he'))).toBe('absent')
  })
})

test('rows give back what was put into them', () => {
  const unit = new Unit().without('chen')
  unit.take('cao', appoint('chen', 'wang', { columns: ['notices'], reason: '外出培训' }))
  unit.take('hou', { kind: 'confirm', id: unit.last.id })
  expect(delegationOf(delegationRow(unit.last))).toEqual(unit.last)
  unit.take('he', delegate('lin', { roles: ['screening_reviewer'] }))
  expect(delegationOf(delegationRow(unit.last))).toEqual(unit.last)
  const absence = { person: 'chen', name: '名chen', from: day(0), until: day(1) }
  expect(absenceOf(absenceRow(UNIT, absence))).toEqual(absence)
})

describe('whatever people do, in whatever order,', () => {
  const person = fc.constantFrom(...names)
  const columns = fc.option(fc.subarray(['notices', 'policies', 'reports'], { minLength: 1 }), { nil: undefined })
  // Mostly what makes sense, so that much is accepted; sometimes what never does.
  const draft = fc.record({
    kind: fc.constantFrom('delegate', 'delegate', 'appoint', 'appoint', 'confirm', 'confirm', 'absent', 'revoke', 'absent', 'return'),
    who: person, head: fc.constantFrom('cao', 'hou', 'gao', 'lin'), about: person, to: person, columns, which: fc.nat(8), strange: fc.nat(9),
    from: fc.integer({ min: -2, max: 40 }), length: fc.integer({ min: 0, max: 100 }), hours: fc.integer({ min: 0, max: 12 }),
  })
  const history = fc.array(draft, { minLength: 10, maxLength: 60 })

  function commandOf(step: typeof draft extends fc.Arbitrary<infer S> ? S : never, { state }: Unit): { who: string, command: DelegationCommand } {
    const { who, head, about, to, which, strange } = step
    const time = { from: day(step.from / 2), until: day((step.from + step.length) / 2) }
    const termsFor = (principal: string): Terms => ({
      delegate: to, roles: strange === 0 ? ['approver', 'editor'] : (cast[principal] ?? []).filter((role) => DELEGABLE.includes(role)),
      ...(step.columns && { columns: step.columns }), ...time, ...(strange === 1 && { until: day(200) }),
    })
    const id = state.delegations.at(-1 - which)?.id ?? 'none'
    // A head names stand-ins for those who are away, and a second one confirms what waits; sometimes anything else.
    const sensible = <T>(all: readonly T[]): T | undefined => strange < 7 ? all.at(-1 - which % Math.max(1, all.length)) : undefined
    const gone = sensible(state.absences.filter(({ person: one }) => (cast[one] ?? []).some((role) => DELEGABLE.includes(role))))
    const named = gone?.person ?? about
    switch (step.kind) {
      case 'delegate': return { who, command: { kind: 'delegate', terms: termsFor(who) } }
      case 'appoint': return { who: head, command: { kind: 'appoint', principal: named, terms: { ...termsFor(named), ...(gone && { from: gone.from, until: gone.until }) } } }
      case 'confirm': return { who: head, command: { kind: 'confirm', id: sensible(state.delegations.filter((one) => one.state === 'proposed'))?.id ?? id } }
      case 'revoke': return { who: strange < 5 ? who : head, command: { kind: 'revoke', id } }
      case 'absent': return { who: strange < 5 ? about : head, command: { kind: 'absent', person: about, ...time } }
      case 'return': break
    }
    return { who: head, command: { kind: 'return', person: about } }
  }

  function run(steps: Parameters<typeof commandOf>[0][], look: (state: UnitState, at: Instant) => void = () => {}): { unit: Unit, accepted: number } {
    const unit = new Unit()
    let [hours, accepted] = [0, 0]
    for (const one of steps) {
      hours += one.hours
      const before = unit.state
      const { who, command } = commandOf(one, unit)
      unit.take(who, command, day(hours / 24))
      if (unit.state !== before) accepted += 1
      look(unit.state, day(hours / 24))
    }
    return { unit, accepted }
  }

  test('nobody who stands in is away, so there is neither chain nor loop', () => {
    let accepted = 0
    fc.assert(fc.property(history, (steps) => {
      const done = run(steps)
      accepted += done.accepted
      const { delegations, absences } = done.unit.state
      const active = delegations.filter(({ state }) => state === 'active')
      for (const one of active) {
        expect(one.principal).not.toBe(one.delegate)
        expect(['zheng', 'gao', 'ma']).not.toContain(one.delegate)
        expect(active.filter((other) => other.principal === one.delegate && meet(one, other))).toEqual([])
        expect(absences.filter((other) => other.person === one.delegate && meet(one, other))).toEqual([])
      }
    }), { numRuns: 2000 })
    expect(accepted).toBeGreaterThan(5000)
  })

  test('one post and column has one stand-in at a time, of the person’s own posts, for ninety days at most, named by two others or by oneself', () => {
    fc.assert(fc.property(history, (steps) => {
      const active = run(steps).unit.state.delegations.filter(({ state }) => state === 'active')
      for (const one of active) {
        expect(one.roles.filter((role) => !(cast[one.principal] ?? []).includes(role) || !DELEGABLE.includes(role))).toEqual([])
        expect(Date.parse(one.until) - Date.parse(one.from)).toBeGreaterThan(0)
        expect(Date.parse(one.until) - Date.parse(one.from)).toBeLessThanOrEqual(DELEGATION_DAYS * DAY)
        for (const role of one.roles) {
          for (const column of ['notices', 'policies', 'reports']) {
            const same = active.filter((other) => other.principal === one.principal && other.roles.includes(role)
              && (other.columns ?? [column]).includes(column) && meet(one, other))
            if (!one.columns || one.columns.includes(column)) expect(same).toEqual([one])
          }
        }
        if (one.appointedBy) {
          expect(new Set([one.appointedBy.person, one.confirmedBy?.person, one.delegate]).size).toBe(3)
          expect(cast[one.appointedBy.person]).toContain('head')
        }
      }
    }), { numRuns: 2000 })
  })

  test('whoever has a stand-in named by others is marked as away for as long as that lasts', () => {
    let named = 0
    fc.assert(fc.property(history, (steps) => {
      run(steps, ({ delegations, absences }, at) => {
        for (const one of delegations.filter(({ state, appointedBy, until }) => state === 'active' && appointedBy && until > at)) {
          named += 1
          const from = one.from < at ? at : one.from
          expect(absences.filter((other) => other.person === one.principal && other.from <= from && other.until >= one.until)).toHaveLength(1)
        }
      })
    }), { numRuns: 2000 })
    expect(named).toBeGreaterThan(200)
  })
})
