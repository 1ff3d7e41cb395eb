import { describe, expect, test } from 'vitest'
import { dueOf, periodEnd } from '../../../shared/workflow/due.ts'
import { lastPost } from '../../../shared/workflow/separation.ts'
import { nextPeople, standing } from '../../../shared/workflow/staffing.ts'
import type { Candidate, Item } from '../../../shared/workflow/types.ts'
import { REQUIREMENTS } from '../../../shared/workflow/requirements.ts'
import { GUARDS } from '../../../shared/workflow/guards.ts'
import { actor, code, NOW, PEOPLE, report, Story } from './world.ts'

const remind = (step: 'before' | 'due' | 'deputy' | 'head') =>
  ({ name: 'remind', step, dueAt: NOW, calendar: '2026', to: ['fang'] }) as const

describe('a reminder', () => {
  test('is given once for each step of a stay', () => {
    const story = new Story().at('first_review')
    story.tell('system:clock', remind('before'))
    expect(code(story.ask('system:clock', remind('before')))).toBe('unchanged')
    story.tell('system:clock', remind('due'))
    expect(story.it.reminded).toEqual(['before', 'due'])
    story.passed('fang')
    expect(story.it.reminded).toBeUndefined()
    expect(code(story.ask('system:clock', remind('before')))).toBe('accepted')
  })

  test('moves nothing and leaves every decision open', () => {
    const story = new Story().at('first_review')
    const { enteredAt, revision } = story.it
    story.wait(2).tell('system:clock', remind('due'))
    expect(story.it).toMatchObject({ round: 'first_review', enteredAt, revision })
    story.passed('fang')
  })

  test('is the clock’s, and for a review that waits', () => {
    expect(code(new Story().at('first_review').ask('system:notify', remind('due')))).toBe('not_granted')
    expect(code(new Story().drafted().ask('system:clock', remind('due')))).toBe('wrong_round')
  })
})

describe('a person whom no mail reached', () => {
  test('is marked once, until the item moves on', () => {
    const story = new Story().at('first_review')
    const unreached = { name: 'unreached', person: 'fang', notice: 'n1' } as const
    story.tell('system:notify', unreached)
    expect(code(story.ask('system:notify', { ...unreached, notice: 'n2' }))).toBe('unchanged')
    story.tell('system:notify', { ...unreached, person: 'gao' })
    expect(story.it.unreached).toEqual(['fang', 'gao'])
    story.passed('gao')
    expect(story.it.unreached).toBeUndefined()
  })

  test('is marked no more once a later one reaches them; others stay marked', () => {
    const story = new Story().at('first_review')
    const reached = (person: string) => ({ name: 'reached', person, notice: 'n3' }) as const
    expect(code(story.ask('system:notify', reached('fang')))).toBe('unchanged')
    for (const person of ['fang', 'gao']) story.tell('system:notify', { name: 'unreached', person, notice: 'n1' })
    expect(code(story.ask('system:clock', reached('fang')))).toBe('not_granted')
    story.tell('system:notify', reached('fang'))
    expect(story.it.unreached).toEqual(['gao'])
    expect(code(story.ask('system:notify', reached('fang')))).toBe('unchanged')
    story.tell('system:notify', reached('gao'))
    expect(story.it.unreached).toBeUndefined()
  })
})

