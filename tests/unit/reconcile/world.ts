import type { Means } from '../../../functions/clock/reconcile.ts'
import { goOnComparing, watchedPortal } from '../../../functions/clock/reconcile.ts'
import type { Looked, PortalBucket } from '../../../functions/clock/reconcile/bucket.ts'
import { publishDue, repairPortal } from '../../../functions/publish/index.ts'
import { digestOf } from '../../../shared/portal/index.ts'
import type { Found, Said, Unproven } from '../../../shared/reconcile/index.ts'
import type { TrailEvent } from '../../../shared/record/index.ts'
import { ContentAbsent } from '../../../shared/record/index.ts'
import { UNIT } from '../workflow/world.ts'
import { Death, throughTurns } from '../portal/steps.ts'
import { contentOf, idOf, World } from '../portal/world.ts'

/** Objects of one page of a listing: few, so that items go on over its end. */
const PAGE = 7
/** Items of one page of a queue. */
const FEW = 2

/** An object that something else than publishing has put there. */
interface Planted { readonly text: string, readonly claim?: string }

/** A portal and a record in memory, with what a comparison needs of them. */
export class ComparedWorld {
  readonly world = new World()
  readonly said: Said[] = []
  readonly alarms: (readonly [Found, Unproven])[] = []
  readonly planted = new Map<string, Planted>()
  /** what readers get where that is not what lies there */
  readonly served = new Map<string, string>()
  /** number of each writing of an object: the time that S3 would tell */
  readonly #written = new Map<string, number>()
  #writes = 0
  #at = '2026-03-02T02:00:00.000Z'

  /** An item that is public. */
  async published(number: number, title = `第 ${number} 号通告`): Promise<void> {
    this.world.pass(1)
    await this.world.approved(idOf(number), contentOf(title))
    await publishDue(this.world.portal, idOf(number))
  }

  plant(path: string, text: string, claim?: string): void {
    this.remove(path)
    this.planted.set(path, { text, ...(claim !== undefined && { claim }) })
    this.#touch(path)
  }

  remove(path: string): void {
    this.planted.delete(path)
    this.world.store.files.delete(path)
  }

  /** Everything that lies there, by path. */
  state(): Record<string, string> {
    const all = [...Object.entries(this.world.store.state()), ...[...this.planted].map(([path, { text }]) => [path, text] as const)]
    return Object.fromEntries(all.toSorted(([one], [other]) => (one < other ? -1 : 1)))
  }

  /** What was said, without the ends of comparisons: `stage difference path`. */
  told(): string[] {
    return this.said.flatMap((one) => one.stage === 'ended' ? [] : [`${one.stage} ${one.found.difference} ${one.found.path}`])
  }

  /** The minute of the clock, so many minutes later. @param life calls of the outer world after which the process dies */
  async minute(later = 1, life = Infinity, time = Infinity): Promise<boolean> {
    this.#at = new Date(Date.parse(this.#at) + later * 60_000).toISOString()
    this.world.record.now = this.#at
    const means = this.#means(life, time)
    await repairPortal(await watchedPortal(means))
    return (await goOnComparing(means)).complete
  }

  /** The next night, and time enough to look twice. */
  async night(): Promise<void> {
    await this.minute(24 * 60)
    await this.minute(3)
  }

  /** The same state, with nothing said yet. */
  copy(): ComparedWorld {
    const other = new ComparedWorld()
    const copied = this.world.copy()
    for (const [path, file] of copied.store.files) other.world.store.files.set(path, file)
    for (const [id, item] of copied.record.items) other.world.record.items.set(id, item)
    for (const [digest, content] of copied.record.contents) other.world.record.contents.set(digest, content)
    for (const [key, register] of copied.record.registers) other.world.record.registers.set(key, structuredClone(register))
    other.world.record.events.push(...copied.record.events)
    for (const [path, planted] of this.planted) other.planted.set(path, planted)
    for (const [path, number] of this.#written) other.#written.set(path, number)
    other.#writes = this.#writes
    other.#at = this.#at
    return other
  }

  #touch(path: string): void {
    this.#writes += 1
    this.#written.set(path, this.#writes)
  }

