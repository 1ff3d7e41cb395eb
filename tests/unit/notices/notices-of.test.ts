import { describe, expect, test } from 'vitest'
import { noticeId } from '../../../shared/notices/ids.ts'
import { noticesOf } from '../../../shared/notices/notices-of.ts'
import { isRelevant } from '../../../shared/notices/relevant.ts'
import type { Draft } from '../../../shared/notices/types.ts'
import { evolve } from '../../../shared/workflow/evolve.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { PEOPLE, Story } from '../workflow/world.ts'

/** What the last event of a story is told, as `kind ask → people`. */
function told(story: Story): string[] {
  return draftsOf(story).map(({ kind, ask, person }) => `${kind}${ask === undefined ? '' : ` ${ask}`} → ${person}`).toSorted()
}

function draftsOf(story: Story): Draft[] {
  const event = story.events.at(-1)
  if (!event) throw new Error('Nothing happened')
  const before = story.events.slice(0, -1).reduce<Item | undefined>((item, one) => evolve(item, one), undefined)
  return noticesOf(event, { before, after: story.it }, story.people)
}

describe('a hand-over tells those who may act now', () => {
  test('drafting and saving tell nobody', () => {
    expect(told(new Story().drafted())).toEqual([])
    expect(told(new Story().drafted().saved('改'))).toEqual([])
  })

  test('a submit tells the first reviewers', () => {
    expect(told(new Story().drafted().submitted())).toEqual(['act first_review → fang', 'act first_review → gao'])
  })

  test('a report tells nobody while the item stays where it is', () => {
    expect(told(new Story().drafted().submitted().screened())).toEqual([])
  })

  test('a pass tells the next reviewers', () => {
    expect(told(new Story().at('first_review').passed('fang'))).toEqual(['act screening → han', 'act screening → hu'])
    expect(told(new Story().at('screening').passed('han'))).toEqual(['act approval → jiang', 'act approval → kong'])
  })

  test('whoever wrote is not asked to review, whatever posts they have', () => {
    const story = new Story()
    story.people = PEOPLE.map((one) => one.person === 'chen' ? { ...one, roles: ['editor', 'first_reviewer'] } : one)
    expect(told(story.drafted().submitted())).toEqual(['act first_review → fang', 'act first_review → gao'])
  })

  test('somebody who is away is not asked, and who stands in is', () => {
    expect(told(new Story().standingIn('deng', 'fang', 'first_reviewer').drafted().submitted()))
      .toEqual(['act first_review → deng', 'act first_review → gao'])
  })

  test('a newer edition that sends an approved item back tells the screening reviewers', () => {
    const story = new Story().at('approval').approved()
    story.edition = 'lexicon@2'
    expect(told(story.screened({ edition: 'lexicon@2' }, 1))).toEqual(['act screening → han', 'act screening → hu'])
  })

  test('a question about secrecy and its answer tell whoever decides', () => {
    const story = new Story().at('screening')
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '保密局' })
    expect(told(story)).toEqual(['act referred → hu'])
    story.tell('hu', { name: 'resume', seen: story.seen(), rulings: [], text: '不涉密' })
    expect(told(story)).toEqual(['act screening → han'])
  })
})

