import { diffArrays } from 'diff'
import type { CatalogueFields, Content } from '../document/content.ts'
import type { Block } from '../document/types.ts'
import { opennessWords, words } from './words.ts'

/** One place in which two versions differ; a side that is absent was not there. */
export interface Change {
  readonly place?: string
  readonly before?: string
  readonly after?: string
}

/** What a correction changed, in the order of the page: title, catalogue, body, attachments. */
export function changesBetween(before: Content, after: Content): Change[] {
  return [
    ...valueChange(words.title, before.title, after.title),
    ...fieldChanges(before.fields, after.fields),
    ...textChanges(before.body.blocks.flatMap(textsOf), after.body.blocks.flatMap(textsOf)),
    ...textChanges(before.attachments.map(({ name, sha256 }) => `${name}（${sha256.slice(0, 8)}）`),
      after.attachments.map(({ name, sha256 }) => `${name}（${sha256.slice(0, 8)}）`), words.attachments),
  ]
}

function fieldChanges(before: CatalogueFields, after: CatalogueFields): Change[] {
  return [
    ...valueChange(words.documentNumber, before.documentNumber, after.documentNumber),
    ...valueChange(words.formedOn, before.formedOn, after.formedOn),
    ...valueChange(words.source, before.source, after.source),
    ...valueChange(words.openness, opennessWords[before.openness], opennessWords[after.openness]),
    ...valueChange(words.summary, before.summary, after.summary),
    ...valueChange(words.keywords, before.keywords?.join('、'), after.keywords?.join('、')),
    ...valueChange(words.validity, validity(before), validity(after)),
    ...valueChange(words.contact, before.contact, after.contact),
  ]
}

/** 有效期 in words; nothing where none is given. */
export function validity({ validFrom, validUntil }: CatalogueFields): string | undefined {
  const parts = [
    ...(validFrom ? [`${words.from} ${validFrom}`] : []), ...(validUntil ? [`${words.until} ${validUntil}`] : []),
  ]
  return parts.length > 0 ? parts.join(' ') : undefined
}

function valueChange(place: string, before: string | undefined, after: string | undefined): Change[] {
  if (before === after) return []
  return [{ place, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }]
}

function textsOf(block: Block): string[] {
  if (block.type === 'list') return [...block.items]
  if (block.type !== 'table') return [block.text]
  const rows = block.rows.map((row) => row.map(({ text }) => text).join(' | '))
  return block.caption === undefined ? rows : [block.caption, ...rows]
}

// A text that replaced another stands beside it: removed and added runs meet in pairs.
function textChanges(before: string[], after: string[], place?: string): Change[] {
  const changes: Change[] = []
  let removed: string[] = []
  const flush = (added: readonly string[]): void => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) {
      const [old, now] = [removed[at], added[at]]
      changes.push({ ...(place && { place }), ...(old !== undefined && { before: old }), ...(now !== undefined && { after: now }) })
    }
    removed = []
  }
  for (const part of diffArrays(before, after)) {
    if (part.removed) {
      flush([])
      removed = part.value
    } else {
      flush(part.added ? part.value : [])
    }
  }
  flush([])
  return changes
}

/** One side of a change: what both sides begin and end with, and what differs between. */
export interface Marked { readonly start: string, readonly differs: string, readonly end: string }

/** Both sides of a change with what they share told apart; figures and surrogate pairs stay whole. */
export function marked(before: string, after: string): { readonly before: Marked, readonly after: Marked } {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  while (start > 0 && isWhole(before, after, start)) start -= 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  while (end > 0 && isWhole(before, after, before.length - end, after.length - end)) end -= 1
  const side = (text: string): Marked => ({
    start: text.slice(0, start), differs: text.slice(start, text.length - end), end: text.slice(text.length - end),
  })
  return { before: side(before), after: side(after) }
}

const JOINED = /^(?:\d[\d.,]|[.,]\d|[\ud800-\udbff][\udc00-\udfff])$/

function isWhole(before: string, after: string, left: number, right = left): boolean {
  return JOINED.test(before.slice(left - 1, left + 1)) || JOINED.test(after.slice(right - 1, right + 1))
}
