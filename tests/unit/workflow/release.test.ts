import { describe, expect, test } from 'vitest'
import { dueOf } from '../../../shared/workflow/due.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { code, digest, NOW, Story } from './world.ts'

const TOMORROW = '2026-03-03T01:00:00.000Z'

describe('an approval', () => {
  test('is for now or for a time to come, at most a year ahead', () => {
    const story = new Story().at('approval')
    const at = (releaseAt: string): string => code(story.ask('jiang', { name: 'approve', review: 'approval', seen: story.seen(), releaseAt }))
    expect(at('2026-03-02T00:59:59.999Z')).toBe('release_in_past')
    expect(at(NOW)).toBe('release_in_past')
    expect(at('no time')).toBe('release_in_past')
    expect(at('2026-03-02T01:00:00.001Z')).toBe('accepted')
    expect(at('2027-03-02T01:00:00.000Z')).toBe('accepted')
    expect(at('2027-03-02T01:00:00.001Z')).toBe('release_too_far')
  })

  test('says which time was refused and which is the last possible', () => {
    const story = new Story().at('approval')
    const approve = { name: 'approve', review: 'approval', seen: story.seen() } as const
    expect(story.ask('jiang', { ...approve, releaseAt: '2025-01-01T00:00:00.000Z' })).toMatchObject({ values: { at: '2025-01-01T00:00:00.000Z' } })
    expect(story.ask('jiang', { ...approve, releaseAt: '2028-01-01T00:00:00.000Z' })).toMatchObject({ values: { at: '2028-01-01T00:00:00.000Z', limit: '2027-03-02T01:00:00.000Z' } })
  })

  test.each(['on_request', 'withheld'] as const)('is not given to what is %s', (openness) => {
    const story = new Story().drafted('限行', 'notice', { openness }).submitted().screened().passed('fang').passed('han')
    expect(story.ask('jiang', { name: 'approve', review: 'approval', seen: story.seen() })).toEqual({ accepted: false, code: 'not_proactive', values: { openness } })
  })

  test('of a withdrawal does not ask for openness: nothing stands in the way of a removal', () => {
    const story = new Story().live()
    story.tell('deng', { name: 'withdraw', reason: 'privacy' })
    story.saved('撤销说明', { hasChangeNote: true, openness: 'withheld' }).submitted().screened().passed('fang').passed('han').approved().published()
    expect(story.it.presence).toBe('withdrawn')
  })
})

describe('a publication', () => {
  test('waits for its time', () => {
    const story = new Story().at('approval').approved('jiang', TOMORROW)
    story.now = '2026-03-03T00:59:59.999Z'
    expect(story.ask('system:publish', story.publishing())).toEqual({ accepted: false, code: 'not_due', values: { at: TOMORROW } })
    story.now = TOMORROW
    story.published()
    expect(story.it.presence).toBe('live')
    expect(story.it.releaseAt).toBeUndefined()
  })

  test('is of the approved digest and of the next version', () => {
    const story = new Story().at('approval').approved()
    const command = story.publishing()
    expect(story.ask('system:publish', { ...command, published: { ...command.published, revision: digest('other') } }))
      .toEqual({ accepted: false, code: 'stale_revision', values: { revision: digest('限行') } })
    expect(code(story.ask('system:publish', { ...command, published: { ...command.published, version: 2 } }))).toBe('stale_revision')
    expect(code(story.ask('system:clock', command))).toBe('accepted')
  })

  test('names revision, report and edition in its event', () => {
    const story = new Story().at('approval').approved()
    const { digest: shown } = story.it.report ?? { digest: '' }
    const { event } = story.tell('system:publish', story.publishing())
    expect(event).toMatchObject({ type: 'publish', revision: digest('限行'), report: shown, edition: 'lexicon@1', from: { round: 'approved', presence: 'never' }, to: { round: 'none', presence: 'live' } })
  })

  test('says which reviews have no decision on these bytes', () => {
    const story = new Story().at('approval').approved()
    story.item = { ...story.it, decisions: story.it.decisions.slice(1) }
    expect(story.ask('system:publish', story.publishing())).toEqual({ accepted: false, code: 'stale_revision', values: { missing: ['first_review'] } })
  })

  function approvedWith(change: (item: Item) => Partial<Item>): string {
    const story = new Story().at('approval').approved()
    story.item = { ...story.it, ...change(story.it) }
    return code(story.ask('system:publish', story.publishing()))
  }

  test('proves its decisions once more: one for every review', () => {
    expect(approvedWith(({ decisions }) => ({ decisions: decisions.slice(1) }))).toBe('stale_revision')
    expect(approvedWith(({ decisions }) => ({ decisions: decisions.slice(0, 2) }))).toBe('stale_revision')
  })

  test('proves its decisions once more: on the bytes that go out', () => {
    expect(approvedWith(({ decisions }) => ({ decisions: decisions.map((one) => one.review === 'screening' ? { ...one, revision: digest('other') } : one) }))).toBe('stale_revision')
    expect(approvedWith(() => ({ revision: digest('other') }))).toBe('stale_revision')
  })

  test('proves its decisions once more: by different people outside the contributors', () => {
    expect(approvedWith(({ decisions }) => ({ decisions: decisions.map((one) => ({ ...one, person: 'han' })) }))).toBe('already_decided_by_you')
    expect(approvedWith(({ contributors }) => ({ contributors: [...contributors, 'jiang'] }))).toBe('self_review')
    expect(approvedWith(({ decisions }) => ({ decisions: decisions.map((one, at) => at === 0 ? { ...one, onBehalfOf: 'chen' } : one) }))).toBe('self_review')
  })

  test('needs the report of the approved revision', () => {
    expect(approvedWith(() => ({ report: undefined }))).toBe('not_screened')
  })
})

