import { describe, expect, test } from 'vitest'
import type { Role } from '../../../shared/workflow/states.ts'
import { actor, code, digest, Story } from './world.ts'

const down = { name: 'take_down', reason: 'privacy', note: '第三段含手机号' } as const

function correcting(story: Story): Story {
  story.tell('deng', { name: 'correct' })
  return story.saved('更正', { hasChangeNote: true }, 'deng')
}

describe('a take-down 紧急撤下', () => {
  test.each<[Role, string]>([
    ['first_reviewer', 'accepted'], ['screening_reviewer', 'accepted'], ['approver', 'accepted'], ['head', 'accepted'],
    ['administrator', 'accepted'], ['editor', 'not_granted'], ['auditor', 'not_granted'],
  ])('by one %s at once: %s', (role, answer) => {
    expect(code(new Story().live().ask(actor('somebody', [role]), down))).toBe(answer)
  })

  test('acts at once, with a note, and says when the page returns', () => {
    const story = new Story().live()
    expect(code(story.ask('fang', { ...down, note: ' ' }))).toBe('reason_required')
    expect(story.tell('fang', down).event.data).toEqual({ reason: 'privacy', note: '第三段含手机号', until: '2026-03-03T01:00:00.000Z' })
    expect(story.it).toMatchObject({
      presence: 'taken_down', portalPending: true, portalSeq: story.it.seq,
      takeDown: { reason: 'privacy', by: 'fang', at: story.now, until: '2026-03-03T01:00:00.000Z' },
    })
  })

  test('is for what is live', () => {
    expect(code(new Story().drafted().ask('fang', down))).toBe('wrong_presence')
    const story = new Story().live()
    story.tell('fang', down)
    expect(code(story.ask('han', down))).toBe('wrong_presence')
  })

  test('is confirmed by a second person', () => {
    const story = new Story().live()
    story.tell('fang', down)
    expect(story.ask('fang', { name: 'confirm_take_down' })).toEqual({ accepted: false, code: 'not_second_person', values: { person: '方初审' } })
    const delegate = { ...actor('gao'), onBehalfOf: { person: 'fang', name: '方初审', delegation: 'd1' } }
    expect(code(story.ask(delegate, { name: 'confirm_take_down' }))).toBe('not_second_person')
    story.tell('ning', { name: 'confirm_take_down' })
    expect(story.it).toMatchObject({ presence: 'taken_down', round: 'none', takeDown: { by: 'fang', confirmedBy: 'ning' } })
    expect(code(story.ask('han', { name: 'confirm_take_down' }))).toBe('already_confirmed')
    expect(code(story.ask('han', { name: 'restore', note: '误撤' }))).toBe('already_confirmed')
    expect(code(story.wait(30).ask('system:clock', { name: 'lapse' }))).toBe('already_confirmed')
  })

  test.each(['fang', 'han'])('unconfirmed is undone by %s with a note, and the same bytes return', (person) => {
    const story = new Story().live()
    const before = story.it.published
    story.tell('fang', down)
    expect(code(story.ask(person, { name: 'restore', note: '' }))).toBe('reason_required')
    story.delivered().tell(person, { name: 'restore', note: '号码是公开的值班电话' })
    expect(story.it).toMatchObject({ presence: 'live', published: before, portalPending: true, portalSeq: story.it.seq })
    expect(story.it.takeDown).toBeUndefined()
  })

  test('that nobody confirmed runs out, and the same bytes return', () => {
    const story = new Story().live()
    const before = story.it.published
    story.tell('fang', down)
    story.delivered()
    story.now = '2026-03-03T00:59:59.999Z'
    expect(story.ask('system:clock', { name: 'lapse' })).toEqual({ accepted: false, code: 'not_due', values: { at: '2026-03-03T01:00:00.000Z' } })
    story.now = '2026-03-03T01:00:00.000Z'
    story.tell('system:clock', { name: 'lapse' })
    expect(story.it).toMatchObject({ presence: 'live', published: before, portalPending: true, portalSeq: story.it.seq })
    expect(story.it.takeDown).toBeUndefined()
    expect(code(story.ask('system:clock', { name: 'lapse' }))).toBe('wrong_presence')
  })

  test('may be confirmed as long as the page has not returned, be the clock late', () => {
    const story = new Story().live()
    story.tell('fang', down)
    story.wait(25).tell('han', { name: 'confirm_take_down' })
    expect(story.it.takeDown?.confirmedBy).toBe('han')
  })

  test('suspends a release, which goes on when the page is back', () => {
    const story = correcting(new Story().live()).submitted('deng').screened().passed('fang').passed('han').approved('jiang', '2026-03-02T02:00:00.000Z')
    story.tell('ning', down)
    story.wait(2)
    expect(code(story.ask('system:publish', story.publishing()))).toBe('taken_down')
    story.tell('ning', { name: 'restore', note: '误撤' })
    story.published()
    expect(story.it).toMatchObject({ presence: 'live', published: { version: 2, revision: digest('更正') } })
  })

  test('does not suspend a withdrawal, which removes as well', () => {
    const story = new Story().live()
    story.tell('deng', { name: 'withdraw', reason: 'wrong' })
    story.saved('撤销说明', { hasChangeNote: true }, 'deng').submitted('deng').screened().passed('fang').passed('han').approved()
    story.tell('ning', down)
    story.published()
    expect(story.it.presence).toBe('withdrawn')
    expect(story.it.takeDown).toBeUndefined()
  })

  test.each(['first_review', 'screening', 'approval', 'approved', 'referred'] as const)('once confirmed sends a round at %s back to drafting', (to) => {
    const story = correcting(new Story().live()).submitted('deng').screened()
    if (to !== 'first_review') story.passed('fang')
    if (to === 'approval' || to === 'approved') story.passed('han')
    if (to === 'approved') story.approved('jiang', '2026-03-09T01:00:00.000Z')
    if (to === 'referred') story.tell('han', { name: 'refer', seen: story.seen(), question: '问', to: '县保密局' })
    expect(story.it.round).toBe(to)
    story.tell('ning', down)
    story.wait(1).tell('kong', { name: 'confirm_take_down' })
    expect(story.it).toMatchObject({ round: 'drafting', decisions: [], enteredAt: story.now, contributors: ['deng'], presence: 'taken_down' })
    expect(story.it).not.toHaveProperty('releaseAt')
    expect(story.it).not.toHaveProperty('referredFrom')
  })

  test('once confirmed leaves a draft a draft', () => {
    const story = correcting(new Story().live())
    const { enteredAt } = story.it
    story.wait(1).tell('ning', down)
    story.tell('kong', { name: 'confirm_take_down' })
    expect(story.it).toMatchObject({ round: 'drafting', enteredAt })
  })

  test('once confirmed is undone only by a new round through all reviews', () => {
    const story = new Story().live()
    story.tell('ning', down)
    story.tell('kong', { name: 'confirm_take_down' })
    correcting(story).submitted('deng').screened().passed('fang').passed('han').approved().published()
    expect(story.it).toMatchObject({ presence: 'live', published: { version: 2 } })
    expect(story.it.takeDown).toBeUndefined()
  })
})

