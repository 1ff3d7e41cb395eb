import { describe, expect, test } from 'vitest'
import type { Disposition, FindingFact } from '../../../shared/workflow/types.ts'
import { code, digest, report, Story } from './world.ts'

const MOBILE: FindingFact = { id: 'mobile', level: 'block', stateMark: false }
const TERM: FindingFact = { id: 'term', level: 'warn', stateMark: false }
const NOTE: FindingFact = { id: 'note', level: 'info', stateMark: false }
const MARK: FindingFact = { id: 'mark', level: 'block', stateMark: true }

function excused(...ids: readonly string[]): Disposition[] {
  return ids.map((finding) => ({ finding, as: 'excused', reason: '法定公开的联系电话' }))
}

function passing(story: Story, ...list: readonly Disposition[]): string {
  return code(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen(), dispositions: { digest: digest('dispositions'), list } }))
}

describe('at the screening review', () => {
  test('an item that was not screened is not passed', () => {
    const story = new Story().drafted().submitted().passed('fang')
    expect(code(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen() }))).toBe('not_screened')
  })

  test('a report that could not be read lets nobody pass', () => {
    const story = new Story().at('screening')
    story.findings = undefined
    expect(passing(story)).toBe('not_screened')
  })

  test('a report on another revision is none', () => {
    const story = new Story().at('first_review')
    story.tell('chen', { name: 'recall' })
    story.saved('二稿').submitted().passed('fang')
    expect(story.it.report).toBeUndefined()
    expect(passing(story)).toBe('not_screened')
  })

  test('the same revision keeps its report when it is submitted again', () => {
    const story = new Story().at('screening')
    const { report: before } = story.it
    story.tell('chen', { name: 'recall' })
    story.submitted()
    expect(story.it.report).toEqual(before)
  })

  test('block and warn findings are disposed of, info need not be', () => {
    const story = new Story().at('screening')
    story.findings = [MOBILE, TERM, NOTE]
    expect(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen() }))
      .toEqual({ accepted: false, code: 'undisposed_findings', values: { findings: ['mobile', 'term'] } })
    expect(passing(story, ...excused('mobile'))).toBe('undisposed_findings')
    expect(passing(story, ...excused('mobile', 'term'))).toBe('accepted')
    expect(passing(story, ...excused('mobile', 'term', 'note'))).toBe('accepted')
  })

  test('an excuse has a reason', () => {
    const story = new Story().at('screening')
    story.findings = [MOBILE]
    expect(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen(), dispositions: { digest: digest('d'), list: [{ finding: 'mobile', as: 'excused', reason: ' ' }] } }))
      .toEqual({ accepted: false, code: 'reason_required', values: { findings: ['mobile'] } })
  })

  test('a disposition of what the report does not hold is refused', () => {
    const story = new Story().at('screening')
    story.findings = [MOBILE]
    expect(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen(), dispositions: { digest: digest('d'), list: excused('mobile', 'elsewhere') } }))
      .toEqual({ accepted: false, code: 'unknown_finding', values: { findings: ['elsewhere'] } })
  })

  test('the decision names the stored dispositions', () => {
    const story = new Story().at('screening')
    story.findings = [MOBILE]
    story.passed('han', { digest: digest('dispositions'), list: excused('mobile') })
    // Their texts lie in the record bucket: an event does not grow with them.
    expect(story.events.at(-1)?.data).toEqual({ review: 'screening', seen: { revision: digest('限行'), report: story.it.report?.digest }, dispositions: { digest: digest('dispositions') } })
    expect(story.it.decisions[1]).toEqual({
      review: 'screening', person: 'han', revision: digest('限行'), report: story.it.report?.digest, dispositions: digest('dispositions'), at: story.now,
    })
  })

  test('first review disposes of nothing', () => {
    const story = new Story().at('first_review')
    story.findings = [MOBILE, MARK]
    story.passed('fang')
    expect(story.it.round).toBe('screening')
  })

  test('a further review after it disposes of nothing', () => {
    const story = new Story().drafted('重大', 'major').submitted().screened().passed('fang').passed('han')
    story.findings = [MOBILE, MARK]
    story.passed('jiang')
    expect(story.it.round).toBe('head_review')
  })
})

