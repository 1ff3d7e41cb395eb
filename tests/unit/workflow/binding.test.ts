import { expect, test } from 'vitest'
import { code, digest, revision, Story } from './world.ts'

test('a save names the digest it started from, and never goes over another text', () => {
  const story = new Story().drafted().saved('二稿')
  expect(story.ask('deng', { name: 'save', base: digest('限行'), revision: revision('他稿'), via: 'form' }))
    .toEqual({ accepted: false, code: 'stale_save', values: { revision: digest('二稿') } })
})

test('a repeated save of what is stored already is no conflict', () => {
  const story = new Story().drafted().saved('二稿')
  expect(code(story.ask('chen', { name: 'save', base: digest('限行'), revision: revision('二稿'), via: 'form' }))).toBe('unchanged')
})

test('only a draft is editable', () => {
  const story = new Story().at('first_review')
  expect(story.ask('chen', { name: 'save', base: story.it.revision, revision: revision('新'), via: 'form' }))
    .toEqual({ accepted: false, code: 'not_editable', values: { round: 'first_review' } })
})

test('submit names the revision that the person saw', () => {
  const story = new Story().drafted()
  expect(story.ask('chen', { name: 'submit', revision: digest('旧稿'), urgent: false }))
    .toEqual({ accepted: false, code: 'stale_revision', values: { revision: digest('限行') } })
})

test('every submit begins at first review with no decisions', () => {
  const story = new Story().at('approval')
  story.tell('chen', { name: 'recall' })
  expect(story.it).toMatchObject({ round: 'drafting', decisions: [] })
  expect(story.it.submittedBy).toBeUndefined()
  story.tell('chen', { name: 'submit', revision: story.it.revision, urgent: true, note: '请尽快' })
  expect(story.it).toMatchObject({ round: 'first_review', decisions: [], urgent: true, submittedBy: 'chen' })
  story.tell('chen', { name: 'recall' })
  expect(story.it.urgent).toBeUndefined()
  expect(story.submitted().it).not.toHaveProperty('urgent')
})

test('a decision on a stale revision is refused with the present one', () => {
  const story = new Story().at('first_review')
  expect(story.ask('fang', { name: 'pass', review: 'first_review', seen: { revision: digest('旧稿') } }))
    .toEqual({ accepted: false, code: 'stale_revision', values: { revision: digest('限行') } })
})

test('a decision from the second review on names the report, and a stale one is refused', () => {
  const story = new Story().at('screening')
  const present = story.it.report?.digest ?? ''
  expect(story.ask('han', { name: 'pass', review: 'screening', seen: { revision: story.it.revision } }))
    .toEqual({ accepted: false, code: 'stale_report', values: { report: present } })
  expect(code(story.ask('han', { name: 'return', review: 'screening', seen: { revision: story.it.revision, report: digest('other') }, opinion: '改' }))).toBe('stale_report')
  expect(story.tell('han', { name: 'pass', review: 'screening', seen: story.seen() }).event)
    .toMatchObject({ revision: digest('限行'), report: present, edition: 'lexicon@1' })
  expect(story.it.decisions.map((decided) => decided.report)).toEqual([undefined, present])
})

test('first review decides on the revision alone, whichever report there is', () => {
  const story = new Story().drafted().submitted()
  const { event } = story.tell('fang', { name: 'pass', review: 'first_review', seen: { revision: story.it.revision, report: digest('other') } })
  expect(event).not.toHaveProperty('report')
  expect(story.it.decisions).toEqual([
    { review: 'first_review', person: 'fang', revision: digest('限行'), at: story.now },
  ])
})

test('without a report the screening reviewer may return, and a report named then is stale', () => {
  const story = new Story().drafted().submitted().passed('fang')
  expect(story.ask('han', { name: 'return', review: 'screening', seen: { revision: story.it.revision, report: digest('other') }, opinion: '改' }))
    .toStrictEqual({ accepted: false, code: 'stale_report', values: {} })
  expect(code(story.ask('han', { name: 'return', review: 'screening', seen: story.seen(), opinion: '改' }))).toBe('accepted')
})

test('of two deciders at once one wins, and the other is told who', () => {
  const story = new Story().at('first_review')
  const seen = story.seen()
  story.tell('fang', { name: 'pass', review: 'first_review', seen })
  expect(story.ask('gao', { name: 'pass', review: 'first_review', seen })).toEqual({
    accepted: false, code: 'already_decided', values: { review: 'first_review', by: '方初审', at: story.now },
  })
  expect(code(story.ask('gao', { name: 'return', review: 'first_review', seen, opinion: '改' }))).toBe('already_decided')
  expect(code(story.ask('hu', { name: 'pass', review: 'first_review', seen }))).toBe('not_granted')
})

test('a person who is no longer in the list is named by id', () => {
  const story = new Story().at('first_review')
  const seen = story.seen()
  story.passed('fang')
  story.people = []
  expect(story.ask('gao', { name: 'pass', review: 'first_review', seen })).toMatchObject({ values: { by: 'fang' } })
})

test('a decision at a review that the item has left undecided is told where the item is', () => {
  const story = new Story().at('first_review')
  const seen = story.seen()
  story.tell('chen', { name: 'recall' })
  expect(story.ask('fang', { name: 'pass', review: 'first_review', seen })).toEqual({ accepted: false, code: 'wrong_round', values: { round: 'drafting' } })
})

test('the last review approves and the others pass', () => {
  const story = new Story().at('approval')
  expect(code(story.ask('jiang', { name: 'pass', review: 'approval', seen: story.seen() }))).toBe('wrong_round')
  const other = new Story().at('screening')
  expect(other.ask('han', { name: 'approve', review: 'screening', seen: other.seen() }))
    .toEqual({ accepted: false, code: 'wrong_round', values: { round: 'screening' } })
})

test('returning needs a written opinion', () => {
  const story = new Story().at('approval')
  const back = { name: 'return', review: 'approval', seen: story.seen(), findings: ['mobile'] } as const
  expect(story.ask('jiang', { ...back, opinion: '\n ' })).toEqual({ accepted: false, code: 'opinion_required', values: {} })
  expect(story.tell('jiang', { ...back, opinion: '标题不实' }).event.data).toMatchObject({ opinion: '标题不实', findings: ['mobile'] })
})
