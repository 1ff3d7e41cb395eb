import { expect, test } from 'vitest'
import { code, digest, Story } from './world.ts'

test('a correction is a round of its own while the page stays', () => {
  const story = new Story().live()
  const first = story.it.published
  story.wait(5).tell('deng', { name: 'correct' })
  expect(story.it).toMatchObject({
    round: 'drafting', kind: 'correction', roundNumber: 2, presence: 'live', editor: 'deng', contributors: [], decisions: [], enteredAt: story.now,
  })
  story.saved('更正', { hasChangeNote: true }, 'deng').submitted('deng').screened().passed('fang').passed('han')
  expect(story.it.published).toEqual(first)
  story.approved().published()
  expect(story.it).toMatchObject({ presence: 'live', roundNumber: 2, published: { version: 2, revision: digest('更正'), firstAt: first?.firstAt, at: story.now } })
})

test('a withdrawal passes all reviews before the page goes; its reason is its author’s contribution', () => {
  const story = new Story().live()
  story.tell('deng', { name: 'withdraw', reason: 'revoked' })
  expect(story.it).toMatchObject({ kind: 'withdrawal', presence: 'live', removal: 'revoked', contributors: ['deng'] })
  story.saved('撤销说明', { hasChangeNote: true }).submitted().screened().passed('fang').passed('han').approved()
  expect(story.it.presence).toBe('live')
  story.published()
  expect(story.it).toMatchObject({ presence: 'withdrawn', round: 'none', removal: 'revoked', published: { version: 2 } })
  expect(code(story.ask('deng', { name: 'correct' }))).toBe('wrong_presence')
  expect(code(story.ask('deng', { name: 'withdraw', reason: 'other' }))).toBe('wrong_presence')
})

test('at most one round is open', () => {
  const story = new Story().live()
  story.tell('deng', { name: 'correct' })
  expect(story.ask('chen', { name: 'correct' })).toEqual({ accepted: false, code: 'round_open', values: { round: 'drafting' } })
  expect(code(story.ask('chen', { name: 'withdraw', reason: 'other' }))).toBe('round_open')
})

test('what was never published is not corrected', () => {
  const story = new Story().drafted()
  story.tell('chen', { name: 'void', reason: '重复' })
  expect(story.it).toMatchObject({ round: 'none', presence: 'never', revision: digest('限行'), contributors: ['chen'] })
  expect(code(story.ask('chen', { name: 'correct' }))).toBe('wrong_presence')
})

test('a voided correction leaves what is published as it was', () => {
  const story = new Story().live()
  const before = story.it
  story.tell('deng', { name: 'withdraw', reason: 'expired' })
  story.saved('撤销说明', { hasChangeNote: true, column: 'policies', openness: 'withheld' }, 'deng')
  expect(story.it).toMatchObject({ changeNote: true, column: 'policies' })
  story.tell('deng', { name: 'void', reason: '仍有效' })
  const { title, column, openness, revision, published } = before
  expect(story.it).toMatchObject({ round: 'none', presence: 'live', title, column, openness, revision, published })
  expect(story.it).not.toHaveProperty('removal')
  expect(story.it).not.toHaveProperty('changeNote')
  expect(story.it).not.toHaveProperty('report')
})

test('a correction voided unchanged keeps the report of what is published', () => {
  const story = new Story().live()
  const { report } = story.it
  story.tell('deng', { name: 'correct' })
  story.tell('deng', { name: 'void', reason: '无需更正' })
  expect(report).toBeDefined()
  expect(story.it.report).toEqual(report)
})

test('a voided second correction puts the first one’s note back', () => {
  const story = new Story().live()
  story.tell('deng', { name: 'correct' })
  story.saved('更正', { hasChangeNote: true }, 'deng').submitted('deng').screened().passed('fang').passed('han').approved().published()
  story.tell('deng', { name: 'correct' })
  story.saved('再更正', {}, 'deng')
  expect(story.it).not.toHaveProperty('changeNote')
  story.tell('deng', { name: 'void', reason: '无需' })
  expect(story.it).toMatchObject({ changeNote: true, revision: digest('更正') })
})

test('a correction after a voided withdrawal knows no reason of removal', () => {
  const story = new Story().live()
  story.tell('deng', { name: 'withdraw', reason: 'privacy' })
  story.tell('deng', { name: 'void', reason: '改为更正' })
  story.tell('deng', { name: 'correct' })
  expect(story.it.kind).toBe('correction')
  expect(story.it).not.toHaveProperty('removal')
})

test('a round begins without the rulings of one that was voided', () => {
  const story = new Story().live()
  story.findings = [{ id: 'mark', level: 'block', stateMark: true }]
  story.tell('deng', { name: 'correct' })
  story.saved('更正', { hasChangeNote: true }, 'deng').submitted('deng').screened().passed('fang')
  story.tell('han', { name: 'refer', seen: story.seen(), question: '问', to: '县保密局' })
  story.tell('han', { name: 'resume', seen: story.seen(), rulings: [{ finding: 'mark', text: '已解密', authority: '县保密局' }], text: '复' })
  story.tell('deng', { name: 'recall' })
  story.tell('deng', { name: 'void', reason: '重来' })
  story.tell('deng', { name: 'correct' })
  expect(story.it.rulings).toEqual([])
})

test('the opener of a correction may void it', () => {
  const story = new Story().live()
  story.tell('deng', { name: 'correct' })
  expect(code(story.ask('chen', { name: 'void', reason: '无需' }))).toBe('not_own_item')
  expect(code(story.ask('deng', { name: 'void', reason: '无需' }))).toBe('accepted')
})

test.each(['first_review', 'screening', 'approval'] as const)('an item waiting at %s is recalled', (review) => {
  const story = new Story().at(review).wait(1)
  story.tell('chen', { name: 'recall' })
  expect(story.it).toMatchObject({ round: 'drafting', decisions: [], enteredAt: story.now })
})

test('an approved item is recalled before its time, and the time is forgotten', () => {
  const story = new Story().at('approval').approved('jiang', '2026-03-09T01:00:00.000Z')
  story.tell('chen', { name: 'recall' })
  expect(story.it.round).toBe('drafting')
  expect(story.it).not.toHaveProperty('releaseAt')
})

test('a draft is not recalled, and what waits is not voided', () => {
  expect(code(new Story().drafted().ask('chen', { name: 'recall' }))).toBe('wrong_round')
  expect(code(new Story().at('first_review').ask('chen', { name: 'void', reason: '重复' }))).toBe('wrong_round')
})

test('an id is used once, and nothing happens to an item that does not exist', () => {
  const story = new Story().drafted()
  expect(code(story.ask('chen', { name: 'create', id: story.it.id, unit: 'dadui', type: 'notice', revision: { digest: digest('x'), title: '', column: '', openness: 'proactive' }, via: 'form' }))).toBe('item_exists')
  expect(new Story().ask('chen', { name: 'recall' })).toEqual({ accepted: false, code: 'unknown_item', values: {} })
})