describe('a release', () => {
  test('does not happen once whoever approved has lost the post', () => {
    const story = new Story().at('approval').approved()
    story.people = PEOPLE.filter(({ person }) => person !== 'jiang')
    expect(story.ask('system:publish', story.publishing())).toEqual({ accepted: false, code: 'approver_gone', values: { person: 'jiang' } })
    story.people = PEOPLE.map((one) => one.person === 'jiang' ? { ...one, roles: ['editor'] } : one)
    expect(code(story.ask('system:publish', story.publishing()))).toBe('approver_gone')
  })

  test('that was approved by a stand-in rests on the post of the absent', () => {
    const story = new Story().at('approval').standingIn('kong', 'jiang', 'approver')
    story.tell({ ...actor('kong'), onBehalfOf: { person: 'jiang', name: '蒋终审', delegation: 'd1' } }, { name: 'approve', review: 'approval', seen: story.seen() })
    expect(lastPost(story.it)).toEqual({ person: 'jiang', role: 'approver' })
    story.people = PEOPLE.filter(({ person }) => person !== 'kong')
    expect(code(story.ask('system:publish', story.publishing()))).toBe('accepted')
    story.people = PEOPLE.filter(({ person }) => person !== 'jiang')
    expect(code(story.ask('system:publish', story.publishing()))).toBe('approver_gone')
  })

  test('of what nobody approved rests on no post', () => {
    const story = new Story().at('approval')
    expect(lastPost(story.it)).toBeUndefined()
    expect(REQUIREMENTS.approver_granted(story.it, story.facts(), { person: 'x' })).toEqual({ accepted: false, code: 'approver_gone', values: {} })
    expect(GUARDS.approver({ item: story.it, actor: actor('system:publish'), facts: story.facts(), roles: [] })).toEqual([])
  })

  test('that is held goes back to the last review without its decision, and is approved anew', () => {
    const story = new Story().at('approval').approved('jiang', '2026-03-03T01:00:00.000Z')
    story.wait(1).tell('system:clock', { name: 'hold', code: 'approver_gone' })
    expect(story.it).toMatchObject({ round: 'approval', held: { code: 'approver_gone', at: story.now }, enteredAt: story.now })
    expect(story.it.releaseAt).toBeUndefined()
    expect(story.it.decisions.map(({ review }) => review)).toEqual(['first_review', 'screening'])
    story.approved('kong').published()
    expect(story.it.held).toBeUndefined()
  })

  test('is held where it was approved, by the system alone', () => {
    expect(code(new Story().at('approval').ask('system:publish', { name: 'hold', code: 'not_proven' }))).toBe('wrong_round')
    expect(code(new Story().at('approval').approved().ask('system:screen', { name: 'hold', code: 'not_proven' }))).toBe('not_granted')
  })

  test('goes nowhere where the item has no review', () => {
    const story = new Story().at('approval').approved()
    story.item = { ...story.it, reviews: [] }
    story.tell('system:clock', { name: 'hold', code: 'not_proven' })
    expect(story.it.round).toBe('approved')
  })

  test('is wished for by an editor for a time to come, at most a year ahead', () => {
    const story = new Story().drafted()
    const submit = { name: 'submit', revision: story.it.revision, urgent: false } as const
    expect(code(story.ask('chen', { ...submit, wishAt: NOW }))).toBe('release_in_past')
    expect(code(story.ask('chen', { ...submit, wishAt: '2027-03-02T01:00:00.001Z' }))).toBe('release_too_far')
    story.tell('chen', { ...submit, wishAt: '2026-03-04T01:00:00.000Z' })
    story.screened().passed('fang').passed('han')
    expect(story.it.wishAt).toBe('2026-03-04T01:00:00.000Z')
    expect(dueOf({ ...story.it, report: report('限行') })).toBeUndefined()
    story.tell('jiang', { name: 'return', review: 'approval', seen: story.seen(), opinion: '再核' })
    expect(story.it.wishAt).toBeUndefined()
  })
})

