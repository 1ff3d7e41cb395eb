import { expect, test } from 'vitest'
import { covers } from '../../../shared/workflow/covers.ts'
import { actor, code, report, revision, Story, UNIT } from './world.ts'
import type { Role } from '../../../shared/workflow/states.ts'

test('a contributor never decides, whatever posts they hold', () => {
  const story = new Story().at('first_review')
  const both = actor('chen', ['editor', 'first_reviewer', 'administrator'])
  expect(story.ask(both, { name: 'pass', review: 'first_review', seen: story.seen() }))
    .toEqual({ accepted: false, code: 'self_review', values: { person: '陈拟稿' } })
  expect(code(story.ask(both, { name: 'return', review: 'first_review', seen: story.seen(), opinion: '改' }))).toBe('self_review')
})

test('whoever saved a new digest is a contributor, also if another person saved after them', () => {
  const story = new Story().drafted()
  story.tell(actor('fang', ['editor', 'first_reviewer']), { name: 'save', base: story.it.revision, revision: revision('二稿'), via: 'import' })
  story.saved('三稿')
  expect(story.it).toMatchObject({ contributors: ['chen', 'fang'], editor: 'chen' })
  story.submitted()
  expect(code(story.ask('fang', { name: 'pass', review: 'first_review', seen: story.seen() }))).toBe('self_review')
})

test('whoever submits is a contributor, though they wrote no word', () => {
  const story = new Story().drafted()
  story.submitted('deng')
  expect(story.it).toMatchObject({ contributors: ['chen', 'deng'], submittedBy: 'deng', editor: 'chen' })
})

test('a save that changes nothing is nothing, and does not make a contributor', () => {
  const story = new Story().drafted()
  expect(story.ask('deng', { name: 'save', base: story.it.revision, revision: revision('限行'), via: 'form' }))
    .toEqual({ accepted: true, unchanged: true })
})

test('no person decides at two reviews of a round', () => {
  const story = new Story().at('screening')
  const fang = actor('fang', ['first_reviewer', 'screening_reviewer'])
  expect(story.ask(fang, { name: 'pass', review: 'screening', seen: story.seen() }))
    .toEqual({ accepted: false, code: 'already_decided_by_you', values: { person: '方初审' } })
})

test('a delegated decision counts for the delegate and for the principal', () => {
  const story = new Story().at('first_review').standingIn('gao', 'fang', 'first_reviewer')
  const delegate = { ...actor('gao'), onBehalfOf: { person: 'fang', name: '方初审', delegation: 'd1' } }
  story.tell(delegate, { name: 'pass', review: 'first_review', seen: story.seen() })
  expect(story.it.decisions).toMatchObject([{ person: 'gao', onBehalfOf: 'fang' }])
  for (const person of ['gao', 'fang']) {
    expect(code(story.ask(actor(person, ['screening_reviewer']), { name: 'pass', review: 'screening', seen: story.seen() }))).toBe('already_decided_by_you')
  }
})

test('a delegation covers the posts that it lends, in every column or in those that it names, and nothing where nobody decides', () => {
  const all = { roles: ['first_reviewer', 'approver'] } as const
  const some = { roles: ['first_reviewer'], columns: ['notices'] } as const
  expect((['first_reviewer', 'approver', 'screening_reviewer', undefined] as const).map((role) => covers(all, role, 'notices'))).toEqual([true, true, false, false])
  expect(['notices', 'personnel'].map((column) => covers(some, 'first_reviewer', column))).toEqual([true, false])
  expect(covers({ ...some, columns: [] }, 'first_reviewer', 'notices')).toBe(false)
})

test.each<[Role]>([['auditor'], ['administrator']])('whoever has become %s since decides for nobody, whatever else they hold', (role) => {
  const story = new Story().at('first_review').standingIn('gao', 'fang', 'first_reviewer')
  const delegate = { ...actor('gao', ['first_reviewer']), onBehalfOf: { person: 'fang', name: '方初审', delegation: 'd1' } }
  const pass = { name: 'pass', review: 'first_review', seen: story.seen() } as const
  expect(code(story.ask(delegate, pass))).toBe('accepted')
  story.people = story.people.map((one) => one.person === 'gao' ? { ...one, roles: [...one.roles, role] } : one)
  expect(story.ask(delegate, pass)).toEqual({ accepted: false, code: 'not_delegated', values: { person: '方初审' } })
})

test('nobody decides for a principal who contributed, or who decided at another review', () => {
  const story = new Story().at('screening')
  const forEditor = { ...actor('hu'), onBehalfOf: { person: 'chen', name: '陈拟稿', delegation: 'd1' } }
  expect(story.ask(forEditor, { name: 'pass', review: 'screening', seen: story.seen() }))
    .toEqual({ accepted: false, code: 'self_review', values: { person: '陈拟稿' } })
  const forFirst = { ...actor('hu'), onBehalfOf: { person: 'fang', name: '方初审', delegation: 'd1' } }
  expect(story.ask(forFirst, { name: 'pass', review: 'screening', seen: story.seen() }))
    .toEqual({ accepted: false, code: 'already_decided_by_you', values: { person: '方初审' } })
})

