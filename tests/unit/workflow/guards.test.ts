import { describe, expect, test } from 'vitest'
import type { Command } from '../../../shared/workflow/commands.ts'
import { COMMAND_NAMES } from '../../../shared/workflow/may.ts'
import { ruleOf } from '../../../shared/workflow/table.ts'
import type { Accepted } from '../../../shared/workflow/types.ts'
import { actor, digest, NOW, revision, Story, UNIT } from './world.ts'

/** The conditions of a command as short sentences. */
function guards({ guards: all }: Accepted): string[] {
  return all.map((guard) => {
    const { kind, ...values } = guard
    return [kind, ...Object.values(values).flat()].join(' ')
  })
}

function told(story: Story, who: Parameters<Story['tell']>[0], command: Command): string[] {
  return guards(story.tell(who, command))
}

describe('the transaction holds that', () => {
  test('a new item is new, and its author may make it', () => {
    expect(told(new Story(), 'chen', { name: 'create', id: 'X', unit: UNIT, type: 'notice', revision: revision('x'), via: 'form' }))
      .toEqual(['item_absent', 'grant chen dadui editor'])
  })

  test('a save starts from the stored revision of a draft', () => {
    const story = new Story().drafted()
    expect(told(story, 'chen', { name: 'save', base: digest('限行'), revision: revision('二稿'), via: 'form' }))
      .toEqual([`item_head 1 ${digest('event 1')}`, 'round drafting', `revision ${digest('限行')}`, 'grant chen dadui editor'])
  })

  test('a decision is made where the person saw the item, on those bytes, by an outsider who holds the post, under the active edition', () => {
    const story = new Story().at('screening')
    expect(told(story, 'han', { name: 'pass', review: 'screening', seen: story.seen() })).toEqual([
      `item_head 4 ${digest('event 4')}`, 'round screening', 'presence never', `revision ${digest('限行')}`, `report ${story.it.report?.digest}`,
      'not_contributor han', 'not_decider han', 'grant han dadui screening_reviewer', 'edition lexicon@1',
    ])
  })

  test('a delegate and the principal are outsiders, and the principal still holds the post', () => {
    const story = new Story().at('screening').standingIn('hu', 'han', 'screening_reviewer')
    const delegate = { ...actor('hu'), onBehalfOf: { person: 'han', name: '韩复审', delegation: 'd1' } }
    expect(told(story, delegate, { name: 'pass', review: 'screening', seen: story.seen() })).toEqual(expect.arrayContaining([
      'not_contributor hu', 'not_contributor han', 'not_decider hu', 'not_decider han', 'grant han dadui screening_reviewer',
      `delegation dadui d1 han hu screening_reviewer notices ${NOW}`, 'present hu dadui auditor administrator',
    ]))
  })

  test('without a report none is asked for', () => {
    const story = new Story().drafted().submitted()
    expect(told(story, 'fang', { name: 'pass', review: 'first_review', seen: story.seen() }).map((one) => one.split(' ')[0]))
      .toEqual(['item_head', 'round', 'presence', 'revision', 'not_contributor', 'not_decider', 'grant', 'edition'])
  })

  test('a publication is of the approved bytes under the active edition', () => {
    const story = new Story().at('approval').approved()
    expect(told(story, 'system:publish', story.publishing())).toEqual([
      `item_head 6 ${digest('event 6')}`, 'round approved', 'presence never', `revision ${digest('限行')}`, `report ${story.it.report?.digest}`, 'edition lexicon@1',
      'approver jiang dadui approver',
    ])
  })

  test('a take-down is of a page that is live, by one of those who may', () => {
    const story = new Story().live()
    expect(told(story, 'ning', { name: 'take_down', reason: 'wrong', note: '有误' })).toEqual([
      `item_head ${story.it.seq - 1} ${digest(`event ${story.it.seq - 1}`)}`, 'presence live',
      'grant ning dadui first_reviewer screening_reviewer approver head administrator',
    ])
  })
})

test.each(COMMAND_NAMES)('%s: the table’s conditions follow from what it asks', (name) => {
  const { guards: kinds, who, rounds, separation, requires } = ruleOf(name)
  const system = typeof who === 'object' && 'system' in who
  expect(kinds[0]).toBe(rounds.length === 0 ? 'item_absent' : 'item_head')
  expect(kinds.includes('grant')).toBe(!system)
  expect(kinds.includes('not_contributor') && kinds.includes('not_decider')).toBe(separation === 'outsider')
  expect(kinds.includes('edition')).toBe(requires.includes('edition') || name === 'screen')
  // In any round means in no particular one.
  expect(kinds.includes('round')).toBe(rounds.length > 0 && rounds.length < 9)
  expect(new Set(kinds).size).toBe(kinds.length)
})