describe('a 公示', () => {
  const END = '2026-03-05T16:00:00.000Z'
  const shown = (): Story => new Story().at('first_review', { publicUntil: END }).passed('fang').passed('han').approved().published().delivered()

  test('is taken down at its end and not before, and needs no confirmation', () => {
    const story = shown()
    expect(dueOf(story.it)).toBe(END)
    expect(story.ask('system:clock', { name: 'expire' })).toEqual({ accepted: false, code: 'not_due', values: { at: END } })
    story.now = END
    story.tell('system:clock', { name: 'expire' })
    expect(story.it).toMatchObject({ presence: 'taken_down', round: 'none', portalPending: true, takeDown: { reason: 'expired', by: 'system:clock', confirmedBy: 'system:clock', at: END } })
    expect(code(story.wait(48).ask('system:clock', { name: 'lapse' }))).toBe('already_confirmed')
    expect(periodEnd(story.it)).toBeUndefined()
  })

  test('that is over is neither submitted nor approved nor published', () => {
    const drafted = new Story().drafted('限行', 'publicity', { publicUntil: END }).wait(87)
    expect(drafted.now).toBe(END)
    expect(drafted.ask('chen', { name: 'submit', revision: drafted.it.revision, urgent: false })).toEqual({ accepted: false, code: 'period_passed', values: { at: END } })
    const story = new Story().at('first_review', { publicUntil: END }).passed('fang').passed('han')
    const approve = { name: 'approve', review: 'approval', seen: story.seen() } as const
    expect(story.ask('jiang', { ...approve, releaseAt: END })).toEqual({ accepted: false, code: 'period_passed', values: { at: END } })
    expect(code(story.ask('jiang', { ...approve, releaseAt: '2026-03-05T15:59:59.999Z' }))).toBe('accepted')
    story.approved()
    story.now = END
    expect(code(story.ask('system:publish', story.publishing()))).toBe('period_passed')
  })

  test('is withdrawn at any time', () => {
    const story = shown()
    story.tell('chen', { name: 'withdraw', reason: 'expired' })
    story.saved('撤销', { hasChangeNote: true, publicUntil: END }).submitted().screened().passed('fang').passed('han')
    story.tell('jiang', { name: 'approve', review: 'approval', seen: story.seen(), releaseAt: '2026-03-06T16:00:00.000Z' })
    story.wait(200).published()
    expect(story.it.presence).toBe('withdrawn')
  })

  test('comes back by a correction with a later end, whose round goes on meanwhile', () => {
    const story = shown()
    story.tell('chen', { name: 'correct' })
    story.saved('延长公示', { hasChangeNote: true, publicUntil: '2026-03-20T16:00:00.000Z' }).submitted()
    story.wait(100).tell('system:clock', { name: 'expire' })
    expect(story.it.round).toBe('first_review')
    story.screened().passed('fang').passed('han').approved().published()
    expect(story.it).toMatchObject({ presence: 'live' })
    expect(story.it.takeDown).toBeUndefined()
    expect(dueOf(story.delivered().it)).toBe('2026-03-20T16:00:00.000Z')
  })

  test('whose correction was voided keeps the end that was published', () => {
    const story = shown()
    story.tell('chen', { name: 'correct' })
    story.saved('不设期限', { hasChangeNote: true })
    expect(story.it.publicUntil).toBeUndefined()
    story.tell('chen', { name: 'void', reason: '重复' })
    expect(story.it.publicUntil).toBe(END)
    expect(dueOf(story.it)).toBe(END)
  })

  test.each([['restored by somebody', 'han'], ['back because nobody confirmed', 'system:clock']] as const)(
    'that was taken down and is %s after its end comes back as the notice of that end, at once', (_, who) => {
      const story = shown()
      story.wait(60).tell('fang', { name: 'take_down', reason: 'privacy', note: '误公开手机号' })
      const back = who === 'han' ? { name: 'restore', note: '号码是公开的值班电话' } as const : { name: 'lapse' } as const
      story.now = END
      expect(story.ask(who, back)).toMatchObject({ accepted: true, event: { from: { presence: 'taken_down' }, to: { presence: 'taken_down' } } })
      story.tell(who, back)
      expect(story.it).toMatchObject({ presence: 'taken_down', portalPending: true, portalSeq: story.it.seq, takeDown: { reason: 'expired', at: END, confirmedBy: 'system:clock' } })
      expect(story.it.seal, 'the take-down was found mistaken').toBeUndefined()
      expect(code(story.ask('han', { name: 'restore', note: '误撤' }))).toBe('already_confirmed')
    })

  test('that was taken down comes back to its page until the last moment before its end', () => {
    const story = shown()
    story.wait(60).tell('fang', { name: 'take_down', reason: 'privacy', note: '误公开手机号' })
    story.now = '2026-03-05T15:59:59.999Z'
    story.tell('han', { name: 'restore', note: '误撤' })
    expect(story.it.presence).toBe('live')
    expect(dueOf(story.delivered().it)).toBe(END)
  })

  test('is the only thing that expires', () => {
    expect(code(new Story().live().ask('system:clock', { name: 'expire' }))).toBe('not_due')
  })
})

