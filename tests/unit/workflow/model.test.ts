import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Command, CommandName } from '../../../shared/workflow/commands.ts'
import { decide } from '../../../shared/workflow/decide.ts'
import { dueOf } from '../../../shared/workflow/due.ts'
import { evolve } from '../../../shared/workflow/evolve.ts'
import { COMMAND_NAMES, may } from '../../../shared/workflow/may.ts'
import { nextPeople } from '../../../shared/workflow/staffing.ts'
import { REMINDER_STEPS, REMOVAL_REASONS, REVIEWS, ROLES } from '../../../shared/workflow/states.ts'
import type { Actor, Candidate, Facts, FindingFact, Item, ReplayEvent } from '../../../shared/workflow/types.ts'
import { allows, follow } from './reference.ts'
import type { Model, World } from './reference.ts'
import { digest, UNIT } from './world.ts'

const ITEM = '01HZY0000000000000000000AA'
const START = Date.parse('2026-03-02T01:00:00.000Z')
const HOUR = 3_600_000
const FINDINGS: readonly FindingFact[] = [
  { id: 'mobile', level: 'block', stateMark: false }, { id: 'term', level: 'warn', stateMark: false },
  { id: 'note', level: 'info', stateMark: false }, { id: 'mark', level: 'block', stateMark: true },
]

/**
 * One thing that somebody tries. Instead of `who` and `name`, `allowed` takes one of what the reference model allows and
 * `forward` of these one that brings the item on: a walk by chance alone hardly ever reaches the portal.
 */
interface Attempt {
  readonly steer: 'no' | 'allowed' | 'forward'
  readonly who: number
  readonly name: CommandName
  readonly value: number
  readonly odd: 'none' | 'revision' | 'report' | 'empty' | 'late' | 'elsewhere'
  readonly hours: number
  readonly lexicon: boolean
}

const attempts = fc.array(fc.record<Attempt>({
  steer: fc.oneof({ weight: 2, arbitrary: fc.constantFrom('no' as const, 'allowed' as const) }, { weight: 3, arbitrary: fc.constant('forward' as const) }),
  who: fc.nat(12),
  name: fc.constantFrom(...COMMAND_NAMES),
  value: fc.nat(1_000),
  odd: fc.oneof({ weight: 8, arbitrary: fc.constant('none' as const) },
    { weight: 2, arbitrary: fc.constantFrom('revision' as const, 'report' as const, 'empty' as const, 'late' as const, 'elsewhere' as const) }),
  hours: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 12, 25, 9_000) }),
  lexicon: fc.oneof({ weight: 40, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
}), { minLength: 20, maxLength: 100, size: 'max' })

/** Brings a new item, in which nothing is found, to the portal, where the team allows it. */
const PUBLISHED: readonly Attempt[] = Array.from({ length: 9 }, () =>
  ({ steer: 'forward', who: 0, name: 'create', value: 5, odd: 'none', hours: 0, lexicon: false }))

/** Lets the time of that page end. */
const OVER: Attempt = { steer: 'forward', who: 0, name: 'expire', value: 5, odd: 'none', hours: 12, lexicon: false }

const FORWARD: readonly CommandName[] = ['create', 'submit', 'screen', 'pass', 'resume', 'reopen', 'approve', 'publish', 'correct', 'withdraw', 'lapse', 'expire']

const STAFF = ROLES.map((role) => [role])
const people = fc.tuple(fc.constantFrom([], STAFF, STAFF), fc.array(fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 9 })).map((all) => all.flat())
  .map((all): readonly Candidate[] => all.map((roles, at) => ({ person: `p${at}`, name: `人员${at}`, roles })))

