import { describe, expect, test } from 'vitest'
import { apply } from '../../../shared/workflow/evolve.ts'
import { moved } from '../../../shared/workflow/move.ts'
import { NEEDS } from '../../../shared/workflow/needs.ts'
import { REQUIREMENTS } from '../../../shared/workflow/requirements.ts'
import { reviewAt, reviewerAt, seesReport } from '../../../shared/workflow/separation.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { actor, code, NOW, Story } from './world.ts'

test('a need asks nothing of a command that does not carry it', () => {
  const story = new Story().live()
  for (const need of Object.values(NEEDS)) expect(need(story.it, { name: 'recall' }, story.facts())).toBeUndefined()
})

describe('a row that no trail leads to', () => {
  const { it: live } = new Story().live()
  const told = (item: Item, type: 'confirm_banner' | 'clear_banner' | 'confirm_take_down' | 'ask_unseal' | 'confirm_unseal', data: Record<string, unknown> = {}): Item => apply(item, {
    type, at: NOW, actor: actor('fang'), commandId: 'c', from: { round: item.round, presence: item.presence }, data,
  })

  test('without a banner, a take-down or a seal gets none by a confirmation', () => {
    expect(told(live, 'confirm_banner')).not.toHaveProperty('banner')
    expect(told(live, 'clear_banner')).not.toHaveProperty('portalPending')
    expect(told(live, 'confirm_take_down')).not.toHaveProperty('takeDown')
    expect(told(live, 'confirm_unseal', { until: NOW })).not.toHaveProperty('seal')
    expect(told(live, 'ask_unseal', { reason: '审计' }).seal).toEqual({ versions: [], askedBy: 'fang' })
  })

  test('that was never published has no versions to seal', () => {
    const item: Item = { ...live, presence: 'taken_down', published: undefined, takeDown: { reason: 'privacy', by: 'han', at: NOW, until: NOW } }
    expect(told(item, 'confirm_take_down').seal).toEqual({ versions: [] })
  })

  test('without reviews, past its last one, or referred by nobody stays where it is', () => {
    expect(moved({ ...live, round: 'drafting', reviews: [] }, 'submit', NOW).round).toBe('drafting')
    expect(moved({ ...live, round: 'approval' }, 'pass', NOW).round).toBe('approval')
    expect(moved({ ...live, round: 'referred' }, 'resume', NOW).round).toBe('referred')
  })

  test('referred by nobody waits for no reviewer', () => {
    const item: Item = { ...live, round: 'referred' }
    expect(reviewAt(item)).toBeUndefined()
    expect(reviewerAt(item)).toBeUndefined()
    expect(seesReport(item, undefined)).toBe(false)
  })

  test('that is pending without saying since when is delivered', () => {
    const story = new Story().live()
    story.item = { ...live, portalPending: true, portalSeq: undefined }
    expect(code(story.ask('system:publish', { name: 'deliver', seq: 0, files: {} }))).toBe('accepted')
  })

  test('is refused for what it lacks and breaks nothing', () => {
    const story = new Story().live()
    story.item = { ...live, presence: 'taken_down', takeDown: undefined }
    expect(code(story.ask('fang', { name: 'confirm_take_down' }))).toBe('already_confirmed')
    expect(REQUIREMENTS.seal_closed(live, story.facts(), { person: 'meng' })).toBeUndefined()
    expect(REQUIREMENTS.unseal_pending(live, story.facts(), { person: 'meng' })?.code).toBe('nothing_pending')
    expect(REQUIREMENTS.edition({ ...live, round: 'approved', report: undefined }, story.facts(), { person: 'meng' })?.code).toBe('lexicon_outdated')
  })

  test('with a take-down of no time is over', () => {
    expect(REQUIREMENTS.take_down_over({ ...live, takeDown: undefined }, new Story().facts(), { person: 'system:clock' })).toBeUndefined()
  })
})
