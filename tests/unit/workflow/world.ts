import { createHash } from 'node:crypto'
import type { Command, CommandName, CommandOf } from '../../../shared/workflow/commands.ts'
import { decide } from '../../../shared/workflow/decide.ts'
import { evolve } from '../../../shared/workflow/evolve.ts'
import type { ItemType, Role } from '../../../shared/workflow/states.ts'
import type { Accepted, Actor, Candidate, Facts, FindingFact, Item, Outcome, ReplayEvent, ReportRef } from '../../../shared/workflow/types.ts'

export const NOW = '2026-03-02T01:00:00.000Z'
export const EDITION = 'lexicon@1'
export const UNIT = 'dadui'

/** The digest of some bytes: other words, other digests. */
export function digest(word: string): string {
  return createHash('sha256').update(word).digest('hex')
}

/** The people of 临江县公安局交通管理大队 by post; two first reviewers and two approvers, and a person of two posts. */
export const PEOPLE: readonly Candidate[] = [
  { person: 'chen', name: '陈拟稿', roles: ['editor'] },
  { person: 'deng', name: '邓拟稿', roles: ['editor'] },
  { person: 'fang', name: '方初审', roles: ['first_reviewer'] },
  { person: 'gao', name: '高初审', roles: ['first_reviewer'] },
  { person: 'han', name: '韩复审', roles: ['screening_reviewer'] },
  { person: 'hu', name: '胡复审', roles: ['screening_reviewer'] },
  { person: 'jiang', name: '蒋终审', roles: ['approver'] },
  { person: 'kong', name: '孔终审', roles: ['approver'] },
  { person: 'liu', name: '刘主要', roles: ['head'] },
  { person: 'meng', name: '孟审计', roles: ['auditor'] },
  { person: 'ning', name: '宁管理', roles: ['administrator'] },
]

/** The person with the roles that the list gives them, or with those named. */
export function actor(person: string, roles?: readonly Role[], unit = UNIT): Actor {
  if (person.startsWith('system:')) return { person, name: person, unit, roles: [], method: 'system' }
  const known = PEOPLE.find((candidate) => candidate.person === person)
  return { person, name: known?.name ?? person, unit, roles: roles ?? known?.roles ?? [], method: 'oidc' }
}

export function revision(word: string, more: Partial<CommandOf<'save'>['revision']> = {}): CommandOf<'save'>['revision'] {
  return { digest: digest(word), title: `关于${word}的通告`, column: 'notices', openness: 'proactive', ...more }
}

export function report(of: string, more: Partial<ReportRef> = {}): ReportRef {
  return { digest: digest(`report ${of}`), revision: digest(of), edition: EDITION, counts: { block: 0, warn: 0, info: 0 }, ...more }
}

/**
 * One item with its trail: gives commands to the rule, appends what is accepted and replays it from JSON, as a table
 * and an auditor would.
 */
export class Story {
  item: Item | undefined
  now = NOW
  edition = EDITION
  people: readonly Candidate[] = PEOPLE
  findings: readonly FindingFact[] | undefined = []
  readonly events: ReplayEvent[] = []

  facts(): Facts {
    return {
      now: this.now, people: this.people, activeEdition: this.edition, commandId: `command-${this.events.length + 1}`,
      ...this.findings && { findings: this.findings },
    }
  }

  /** The item; there has to be one. */
  get it(): Item {
    if (!this.item) throw new Error('no item yet')
    return this.item
  }

  /** What the rule says, without acting on it. */
  ask(who: string | Actor, command: Command): Outcome {
    return decide(this.item, typeof who === 'string' ? actor(who) : who, command, this.facts())
  }

  /** Gives a command that has to be accepted, and keeps what came of it. */
  tell(who: string | Actor, command: Command): Accepted {
    const outcome = this.ask(who, command)
    if (!outcome.accepted || 'unchanged' in outcome) throw new Error(`${command.name}: ${JSON.stringify(outcome)}`)
    this.keep(outcome)
    return outcome
  }

  keep(outcome: Accepted): void {
    const seq = (this.item?.seq ?? 0) + 1
    const event: ReplayEvent = { ...outcome.event, itemId: outcome.next.id, seq, hash: digest(`event ${seq}`) }
    this.events.push(event)
    this.item = { ...outcome.next, seq, head: event.hash }
  }

