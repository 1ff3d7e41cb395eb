import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Command, CommandName } from '../../../shared/workflow/commands.ts'
import { decide } from '../../../shared/workflow/decide.ts'
import { COMMAND_NAMES, isSystem, may, options } from '../../../shared/workflow/may.ts'
import { isReview, ROLES } from '../../../shared/workflow/states.ts'
import type { Actor } from '../../../shared/workflow/types.ts'
import { actor, code, digest, report, revision, Story, UNIT } from './world.ts'

/** Where an item can stand; each made by the people of the list, so that whoever asks has had no part in it. */
const PLACES: Readonly<Record<string, () => Story>> = {
  'no item': () => new Story(),
  'drafting': () => new Story().drafted(),
  'first_review': () => new Story().at('first_review'),
  'screening': () => new Story().at('screening'),
  'approval': () => new Story().at('approval'),
  'approval (major)': () => major(),
  'head_review': () => major().passed('jiang'),
  'referred': () => {
    const story = new Story().at('screening')
    story.tell('han', { name: 'refer', seen: story.seen(), question: '是否涉密', to: '县保密局' })
    return story
  },
  'withheld': () => {
    const story = new Story().at('screening')
    story.tell('han', { name: 'withhold', seen: story.seen(), ground: '15', reason: '隐私', nextLook: '2027-03-01' })
    return story
  },
  'approved': () => new Story().at('approval').approved(),
  'voided': () => {
    const story = new Story().drafted()
    story.tell('chen', { name: 'void', reason: '重复' })
    return story
  },
  'live': () => new Story().live(),
  'live, its period over': () => new Story().at('first_review', { publicUntil: '2026-03-05T16:00:00.000Z' }).passed('fang').passed('han').approved().published().delivered().wait(100),
  'live, correction drafted': () => {
    const story = new Story().live()
    story.tell('chen', { name: 'correct' })
    return story.saved('更正', { hasChangeNote: true })
  },
  'live, banner asked for': () => {
    const story = new Story().live()
    story.tell('chen', { name: 'set_banner' })
    return story
  },
  'taken down': () => takenDown(),
  'taken down, confirmed': () => confirmed(),
  'taken down, unseal asked for': () => {
    const story = confirmed()
    story.tell('meng', { name: 'ask_unseal', reason: '审计' })
    return story
  },
  'withdrawn': () => {
    const story = new Story().live()
    story.tell('chen', { name: 'withdraw', reason: 'expired' })
    return story.saved('撤销', { hasChangeNote: true }).submitted().screened().passed('fang').passed('han').approved().published().delivered()
  },
}

function major(): Story {
  return new Story().drafted('重大', 'major').submitted().screened().passed('fang').passed('han')
}

function takenDown(): Story {
  const story = new Story().live()
  story.tell('kong', { name: 'take_down', reason: 'privacy', note: '含手机号' })
  return story.wait(25)
}

function confirmed(): Story {
  const story = takenDown()
  story.tell('gao', { name: 'confirm_take_down' })
  return story
}

