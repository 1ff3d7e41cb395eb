import { expect, test } from 'vitest'
import { nextPeople, staffing } from '../../../shared/workflow/staffing.ts'
import type { Review } from '../../../shared/workflow/states.ts'
import type { Candidate } from '../../../shared/workflow/types.ts'
import { code, digest, PEOPLE, Story } from './world.ts'

const THREE: readonly Review[] = ['first_review', 'screening', 'approval']

function person(name: string, ...roles: Candidate['roles']): Candidate {
  return { person: name, name: `${name}同志`, roles }
}

function ids(people: readonly Candidate[]): string[] {
  return people.map((one) => one.person)
}

test('an item without a title is not submitted', () => {
  const story = new Story().drafted('限行', 'notice', { title: ' \n' })
  expect(code(story.ask('chen', { name: 'submit', revision: story.it.revision, urgent: false }))).toBe('title_required')
})

test('a correction without any change is not submitted', () => {
  const story = new Story().live()
  story.tell('chen', { name: 'correct' })
  expect(code(story.ask('chen', { name: 'submit', revision: story.it.revision, urgent: false }))).toBe('nothing_changed')
})

test.each(['correct', 'withdraw'] as const)('%s needs a change note at submit', (name) => {
  const story = new Story().live()
  story.tell('chen', name === 'correct' ? { name } : { name, reason: 'expired' })
  story.saved('新内容')
  expect(code(story.ask('chen', { name: 'submit', revision: story.it.revision, urgent: false }))).toBe('change_note_required')
  story.saved('新内容，带说明', { hasChangeNote: true }).submitted()
  expect(story.it.round).toBe('first_review')
})

test('a first publication needs no change note', () => {
  expect(new Story().drafted().submitted().it.round).toBe('first_review')
})

test('submit proves that a different person remains for every review, or names who is missing and who could step in', () => {
  const story = new Story().drafted()
  story.people = PEOPLE.filter(({ roles }) => !roles.includes('approver'))
  expect(story.ask('chen', { name: 'submit', revision: story.it.revision, urgent: false })).toEqual({
    accepted: false, code: 'not_enough_people',
    values: { missing: ['approval'], people: ['邓拟稿', '高初审', '胡复审', '刘主要', '孟审计', '宁管理'] },
  })
})

test('whoever submits does not count among those who remain', () => {
  const story = new Story().drafted()
  story.people = [person('chen', 'editor'), person('deng', 'editor', 'approver'), person('fang', 'first_reviewer'), person('han', 'screening_reviewer')]
  expect(code(story.ask('deng', { name: 'submit', revision: story.it.revision, urgent: false }))).toBe('not_enough_people')
  expect(code(story.ask('chen', { name: 'submit', revision: story.it.revision, urgent: false }))).toBe('accepted')
})

test('contributors do not count among those who remain', () => {
  const story = new Story().drafted().saved('二稿', {}, 'deng')
  story.people = [person('chen', 'editor'), person('deng', 'editor', 'approver'), person('fang', 'first_reviewer'), person('han', 'screening_reviewer')]
  expect(code(story.ask('chen', { name: 'submit', revision: story.it.revision, urgent: false }))).toBe('not_enough_people')
})

test('one person with two posts does not fill two reviews', () => {
  const people = [person('a', 'first_reviewer', 'screening_reviewer'), person('b', 'approver')]
  expect(staffing(THREE, people, [])).toEqual({ ok: false, missing: ['screening'], couldStepIn: [] })
})

test('people are moved between their posts until every review has one', () => {
  const people = [
    person('all', 'first_reviewer', 'screening_reviewer', 'approver'), person('two', 'first_reviewer', 'screening_reviewer'),
    person('one', 'first_reviewer'),
  ]
  const staffed = staffing(THREE, people, [])
  expect(staffed).toEqual({ ok: true, people: { first_review: people[2], screening: people[1], approval: people[0] } })
  expect(staffing(THREE, [...people, person('none', 'editor')], [])).toEqual(staffed)
  expect(staffing(THREE, people, ['one'])).toMatchObject({ ok: false, missing: ['approval'] })
})

test('with several reviews empty each is named, and only those who are free could step in', () => {
  expect(staffing(THREE, [person('e', 'editor'), person('c', 'editor'), person('s', 'screening_reviewer')], ['c']))
    .toEqual({ ok: false, missing: ['first_review', 'approval'], couldStepIn: [person('e', 'editor')] })
})

test('a major matter needs a fourth person', () => {
  const story = new Story().drafted('重大事项', 'major')
  story.people = PEOPLE.filter(({ roles }) => !roles.includes('head'))
  expect(story.ask('chen', { name: 'submit', revision: story.it.revision, urgent: false })).toMatchObject({ code: 'not_enough_people', values: { missing: ['head_review'] } })
})

test('a major matter is passed at approval and approved by the head', () => {
  const story = new Story().drafted('重大事项', 'major').submitted().screened().passed('fang').passed('han')
  expect(code(story.ask('jiang', { name: 'approve', review: 'approval', seen: story.seen() }))).toBe('wrong_round')
  story.passed('jiang')
  expect(story.it.round).toBe('head_review')
  story.tell('liu', { name: 'approve', review: 'head_review', seen: story.seen() })
  story.published()
  expect(story.it).toMatchObject({ presence: 'live', published: { revision: digest('重大事项') } })
})

test('next is whoever has the post, has not contributed and has not decided', () => {
  const story = new Story().drafted()
  expect(ids(nextPeople(story.it, PEOPLE))).toEqual(['chen'])
  expect(ids(nextPeople(story.it, PEOPLE.filter((one) => one.person !== 'chen')))).toEqual(['deng'])
  expect(ids(nextPeople(story.it, [person('chen', 'auditor'), person('deng', 'editor')]))).toEqual(['deng'])
  story.submitted().screened()
  expect(ids(nextPeople(story.it, PEOPLE))).toEqual(['fang', 'gao'])
  expect(ids(nextPeople(story.it, [person('chen', 'first_reviewer'), person('gao', 'editor', 'first_reviewer')]))).toEqual(['gao'])
  story.passed('fang')
  expect(ids(nextPeople(story.it, [...PEOPLE, person('fang', 'screening_reviewer')]))).toEqual(['han', 'hu'])
  story.tell('hu', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
  expect(ids(nextPeople(story.it, PEOPLE))).toEqual(['han', 'hu'])
  story.tell('han', { name: 'resume', seen: story.seen(), rulings: [], text: '不涉密' })
  story.passed('han').approved()
  expect(nextPeople(story.it, PEOPLE)).toEqual([])
  story.published()
  expect(nextPeople(story.it, PEOPLE)).toEqual([])
})