  /** One person stands in for another from now on. */
  standingIn(delegate: string, principal: string, role: Role, columns?: readonly string[]): this {
    const until = new Date(Date.parse(this.now) + 72 * 3_600_000).toISOString()
    this.people = this.people.map((one) => {
      if (one.person === principal) return { ...one, away: until }
      if (one.person !== delegate) return one
      const { name } = actor(principal)
      return { ...one, actsFor: [{ person: principal, name, delegation: 'd1', roles: [role], until, ...columns && { columns } }] }
    })
    return this
  }

  /** Lets time pass. */
  wait(hours: number): this {
    this.now = new Date(Date.parse(this.now) + hours * 3_600_000).toISOString()
    return this
  }

  replayed(): Item | undefined {
    const trail: readonly ReplayEvent[] = JSON.parse(JSON.stringify(this.events))
    return trail.reduce<Item | undefined>((item, event) => evolve(item, event), undefined)
  }

  // The steps of the main way, each by whoever does it here.
  drafted(word = '限行', type: ItemType = 'notice', more: Partial<CommandOf<'save'>['revision']> = {}): this {
    this.tell('chen', { name: 'create', id: '01HZY0000000000000000000AA', unit: UNIT, type, revision: revision(word, more), via: 'form' })
    return this
  }

  saved(word: string, more: Partial<CommandOf<'save'>['revision']> = {}, who = 'chen'): this {
    this.tell(who, { name: 'save', base: this.it.revision, revision: revision(word, more), via: 'form' })
    return this
  }

  submitted(who = 'chen'): this {
    this.tell(who, { name: 'submit', revision: this.it.revision, urgent: false })
    return this
  }

  screened(more: Partial<ReportRef> = {}, undisposed = 0): this {
    const of: ReportRef = { ...report('限行'), digest: digest(`report ${this.it.revision} ${this.edition}`), revision: this.it.revision, edition: this.edition, ...more }
    this.tell('system:screen', { name: 'screen', report: of, undisposed })
    return this
  }

  seen(): { revision: string, report?: string } {
    return { revision: this.it.revision, ...this.it.round !== 'first_review' && this.it.report && { report: this.it.report.digest } }
  }

  passed(who: string, list?: CommandOf<'pass'>['dispositions']): this {
    const { round } = this.it
    if (round !== 'first_review' && round !== 'screening' && round !== 'approval') throw new Error(round)
    this.tell(who, { name: 'pass', review: round, seen: this.seen(), ...list && { dispositions: list } })
    return this
  }

  approved(who = 'jiang', releaseAt?: string): this {
    this.tell(who, { name: 'approve', review: 'approval', seen: this.seen(), ...releaseAt !== undefined && { releaseAt } })
    return this
  }

  publishing(): CommandOf<'publish'> {
    const version = (this.it.published?.version ?? 0) + 1
    return {
      name: 'publish', files: { 'items/1.html': digest('file') }, template: 'page@1', positions: { all: version },
      published: {
        revision: this.it.revision, version, indexNumber: 'LJ-2026-0001', firstAt: this.it.published?.firstAt ?? this.now,
        at: this.now, allotted: digest('allotted'),
      },
    }
  }

  published(): this {
    this.tell('system:publish', this.publishing())
    return this
  }

  delivered(): this {
    this.tell('system:publish', { name: 'deliver', seq: this.it.seq, files: {} })
    return this
  }

  /** Submitted and screened, standing at the named review. */
  at(review: 'first_review' | 'screening' | 'approval', more: Partial<CommandOf<'save'>['revision']> = {}): this {
    this.drafted('限行', 'notice', more).submitted().screened()
    if (review !== 'first_review') this.passed('fang')
    if (review === 'approval') this.passed('han')
    return this
  }

  /** Published by four people and delivered. */
  live(): this {
    return this.at('approval').approved().published().delivered()
  }
}

/** The code of a refusal, or what happened instead. */
export function code(outcome: Outcome): string {
  if (!outcome.accepted) return outcome.code
  return 'unchanged' in outcome ? 'unchanged' : 'accepted'
}

export type { CommandName }