  #look(path: string): Looked | undefined {
    const planted = this.planted.get(path)
    const text = planted?.text ?? this.world.store.files.get(path)?.text
    if (text === undefined) return undefined
    const sha256 = digestOf(text)
    const print = `${sha256} ${this.#written.get(path) ?? 0}`
    return { etag: print, print, sha256, asWritten: planted === undefined || planted.claim === sha256, writtenAt: new Date(0) }
  }

  #means(life: number, time: number): Means {
    let [calls, left] = [0, time]
    const turn = async (): Promise<void> => {
      calls += 1
      if (calls > life) throw new Death()
    }
    const { items, events, contents } = this.world.record
    const { record } = throughTurns(this.world, turn)
    const through: typeof record = {
      item: (id) => record.item(id), register: (pk, sk) => record.register(pk, sk), writeRegisters: (writes) => record.writeRegisters(writes),
      execute: (request) => record.execute(request), verifyTrail: (id) => record.verifyTrail(id), attachment: (digest) => record.attachment(digest),
      content: async (digest) => {
        if (!contents.has(digest)) throw new ContentAbsent(digest)
        return record.content(digest)
      },
    }
    const bucket: PortalBucket = {
      list: async ({ prefix = '', after = '' }) => {
        await turn()
        const paths = Object.keys(this.state()).filter((path) => path.startsWith(prefix) && path > after)
        return {
          complete: paths.length <= PAGE,
          objects: paths.slice(0, PAGE).map((path) => ({ path, print: this.#look(path)?.print ?? '' })),
        }
      },
      look: async (path) => {
        await turn()
        return this.#look(path)
      },
      remove: async (path, etag) => {
        await turn()
        if (this.#look(path) && this.#look(path)?.etag !== etag) return false
        this.remove(path)
        return true
      },
    }
    const over = (path: string, etag: string | undefined): boolean => this.#look(path)?.etag === etag
    const write = async (path: string, etag: string | undefined, put: () => Promise<unknown>): Promise<boolean> => {
      await turn()
      if (!over(path, etag)) return false
      this.remove(path)
      await put()
      this.#touch(path)
      return true
    }
    return {
      bucket, at: new Date(this.#at), units: [UNIT], hour: 2,
      record: {
        ...through,
        items: async (ids) => ids.flatMap((id) => items.get(id) ?? []),
        queue: async (_unit, round, cursor) => {
          await turn()
          const all = [...items.values()].filter((one) => one.round === round)
          const from = Number(cursor ?? 0)
          return { items: all.slice(from, from + FEW), ...(from + FEW < all.length && { cursor: String(from + FEW) }) }
        },
        trail: async (id) => {
          await turn()
          return events.flatMap((event, at): TrailEvent[] => event.item === id ? [JSON.parse(JSON.stringify({ ...event, seq: at + 1 }))] : [])
        },
      },
      portal: {
        ...this.world.portal, record: through, now: () => new Date(this.#at),
        store: {
          head: async (path) => {
            await turn()
            const object = this.#look(path)
            const claim = this.planted.has(path) ? this.planted.get(path)?.claim : object?.sha256
            return object && { etag: object.etag, ...(claim !== undefined && { sha256: claim }) }
          },
          put: (file, lying) => write(file.path, lying?.etag, () => this.world.store.put(file, undefined)),
          attach: (file, bytes, lying) => write(file.path, lying?.etag, () => this.world.store.attach(file, bytes, undefined)),
        },
      },
      comparisons: { say: async (_at, said, registers) => {
        await turn()
        await this.world.record.writeRegisters(registers)
        this.said.push(...said)
      } },
      hasTime: () => {
        left -= 1
        return left >= 0
      },
      alarm: (found, code) => this.alarms.push([found, code]),
      fetch: async (path) => {
        const text = this.served.get(path) ?? this.state()[path]
        return text === undefined ? 'none' : Buffer.from(text, 'utf8')
      },
    }
  }
}