test('after a return decisions are cleared, and who decided in the earlier round may decide again', () => {
  const story = new Story().at('screening')
  story.tell('han', { name: 'return', review: 'screening', seen: story.seen(), opinion: '请补充依据' })
  expect(story.it).toMatchObject({ round: 'drafting', decisions: [] })
  story.saved('补充').submitted()
  story.tell(actor('han', ['first_reviewer']), { name: 'pass', review: 'first_review', seen: story.seen() })
  expect(story.it.decisions).toMatchObject([{ review: 'first_review', person: 'han' }])
})

test('contributors stay so after a return and after a void, and are forgotten at publication', () => {
  const story = new Story().live()
  story.tell('deng', { name: 'correct' })
  story.saved('更正', { hasChangeNote: true }, 'deng')
  story.tell('deng', { name: 'void', reason: '无需更正' })
  expect(story.it.contributors).toEqual(['deng'])
  story.tell('chen', { name: 'correct' })
  story.saved('再更正', { hasChangeNote: true }).submitted().screened()
  expect(story.it.contributors).toEqual(['deng', 'chen'])
  story.passed('fang').passed('han').approved().published()
  expect(story.it.contributors).toEqual([])
})

test('a suggestion does not make its author a contributor and changes nothing of the item', () => {
  const story = new Story().at('first_review')
  const before = story.it
  story.tell('fang', { name: 'suggest', review: 'first_review', seen: story.seen(), text: '第二段改为“自 3 月 10 日起”' })
  expect(story.it).toEqual({ ...before, seq: before.seq + 1, head: story.it.head })
  story.passed('fang')
  expect(story.it.round).toBe('screening')
})

test('a suggestion needs a text, and a contributor has none to make', () => {
  const story = new Story().at('first_review')
  expect(code(story.ask('fang', { name: 'suggest', review: 'first_review', seen: story.seen(), text: ' ' }))).toBe('opinion_required')
  expect(code(story.ask(actor('chen', ['first_reviewer']), { name: 'suggest', review: 'first_review', seen: story.seen(), text: '改' }))).toBe('self_review')
})

test.each<[Role]>([['editor'], ['auditor'], ['administrator'], ['head'], ['screening_reviewer'], ['approver']])('%s does not decide at first review', (role) => {
  const story = new Story().at('first_review')
  expect(story.ask(actor('someone', [role]), { name: 'pass', review: 'first_review', seen: story.seen() }))
    .toEqual({ accepted: false, code: 'not_granted', values: { roles: ['first_reviewer'] } })
})

test('a post in another unit is none here', () => {
  const story = new Story().at('first_review')
  expect(code(story.ask(actor('fang', ['first_reviewer'], 'zhidui'), { name: 'pass', review: 'first_review', seen: story.seen() }))).toBe('not_granted')
  const create = { name: 'create', id: '01HZY0000000000000000000AB', type: 'notice', revision: revision('新'), via: 'form', unit: UNIT } as const
  expect(code(new Story().ask(actor('chen', ['editor'], 'zhidui'), create))).toBe('not_granted')
  expect(code(new Story().ask('fang', create))).toBe('not_granted')
  expect(code(new Story().ask('chen', create))).toBe('accepted')
})

test('nobody does what is the system’s, and the system does what is nobody’s but its own', () => {
  const story = new Story().at('first_review')
  const again = { name: 'screen', report: { ...report('限行'), digest: 'a'.repeat(64) }, undisposed: 0 } as const
  expect(story.ask(actor('ning', ['administrator', 'auditor']), again)).toEqual({ accepted: false, code: 'not_granted', values: {} })
  expect(code(story.ask({ ...actor('system:screen'), method: 'oidc' }, again))).toBe('not_granted')
  expect(code(story.ask('system:publish', again))).toBe('not_granted')
  expect(code(story.ask('system:clock', again))).toBe('accepted')
  const system = { ...actor('system:publish'), roles: ['first_reviewer'] as const }
  expect(code(story.ask(system, { name: 'pass', review: 'first_review', seen: story.seen() }))).toBe('not_granted')
})

test('only who works on an item recalls or voids it', () => {
  const story = new Story().drafted()
  expect(code(story.ask('deng', { name: 'void', reason: '重复' }))).toBe('not_own_item')
  expect(code(story.ask('chen', { name: 'void', reason: ' ' }))).toBe('reason_required')
  story.submitted()
  expect(story.ask('deng', { name: 'recall' })).toStrictEqual({ accepted: false, code: 'not_own_item', values: {} })
  expect(code(story.ask({ ...actor('deng'), onBehalfOf: { person: 'chen', name: '陈拟稿', delegation: 'd1' } }, { name: 'recall' }))).toBe('not_delegated')
  expect(code(story.ask('chen', { name: 'recall' }))).toBe('accepted')
})
