import { seeToItem } from '../../../functions/clock/see-to-item.ts'
import { watchReviews } from '../../../functions/clock/watch.ts'
import { publishDue } from '../../../functions/publish/index.ts'
import { shippedCalendar } from '../../../shared/calendar/index.ts'
import { DEFAULT_TERMS, reviewDue } from '../../../shared/deadlines/index.ts'
import { noticeId } from '../../../shared/notices/ids.ts'
import type { Draft, Notice } from '../../../shared/notices/index.ts'
import { catchUp } from '../../../shared/notices/catch-up.ts'
import { sendDue } from '../../../shared/notices/send.ts'
import type { Mail, Sent } from '../../../shared/notices/smtp.ts'
import { LEASE_MS } from '../../../shared/notices/store.ts'
import { tellItem } from '../../../shared/notices/tell.ts'
import type { Answer, Request, StoredReport, TrailEvent } from '../../../shared/record/index.ts'
import { dueOf } from '../../../shared/workflow/due.ts'
import type { Command } from '../../../shared/workflow/commands.ts'
import type { Item } from '../../../shared/workflow/types.ts'
import { body, World } from '../portal/world.ts'
import { actor, EDITION, PEOPLE, UNIT } from '../workflow/world.ts'

/** How a mail server may answer; `death` takes the mail and the process with it. */
export type Server = 'takes' | 'busy' | 'death'
class Died extends Error {}

