import { describe, expect, test } from 'vitest'
import { actor, code, Story } from './world.ts'

describe('a referred item 提请确定', () => {
  function referred(): Story {
    const story = new Story().at('screening')
    story.findings = [{ id: 'mark', level: 'block', stateMark: true }]
    story.tell('han', { name: 'refer', seen: story.seen(), question: '“机密★5年”是否有效', to: '县保密局', findings: ['mark'] })
    return story
  }

  test('waits, and comes back with its ruling to the review that asked', () => {
    const story = referred()
    expect(story.it).toMatchObject({ round: 'referred', referredFrom: 'screening', decisions: [{ person: 'fang' }] })
    story.tell('hu', { name: 'resume', seen: story.seen(), rulings: [{ finding: 'mark', text: '已解密', authority: '县保密局' }], text: '函复见附件' })
    expect(story.it.round).toBe('screening')
    expect(story.it.referredFrom).toBeUndefined()
    expect(story.it.rulings).toEqual([
      { finding: 'mark', revision: story.it.revision, text: '已解密', authority: '县保密局', person: 'hu', at: story.now },
    ])
  })

  test('adds rulings to those it has, and forgets them at publication', () => {
    const story = referred()
    const ruling = { finding: 'mark', text: '已解密', authority: '县保密局' }
    story.tell('han', { name: 'resume', seen: story.seen(), rulings: [ruling], text: '一' })
    story.tell('han', { name: 'refer', seen: story.seen(), question: '再问', to: '县保密局' })
    story.tell('han', { name: 'resume', seen: story.seen(), rulings: [{ ...ruling, text: '确已解密' }], text: '二' })
    expect(story.it.rulings.map(({ text }) => text)).toEqual(['已解密', '确已解密'])
    story.passed('han', { digest: 'd'.repeat(64), list: [{ finding: 'mark', as: 'ruled', reason: '' }] }).approved().published()
    expect(story.it.rulings).toEqual([])
  })

  test('comes from any review and goes back there, its decisions standing', () => {
    const story = new Story().at('approval')
    story.tell('jiang', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    expect(story.it.referredFrom).toBe('approval')
    expect(code(story.ask('han', { name: 'resume', seen: story.seen(), rulings: [], text: '否' }))).toBe('not_granted')
    story.tell('kong', { name: 'resume', seen: story.seen(), rulings: [], text: '否' })
    expect(story.it).toMatchObject({ round: 'approval', decisions: [{ person: 'fang' }, { person: 'han' }] })
  })

  test('is neither decided nor published', () => {
    const story = referred()
    expect(code(story.ask('hu', { name: 'pass', review: 'screening', seen: story.seen() }))).toBe('wrong_round')
    expect(code(story.ask('system:publish', story.publishing()))).toBe('wrong_round')
    expect(code(story.ask('chen', { name: 'recall' }))).toBe('accepted')
  })

  test('needs a question and somebody to ask', () => {
    const story = new Story().at('screening')
    const refer = { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' } as const
    expect(code(story.ask('han', { ...refer, question: ' ' }))).toBe('reason_required')
    expect(code(story.ask('han', { ...refer, to: '' }))).toBe('reason_required')
    expect(code(story.ask('han', { ...refer, seen: { ...refer.seen, revision: 'f'.repeat(64) } }))).toBe('stale_revision')
    expect(code(story.ask(actor('chen', ['screening_reviewer']), refer))).toBe('self_review')
  })

  test('is resumed with words, by an outsider, on findings of the report, with who ruled', () => {
    const story = referred()
    const resume = { name: 'resume', seen: story.seen(), rulings: [], text: '函复' } as const
    expect(code(story.ask('han', { ...resume, text: ' ' }))).toBe('reason_required')
    expect(code(story.ask('han', { ...resume, seen: { revision: story.it.revision } }))).toBe('stale_report')
    expect(story.ask('han', { ...resume, rulings: [{ finding: 'nowhere', text: '否', authority: '县保密局' }] }))
      .toEqual({ accepted: false, code: 'unknown_finding', values: { findings: ['nowhere'] } })
    expect(code(story.ask('han', { ...resume, rulings: [{ finding: 'mark', text: ' ', authority: '县保密局' }] }))).toBe('reason_required')
    expect(code(story.ask('han', { ...resume, rulings: [{ finding: 'mark', text: '否', authority: ' ' }] }))).toBe('reason_required')
    expect(code(story.ask(actor('fang', ['screening_reviewer']), resume))).toBe('already_decided_by_you')
    story.findings = undefined
    expect(code(story.ask('han', { ...resume, rulings: [{ finding: 'mark', text: '否', authority: '县保密局' }] }))).toBe('unknown_finding')
    expect(code(story.ask('han', resume))).toBe('accepted')
  })
})

describe('withholding 不予公开', () => {
  const withhold = { name: 'withhold', ground: '15', reason: '涉及个人隐私', nextLook: '2027-03-01' } as const

  test('ends the reviews with a ground, a reason and a next look', () => {
    const story = new Story().at('screening')
    expect(code(story.ask('han', { ...withhold, seen: story.seen(), reason: '' }))).toBe('reason_required')
    story.tell('han', { ...withhold, seen: story.seen() })
    expect(story.it).toMatchObject({ round: 'withheld', presence: 'never', decisions: [], withheld: { ground: '15', nextLook: '2027-03-01' } })
  })

  test('may follow a referral', () => {
    const story = new Story().at('screening')
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    story.tell('han', { ...withhold, seen: story.seen() })
    expect(story.it.round).toBe('withheld')
    expect(story.it.referredFrom).toBeUndefined()
  })

  test('is not for first review', () => {
    const story = new Story().at('first_review')
    expect(code(story.ask('fang', { ...withhold, seen: story.seen() }))).toBe('wrong_round')
  })

  test('is only for what was never published', () => {
    const story = new Story().live()
    story.tell('chen', { name: 'correct' })
    story.saved('更正', { hasChangeNote: true }).submitted().screened().passed('fang')
    expect(story.ask('han', { ...withhold, seen: story.seen() })).toEqual({ accepted: false, code: 'wrong_presence', values: { presence: 'live' } })
  })

  test('is reopened with a reason, as a draft that passes all reviews again', () => {
    const story = new Story().at('approval')
    story.tell('jiang', { ...withhold, seen: story.seen() })
    expect(code(story.ask('deng', { name: 'reopen', reason: '' }))).toBe('reason_required')
    expect(code(story.ask('chen', { name: 'recall' }))).toBe('wrong_round')
    story.tell('deng', { name: 'reopen', reason: '情况已变化' })
    expect(story.it).toMatchObject({ round: 'drafting', decisions: [], contributors: ['chen'] })
    expect(story.it.withheld).toBeUndefined()
    expect(code(new Story().drafted().ask('deng', { name: 'reopen', reason: '无' }))).toBe('wrong_round')
  })
})
