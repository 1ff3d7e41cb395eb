import type { FileText, Limits, Problem, ProblemCode, Where } from './types.ts'
import type { Place } from '../document/types.ts'

/** Thrown by a reader that goes no further. */
export class Unreadable extends Error {
  readonly code: ProblemCode
  readonly detail: string
  constructor(code: ProblemCode, detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'Unreadable'
    this.code = code
    this.detail = detail
  }
}

/** Thrown when what the whole file may cost is used up: nothing more of it is read. */
export class Exhausted extends Unreadable {}

const HEAD_TEXTS = 3

/** Collects the texts and problems of one file, and keeps count of what they cost. */
export class Gathering {
  readonly limits: Limits
  readonly texts: FileText[] = []
  readonly problems: Problem[] = []
  source: string | undefined
  readonly #now: () => number
  readonly #until: number
  #inside: readonly string[] = []
  #units = 0
  #inflated = 0
  #held = 0
  #bodyTexts = 0
  #blocks = 0
  #pictures = 0

  /** @param now milliseconds of a clock that only goes forward */
  constructor(limits: Limits, now: () => number = () => performance.now()) {
    this.limits = limits
    this.#now = now
    this.#until = now() + limits.time
  }

  get timeLeft(): number {
    return this.#until - this.#now()
  }

  /** @throws Exhausted when the time is up */
  checkTime(): void {
    if (this.timeLeft < 0) throw new Exhausted('too_slow', `${this.limits.time} ms`)
  }

  /** Counts bytes that are about to be held inflated. @throws Exhausted over the limit */
  inflate(bytes: number): void {
    this.#inflated += bytes
    if (this.#inflated > this.limits.inflatedBytes) throw new Exhausted('too_large', `inflated > ${this.limits.inflatedBytes} bytes`)
    this.checkTime()
  }

  /** Counts units of text that are held but not yet texts. @throws Exhausted over the limit */
  hold(units: number): void {
    this.#held += units
    if (this.#held > this.limits.textUnits) throw new Exhausted('too_large', `text > ${this.limits.textUnits} units`)
  }

  /** Takes one of the pictures that may be read by OCR. @returns false when there is none left */
  takePicture(): boolean {
    return this.#pictures++ < this.limits.pictures
  }

  /** A number for the next block: paragraphs and tables are counted through the whole file. */
  nextBlock(): number {
    return this.#blocks++
  }

  /**
   * Adds a text; a blank one is passed over.
   * @param at block, and row and column for a cell; without `part` body the part becomes the field
   * @throws Exhausted when there are too many, or too much of them
   */
  add(text: string, where: Where, at: Place = { block: this.nextBlock() }, label = '', offsets?: Pick<FileText, 'starts' | 'ends'>): void {
    if (text.trim() === '') return
    this.#units += text.length
    if (this.texts.length >= this.limits.texts) throw new Exhausted('too_large', `texts > ${this.limits.texts}`)
    if (this.#units > this.limits.textUnits) throw new Exhausted('too_large', `text > ${this.limits.textUnits} units`)
    const inBody = BODY.has(where.part) && this.#inside.length === 0
    const place = inBody ? at : { ...at, field: where.part }
    const head = where.part === 'header' || (inBody && ++this.#bodyTexts <= HEAD_TEXTS)
    const placed = this.#placed(where)
    this.texts.push(offsets === undefined ? { place, text, label, head, where: placed } : { place, text, label, head, where: placed, ...offsets })
  }

  problem(code: ProblemCode, detail: string, where?: Where): void {
    const placed = where === undefined && this.#inside.length > 0 ? this.#placed({ part: 'other' }) : where && this.#placed(where)
    this.problems.push(placed === undefined ? { code, detail } : { code, detail, where: placed })
  }

  /**
   * Reads one thing so that its failure stays its own: becomes a problem, and reading goes on with the next.
   * What the whole file may cost stays the whole file's.
   */
  async attempt(where: Where | undefined, read: () => Promise<void> | void): Promise<void> {
    try {
      await read()
    } catch (error) {
      if (error instanceof Exhausted) throw error
      this.failed(error, where)
    }
  }

  failed(error: unknown, where?: Where): void {
    if (error instanceof Unreadable) this.problem(error.code, error.detail, where)
    else this.problem('unread', error instanceof Error ? error.name : 'unknown error', where)
  }

  /** Reads an embedded file. @throws Unreadable when files stand too deep inside one another */
  async within(name: string, read: () => Promise<void>): Promise<void> {
    if (this.#inside.length >= this.limits.nesting) throw new Unreadable('too_deep', `files inside files > ${this.limits.nesting}`)
    const outer = this.#inside
    this.#inside = [...outer, name]
    try {
      await this.attempt(undefined, read)
    } finally {
      this.#inside = outer
    }
  }

  #placed(where: Where): Where {
    return this.#inside.length === 0 ? where : { ...where, inside: this.#inside }
  }
}

const BODY = new Set(['text', 'body', 'sheet', 'hidden_sheet', 'slide', 'page'])