describe('versions removed for a leak', () => {
  function sealed(): Story {
    const story = correcting(new Story().live()).submitted('deng').screened().passed('fang').passed('han').approved().published()
    story.tell('ning', down)
    story.tell('kong', { name: 'confirm_take_down' })
    return story
  }

  test('are sealed with the confirmation, all that were ever published', () => {
    expect(sealed().it.seal).toEqual({ versions: [1, 2] })
  })

  test.each(['wrong', 'superseded', 'revoked', 'expired', 'other'] as const)('are not sealed when the reason is %s', (reason) => {
    const story = new Story().live()
    story.tell('ning', { ...down, reason })
    story.tell('kong', { name: 'confirm_take_down' })
    expect(story.it.seal).toBeUndefined()
  })

  test.each([['secrecy', { versions: [1] }], ['business_secret', { versions: [1] }], ['expired', undefined]] as const)('by a withdrawal for %s: %o', (reason, seal) => {
    const story = new Story().live()
    story.tell('deng', { name: 'withdraw', reason })
    story.saved('撤销', { hasChangeNote: true }, 'deng').submitted('deng').screened().passed('fang').passed('han').approved().published()
    expect(story.it).toMatchObject({ presence: 'withdrawn', removal: reason })
    expect(story.it.seal).toEqual(seal)
  })

  test('stay sealed when a correction restores the page, and are not sealed by it', () => {
    const story = sealed()
    story.tell('deng', { name: 'correct' })
    story.saved('再更正', { hasChangeNote: true }, 'deng').submitted('deng').screened().passed('fang').passed('han').approved().published()
    expect(story.it.seal).toEqual({ versions: [1, 2] })
    story.tell('ning', { ...down, reason: 'wrong' })
    story.tell('kong', { name: 'confirm_take_down' })
    expect(story.it.seal).toEqual({ versions: [1, 2] })
  })

  test('are opened by two people, for a day', () => {
    const story = sealed()
    expect(code(story.ask('meng', { name: 'confirm_unseal' }))).toBe('nothing_pending')
    expect(code(story.ask('meng', { name: 'ask_unseal', reason: '' }))).toBe('reason_required')
    story.tell('meng', { name: 'ask_unseal', reason: '年度审计' })
    expect(story.it.seal).toEqual({ versions: [1, 2], askedBy: 'meng' })
    expect(story.ask('meng', { name: 'confirm_unseal' })).toEqual({ accepted: false, code: 'not_second_person', values: { person: '孟审计' } })
    story.tell('jiang', { name: 'confirm_unseal' })
    expect(story.it.seal).toEqual({ versions: [1, 2], askedBy: 'meng', openedBy: 'jiang', openUntil: '2026-03-03T01:00:00.000Z' })
    expect(code(story.ask('han', { name: 'confirm_unseal' }))).toBe('already_confirmed')
    story.now = '2026-03-03T00:59:59.999Z'
    expect(story.ask('meng', { name: 'ask_unseal', reason: '再看' })).toEqual({ accepted: false, code: 'already_confirmed', values: { until: '2026-03-03T01:00:00.000Z' } })
    story.now = '2026-03-03T01:00:00.000Z'
    story.tell('meng', { name: 'ask_unseal', reason: '再看' })
    expect(story.it.seal).toEqual({ versions: [1, 2], askedBy: 'meng' })
  })

  test('are the only ones to open', () => {
    const story = new Story().live()
    expect(code(story.ask('meng', { name: 'ask_unseal', reason: '审计' }))).toBe('no_seal')
    expect(code(story.ask('meng', { name: 'confirm_unseal' }))).toBe('no_seal')
    expect(code(story.ask('chen', { name: 'ask_unseal', reason: '审计' }))).toBe('not_granted')
  })
})