describe('a stand-in', () => {
  const forFang = { ...actor('gao', ['first_reviewer']), onBehalfOf: { person: 'fang', name: '方初审', delegation: 'd1' } }
  const pass = ({ it: item }: Story) => ({ name: 'pass', review: 'first_review', seen: { revision: item.revision } }) as const

  test('decides by a delegation in force, for that post, person and column', () => {
    const story = new Story().at('first_review')
    expect(story.ask(forFang, pass(story))).toEqual({ accepted: false, code: 'not_delegated', values: { person: '方初审' } })
    expect(code(story.standingIn('gao', 'fang', 'first_reviewer').ask(forFang, pass(story)))).toBe('accepted')
    expect(code(story.ask({ ...forFang, onBehalfOf: { ...forFang.onBehalfOf, person: 'han' } }, pass(story)))).toBe('not_delegated')
    expect(code(story.ask({ ...forFang, onBehalfOf: { ...forFang.onBehalfOf, delegation: 'd2' } }, pass(story)))).toBe('not_delegated')
    expect(code(new Story().at('first_review').standingIn('gao', 'fang', 'approver').ask(forFang, pass(story)))).toBe('not_delegated')
    expect(code(new Story().at('first_review').standingIn('gao', 'fang', 'first_reviewer', ['budget']).ask(forFang, pass(story)))).toBe('not_delegated')
    expect(code(new Story().at('first_review').standingIn('gao', 'fang', 'first_reviewer', ['notices']).ask(forFang, pass(story)))).toBe('accepted')
  })

  test('stands in for reviews and nothing else', () => {
    const story = new Story().live().standingIn('gao', 'fang', 'first_reviewer')
    expect(code(story.ask(forFang, { name: 'take_down', reason: 'wrong', note: '误' }))).toBe('not_delegated')
    const corrected = new Story().live()
    corrected.tell('chen', { name: 'correct' })
    corrected.saved('更正', { hasChangeNote: true }).submitted().standingIn('gao', 'fang', 'first_reviewer')
    expect(corrected.it.round).toBe('first_review')
    expect(code(corrected.ask(forFang, { name: 'take_down', reason: 'wrong', note: '误' }))).toBe('not_delegated')
    expect(GUARDS.delegation({ item: story.it, actor: forFang, facts: story.facts(), roles: [] })).toEqual([])
    expect(GUARDS.present({ item: story.it, actor: forFang, facts: story.facts(), roles: [] })).toEqual([{ kind: 'present', person: 'gao', unit: 'dadui', without: ['auditor', 'administrator'] }])
  })

  test('without a place among the people of the unit is none', () => {
    const story = new Story().at('first_review')
    expect(code(story.ask({ ...forFang, person: 'stranger' }, pass(story)))).toBe('not_delegated')
    story.item = { ...story.it, round: 'referred' }
    expect(code(story.ask(forFang, { name: 'resume', seen: story.seen(), rulings: [], text: '可' }))).toBe('not_delegated')
  })

  test('is next in the place of who is away; where nobody stands in, the absent is better than nobody', () => {
    const { it: item } = new Story().at('first_review')
    const names = (people: readonly Candidate[], of: Item = item): string[] => nextPeople(of, people).map(({ person }) => person)
    expect(names(new Story().standingIn('ning', 'fang', 'first_reviewer').people)).toEqual(['gao', 'ning'])
    const away = PEOPLE.map((one) => one.roles.includes('first_reviewer') ? { ...one, away: NOW } : one)
    expect(names(away)).toEqual(['fang', 'gao'])
    expect(names(new Story().standingIn('ning', 'fang', 'first_reviewer').people, { ...item, contributors: ['chen', 'fang'] })).toEqual(['gao'])
  })

  test('is counted on for the columns of the delegation', () => {
    const { people } = new Story().standingIn('ning', 'fang', 'first_reviewer', ['budget'])
    const roles = (column: string): Candidate['roles'] | undefined => standing(people, column, []).find(({ person }) => person === 'ning')?.roles
    expect(roles('budget')).toEqual(['administrator', 'first_reviewer'])
    expect(roles('notices')).toEqual(['administrator'])
    expect(standing(people, 'budget', []).some(({ person }) => person === 'fang')).toBe(false)
  })
})
