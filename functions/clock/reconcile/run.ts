import * as z from 'zod/mini'
import type { Record } from '../../../shared/record/index.ts'
import type { RegisterWrite } from '../../../shared/record/index.ts'
import type { Comparisons, Counts, Found, Said, Unproven } from '../../../shared/reconcile/index.ts'
import { DIFFERENCES, UNPROVEN } from '../../../shared/reconcile/index.ts'
import type { Portal } from '../../publish/index.ts'
import type { PortalBucket } from './bucket.ts'

/** What the comparison needs of the record. */
export type CompareRecord = Portal['record'] & Pick<Record, 'items' | 'queue' | 'trail'>

/** What one part of a comparison works with. */
export interface Means {
  readonly record: CompareRecord
  readonly portal: Portal
  readonly bucket: PortalBucket
  readonly comparisons: Pick<Comparisons, 'say'>
  readonly at: Date
  readonly units: readonly string[]
  /** hour of Shanghai at which the nightly comparison begins */
  readonly hour: number
  /** Whether there is time to begin with something else. */
  readonly hasTime: () => boolean
  /** Told once of everything that the record does not prove. */
  readonly alarm: (found: Found, code: Unproven) => void
  /** What readers get at an address of the portal; nothing where it cannot be reached. */
  readonly fetch: (path: string) => Promise<Uint8Array | 'none' | undefined>
}

const found = z.object({
  difference: z.enum(DIFFERENCES), path: z.string(), item: z.optional(z.string()), unit: z.optional(z.string()),
  expected: z.optional(z.string()), lying: z.optional(z.string()),
})
const counts = z.object({
  items: z.number(), objects: z.number(), pages: z.number(), served: z.number(), found: z.number(), mended: z.number(),
  unproven: z.number(), renewed: z.number(),
})
const runSchema = z.object({
  night: z.string(), began: z.string(), done: z.boolean(),
  phase: z.enum(['bucket', 'items', 'pages', 'served', 'doubts']),
  /** the place: last address, queue and where in it, pages done or fetched */
  after: z.optional(z.string()), queue: z.number(), cursor: z.optional(z.string()), page: z.number(),
  /** which walk over the items this is, and how many it was the first to look at */
  walk: z.number(), fresh: z.number(),
  /** edition of the template, and whether the comparison before had the same */
  edition: z.string(), sameEdition: z.boolean(),
  /** what was found and is not seen to yet */
  open: z.array(found),
  /** pages that somebody may just be writing */
  doubts: z.array(z.object({ path: z.string(), etag: z.string(), at: z.string(), times: z.number() })),
  samples: z.array(z.object({ path: z.string(), removed: z.boolean(), score: z.string() })),
  /** what the record did not prove, and the comparison that saw it last */
  standing: z.array(z.object({ found, code: z.enum(UNPROVEN), seen: z.string() })),
  counts,
})
export type Run = z.infer<typeof runSchema>

const REGISTER = { pk: 'reconcile', sk: 'run' } as const
const NO_COUNTS: Counts = { items: 0, objects: 0, pages: 0, served: 0, found: 0, mended: 0, unproven: 0, renewed: 0 }
/** One register has to hold them. */
const MOST_STANDING = 100
/** What a transaction takes at once. */
const MOST_AT_ONCE = 40

/** The comparison as its register holds it: what was found, what is being mended, and how far it has come. */
export class Book {
  readonly means: Means
  #run: Run
  #version: number

  private constructor(means: Means, run: Run, version: number) {
    this.means = means
    this.#run = run
    this.#version = version
  }

  static async open(means: Means): Promise<Book> {
    const held = await means.record.register(REGISTER.pk, REGISTER.sk)
    return new Book(means, held ? runSchema.parse(held.value) : NONE, held?.version ?? 0)
  }

