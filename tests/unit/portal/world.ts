import type { Content } from '../../../shared/document/content.ts'
import type { BodySettings } from '../../../shared/names.ts'
import { canonical, digestOf } from '../../../shared/portal/index.ts'
import type { PortalFile, Site } from '../../../shared/portal/index.ts'
import type { Answer, Register, RegisterWrite, Request, TrailEvent, TrailProblem, Verified } from '../../../shared/record/index.ts'
import { RecordBroken, RegisterMoved } from '../../../shared/record/index.ts'
import type { Command } from '../../../shared/workflow/commands.ts'
import { decide } from '../../../shared/workflow/decide.ts'
import type { Facts, Item } from '../../../shared/workflow/types.ts'
import type { Lying, Portal, PortalStore, PublicFile, PublishRecord } from '../../../functions/publish/ports.ts'
import { unstamped } from './stamp.ts'
import { actor, EDITION, PEOPLE, UNIT } from '../workflow/world.ts'

export const body: BodySettings = {
  name: '临江县公安局交通管理大队', shortName: '临江交警大队',
  contact: { address: '临江县滨河路 18 号', phone: '0000-8123456', email: 'gongkai@linjiang.example' },
  siteCode: '0000000000', indexPrefix: 'LJ1101',
  units: [{ id: 'dadui', name: '临江县公安局交通管理大队' }, { id: 'zonghe', name: '综合中队' }],
  columns: [{ id: 'notices', name: '通知公告' }, { id: 'policies', name: '政策文件' }],
  tasks: { sweepHour: 2, dueDays: { block: 1, warn: 5, public_report: 3, superior: 1, self_check: 3 } },
}

export const site: Site = { body, origin: 'https://gongkai.linjiang.example', reports: 'https://sanshen.linjiang.example/report' }

export function contentOf(title: string, more: Partial<Omit<Content, 'fields'>> & { fields?: Partial<Content['fields']> } = {}): Content {
  const { fields, ...rest } = more
  return {
    title,
    body: { blocks: [{ type: 'paragraph', text: `${title}的正文。` }] },
    attachments: [],
    ...rest,
    fields: {
      column: 'notices', openness: 'proactive', formedOn: '2026-03-01', source: '临江县公安局交通管理大队', ground: '20-01', ...fields,
    },
  }
}

/** The portal bucket in memory, with conditional writes as S3 has them. */
export class MemoryStore implements PortalStore {
  readonly files = new Map<string, PortalFile>()
  /** paths in the order in which they were written */
  writes: string[] = []

  async head(path: string): Promise<Lying | undefined> {
    const file = this.files.get(path)
    return file && { etag: digestOf(file.text), sha256: digestOf(file.text) }
  }

  async put(file: PortalFile, over: Lying | undefined): Promise<boolean> {
    const there = await this.head(file.path)
    if (there?.etag !== over?.etag) return false
    this.files.set(file.path, file)
    this.writes.push(file.path)
    return true
  }

  async attach(file: PublicFile, bytes: Uint8Array, over: Lying | undefined): Promise<boolean> {
    return this.put({ path: file.path, type: file.mediaType, text: Buffer.from(bytes).toString('utf8') }, over)
  }

  text(path: string): string {
    const file = this.files.get(path)
    if (!file) throw new Error(`no ${path}`)
    return file.text
  }

  /** Everything that lies there as readers see it, by path. */
  shown(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.state()).map(([path, text]) => [path, unstamped(text)]))
  }

  /** Everything that lies there, by path. */
  state(): Record<string, string> {
    return Object.fromEntries([...this.files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)).map(({ path, text }) => [path, text]))
  }
}

/** The record in memory, with the real rule and conditional registers. */
export class MemoryRecord implements PublishRecord {
  readonly items = new Map<string, Item>()
  readonly contents = new Map<string, Content>()
  readonly registers = new Map<string, Register>()
  readonly events: { readonly type: string, readonly item: string, readonly data: unknown }[] = []
  /** what is wrong with the trails of items */
  readonly broken = new Map<string, TrailProblem>()
  now = '2026-03-02T01:00:00.000Z'

  async item(id: string): Promise<Item | undefined> { return structuredClone(this.items.get(id)) }

  async content(digest: string): Promise<Content> {
    const content = this.contents.get(digest)
    if (!content) throw new Error(`no content ${digest}`)
    return structuredClone(content)
  }

  /** Files by digest; a test that changes one changes what lies there. */
  readonly attachments = new Map<string, string>()

  async attachment(digest: string): Promise<Uint8Array> {
    const text = this.attachments.get(digest)
    if (text === undefined || digestOf(text) !== digest) throw new RecordBroken(`attachments/${digest}`)
    return Buffer.from(text, 'utf8')
  }

  async register(pk: string, sk: string): Promise<Register | undefined> {
    return structuredClone(this.registers.get(`${pk} ${sk}`))
  }

  async writeRegisters(writes: readonly RegisterWrite[]): Promise<void> {
    if (writes.some(({ pk, sk, version }) => (this.registers.get(`${pk} ${sk}`)?.version ?? 0) !== version - 1)) {
      throw new RegisterMoved('registers')
    }
    for (const { pk, sk, value, version } of writes) this.registers.set(`${pk} ${sk}`, structuredClone({ value, version }))
  }

