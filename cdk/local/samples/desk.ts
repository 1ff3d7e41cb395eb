import { createHash } from 'node:crypto'
import { importText } from '../../../shared/document/import-text.ts'
import type { Content } from '../../../shared/document/content.ts'
import type { Record as TheRecord } from '../../../shared/record/index.ts'
import { isStateMark } from '../../../shared/screening/secrecy.ts'
import { revisionRef } from '../../../shared/stage/revision.ts'
import type { Command, CommandOf, RevisionRef, Seen } from '../../../shared/workflow/commands.ts'
import { isReview } from '../../../shared/workflow/states.ts'
import type { Review } from '../../../shared/workflow/states.ts'
import type { Actor, Disposition, Item } from '../../../shared/workflow/types.ts'
import { settings } from '../../settings.ts'
import type { Sample, SampleName } from './samples.ts'
import { sampleAttachment, samples, sampleText } from './samples.ts'

/** Who may act: the demo's people by their subject. */
export type Cast = ReadonlyMap<string, Actor>

/** A piece of a text, and what is put for it. */
export type Change = readonly [from: string, to: string]

/**
 * One sample item and the people who work on it. Every step is a command that goes through the rule, as from a page;
 * what a command refuses ends the first start.
 */
export class Desk {
  readonly #record: TheRecord
  readonly #cast: Cast
  readonly #id: string
  readonly #name: SampleName
  #commands = 0

  /** @param id the item's id */
  constructor(record: TheRecord, cast: Cast, id: string, name: SampleName) {
    this.#record = record
    this.#cast = cast
    this.#id = id
    this.#name = name
  }

  /** Begins the item from its text. */
  async draft(by: string): Promise<void> {
    const revision = await this.#store({ ...contentOf(this.#name), attachments: await this.#attachments() })
    const { type } = samples[this.#name]
    await this.#do(by, { name: 'create', id: this.#id, unit: this.#actor(by).unit, type, revision, via: 'import' })
  }

  /** Saves the text with what is put for what, and a note on what changes and why. */
  async rewrite(by: string, changeNote: string, ...changes: readonly Change[]): Promise<void> {
    const { revision: base } = await this.#item()
    const content = { ...contentOf(this.#name, changes), attachments: await this.#attachments() }
    await this.#do(by, { name: 'save', base, revision: await this.#store({ ...content, changeNote }), via: 'form' })
  }

  async submit(by: string, urgent = false): Promise<void> {
    const { revision } = await this.#item()
    await this.#do(by, { name: 'submit', revision, urgent })
  }

  /** Passes the review that the item stands at; whatever screening found is excused for the reason given. */
  async pass(by: string, excuse?: string, opinion?: string): Promise<void> {
    const item = await this.#item()
    const review = reviewOf(item)
    const dispositions = review === 'screening' ? await this.#dispositions(item, excuse ?? '') : undefined
    await this.#do(by, {
      name: 'pass', review, seen: seenOf(item), ...(opinion !== undefined && { opinion }), ...(dispositions && { dispositions }),
    })
  }

  async approve(by: string, releaseAt?: Date): Promise<void> {
    const item = await this.#item()
    await this.#do(by, {
      name: 'approve', review: reviewOf(item), seen: seenOf(item), ...(releaseAt && { releaseAt: releaseAt.toISOString() }),
    })
  }

  async sendBack(by: string, opinion: string): Promise<void> {
    const item = await this.#item()
    await this.#do(by, { name: 'return', review: reviewOf(item), seen: seenOf(item), opinion })
  }

  async refer(by: string, question: string, to: string): Promise<void> {
    const item = await this.#item()
    const findings = item.report ? (await this.#record.report(item.report.digest)).findings.filter(isStateMark) : []
    await this.#do(by, { name: 'refer', seen: seenOf(item), question, to, findings: findings.map(({ id }) => id) })
  }

  async withhold(by: string, words: Pick<CommandOf<'withhold'>, 'ground' | 'reason' | 'nextLook'>): Promise<void> {
    await this.#do(by, { name: 'withhold', seen: seenOf(await this.#item()), ...words })
  }

  /** Any command that needs nothing of the item. */
  async order(by: string, command: Command): Promise<void> {
    await this.#do(by, command)
  }

  async #dispositions(item: Item, reason: string): Promise<CommandOf<'pass'>['dispositions']> {
    if (!item.report) throw new Error(`${this.#id} has not been screened`)
    const { findings } = await this.#record.report(item.report.digest)
    const list: Disposition[] = findings.filter(({ level }) => level !== 'info')
      .map(({ id }) => ({ finding: id, as: 'excused', reason }))
    return { digest: await this.#record.putDispositions(list), list }
  }

  async #attachments(): Promise<Content['attachments']> {
    const { attachment }: Sample = samples[this.#name]
    if (attachment === undefined) return []
    const bytes = sampleAttachment(this.#name)
    return [{ name: attachment, mediaType: 'text/csv', size: bytes.length, sha256: await this.#record.putAttachment(bytes) }]
  }

  async #store(content: Content): Promise<RevisionRef> {
    return revisionRef(content, await this.#record.putContent(content), samples[this.#name].type)
  }

  async #do(by: string, command: Command): Promise<void> {
    this.#commands += 1
    const answer = await this.#record.execute({
      itemId: this.#id, command, actor: this.#actor(by), channel: 'page',
      commandId: createHash('sha256').update(`${this.#id} ${this.#commands}`).digest('hex').slice(0, 32),
    })
    if (answer.kind === 'refused') {
      throw new Error(`A sample's ${command.name} by ${by} is refused: ${answer.code} ${JSON.stringify(answer.values)}`)
    }
  }

  async #item(): Promise<Item> {
    const item = await this.#record.item(this.#id)
    if (!item) throw new Error(`No item ${this.#id}`)
    return item
  }

  #actor(subject: string): Actor {
    const actor = this.#cast.get(subject)
    if (!actor) throw new Error(`No one is called ${subject}`)
    return actor
  }
}

/** What an editor would make of a sample's text: the import, and the catalogue fields filled in. */
export function contentOf(name: SampleName, changes: readonly Change[] = []): Content {
  const { title, column, ground, formedOn, ...optional } = { documentNumber: undefined, summary: undefined, ...samples[name] }
  const { document } = importText(changes.reduce((text, [from, to]) => text.replace(from, to), sampleText(name)))
  // Where the import left the title in the body, an editor takes it out.
  const blocks = document.blocks.filter((block) => block.type !== 'paragraph' || block.text !== title)
  return {
    title, body: { blocks }, attachments: [],
    fields: {
      column, openness: 'proactive', formedOn, source: settings.body.name, ground,
      ...(optional.documentNumber !== undefined && { documentNumber: optional.documentNumber }),
      ...(optional.summary !== undefined && { summary: optional.summary }),
    },
  }
}

function seenOf({ revision, report }: Item): Seen {
  return { revision, ...(report && { report: report.digest }) }
}

function reviewOf({ round }: Item): Review {
  if (!isReview(round)) throw new Error(`An item in ${round} stands at no review`)
  return round
}