describe('a state-secret mark', () => {
  function marked(): Story {
    const story = new Story().at('screening')
    story.findings = [MARK, NOTE]
    return story
  }

  test('is not excused by a reviewer', () => {
    const story = marked()
    expect(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen(), dispositions: { digest: digest('d'), list: excused('mark') } }))
      .toEqual({ accepted: false, code: 'state_secret_mark', values: { findings: ['mark'] } })
  })

  test('is not excused even where a ruling is attached: it is ruled', () => {
    const story = marked()
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    story.tell('han', { name: 'resume', seen: story.seen(), rulings: [{ finding: 'mark', text: '已解密', authority: '县保密局' }], text: '见附件' })
    expect(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen(), dispositions: { digest: digest('d'), list: excused('mark') } }))
      .toEqual({ accepted: false, code: 'state_secret_mark', values: { findings: ['mark'] } })
    expect(passing(story)).toBe('undisposed_findings')
    expect(passing(story, { finding: 'mark', as: 'ruled', reason: '' })).toBe('accepted')
  })

  test('is ruled on beside a finding that is excused', () => {
    const story = marked()
    story.findings = [MARK, TERM]
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    story.tell('han', { name: 'resume', seen: story.seen(), rulings: [{ finding: 'mark', text: '已解密', authority: '县保密局' }], text: '见附件' })
    expect(passing(story, ...excused('term'), { finding: 'mark', as: 'ruled', reason: '' })).toBe('accepted')
  })

  test('is ruled on for that finding', () => {
    const story = marked()
    story.findings = [MARK, { ...MARK, id: 'other mark' }]
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    story.tell('han', { name: 'resume', seen: story.seen(), rulings: [{ finding: 'other mark', text: '已解密', authority: '县保密局' }], text: '见附件' })
    expect(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen() }))
      .toEqual({ accepted: false, code: 'state_secret_mark', values: { findings: ['mark'] } })
  })

  test('is ruled on for that revision', () => {
    const story = marked()
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    story.tell('han', { name: 'resume', seen: story.seen(), rulings: [{ finding: 'mark', text: '已解密', authority: '县保密局' }], text: '见附件' })
    story.tell('han', { name: 'return', review: 'screening', seen: story.seen(), opinion: '请改标题' })
    story.saved('二稿').submitted().screened().passed('fang')
    expect(passing(story, { finding: 'mark', as: 'ruled', reason: '' })).toBe('state_secret_mark')
  })

  test('of level info asks for nothing', () => {
    const story = marked()
    story.findings = [{ ...MARK, level: 'info' }]
    expect(passing(story)).toBe('accepted')
  })

  test('other findings are not called ruled without a ruling', () => {
    const story = marked()
    story.findings = [TERM]
    expect(passing(story, { finding: 'term', as: 'ruled', reason: '' })).toBe('undisposed_findings')
  })
})