  async execute(request: Request): Promise<Answer> {
    const before = this.items.get(request.itemId)
    const facts: Facts = {
      now: request.at?.toISOString() ?? this.now, people: PEOPLE, activeEdition: EDITION, commandId: request.commandId, findings: [],
    }
    const outcome = decide(before, request.actor, request.command, facts)
    if (!outcome.accepted) return { kind: 'refused', code: outcome.code, values: outcome.values }
    if ('unchanged' in outcome) {
      if (!before) throw new Error('unchanged nothing')
      return { kind: 'unchanged', item: before }
    }
    await this.writeRegisters(request.registers ?? [])
    const seq = (before?.seq ?? 0) + 1
    const item = { ...outcome.next, seq, head: digestOf(`${request.itemId} ${seq}`) }
    this.items.set(item.id, item)
    this.events.push({ type: outcome.event.type, item: item.id, data: outcome.event.data })
    return { kind: 'done', event: this.#event(outcome.event, seq), item, repeated: false }
  }

  async verifyTrail(id: string): Promise<Verified> {
    return this.broken.has(id) ? { ok: false, seq: 1, problem: this.broken.get(id) ?? 'row' } : { ok: true, events: this.events.length }
  }

  #event(event: object, seq: number): TrailEvent {
    return JSON.parse(JSON.stringify({ ...event, seq }))
  }
}

/** A portal in memory with the people that lead items through their reviews. */
export class World {
  readonly record = new MemoryRecord()
  readonly store = new MemoryStore()
  readonly portal: Portal = {
    record: this.record, store: this.store, site, now: () => new Date(this.record.now), actor: 'publish',
  }

  /** The same world as another function would see it, through `record` and `store`. */
  through(record: PublishRecord, store: PortalStore): Portal {
    return { ...this.portal, record, store }
  }

  /** Another world in the same state. */
  copy(): World {
    const world = new World()
    for (const [path, file] of this.store.files) world.store.files.set(path, file)
    for (const [id, item] of this.record.items) world.record.items.set(id, item)
    for (const [digest, content] of this.record.contents) world.record.contents.set(digest, content)
    for (const [key, register] of this.record.registers) world.record.registers.set(key, register)
    world.record.events.push(...this.record.events)
    world.record.now = this.record.now
    return world
  }

  pass(minutes: number): void {
    this.record.now = new Date(Date.parse(this.record.now) + minutes * 60_000).toISOString()
  }

  async tell(id: string, who: string, command: Command): Promise<Item> {
    const answer = await this.record.execute({
      itemId: id, command, actor: actor(who), commandId: `${id} ${this.record.events.length}`, channel: 'page',
    })
    if (answer.kind !== 'done') throw new Error(`${command.name}: ${JSON.stringify(answer)}`)
    return answer.item
  }

  /** An item that four people have led to `approved`. */
  async approved(id: string, content: Content, releaseAt?: string): Promise<void> {
    const revision = this.#keep(content)
    await this.tell(id, 'chen', { name: 'create', id, unit: UNIT, type: 'notice', revision, via: 'form' })
    await this.#reviewed(id, releaseAt)
  }

  async corrected(id: string, content: Content): Promise<void> {
    await this.tell(id, 'chen', { name: 'correct' })
    await this.#saved(id, content)
    await this.#reviewed(id)
  }

  async withdrawn(id: string, content: Content): Promise<void> {
    await this.tell(id, 'chen', { name: 'withdraw', reason: 'revoked' })
    await this.#saved(id, content)
    await this.#reviewed(id)
  }

  async #saved(id: string, content: Content): Promise<void> {
    const base = this.record.items.get(id)?.revision ?? ''
    await this.tell(id, 'chen', { name: 'save', base, revision: this.#keep(content), via: 'form' })
  }

  async #reviewed(id: string, releaseAt?: string): Promise<void> {
    const revision = this.record.items.get(id)?.revision ?? ''
    const report = digestOf(`report ${revision}`)
    await this.tell(id, 'chen', { name: 'submit', revision, urgent: false })
    await this.tell(id, 'system:screen', {
      name: 'screen', undisposed: 0, report: { digest: report, revision, edition: EDITION, counts: { block: 0, warn: 0, info: 0 } },
    })
    await this.tell(id, 'fang', { name: 'pass', review: 'first_review', seen: { revision } })
    await this.tell(id, 'han', { name: 'pass', review: 'screening', seen: { revision, report } })
    await this.tell(id, 'jiang', {
      name: 'approve', review: 'approval', seen: { revision, report }, ...(releaseAt && { releaseAt }),
    })
  }

  #keep(content: Content) {
    const digest = digestOf(canonical(content))
    this.record.contents.set(digest, content)
    return {
      digest, title: content.title, column: content.fields.column, openness: content.fields.openness,
      ...(content.changeNote && { hasChangeNote: true as const }),
    }
  }
}

/** An id in the form of a ULID. */
export function idOf(number: number): string {
  return `01HZY00000000000000000${String(number).padStart(4, '0')}`
}
