import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { ulid } from 'ulid'
import type { Local } from '../../cdk/local/start.ts'
import { startLocal } from '../../cdk/local/start.ts'
import type { Attachment } from '../../shared/document/content.ts'
import type { Identity, Link, Person } from '../../shared/identity/index.ts'
import { openIdentity } from '../../shared/identity/index.ts'
import type { Record as Store, TrailEvent } from '../../shared/record/index.ts'
import { openRecord } from '../../shared/record/index.ts'
import { delegationKey } from '../../shared/record/conditions.ts'
import { Tables } from '../../shared/record/tables.ts'
import { toWireRow } from '../../shared/record/wire.ts'
import { screenItem } from '../../shared/stage/screening.ts'
import { DEMO_SUBJECTS } from './link-cast.ts'
import type { Subject } from './link-cast.ts'
import type { Actor, Principal } from '../../shared/workflow/types.ts'
import { Client, signIn } from './console-client.ts'
import { dataFolder } from './fixture.ts'
import { actorOf, contentOf, Hand, refOf } from './record-world.ts'

/** A running system, with what tests of links look at it by. */
export class LinkWorld {
  readonly local: Local
  readonly record: Store
  readonly identity: Identity
  readonly tables: Tables
  readonly #people: ReadonlyMap<Subject, Person>
  readonly #clients = new Map<Subject, Promise<Client>>()

  private constructor(local: Local, identity: Identity, people: ReadonlyMap<Subject, Person>) {
    this.local = local
    this.identity = identity
    this.record = openRecord(local.environment)
    this.tables = new Tables(local.environment)
    this.#people = people
  }

  static async start(): Promise<LinkWorld> {
    const local = await startLocal({ dir: dataFolder() })
    const identity = openIdentity(local.environment)
    const all = await identity.people()
    const people = new Map(DEMO_SUBJECTS.flatMap((subject) => {
      const person = all.find(({ email }) => email.startsWith(`${subject}@`))
      return person ? [[subject, person] as const] : []
    }))
    return new LinkWorld(local, identity, people)
  }

  async stop(): Promise<void> {
    this.record.close()
    this.identity.close()
    this.tables.destroy()
    await this.local.stop()
  }

  person(subject: Subject): Person {
    const person = this.#people.get(subject)
    if (!person) throw new Error(`No ${subject}`)
    return person
  }

  actor(subject: Subject): Actor {
    const person = this.person(subject)
    return actorOf(person, person.grants[0]?.unit)
  }

  /** The browser in which somebody is signed in, the same one each time. */
  signedIn(subject: Subject): Promise<Client> {
    const client = this.#clients.get(subject) ?? signIn(this.local, subject)
    this.#clients.set(subject, client)
    return client
  }

  /** A browser in which nobody is signed in. */
  anonymous(): Client {
    return new Client(this.local.console)
  }

  /** A new item, screened, at its first review; everything that it has woken is done. */
  async atFirstReview(editor: Subject, text?: string): Promise<Hand> {
    const hand = new Hand(this.record, ulid())
    await hand.create(this.actor(editor), text)
    await hand.submit(this.actor(editor))
    await screenItem(this.record, await hand.item(), 'page')
    await this.local.settled()
    return hand
  }

  /** Another revision of an item that lies with its editor, submitted and screened again. */
  async mend(hand: Hand, editor: Subject, text: string, attachments: readonly Attachment[] = []): Promise<void> {
    const { revision: base } = await hand.item()
    const content = { ...contentOf(text), attachments }
    await this.record.putContent(content)
    await hand.done(this.actor(editor), { name: 'save', base, revision: refOf(content), via: 'form' })
    await hand.submit(this.actor(editor))
    // What was to be read of files has been read by then, and the next minute would screen it.
    await this.local.settled()
    await screenItem(this.record, await hand.item(), 'page')
    await this.local.settled()
  }

  /** Sends somebody a link to where the item stands. */
  async linkTo(hand: Hand, subject: Subject, onBehalfOf?: Principal): Promise<{ readonly token: string, readonly link: Link }> {
    const { token } = await this.identity.makeLink({ item: await hand.item(), person: this.person(subject).id, ...(onBehalfOf && { onBehalfOf }) })
    const link = await this.identity.link(token)
    if (!link) throw new Error('No link')
    return { token, link }
  }

  /** Lets a delegate decide for a principal, as a delegation in force does. */
  async delegate(principal: Subject, delegate: Subject, id = 'D1'): Promise<Principal> {
    const [from, to] = [this.person(principal), this.person(delegate)]
    const unit = from.grants[0]?.unit ?? ''
    const row = {
      ...delegationKey(unit, id), id, unit, principal: from.id, principalName: from.name, delegate: to.id, delegateName: to.name,
      roles: from.grants[0]?.roles, from: '2026-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z', state: 'active', createdAt: '2026-01-01T00:00:00.000Z',
    }
    await this.tables.client.send(new PutItemCommand({ TableName: this.tables.name('access'), Item: toWireRow(row) }))
    return { person: from.id, name: from.name, delegation: id }
  }

  /** Lets a delegation be revoked. */
  async revoke({ person, delegation }: Principal): Promise<void> {
    const unit = [...this.#people.values()].find(({ id }) => id === person)?.grants[0]?.unit ?? ''
    await this.tables.client.send(new UpdateItemCommand({
      TableName: this.tables.name('access'), Key: toWireRow(delegationKey(unit, delegation)), UpdateExpression: 'SET #state = :revoked',
      ExpressionAttributeNames: { '#state': 'state' }, ExpressionAttributeValues: toWireRow({ ':revoked': 'revoked' }),
    }))
  }

  /** Lets a link's time be over. */
  async expire({ digest }: Link): Promise<void> {
    await this.tables.client.send(new UpdateItemCommand({
      TableName: this.tables.name('access'), Key: toWireRow({ pk: `link#${digest}`, sk: 'link' }), UpdateExpression: 'SET endsAt = :then',
      ExpressionAttributeValues: toWireRow({ ':then': '2026-01-01T00:00:00.000Z' }),
    }))
  }

  /** What people have done to an item, in its order. */
  async done(hand: Hand): Promise<TrailEvent[]> {
    return (await this.record.trail(hand.id)).filter(({ actor }) => actor.method !== 'system')
  }

  /** How often links to an item were opened, by what is known of whoever did and by whom. */
  async views(hand: Hand): Promise<Readonly<Record<string, number>>> {
    const views = await this.record.views(hand.id)
    return Object.fromEntries(views.map(({ event, times }) => [`${event.method} ${event.by} ${event.actor.name}`.trim(), times]))
  }
}
