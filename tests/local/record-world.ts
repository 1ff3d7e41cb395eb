import type { Content } from '../../shared/document/content.ts'
import type { Identity, Person } from '../../shared/identity/index.ts'
import type { Answer, Record as Store, Request } from '../../shared/record/index.ts'
import { digestOf } from '../../shared/record/index.ts'
import { systemActor } from '../../shared/stage/system.ts'
import type { Command, RevisionRef } from '../../shared/workflow/commands.ts'
import type { Role } from '../../shared/workflow/states.ts'
import type { Actor, Item, SystemActor } from '../../shared/workflow/types.ts'

export const ISSUER = 'https://issuer.example'
export const EDITION = 'lexicon@test'

/** People of the tests by what they are there for; every reviewing post is held by two. */
export const cast = {
  editor: 'editor', writer: 'editor', first: 'first_reviewer', otherFirst: 'first_reviewer',
  screening: 'screening_reviewer', otherScreening: 'screening_reviewer', approver: 'approver', otherApprover: 'approver',
  administrator: 'administrator', otherAdministrator: 'administrator', auditor: 'auditor',
} as const satisfies { readonly [name: string]: Role }
export type Name = keyof typeof cast

export type People = Readonly<{ [N in Name]: Actor }>

/** Brings in the cast. */
export async function people(identity: Identity, unit = 'dadui'): Promise<People> {
  const names: readonly Name[] = ['editor', 'writer', 'first', 'otherFirst', 'screening', 'otherScreening', 'approver',
    'otherApprover', 'administrator', 'otherAdministrator', 'auditor']
  const made = await identity.bootstrap(names.map((name) =>
    ({ subject: name, name: `名${name}`, email: `${name}@x.example`, grants: [{ unit, roles: [cast[name]] }] })), ISSUER)
  if (!made) throw new Error('Somebody was there before')
  const actor = (name: Name): Actor => actorOf(made[names.indexOf(name)], unit)
  return {
    editor: actor('editor'), writer: actor('writer'), first: actor('first'), otherFirst: actor('otherFirst'),
    screening: actor('screening'), otherScreening: actor('otherScreening'), approver: actor('approver'),
    otherApprover: actor('otherApprover'), administrator: actor('administrator'),
    otherAdministrator: actor('otherAdministrator'), auditor: actor('auditor'),
  }
}

export function actorOf(person: Person | undefined, unit = 'dadui'): Actor {
  if (!person) throw new Error('No such person')
  const roles = person.grants.find((grant) => grant.unit === unit)?.roles ?? []
  return { person: person.id, name: person.name, unit, roles, method: 'oidc' }
}

export function contentOf(text: string): Content {
  return {
    title: '关于交通管理事项的通知', body: { blocks: [{ type: 'paragraph', text }] },
    fields: { column: 'notices', openness: 'proactive', formedOn: '2026-11-01', source: '大队', ground: '20-01' },
    attachments: [],
  }
}

export function refOf(content: Content): RevisionRef {
  return { digest: digestOf(content), title: content.title, column: content.fields.column, openness: content.fields.openness }
}

let commands = 0

/** Sends commands about one item; every one has an id of its own unless it is given. */
export class Hand {
  readonly record: Store
  readonly id: string

  constructor(record: Store, id: string) {
    this.record = record
    this.id = id
  }

  do(actor: Actor, command: Command, more: Partial<Request> = {}): Promise<Answer> {
    commands += 1
    return this.record.execute({ itemId: this.id, actor, command, commandId: `t${commands}`, channel: 'page', ...more })
  }

  /** A command that must be accepted. @returns the item after it */
  async done(actor: Actor, command: Command, more: Partial<Request> = {}): Promise<Item> {
    const answer = await this.do(actor, command, more)
    if (answer.kind !== 'done') throw new Error(`${command.name}: ${JSON.stringify(answer)}`)
    return answer.item
  }

  async item(): Promise<Item> {
    const item = await this.record.item(this.id)
    if (!item) throw new Error(`No item ${this.id}`)
    return item
  }

  async create(actor: Actor, text = `事项${this.id}`): Promise<Item> {
    const content = contentOf(text)
    await this.record.putContent(content)
    return this.done(actor, { name: 'create', id: this.id, unit: actor.unit, type: 'notice', revision: refOf(content), via: 'form' })
  }

  async submit(actor: Actor): Promise<Item> {
    const { revision } = await this.item()
    return this.done(actor, { name: 'submit', revision, urgent: false })
  }

  /** Tells the item of a report without findings, as screening would. */
  async screen(edition = EDITION): Promise<Item> {
    const { revision, unit } = await this.item()
    const counts = { block: 0, warn: 0, info: 0 }
    const digest = await this.record.putReport({ revision, edition, lists: [], findings: [], counts })
    return this.done(systemActor('screen', unit), { name: 'screen', report: { digest, revision, edition, counts }, undisposed: 0 })
  }

  async pass(actor: Actor): Promise<Item> {
    return this.done(actor, await this.passing())
  }

  /** The decision that is open at the review where the item stands. */
  async passing(): Promise<Command> {
    const { round, revision, report } = await this.item()
    if (round === 'first_review') return { name: 'pass', review: round, seen: { revision } }
    const seen = { revision, ...(report && { report: report.digest }) }
    if (round === 'approval') return { name: 'approve', review: round, seen }
    if (round !== 'screening') throw new Error(`Nothing to decide at ${round}`)
    return { name: 'pass', review: round, seen, dispositions: { digest: await this.record.putDispositions([]), list: [] } }
  }

  async publish(by: SystemActor = 'publish'): Promise<Item> {
    const item = await this.item()
    const at = item.updatedAt
    return this.done(systemActor(by, item.unit), {
      name: 'publish', files: {}, template: 'test', positions: {},
      published: { revision: item.revision, version: (item.published?.version ?? 0) + 1, indexNumber: 'X-1', firstAt: at, at, allotted: digestOf({}) },
    })
  }
}

/** Where an item can be brought to. */
export type Stage = 'drafting' | 'first_review' | 'screening' | 'approval' | 'approved' | 'live'

/** Brings a new item to a stage, by the first of the cast each time. */
export async function bringTo(stage: Stage, record: Store, id: string, who: People): Promise<Hand> {
  const hand = new Hand(record, id)
  const steps: readonly [Stage, () => Promise<unknown>][] = [
    ['drafting', () => hand.create(who.editor)],
    ['first_review', async () => [await hand.submit(who.editor), await hand.screen()]],
    ['screening', () => hand.pass(who.first)],
    ['approval', () => hand.pass(who.screening)],
    ['approved', () => hand.pass(who.approver)],
    ['live', () => hand.publish()],
  ]
  for (const [reached, step] of steps) {
    await step()
    if (reached === stage) break
  }
  return hand
}