/** The command with values that leave only authority and state to judge. */
function fitting(story: Story, name: CommandName): Command {
  const { item } = story
  const work = item?.revision ?? digest('none')
  const seen = { revision: work, ...item?.report && { report: item.report.digest } }
  const review = item && isReview(item.round) ? item.round : 'first_review'
  switch (name) {
    case 'create': return { name, id: 'X', unit: UNIT, type: 'notice', revision: revision('x'), via: 'form' }
    case 'save': return { name, base: work, revision: revision('新稿'), via: 'form' }
    case 'submit': return { name, revision: work, urgent: false }
    case 'void':
    case 'reopen':
    case 'ask_unseal': return { name, reason: '理由' }
    case 'pass': return { name, review, seen }
    case 'approve': return { name, review, seen }
    case 'return': return { name, review, seen, opinion: '意见' }
    case 'suggest': return { name, review, seen, text: '建议' }
    case 'refer': return { name, seen, question: '问', to: '县保密局' }
    case 'resume': return { name, seen, rulings: [], text: '复' }
    case 'withhold': return { name, seen, ground: '15', reason: '隐私', nextLook: '2027-03-01' }
    case 'withdraw': return { name, reason: 'expired' }
    case 'take_down': return { name, reason: 'wrong', note: '有误' }
    case 'restore': return { name, note: '误撤' }
    case 'screen': return { name, report: report('x', { digest: digest('new report'), revision: work }), undisposed: 0 }
    case 'publish': return item ? story.publishing() : { name, published: { revision: work, version: 1, indexNumber: '', firstAt: story.now, at: story.now, allotted: work }, files: {}, template: '', positions: {} }
    case 'deliver': return { name, seq: item?.seq ?? 1, files: {} }
    case 'remind': return { name, step: 'due', dueAt: story.now, calendar: '2026', to: ['fang'] }
    case 'unreached': return { name, person: 'fang', notice: 'n1' }
    case 'reached': return { name, person: 'fang', notice: 'n1' }
    case 'hold': return { name, code: 'approver_gone' }
    case 'recall':
    case 'correct':
    case 'confirm_take_down':
    case 'set_banner':
    case 'confirm_banner':
    case 'clear_banner':
    case 'confirm_unseal':
    case 'expire':
    case 'lapse': break
  }
  return { name }
}

function answers(who: Actor, name: CommandName, stories: ReadonlyMap<string, Story>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [place, story] of stories) {
    const outcome = decide(story.item, who, fitting(story, name), story.facts())
    found.set(code(outcome), [...found.get(code(outcome)) ?? [], place])
    // What pages are told agrees with what would happen.
    const told = may(story.item, who, name, story.facts())
    if (name !== 'create' || who.unit === UNIT) expect(told === undefined, `${name} at ${place}`).toBe(outcome.accepted)
  }
  return found
}

/** Every command with the places where it is accepted and, by code, where it is refused; the most frequent code comes last. */
function authority(who: Actor): string {
  const stories = new Map(Object.entries(PLACES).map(([place, make]) => [place, make()]))
  return COMMAND_NAMES.map((name) => {
    const found = [...answers(who, name, stories)]
    const most = found.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
    const rank = (key: string): number => key === most && key !== 'accepted' ? 2 : Number(key !== 'accepted')
    const lines = found.toSorted(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
      .map(([key, places]) => `  ${key}: ${rank(key) === 2 ? 'everywhere else' : places.join(' · ')}`)
    return [name, ...lines, ''].join('\n')
  }).join('\n')
}

const PERSONS: Readonly<Record<string, Actor>> = {
  ...Object.fromEntries(ROLES.map((role) => [role, actor('somebody', [role])])),
  'contributor with every post': actor('chen', ROLES),
  'first decider with every post': actor('fang', ROLES),
  'every post in another unit': actor('somebody', ROLES, 'zhidui'),
  'system screen': actor('system:screen'),
  'system publish': actor('system:publish'),
  'system clock': actor('system:clock'),
  'system notify': actor('system:notify'),
}

test.each(Object.keys(PERSONS))('the authority of: %s', async (name) => {
  const who = PERSONS[name]
  const file = fileURLToPath(new URL(`./authority/${name.replaceAll(' ', '-')}.txt`, import.meta.url))
  await expect(who && authority(who)).toMatchFileSnapshot(file)
})

test('pages are given every command of people with its standing, and none of the system’s', () => {
  const story = new Story().at('first_review')
  const given = options(story.item, actor('fang'), story.facts())
  expect(given.map(({ name }) => name)).toEqual(COMMAND_NAMES.filter((name) => !isSystem(name)))
  expect(given.filter(({ refused }) => !refused).map(({ name }) => name)).toEqual(['pass', 'return', 'suggest', 'refer'])
  expect(given.find(({ name }) => name === 'approve')).toEqual({ name: 'approve', refused: { accepted: false, code: 'wrong_round', values: { round: 'first_review' } } })
  expect(given.find(({ name }) => name === 'pass')).toEqual({ name: 'pass' })
  expect(COMMAND_NAMES.filter((name) => isSystem(name))).toEqual(['screen', 'publish', 'deliver', 'lapse', 'remind', 'unreached', 'reached', 'hold', 'expire'])
})