describe('the banner 内容更正中', () => {
  test('is set by one person and shown once a second confirms', () => {
    const story = new Story().live()
    story.tell('chen', { name: 'set_banner' })
    expect(story.it.banner).toEqual({ by: 'chen', at: story.now })
    expect(story.it.portalPending).toBeUndefined()
    expect(story.ask('chen', { name: 'confirm_banner' })).toEqual({ accepted: false, code: 'not_second_person', values: { person: '陈拟稿' } })
    expect(code(story.ask('deng', { name: 'set_banner' }))).toBe('already_decided')
    story.tell('fang', { name: 'confirm_banner' })
    expect(story.it).toMatchObject({ banner: { by: 'chen', confirmedBy: 'fang' }, portalPending: true, portalSeq: story.it.seq })
    expect(code(story.ask('deng', { name: 'set_banner' }))).toBe('already_confirmed')
    expect(code(story.ask('deng', { name: 'confirm_banner' }))).toBe('already_confirmed')
  })

  test('is cleared by one person; the portal follows only where it was shown', () => {
    const story = new Story().live()
    expect(code(story.ask('chen', { name: 'clear_banner' }))).toBe('nothing_pending')
    expect(code(story.ask('chen', { name: 'confirm_banner' }))).toBe('nothing_pending')
    story.tell('chen', { name: 'set_banner' })
    story.tell('chen', { name: 'clear_banner' })
    expect(story.it.banner).toBeUndefined()
    expect(story.it.portalPending).toBeUndefined()
    story.tell('chen', { name: 'set_banner' })
    story.tell('fang', { name: 'confirm_banner' })
    story.delivered().tell('fang', { name: 'clear_banner' })
    expect(story.it).toMatchObject({ portalPending: true, portalSeq: story.it.seq })
  })

  test('is for a page that is live, and goes with the next publication', () => {
    expect(code(new Story().drafted().ask('chen', { name: 'set_banner' }))).toBe('wrong_presence')
    const story = correcting(new Story().live())
    story.tell('chen', { name: 'set_banner' })
    story.tell('fang', { name: 'confirm_banner' })
    story.submitted('deng').screened().passed('fang').passed('han').approved().published()
    expect(story.it.banner).toBeUndefined()
  })
})
