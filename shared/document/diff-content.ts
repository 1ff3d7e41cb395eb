import { align, type Step } from './align.ts'
import type { Attachment, CatalogueFields, Content } from './content.ts'
import { diffText, newBudget, type Budget, type Part } from './diff-text.ts'
import { likeness, pairsOf } from './likeness.ts'
import { plainText } from './plain.ts'
import type { Block, Cell } from './types.ts'

/** One entry of a sequence (block, item, row, cell, attachment) on both sides; D is what is known within a changed one. */
export type Entry<T, D> =
  | { readonly kind: 'same', readonly before: T, readonly after: T }
  | { readonly kind: 'removed', readonly before: T }
  | { readonly kind: 'added', readonly after: T }
  | { readonly kind: 'changed', readonly before: T, readonly after: T, readonly within: D }

export type ItemEntry = Entry<string, readonly Part[]>
export type CellEntry = Entry<Cell, readonly Part[]>
export type RowEntry = Entry<readonly Cell[], readonly CellEntry[]>
export type AttachmentEntry = Entry<Attachment, null>
export type BlockEntry = Entry<Block, BlockDetail>

/** What changed within a block. A text may stay the same while its kind or level changes: see `before` and `after`. */
export type BlockDetail =
  | { readonly type: 'text', readonly parts: readonly Part[] }
  | { readonly type: 'list', readonly items: readonly ItemEntry[] }
  | { readonly type: 'table', readonly caption: readonly Part[], readonly rows: readonly RowEntry[] }

export interface TextChange {
  readonly before: string | undefined
  readonly after: string | undefined
  readonly parts: readonly Part[]
}

export interface FieldChange extends TextChange {
  readonly field: keyof CatalogueFields
}

/** All differences of two contents; nothing at all changed where `changed` is false. */
export interface ContentDiff {
  readonly changed: boolean
  readonly title: TextChange | undefined
  readonly changeNote: TextChange | undefined
  /** changed fields only; keywords are written one a line */
  readonly fields: readonly FieldChange[]
  readonly body: readonly BlockEntry[]
  readonly attachments: readonly AttachmentEntry[]
}

const FIELDS = [
  'column', 'openness', 'documentNumber', 'formedOn', 'source', 'summary', 'keywords', 'ground', 'validFrom', 'validUntil', 'contact',
] as const satisfies readonly (keyof CatalogueFields)[]
/** Blocks and items less alike than this are one removed and one added. */
const LEAST_LIKENESS = 0.35

/**
 * The differences of two contents for a page: blocks, list items, table rows and cells are aligned, and what changed
 * inside a text is marked. The `before` entries together are exactly the content before, the `after` ones the one after.
 */
export function diffContent(before: Content, after: Content): ContentDiff {
  const budget = newBudget()
  const title = textChange(before.title, after.title, budget)
  const changeNote = textChange(before.changeNote, after.changeNote, budget)
  const fields = FIELDS.flatMap((field): FieldChange[] => {
    const change = textChange(fieldText(before.fields[field]), fieldText(after.fields[field]), budget)
    return change === undefined ? [] : [{ field, ...change }]
  })
  const body = diffSequence(before.body.blocks, after.body.blocks, budget, {
    mark: (block: Block) => ({ sort: block.type === 'heading' || block.type === 'paragraph' ? 'text' : block.type, pairs: pairsOf(blockText(block)) }),
    alike: (left, right) => left.sort === right.sort ? likeness(left.pairs, right.pairs) : 0,
    least: LEAST_LIKENESS,
    within: (left, right) => blockDetail(left, right, budget),
  })
  const attachments = diffSequence(before.attachments, after.attachments, budget, {
    mark: (file: Attachment) => file,
    alike: (left, right) => left.sha256 === right.sha256 ? 1 : left.name === right.name ? 0.5 : 0,
    least: 0.5,
    within: () => null,
  })
  const changed = title !== undefined || changeNote !== undefined || fields.length > 0
    || [...body, ...attachments].some(({ kind }) => kind !== 'same')
  return { changed, title, changeNote, fields, body, attachments }
}

