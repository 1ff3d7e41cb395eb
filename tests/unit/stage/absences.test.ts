import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../../shared/workflow/types.ts'
import { shortage } from '../../../shared/stage/absences.ts'
import type { Then } from '../../../shared/stage/absences.ts'
import type { Role } from '../../../shared/workflow/states.ts'

const item = { reviews: ['first_review', 'screening', 'approval'] as const, column: 'notices' }
const UNTIL = '2026-11-30T16:00:00.000Z'
const person = (name: string, ...roles: Role[]): Candidate => ({ person: name, name, roles })
const away = (one: Candidate): Candidate => ({ ...one, away: UNTIL })
const [chen, wang, liu, zhou, zheng] = [
  person('chen', 'first_reviewer'), person('wang', 'screening_reviewer'), person('liu', 'approver'), person('zhou', 'editor'), person('zheng', 'auditor'),
]
const all = [chen, wang, liu, zhou, zheng]
const on = (day: number, people: readonly Candidate[]): Then => ({ at: `2026-11-${day}T00:00:00.000Z`, people })

describe('a submission looks ahead', () => {
  test('and says nothing where enough people remain', () => {
    expect(shortage(item, ['lin'], [on(24, all), on(25, [...all, person('he', 'first_reviewer')].map((one) => one === chen ? away(one) : one))])).toBeUndefined()
  })

  test('names what is lacking on the first such day, who is away and who could stand in', () => {
    const found = shortage(item, ['lin'], [on(24, all), on(25, all.map((one) => one === wang ? away(one) : one)), on(26, all.map(away))])
    expect(found).toMatchObject({ at: '2026-11-25T00:00:00.000Z', missing: ['screening'], away: [{ person: 'wang' }], couldStepIn: [{ person: 'zhou' }] })
    expect(found?.couldStepIn).toHaveLength(1)
  })

  test('proposes nobody whom their posts keep apart, whatever else they hold', () => {
    const more = [...all, person('gao', 'administrator', 'editor')]
    const found = shortage(item, ['lin'], [on(25, more.map((one) => one === wang ? away(one) : one))])
    expect(found?.couldStepIn.map((one) => one.person)).toEqual(['zhou'])
  })

  test('counts whoever stands in, for the columns that they stand in for, unless the person away worked on it', () => {
    const acting = { person: 'wang', name: 'wang', delegation: 'd1', roles: ['screening_reviewer'], until: UNTIL } as const
    const lent = (more: object = {}): Candidate[] => all.map((one) => one === wang ? away(one) : one === zhou ? { ...zhou, actsFor: [{ ...acting, ...more }] } : one)
    expect(shortage(item, ['lin'], [on(24, lent())])).toBeUndefined()
    expect(shortage(item, ['lin'], [on(24, lent({ columns: ['notices'] }))])).toBeUndefined()
    expect(shortage(item, ['lin'], [on(24, lent({ columns: ['policies'] }))])?.missing).toEqual(['screening'])
    expect(shortage(item, ['zhou'], [on(24, lent())])?.missing).toEqual(['screening'])
  })

  test('does not blame absences for people who were never there', () => {
    expect(shortage(item, ['lin'], [on(24, [chen, liu].map(away))])).toBeUndefined()
    expect(shortage(item, ['wang'], [on(24, all.map((one) => one === chen ? away(one) : one))])).toBeUndefined()
  })
})