describe('the portal', () => {
  test('is pending until the files are written', () => {
    const story = new Story().at('approval').approved().published()
    expect(story.it).toMatchObject({ portalPending: true, portalSeq: story.it.seq })
    story.delivered()
    expect(story.it.portalPending).toBeUndefined()
    expect(story.it.portalSeq).toBe(story.it.seq - 1)
    expect(code(story.ask('system:publish', { name: 'deliver', seq: story.it.seq, files: {} }))).toBe('unchanged')
  })

  test('stays pending when files of an older state were written', () => {
    const story = new Story().at('approval').approved().published()
    const { seq } = story.it
    story.tell('jiang', { name: 'take_down', reason: 'privacy', note: '含手机号' })
    expect(code(story.ask('system:publish', { name: 'deliver', seq, files: {} }))).toBe('unchanged')
    story.tell('deng', { name: 'correct' })
    story.tell('system:clock', { name: 'deliver', seq: seq + 1, files: {} })
    expect(story.it.portalPending).toBeUndefined()
  })
})

describe('the clock looks at an item', () => {
  test('never while it waits for people alone', () => {
    expect(dueOf(new Story().drafted().it)).toBeUndefined()
    expect(dueOf(new Story().at('first_review').it)).toBeUndefined()
    expect(dueOf(new Story().live().it)).toBeUndefined()
  })

  test('when a waiting revision has no report', () => {
    const story = new Story().drafted().wait(1).submitted()
    expect(dueOf(story.it)).toBe(story.it.enteredAt)
    story.passed('fang')
    expect(dueOf(story.it)).toBe(story.it.enteredAt)
    story.tell('han', { name: 'refer', seen: story.seen(), question: '问', to: '县保密局' })
    expect(dueOf(story.it)).toBe(story.it.enteredAt)
    const approved = new Story().at('approval').approved('jiang', TOMORROW)
    expect(dueOf({ ...approved.it, report: undefined })).toBe(approved.it.enteredAt)
  })

  test('when a release is due, at once or at its time', () => {
    const story = new Story().at('approval').wait(1).approved()
    expect(dueOf(story.it)).toBe(story.now)
    expect(dueOf(new Story().at('approval').approved('jiang', TOMORROW).it)).toBe(TOMORROW)
  })

  test('when the portal is behind', () => {
    const story = new Story().at('approval').approved().wait(2).published()
    expect(dueOf(story.it)).toBe(story.now)
  })

  test('when a take-down runs out, and not for a release that it suspends', () => {
    const story = new Story().live()
    story.tell('deng', { name: 'correct' })
    story.saved('更正', { hasChangeNote: true }).submitted().screened().passed('fang').passed('han')
    story.tell('ning', { name: 'take_down', reason: 'wrong', note: '有误' })
    story.delivered().wait(1).approved()
    expect(dueOf(story.it)).toBe('2026-03-03T01:00:00.000Z')
    story.tell('kong', { name: 'confirm_take_down' })
    expect(dueOf(story.it)).toBeUndefined()
  })

  test('for the earliest of several things, whichever it is', () => {
    const approved = new Story().at('approval').approved('jiang', TOMORROW).it
    expect(dueOf({ ...approved, portalPending: true, updatedAt: '2026-03-04T01:00:00.000Z' })).toBe(TOMORROW)
    const story = new Story().live()
    story.tell('ning', { name: 'take_down', reason: 'wrong', note: '有误' })
    expect(dueOf(story.it)).toBe(NOW)
    story.delivered()
    expect(dueOf(story.it)).toBe('2026-03-03T01:00:00.000Z')
  })
})