  get run(): Run { return this.#run }

  /** Names this comparison: what carries the name was looked at by it. */
  get name(): string { return this.#run.began }

  begin(night: string, edition: string): Promise<void> {
    const { standing, open, edition: before } = this.#run
    return this.keep({
      ...NONE, after: undefined, cursor: undefined, night, began: this.means.at.toISOString(), done: false, edition, sameEdition: before === edition, standing, open,
    })
  }

  /**
   * Keeps how far the comparison has come, with what there is to say.
   * @throws RegisterMoved where another clock compares at this moment
   */
  async keep(change: Partial<Run>, said: readonly Said[] = [], registers: readonly RegisterWrite[] = []): Promise<void> {
    const next = { ...this.#run, ...change }
    this.#version += 1
    await this.means.comparisons.say(this.means.at.toISOString(), said, [{ ...REGISTER, value: next, version: this.#version }, ...registers])
    this.#run = next
  }

  /** A change that is kept with the next one. */
  note(change: Partial<Run>): void {
    this.#run = { ...this.#run, ...change }
  }

  count(more: Partial<Counts>): void {
    const before = this.#run.counts
    this.#run = { ...this.#run, counts: { ...before, ...Object.fromEntries(names(more).map((name) => [name, before[name] + (more[name] ?? 0)])) } }
  }

  /** Says what was found, once for each finding, before anything is changed. */
  async found(all: readonly Found[]): Promise<void> {
    const known = [...this.#run.open, ...this.#run.standing.map((one) => one.found)]
    const fresh = all.filter((one) => !known.some((other) => isSame(one, other)))
    for (let at = 0; at < fresh.length; at += MOST_AT_ONCE) {
      const some = fresh.slice(at, at + MOST_AT_ONCE)
      this.count({ found: some.length })
      await this.keep({ open: [...this.#run.open, ...some] }, some.map((one) => ({ stage: 'found', found: one })))
    }
  }

  /** Says that findings are put right; each is said once. */
  async mended(all: readonly Found[], by: 'rewritten' | 'removed'): Promise<void> {
    const known = [...this.#run.open, ...this.#run.standing.map((one) => one.found)]
    const left = all.filter((one) => known.some((other) => isPlace(one, other)))
    for (let at = 0; at < left.length; at += MOST_AT_ONCE) {
      const some = left.slice(at, at + MOST_AT_ONCE)
      this.count({ mended: some.length })
      await this.keep(this.#without(some), some.map((one) => ({ stage: 'mended', found: one, by })))
    }
  }

  /** Says that findings are left as they are, and why; raises the alarm unless it was said before. */
  async unproven(all: readonly Found[], code: Unproven): Promise<void> {
    for (let at = 0; at < all.length; at += MOST_AT_ONCE) {
      const some = all.slice(at, at + MOST_AT_ONCE)
      const known = (one: Found): boolean => this.#run.standing.some((other) => other.code === code && isSame(one, other.found))
      const fresh = some.filter((one) => !known(one))
      this.count({ unproven: some.length })
      const { open, standing } = this.#without(some)
      const seen = some.map((one) => ({ found: one, code, seen: this.name }))
      await this.keep({ open, standing: [...standing, ...seen].slice(0, MOST_STANDING) },
        fresh.map((one) => ({ stage: 'unproven', found: one, code })))
      for (const one of fresh) this.means.alarm(one, code)
    }
  }

  /** Ends the comparison: what it did not see any more is settled. */
  async end(): Promise<void> {
    const { standing, began, counts: done } = this.#run
    const gone = standing.filter(({ seen }) => seen !== this.name)
    const left = standing.filter(({ seen }) => seen === this.name)
    await this.keep({ done: true, standing: left, samples: [], doubts: [] }, [
      ...gone.slice(0, MOST_AT_ONCE).map((one) => ({ stage: 'settled' as const, found: one.found })),
      { stage: 'ended', began, counts: done, standing: left.map((one) => one.found) },
    ])
  }

  #without(some: readonly Found[]): Pick<Run, 'open' | 'standing'> {
    const isLeft = (one: Found): boolean => !some.some((other) => isPlace(one, other))
    return { open: this.#run.open.filter(isLeft), standing: this.#run.standing.filter((one) => isLeft(one.found)) }
  }
}

const NONE: Run = {
  night: '', began: '', done: true, phase: 'bucket', queue: 0, page: 0, walk: 1, fresh: 0, edition: '', sameEdition: false,
  open: [], doubts: [], samples: [], standing: [], counts: NO_COUNTS,
}

function isSame(one: Found, other: Found): boolean {
  return isPlace(one, other) && one.lying === other.lying
}

function isPlace(one: Found, other: Found): boolean {
  return one.path === other.path && one.difference === other.difference
}

function names(of: Partial<Counts>): (keyof Counts)[] {
  const known: readonly (keyof Counts)[] = ['items', 'objects', 'pages', 'served', 'found', 'mended', 'unproven', 'renewed']
  return known.filter((name) => of[name] !== undefined)
}