/** The outbox in memory. */
class MemoryNotices {
  readonly rows = new Map<string, Notice>()
  readonly cursors = new Map<string, number>()
  marked: string | undefined
  #events: readonly TrailEvent[]
  constructor(events: readonly TrailEvent[]) { this.#events = events }

  async add(draft: Draft, at: Date): Promise<boolean> {
    const id = noticeId(draft)
    if (this.rows.has(id)) return false
    this.rows.set(id, { ...draft, id, createdAt: at.toISOString(), nextAt: at.toISOString(), attempts: 0, state: 'waiting' })
    return true
  }
  async told(item: string): Promise<number> { return this.cursors.get(item) ?? 0 }
  async advance(item: string, { before, after }: { before: number, after: number }, notices: readonly Notice[]): Promise<boolean> {
    if (await this.told(item) !== before) return false
    this.cursors.set(item, after)
    for (const notice of notices) if (!this.rows.has(notice.id)) this.rows.set(notice.id, notice)
    return true
  }
  async mark(): Promise<string | undefined> { return this.marked }
  async setMark(at: string): Promise<void> { this.marked = at }
  async missed(from: string, until: string): Promise<string[]> {
    return [...new Set(this.#events.filter(({ at }) => from <= at && at <= until).map(({ chain }) => chain))]
  }
  async due(now: string): Promise<Notice[]> {
    return [...this.rows.values()].filter(({ state, nextAt }) => state === 'waiting' && nextAt <= now)
  }
  async claim(notice: Notice, now: Date): Promise<Notice | undefined> {
    const taken: Notice = { ...notice, attempts: notice.attempts + 1, nextAt: new Date(now.getTime() + LEASE_MS).toISOString(), holder: crypto.randomUUID() }
    return await this.replace(notice, taken) ? taken : undefined
  }
  async replace(held: Notice, after: Notice): Promise<boolean> {
    const there = this.rows.get(held.id)
    if (there?.holder !== held.holder || there?.attempts !== held.attempts || there.state !== held.state) return false
    this.rows.set(held.id, after)
    return true
  }
}

/** Items, people, the clock and the post, over a time that a test moves on. */
export class History {
  readonly world = new World()
  readonly events: TrailEvent[] = []
  readonly notices = new MemoryNotices(this.events)
  /** mails that the server has taken, by Message-ID */
  readonly mails = new Map<string, number>()
  server: Server = 'takes'
  deaths = 0
  #commands = 0

  get now(): Date { return new Date(this.world.record.now) }
  items(): Item[] { return [...this.world.record.items.values()] }

  /** What somebody does, if they may. */
  async act(id: string, who: string, command: Command): Promise<Answer> {
    this.#commands += 1
    return this.execute({ itemId: id, command, actor: actor(who), commandId: `h${this.#commands}`, channel: 'page' })
  }

  readonly execute = async (request: Request): Promise<Answer> => {
    const answer = await this.world.record.execute(request)
    if (answer.kind === 'done') this.events.push({ ...answer.event, chain: request.itemId, hash: answer.item.head })
    return answer
  }

  /** The parts of a minute that have to do with time, and then the post's. `at`: the time that the tick believes it is. */
  async tick(at: Date = this.now): Promise<void> {
    const record = this.#record()
    const publish = (id: string) => publishDue({ ...this.world.portal, record: { ...bound(this.world.record), execute: this.execute }, now: () => new Date(Math.max(at.getTime(), this.now.getTime())) }, id)
    for (const item of this.items().filter((one) => (dueOf(one) ?? '~') <= at.toISOString())) {
      await seeToItem({ record, at, publish }, item)
    }
    const watched = await watchReviews({
      record, notices: this.notices, candidates: async () => PEOPLE, at, units: [UNIT], terms: DEFAULT_TERMS, calendar: shippedCalendar,
      hasTime: () => true, failed: (_, error) => { throw error },
    })
    if (watched.failed > 0) throw new Error('a review was not watched')
    await this.post().catch((error: unknown) => {
      if (!(error instanceof Died)) throw error
      this.deaths += 1
    })
  }

  /** A wake-up of one item by the stream. */
  async wake(id: string): Promise<void> { await tellItem(this.#tell(), id) }

  async post(): Promise<void> {
    await catchUp(this.#tell(), (_, error) => { throw error })
    await sendDue({
      notices: this.notices, calendar: shippedCalendar, body, origin: 'https://sanshen.example', now: () => this.now, hasTime: () => true, leave: async () => {}, gaveUp: () => {},
      record: { ...this.#record(), report: async () => REPORT }, tasks: { task: async () => undefined },
      identity: {
        candidates: async () => [...PEOPLE], preferences: async () => ({ lang: 'zh', mails: 'single' }),
        person: async (id) => ({ id, name: id, email: `${id}@linjiang.example`, grants: [], signIns: [] }),
      },
      linkOf: async () => 'https://sanshen.example/x',
      dueOf: (item) => {
        const due = reviewDue(item, DEFAULT_TERMS, shippedCalendar)
        return due?.ok ? due.dueAt : undefined
      },
      groups: { send: async () => ({ kind: 'sent' }) }, groupsOf: () => [],
      post: { send: async (mail) => this.#taken(mail), close: () => {} },
    })
  }

  #taken({ messageId }: Mail): Sent {
    if (this.server === 'busy') return { kind: 'later', failure: 'unanswered', down: true }
    this.mails.set(messageId, (this.mails.get(messageId) ?? 0) + 1)
    if (this.server === 'death') throw new Died()
    return { kind: 'sent' }
  }

  #tell() {
    return {
      notices: this.notices, groups: () => [], now: this.now, identity: { candidates: async () => [...PEOPLE] },
      record: { trail: async (id: string) => this.events.filter(({ chain }) => chain === id) },
    }
  }

  #record() {
    const { record } = this.world
    return {
      ...bound(record), execute: this.execute,
      queue: async (_unit: string, round: string) => ({ items: this.items().filter((item) => item.round === round) }),
      activeLexicon: async () => ({ edition: EDITION, version: 1 }), lexicon: none, texts: none, putReport: none, dispositions: none,
    }
  }
}

const REPORT: StoredReport = { revision: '', edition: EDITION, lists: [], findings: [], counts: { block: 0, warn: 0, info: 0 } }

function bound(record: World['record']) {
  return {
    item: record.item.bind(record), content: record.content.bind(record), attachment: record.attachment.bind(record),
    register: record.register.bind(record), writeRegisters: record.writeRegisters.bind(record), verifyTrail: record.verifyTrail.bind(record),
  }
}

async function none(): Promise<never> { throw new Error('Not part of this history') }