/** How entries of a sequence are compared: by their marks, made once for each; and what is told of a changed one. */
interface Kind<T, M, D> {
  readonly mark: (entry: T) => M
  readonly alike: (before: M, after: M) => number
  readonly least: number
  readonly within: (before: T, after: T) => D
}

function diffSequence<T, M, D>(before: readonly T[], after: readonly T[], budget: Budget, kind: Kind<T, M, D>): Entry<T, D>[] {
  const left = new Map<number, M>()
  const right = new Map<number, M>()
  const markOf = (known: Map<number, M>, entries: readonly T[], at: number): M | undefined => {
    const entry = entries[at]
    if (!known.has(at) && entry !== undefined) known.set(at, kind.mark(entry))
    return known.get(at)
  }
  const steps = align(before.map(keyOf), after.map(keyOf), {
    least: kind.least,
    work: budget,
    alike: (b, a) => {
      const [one, other] = [markOf(left, before, b), markOf(right, after, a)]
      return one === undefined || other === undefined ? 0 : kind.alike(one, other)
    },
  })
  return steps.flatMap((step) => entryOf(step, before, after, kind.within))
}

function entryOf<T, D>(step: Step, before: readonly T[], after: readonly T[], within: (before: T, after: T) => D): Entry<T, D>[] {
  const left = 'before' in step ? before[step.before] : undefined
  const right = 'after' in step ? after[step.after] : undefined
  if (left !== undefined && right !== undefined) {
    if (step.kind === 'same') return [{ kind: 'same', before: left, after: right }]
    return [{ kind: 'changed', before: left, after: right, within: within(left, right) }]
  }
  if (left !== undefined) return [{ kind: 'removed', before: left }]
  return right === undefined ? [] : [{ kind: 'added', after: right }]
}

/** Equal entries have equal keys, in whatever order their properties were made. */
function keyOf(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) => typeof held === 'object' && held !== null && !Array.isArray(held)
    ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : held)
}

function textChange(before: string | undefined, after: string | undefined, budget: Budget): TextChange | undefined {
  if (before === after) return undefined
  return { before, after, parts: diffText(before ?? '', after ?? '', budget) }
}

function fieldText(value: string | readonly string[] | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : value.join('\n')
}

function blockText(block: Block): string {
  return plainText({ blocks: [block] })
}

function blockDetail(before: Block, after: Block, budget: Budget): BlockDetail {
  if (before.type === 'list' && after.type === 'list') {
    const items = diffSequence(before.items, after.items, budget, {
      mark: pairsOf, alike: likeness, least: LEAST_LIKENESS, within: (left, right) => diffText(left, right, budget),
    })
    return { type: 'list', items }
  }
  if (before.type === 'table' && after.type === 'table') {
    const rows = diffSequence(before.rows, after.rows, budget, {
      mark: (row: readonly Cell[]) => pairsOf(row.map(({ text }) => text).join('\t')),
      alike: likeness,
      least: LEAST_LIKENESS,
      within: (left, right) => diffCells(left, right, budget),
    })
    return { type: 'table', caption: diffText(before.caption ?? '', after.caption ?? '', budget), rows }
  }
  return { type: 'text', parts: diffText(blockText(before), blockText(after), budget) }
}

/** Cells of a row: one by one while there are equally many, otherwise aligned. */
function diffCells(before: readonly Cell[], after: readonly Cell[], budget: Budget): CellEntry[] {
  const within = (left: Cell, right: Cell): Part[] => diffText(left.text, right.text, budget)
  if (before.length !== after.length) {
    return diffSequence(before, after, budget, { mark: (cell: Cell) => pairsOf(cell.text), alike: likeness, least: LEAST_LIKENESS, within })
  }
  return before.map((left, at): CellEntry => {
    const right = after[at] ?? left
    if (keyOf(left) === keyOf(right)) return { kind: 'same', before: left, after: right }
    return { kind: 'changed', before: left, after: right, within: within(left, right) }
  })
}