describe('a new edition of rules or lexicon', () => {
  test('stops decisions until it has screened what waits', () => {
    const story = new Story().at('screening')
    story.edition = 'lexicon@2'
    expect(story.ask('han', { name: 'pass', review: 'screening', seen: story.seen() }))
      .toEqual({ accepted: false, code: 'lexicon_outdated', values: { edition: 'lexicon@2' } })
    expect(code(story.ask('han', { name: 'return', review: 'screening', seen: story.seen(), opinion: '改' }))).toBe('accepted')
    story.screened().passed('han')
    expect(story.it.round).toBe('approval')
  })

  test('does not stop first review', () => {
    const story = new Story().at('first_review')
    story.edition = 'lexicon@2'
    story.passed('fang')
    expect(story.it.round).toBe('screening')
  })

  test('stops the approval and the publication', () => {
    const story = new Story().at('approval')
    story.edition = 'lexicon@2'
    expect(code(story.ask('jiang', { name: 'approve', review: 'approval', seen: story.seen() }))).toBe('lexicon_outdated')
    story.edition = 'lexicon@1'
    story.approved()
    story.edition = 'lexicon@2'
    expect(code(story.ask('system:publish', story.publishing()))).toBe('lexicon_outdated')
    story.screened().published()
    expect(story.it.presence).toBe('live')
  })

  test('with nothing new to dispose of decisions stand and the new report is the present one', () => {
    const story = new Story().at('approval')
    story.edition = 'lexicon@2'
    const before = story.it.decisions
    story.screened()
    expect(story.it).toMatchObject({ round: 'approval', decisions: before, report: { edition: 'lexicon@2' } })
  })

  test.each(['approval', 'approved', 'referred'] as const)('with something new the round goes back to screening from %s, keeping first review only', (from) => {
    const story = new Story().at('approval')
    if (from === 'approved') story.approved('jiang', '2026-03-03T01:00:00.000Z')
    if (from === 'referred') story.tell('jiang', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    story.edition = 'lexicon@2'
    story.wait(1).screened({}, 1)
    expect(story.it.decisions).toMatchObject([{ review: 'first_review', person: 'fang' }])
    expect(story.it.releaseAt).toBeUndefined()
    if (from === 'referred') {
      expect(story.it).toMatchObject({ round: 'referred', referredFrom: 'screening' })
      story.tell('hu', { name: 'resume', seen: story.seen(), rulings: [], text: '不涉密' })
    } else {
      expect(story.it.enteredAt).toBe(story.now)
    }
    expect(story.it).not.toHaveProperty('referredFrom')
    expect(story.it.round).toBe('screening')
    story.passed('han').approved()
    expect(story.it.round).toBe('approved')
  })

  test('before the screening review has decided, findings move nothing', () => {
    for (const review of ['first_review', 'screening'] as const) {
      const story = new Story().at(review)
      story.edition = 'lexicon@2'
      story.screened({}, 3)
      expect(story.it.round).toBe(review)
    }
    const story = new Story().at('screening')
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    story.edition = 'lexicon@2'
    story.screened({}, 3)
    expect(story.it).toMatchObject({ round: 'referred', referredFrom: 'screening' })
  })
})

describe('a report', () => {
  test('is taken only of the revision in work and of the active edition', () => {
    const story = new Story().drafted().submitted()
    expect(story.ask('system:screen', { name: 'screen', report: report('旧稿'), undisposed: 0 }))
      .toEqual({ accepted: false, code: 'stale_revision', values: { revision: digest('限行') } })
    expect(story.ask('system:screen', { name: 'screen', report: report('限行', { edition: 'lexicon@0' }), undisposed: 0 }))
      .toEqual({ accepted: false, code: 'lexicon_outdated', values: { edition: 'lexicon@1' } })
  })

  test('that is known already changes nothing', () => {
    const story = new Story().at('screening')
    const { report: known } = story.it
    expect(known && code(story.ask('system:screen', { name: 'screen', report: known, undisposed: 4 }))).toBe('unchanged')
  })

  test('is not asked for while a draft is written or when no round is open', () => {
    const story = new Story().drafted()
    expect(code(story.ask('system:screen', { name: 'screen', report: report('限行'), undisposed: 0 }))).toBe('wrong_round')
  })

  test('stands in its event with the edition', () => {
    const { event } = new Story().drafted().submitted().tell('system:screen', { name: 'screen', report: report('限行'), undisposed: 0 })
    expect(event).toMatchObject({ revision: digest('限行'), report: digest('report 限行'), edition: 'lexicon@1', from: { round: 'first_review' }, to: { round: 'first_review' } })
  })
})