describe('what became of an item is told to whoever wrote it', () => {
  test('a return', () => {
    const story = new Story().drafted().saved('改', {}, 'deng').submitted('chen').screened()
    story.tell('fang', { name: 'return', review: 'first_review', seen: story.seen(), opinion: '数字有误' })
    expect(told(story)).toEqual(['returned → chen', 'returned → deng'])
  })

  test('a publication', () => {
    expect(told(new Story().at('approval').approved().published())).toEqual(['published → chen'])
    expect(told(new Story().at('approval').approved())).toEqual([])
  })

  test('a decision to withhold', () => {
    const story = new Story().at('screening')
    story.tell('han', { name: 'withhold', seen: story.seen(), ground: '14', reason: '涉密', nextLook: '2027-03-01' })
    expect(told(story)).toEqual(['withheld → chen'])
  })

  test('a take-down asks every guardian but its author for the second word, and tells the editor', () => {
    const story = new Story().live()
    story.tell('fang', { name: 'take_down', reason: 'privacy', note: '误公开' })
    expect(told(story)).toEqual([
      'act confirm_take_down → gao', 'act confirm_take_down → han', 'act confirm_take_down → hu', 'act confirm_take_down → jiang',
      'act confirm_take_down → kong', 'act confirm_take_down → liu', 'act confirm_take_down → ning', 'taken_down → chen',
    ])
    story.tell('gao', { name: 'confirm_take_down' })
    expect(told(story)).toEqual(['taken_down → chen', 'taken_down → fang'])
  })

  test('a take-down that lapses or is undone', () => {
    const story = new Story().live()
    story.tell('fang', { name: 'take_down', reason: 'wrong', note: '误' })
    story.wait(100).tell('system:clock', { name: 'lapse' })
    expect(told(story)).toEqual(['restored → chen', 'restored → fang'])
  })

  test('a take-down that is undone after the end of a 公示, as that end', () => {
    const story = new Story().at('first_review', { publicUntil: '2026-03-05T16:00:00.000Z' }).passed('fang').passed('han').approved().published()
    story.tell('fang', { name: 'take_down', reason: 'wrong', note: '误' })
    story.wait(200).tell('han', { name: 'restore', note: '无误' })
    expect(told(story)).toEqual(['expired → chen', 'expired → fang'])
  })

  test('a release that is held, with those who decide again', () => {
    const story = new Story().at('approval').approved()
    story.tell('system:publish', { name: 'hold', code: 'not_proven' })
    expect(told(story)).toEqual(['held → chen', 'held → jiang', 'held → kong'])
  })
})

test('a reminder tells exactly those whom its event names, and who of them is still in the unit', () => {
  const story = new Story().at('first_review')
  story.tell('system:clock', { name: 'remind', step: 'deputy', dueAt: '2026-03-04T16:00:00.000Z', calendar: 'c', to: ['hu', 'gone'] })
  expect(draftsOf(story)).toMatchObject([{ kind: 'remind', ask: 'first_review', step: 'deputy', dueAt: '2026-03-04T16:00:00.000Z', person: 'hu' }])
})

test('that somebody could not be reached is told to nobody by mail', () => {
  const story = new Story().at('first_review')
  story.tell('system:notify', { name: 'unreached', person: 'fang', notice: 'n' })
  story.tell('system:notify', { name: 'reached', person: 'fang', notice: 'n' })
  expect(draftsOf(story)).toEqual([])
})

describe('nobody is asked for what has been done meanwhile', () => {
  const draftFor = (story: Story, person: string): Draft => {
    const draft = draftsOf(story).find((one) => one.person === person)
    if (!draft) throw new Error(`${person} is told nothing`)
    return draft
  }

  test('a request is moot once somebody has decided, and when the item comes back it is another', () => {
    const story = new Story().drafted().submitted()
    const draft = draftFor(story, 'gao')
    expect(isRelevant(draft, story.it, story.people)).toBe(true)
    story.screened().wait(1).passed('fang')
    expect(isRelevant(draft, story.it, story.people)).toBe(false)
    story.wait(1).tell('chen', { name: 'recall' })
    story.wait(1).submitted()
    expect(isRelevant(draft, story.it, story.people)).toBe(false)
    expect(noticeId(draftFor(story, 'gao'))).not.toBe(noticeId(draft))
  })

  test('somebody who has left the unit or its post is not asked', () => {
    const story = new Story().drafted().submitted()
    const draft = draftFor(story, 'gao')
    expect(isRelevant(draft, story.it, PEOPLE.filter(({ person }) => person !== 'gao'))).toBe(false)
    expect(isRelevant(draft, story.it, PEOPLE.map((one) => one.person === 'gao' ? { ...one, roles: ['editor'] } : one))).toBe(false)
  })

  test('a second word is not asked for once it is given', () => {
    const story = new Story().live()
    story.tell('fang', { name: 'take_down', reason: 'privacy', note: '误公开' })
    const draft = draftFor(story, 'kong')
    expect(isRelevant(draft, story.it, story.people)).toBe(true)
    story.tell('gao', { name: 'confirm_take_down' })
    expect(isRelevant(draft, story.it, story.people)).toBe(false)
  })
})

test('the same reason to the same person has the same id, and any other has another', () => {
  const story = new Story().drafted().submitted()
  const [one, other] = draftsOf(story)
  if (!one || !other) throw new Error('Two are told')
  expect(noticeId(one)).toBe(noticeId({ ...one }))
  const ids = [one, other, { ...one, seq: 9 }, { ...one, kind: 'remind' as const }, { ...one, channel: 'wecom' as const }, { ...one, mark: 'x' }].map(noticeId)
  expect(new Set(ids).size).toBe(ids.length)
})