/** The command of that name with values that fit, but for what is odd about it. */
function command(name: CommandName, model: Model | undefined, { value, odd }: Attempt, world: World, item: Item | undefined): Command {
  const words = odd === 'empty' ? '' : '意见'
  const work = odd === 'revision' ? digest('other') : model?.digest ?? digest('first')
  const shown = odd === 'report' ? digest('other') : model?.report?.digest
  const seen = { revision: work, ...shown !== undefined && { report: shown } }
  const stands = REVIEWS.find((one) => one === model?.round) ?? 'first_review'
  const review = odd === 'elsewhere' ? REVIEWS[value % 4] ?? stands : stands
  const revision = {
    digest: digest(`revision ${value % 5}`), title: value % 17 === 0 ? ' ' : '标题', column: 'notices',
    openness: value % 13 === 0 ? 'on_request' as const : 'proactive' as const, ...value % 3 > 0 && { hasChangeNote: true as const },
    ...value % 5 < 2 && { publicUntil: new Date(START + value * HOUR).toISOString() },
  }
  const removal = REMOVAL_REASONS[value % REMOVAL_REASONS.length] ?? 'other'
  switch (name) {
    case 'create': return { name, id: ITEM, unit: UNIT, type: value % 4 === 0 ? 'major' : 'notice', revision, via: 'form' }
    case 'save': return { name, base: work, revision, via: 'form' }
    case 'submit': return { name, revision: work, urgent: value % 2 === 0, ...value % 6 === 0 && { wishAt: new Date(world.now + (odd === 'late' ? 9_000 : value % 5 === 0 ? -1 : 5) * HOUR).toISOString() } }
    case 'void':
    case 'reopen':
    case 'ask_unseal': return { name, reason: words }
    case 'pass': return { name, review, seen, ...stands === 'screening' && { dispositions: { digest: digest('d'), list: dispositions(value, odd, world) } } }
    case 'approve': {
      const hours = odd === 'late' ? 9_000 : value % 5 === 0 ? -1 : 5
      return { name, review, seen, ...value % 3 === 0 && { releaseAt: new Date(world.now + hours * HOUR).toISOString() } }
    }
    case 'return': return { name, review, seen, opinion: words }
    case 'suggest': return { name, review, seen, text: words }
    case 'refer': return { name, seen, question: words, to: '县保密局' }
    case 'resume': {
      const finding = odd === 'elsewhere' ? 'nowhere' : 'mark'
      return { name, seen, text: '不属于国家秘密', rulings: value % 4 === 0 ? [] : [{ finding, text: words, authority: '县保密局' }] }
    }
    case 'withhold': return { name, seen, ground: '15', reason: words, nextLook: '2027-01-04' }
    case 'withdraw': return { name, reason: removal }
    case 'take_down': return { name, reason: removal, note: words }
    case 'restore': return { name, note: words }
    case 'screen': {
      const edition = odd === 'late' ? 'lexicon@0' : world.edition
      const counts = { block: world.findings.length, warn: 0, info: 0 }
      return { name, report: { digest: digest(`report ${work} ${edition}`), revision: work, edition, counts }, undisposed: value % 3 === 0 ? 1 : 0 }
    }
    case 'publish': {
      const at = new Date(world.now).toISOString()
      const version = (model?.version ?? 0) + (odd === 'late' ? 2 : 1)
      return { name, published: { revision: work, version, indexNumber: 'LJ-1', firstAt: at, at, allotted: digest('a') }, files: {}, template: 't@1', positions: { all: 1 } }
    }
    case 'remind': return { name, step: REMINDER_STEPS[value % 4] ?? 'due', dueAt: new Date(world.now).toISOString(), calendar: '2026', to: ['p1'] }
    case 'unreached': return { name, person: `p${value % 3}`, notice: 'n1' }
    case 'reached': return { name, person: `p${value % 3}`, notice: 'n2' }
    case 'hold': return { name, code: 'approver_gone' }
    case 'deliver': return { name, seq: odd === 'late' ? Math.max((item?.seq ?? 0) - 2 - value % 3, 0) : item?.seq ?? 0, files: {} }
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

function dispositions(value: number, odd: Attempt['odd'], world: World): { finding: string, as: 'excused' | 'ruled', reason: string }[] {
  const list = world.findings.filter((_, at) => value % 11 !== at).map(({ id, stateMark }) =>
    ({ finding: id, as: stateMark && value % 7 > 0 ? 'ruled' as const : 'excused' as const, reason: odd === 'empty' ? '' : '法定公开内容' }))
  return odd === 'elsewhere' ? [...list, { finding: 'nowhere', as: 'excused', reason: '无' }] : list
}

test('whatever people try in whatever order, the rule and the reference model agree and the promises hold', { timeout: 120_000 }, () => {
  const met = new Map<string, number>()
  fc.assert(fc.property(people, fc.subarray([...FINDINGS]), fc.constantFrom([], PUBLISHED, PUBLISHED, [...PUBLISHED, OVER]), attempts, (team, found, begun, tries) => {
    let item: Item | undefined
    let model: Model | undefined
    let replayed: Item | undefined
    let now = START
    let edition = 1
    const trail: ReplayEvent[] = []
    const systems = ['system:screen', 'system:publish', 'system:clock', 'system:notify']
    const everybody = [...team.map(({ person }) => person), ...systems]
    for (const attempt of [...begun, ...tries]) {
      now += attempt.hours * HOUR
      edition += Number(attempt.lexicon)
      const findings = begun.includes(attempt) ? [] : found
      const world: World = { now, edition: `lexicon@${edition}`, people: team, findings }
      const rolesOf = (person: string): Candidate['roles'] => team.find((one) => one.person === person)?.roles ?? []
      let person = everybody[attempt.who % everybody.length] ?? 'p0'
      let name = attempt.name
      if (attempt.steer !== 'no') {
        const all = everybody.flatMap((one) => COMMAND_NAMES.map((other) => [one, other] as const)).filter(([one, other]) =>
          allows(model, one, rolesOf(one), command(other, model, attempt, world, item), world) === true)
        const same = model !== undefined && model.digest === model.shownDigest
        const on = all.filter(([, other]) => other === 'save' ? same : FORWARD.includes(other))
        const open = attempt.steer === 'forward' && on.length > 0 ? on : all.filter(([, other]) => attempt.value % 4 === 0 || other !== 'void')
        const names = [...new Set(open.map(([, other]) => other))]
        const wanted = begun.includes(attempt) && names.includes(name) ? name : names[attempt.value % Math.max(names.length, 1)]
        const able = open.filter(([, other]) => other === wanted)
        const chosen = able[attempt.who % Math.max(able.length, 1)]
        if (chosen) [person, name] = chosen
      }
      const what = command(name, model, attempt, world, item)
      const actor: Actor = { person, name: person, unit: UNIT, roles: rolesOf(person), method: person.startsWith('system:') ? 'system' : 'oidc' }
      const facts: Facts = { now: new Date(now).toISOString(), people: team, activeEdition: world.edition, findings, commandId: `c${trail.length}` }
      const outcome = decide(item, actor, what, facts)
      const expected = allows(model, person, actor.roles, what, world)

      const said = !outcome.accepted ? false : 'unchanged' in outcome ? 'same' : true
      expect(said, `${person} ${JSON.stringify(what)} ${JSON.stringify(outcome)}`).toBe(expected)
      if (said !== false) expect(may(item, actor, name, facts)).toBeUndefined()
      if (!outcome.accepted || 'unchanged' in outcome) continue

      const seq = trail.length + 1
      const event: ReplayEvent = { ...outcome.event, itemId: ITEM, seq, hash: digest(`event ${seq}`) }
      trail.push(event)
      item = { ...outcome.next, seq, head: event.hash }
      model = follow(model, person, what, world)
      met.set(name, (met.get(name) ?? 0) + 1)

      agree(item, model)
      promises(trail, item)
      replayed = evolve(replayed, JSON.parse(JSON.stringify(event)))
      expect(replayed).toStrictEqual(JSON.parse(JSON.stringify(item)))
      for (const one of nextPeople(item, team)) expect(item.round === 'drafting' || !item.contributors.includes(one.person)).toBe(true)
      if (item.portalPending || item.round === 'approved' || item.takeDown?.confirmedBy === undefined && item.takeDown) expect(dueOf(item)).toBeDefined()
    }
  }), { numRuns: 110 })
  expect(COMMAND_NAMES.filter((name) => !met.has(name)), 'commands that the walk never came to').toEqual([])
})

function agree(item: Item, model: Model): void {
  expect({
    round: item.round, presence: item.presence, revision: item.revision, contributors: item.contributors.toSorted(),
    decisions: item.decisions.map(({ review, person, revision }) => ({ review, person, digest: revision })),
    report: item.report?.digest, published: item.published?.revision, sealed: item.seal?.versions.length ?? 0,
    pending: item.portalPending === true, releaseAt: item.releaseAt, banner: item.banner !== undefined, down: item.takeDown !== undefined,
    title: item.title, removal: item.removal, reminded: item.reminded ?? [], unreached: item.unreached ?? [], until: item.publicUntil,
  }).toEqual({
    round: model.round, presence: model.presence, revision: model.digest, contributors: [...model.contributors].toSorted(),
    decisions: model.decided, report: model.report?.digest, published: model.shownDigest, sealed: model.sealed,
    pending: model.pending, releaseAt: model.releaseAt, banner: model.banner !== undefined, down: model.down !== undefined,
    title: model.title, removal: model.removal, reminded: model.reminded, unreached: model.unreached, until: model.until,
  })
}

/** What DESIGN promises, told from the trail alone. */
function promises(trail: readonly ReplayEvent[], item: Item): void {
  const decidersNow = item.decisions.map(({ person }) => person)
  expect(new Set(decidersNow).size).toBe(decidersNow.length)
  expect(decidersNow.filter((person) => item.contributors.includes(person))).toEqual([])

  const last = trail.findLastIndex(({ type }) => type === 'publish')
  const event = trail[last]
  if (!event) {
    expect(item.presence).toBe('never')
    expect(item.published).toBeUndefined()
    return
  }
  if (event !== trail.at(-1)) return
  const before = trail.slice(0, last)
  const round = before.slice(before.findLastIndex(({ type }) => type === 'submit'))
  const since = before.slice(before.findLastIndex(({ type }) => type === 'publish') + 1)
  const contributors = since.filter(({ type }) => ['create', 'save', 'submit'].includes(type)).map(({ actor }) => actor.person)
  const decisions = new Map(round.filter(({ type }) => type === 'pass' || type === 'approve').map((one) => [one.from?.round, one]))
  expect(new Set(decisions.keys())).toEqual(new Set(item.reviews))
  const deciders = [...decisions.values()].map(({ actor }) => actor.person)
  expect(new Set(deciders).size).toBe(item.reviews.length)
  expect(deciders.filter((person) => contributors.includes(person))).toEqual([])
  for (const decision of decisions.values()) expect(decision.revision).toBe(item.published?.revision)
  expect(event.revision).toBe(item.published?.revision)
}
